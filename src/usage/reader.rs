//! Reads a log chunk by chunk. It keeps no more of it than the record that a chunk cuts in two. Plain rows of a kind
//! that it has met are only counted.

use super::columns::{Columns, Field, named_fields};
use super::csv::{self, End};
use super::kind::BETWEEN;
use super::plain::Plain;
use super::{MAX_ROW_BYTES, MAX_ROW_COUNT, json_lines};
use crate::date::Date;
use crate::error::{Code, Error, Result};
use crate::rate::Lack;
use crate::text::shown;

/// How to read, where the log does not tell.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// Whether the rows are JSON objects; told from the first character where absent.
    pub json_lines: Option<bool>,
    /// Field and header, as the caller names them.
    pub columns: Vec<(String, String)>,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    /// Its number: 1 for the first one after the header.
    pub number: u64,
    /// What it says but for its count, as [`super::Kind::read`] takes it.
    pub key: &'r str,
    /// How many outputs.
    pub count: u64,
}

/// Where the kind of a row is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its place, for [`Sink::again`].
    pub place: Option<u32>,
    /// Whether all places that were told before are void.
    pub anew: bool,
}

/// What takes the rows in.
pub trait Sink {
    /// Takes a row, and says where its kind is counted.
    fn row(&mut self, row: Row<'_>) -> Kept;
    /// Takes a row of the kind that is counted at that place: its number and how many outputs.
    fn again(&mut self, place: u32, number: u64, count: u64);
    /// Takes the number of a row that cannot be read, and why.
    fn broken(&mut self, number: u64, lack: &Lack);
}

#[derive(Debug)]
enum State {
    /// Nothing but white space has come yet.
    Start,
    /// The header line has not ended yet.
    Header,
    /// Rows of separated values.
    Csv(u8),
    /// Rows of JSON.
    Json,
}

/// A log that is being read.
#[derive(Debug)]
pub struct LogReader {
    json_lines: Option<bool>,
    named: Vec<(Field, String)>,
    state: State,
    columns: Columns,
    /// Reads plain rows, where the log has such.
    plain: Option<Plain>,
    /// Which field each column holds.
    fields: Vec<Option<usize>>,
    /// The record that the last chunk cut off.
    pending: Vec<u8>,
    /// Whether the rest of a line is passed over, because its row was given up.
    skipping: bool,
    rows: u64,
    key: String,
    texts: Vec<String>,
}

/// The longest header line, in bytes.
const MAX_HEADER_BYTES: usize = 1024 * 1024;
const KEY_FIELDS: usize = Field::ALL.len() - 1;

impl LogReader {
    /// A reader that has seen nothing yet.
    ///
    /// # Errors
    /// `bad_request` at `/columns` for a field that there is not.
    pub fn new(setting: &Setting) -> Result<Self> {
        Ok(Self {
            json_lines: setting.json_lines,
            named: named_fields(&setting.columns)?,
            state: State::Start,
            columns: Columns::default(),
            plain: None,
            fields: Vec::new(),
            pending: Vec::new(),
            skipping: false,
            rows: 0,
            key: String::new(),
            texts: vec![String::new(); Field::ALL.len()],
        })
    }

    /// The columns by which it reads; of JSON lines those that have come so far.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Rows read so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Reads the next bytes of the log.
    ///
    /// # Errors
    /// `wrong_shape`, `not_utf8` or `too_large` for a header that cannot be used.
    pub fn push<S: Sink>(&mut self, chunk: &[u8], sink: &mut S) -> Result<()> {
        if self.pending.is_empty() {
            let left = self.consume(chunk, false, sink)?;
            self.pending.extend_from_slice(chunk.get(chunk.len().saturating_sub(left)..).unwrap_or_default());
            return Ok(());
        }
        // The record that was cut off is completed first, so that the rest is read where it lies.
        let mut rest = chunk;
        // A record over many lines is looked at again with twice as much each time.
        let mut least = 0_usize;
        while !self.pending.is_empty() && !rest.is_empty() {
            let after = rest.iter().skip(least).position(|&byte| byte == b'\n');
            let line = after.map_or(rest.len(), |at| at.saturating_add(least).saturating_add(1));
            let (head, tail) = rest.split_at_checked(line).unwrap_or((rest, &[]));
            least = least.saturating_mul(2).max(256);
            let mut pending = std::mem::take(&mut self.pending);
            pending.extend_from_slice(head);
            let left = self.consume(&pending, false, sink)?;
            pending.drain(..pending.len().saturating_sub(left));
            self.pending = pending;
            rest = tail;
        }
        if !rest.is_empty() {
            let left = self.consume(rest, false, sink)?;
            self.pending.extend_from_slice(rest.get(rest.len().saturating_sub(left)..).unwrap_or_default());
        }
        Ok(())
    }

    /// Reads what the last chunk left.
    ///
    /// # Errors
    /// `wrong_shape` for a log without a header.
    pub fn finish<S: Sink>(&mut self, sink: &mut S) -> Result<()> {
        let pending = std::mem::take(&mut self.pending);
        self.consume(&pending, true, sink)?;
        if matches!(self.state, State::Start | State::Header) {
            return Err(Error::new(Code::WrongShape, "the log is empty")
                .at("")
                .help("a log has a header line and rows, or a JSON object a line"));
        }
        Ok(())
    }

    /// Reads whole records off the bytes and returns how many bytes are left.
    fn consume<S: Sink>(&mut self, bytes: &[u8], last: bool, sink: &mut S) -> Result<usize> {
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.skipping {
                let End::At(end, length) = csv::end_of_line(rest) else { return Ok(0) };
                self.skipping = false;
                rest = rest.get(end.saturating_add(length)..).unwrap_or_default();
                continue;
            }
            if matches!(self.state, State::Start) {
                let Some(after) = self.begin(rest, last)? else { return Ok(rest.len()) };
                rest = after;
                continue;
            }
            if let State::Csv(_) = self.state {
                rest = rest.get(self.plain_rows(rest, sink)..).unwrap_or_default();
                if rest.is_empty() {
                    break;
                }
            }
            let end = match self.state {
                State::Csv(separator) => csv::end_of_record(rest, separator),
                _ => csv::end_of_line(rest),
            };
            let most = if matches!(self.state, State::Header) { MAX_HEADER_BYTES } else { MAX_ROW_BYTES };
            let (record, length) = match end {
                End::At(end, length) if end <= most => (end, length),
                End::Open if last && rest.len() <= most => (rest.len(), 0),
                End::Open if rest.len() <= most => return Ok(rest.len()),
                _ if matches!(self.state, State::Header) => {
                    let message = format!("the header line has more than {MAX_HEADER_BYTES} bytes");
                    return Err(Error::new(Code::TooLarge, message).at("").help("is this a log of rows?"));
                }
                _ => {
                    // An open quote can swallow what follows: reading goes on after the line.
                    self.rows = self.rows.saturating_add(1);
                    let why = format!("the row has more than {MAX_ROW_BYTES} bytes, or a quote stays open");
                    sink.broken(self.rows, &Lack::new(Code::BrokenRow, why));
                    self.skipping = true;
                    continue;
                }
            };
            let (record, after) = rest.split_at_checked(record).unwrap_or((rest, &[]));
            let record = if length == 0 { record.strip_suffix(b"\r").unwrap_or(record) } else { record };
            self.record(record, sink)?;
            rest = after.get(length..).unwrap_or_default();
        }
        Ok(0)
    }

    /// Looks at how the log starts. Nothing where more bytes are needed.
    fn begin<'b>(&mut self, bytes: &'b [u8], last: bool) -> Result<Option<&'b [u8]>> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        let short = (bytes.len() < MARK.len() && MARK.starts_with(bytes)) || matches!(bytes, [0xff] | [0xfe]);
        if short && !last {
            return Ok(None);
        }
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Err(Error::new(Code::NotUtf8, "the log is UTF-16, not UTF-8")
                .at("")
                .help("save it as UTF-8"));
        }
        // White space and marks are passed over one by one, so that it is all the same where a chunk ends.
        if let Some(rest) = bytes.strip_prefix(MARK) {
            return Ok(Some(rest));
        }
        let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let rest = bytes.get(blank..).unwrap_or_default();
        if blank > 0 {
            return Ok(Some(rest));
        }
        let Some(first) = rest.first() else { return Ok(Some(rest)) };
        if *first == b'[' && self.json_lines != Some(false) {
            return Err(Error::new(Code::WrongShape, "the log is a JSON array, not a JSON object a line")
                .at("")
                .help("write one object a line, without commas between them"));
        }
        let json = self.json_lines.unwrap_or(*first == b'{');
        self.state = if json { State::Json } else { State::Header };
        Ok(Some(rest))
    }

    /// Reads plain rows off the bytes, as long as they are, and returns how many bytes they take. It is apart from
    /// what reads any row, so that it has the processor's registers for itself.
    #[inline(never)]
    fn plain_rows<S: Sink>(&mut self, bytes: &[u8], sink: &mut S) -> usize {
        let Some(mut plain) = self.plain.take() else { return 0 };
        let mut stops = plain.stops(bytes);
        let mut start = 0_usize;
        while let Some(row) = plain.row(bytes, start, &mut stops) {
            let Some(place) = plain.place(bytes) else { break };
            if let Some(place) = place {
                self.rows = self.rows.saturating_add(1);
                sink.again(place, self.rows, row.count);
            } else {
                let kept = self.row(bytes.get(start..row.end).unwrap_or_default(), sink);
                if kept.is_some_and(|kept| kept.anew) {
                    plain.forget();
                }
                if let Some(place) = kept.and_then(|kept| kept.place) {
                    plain.learn(bytes, place);
                }
            }
            start = row.next;
        }
        self.plain = Some(plain);
        start
    }

    fn record<S: Sink>(&mut self, record: &[u8], sink: &mut S) -> Result<()> {
        if matches!(self.state, State::Header) {
            return self.header(record);
        }
        let kept = self.row(record, sink);
        if let Some(plain) = self.plain.as_mut().filter(|_| kept.is_some_and(|kept| kept.anew)) {
            plain.forget();
        }
        Ok(())
    }

    /// Reads any row. Nothing is kept of one that is blank or cannot be read.
    #[inline(never)]
    fn row<S: Sink>(&mut self, record: &[u8], sink: &mut S) -> Option<Kept> {
        if record.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        self.rows = self.rows.saturating_add(1);
        let taken = match self.state {
            State::Csv(separator) => self.take_csv(record, separator),
            _ => self.take_json(record),
        };
        match taken.and_then(|()| self.key_and_count()) {
            Ok(count) => Some(sink.row(Row { number: self.rows, key: &self.key, count })),
            Err(lack) => {
                sink.broken(self.rows, &lack);
                None
            }
        }
    }

    fn header(&mut self, line: &[u8]) -> Result<()> {
        let refuse = |code, message: &str, help| Err(Error::new(code, message).at("").help(help));
        let Ok(text) = std::str::from_utf8(line) else {
            return refuse(Code::NotUtf8, "the header line is not UTF-8", "save the log as UTF-8");
        };
        let separator = csv::separator_of(line);
        let mut headers = Vec::new();
        let read = csv::fields(text, separator, &mut |_, field| headers.push(field.into_owned()));
        if read.is_none() {
            return refuse(
                Code::WrongShape,
                "a quote of the header line is misplaced",
                "check the first line",
            );
        }
        self.columns = Columns::of(&headers, &self.named)?;
        self.fields = vec![None; headers.len()];
        for (field, column, _) in &self.columns.found {
            let place = Field::ALL.iter().position(|known| known == field);
            if let Some(slot) = self.fields.get_mut(*column) {
                *slot = place;
            }
        }
        if self.columns.found.is_empty() {
            let names = crate::text::listed(&mut headers.iter().take(8).map(|name| shown(name)));
            let message = format!("no column of the log holds anything that is known here: {names}");
            return refuse(
                Code::WrongShape,
                &message,
                "the first line holds the headers, such as `model`, `count` and `size`; or name them in `columns`",
            );
        }
        self.plain = Plain::new(&self.columns, separator);
        self.state = State::Csv(separator);
        Ok(())
    }

    fn clear(&mut self) {
        for text in &mut self.texts {
            text.clear();
        }
    }

    fn take_csv(&mut self, record: &[u8], separator: u8) -> std::result::Result<(), Lack> {
        let broken = |why: String| Lack::new(Code::BrokenRow, why);
        let text = std::str::from_utf8(record).map_err(|_| broken("the row is not UTF-8".to_owned()))?;
        self.clear();
        let (fields, texts) = (&self.fields, &mut self.texts);
        let count = csv::fields(text, separator, &mut |column, value| {
            let slot = fields.get(column).copied().flatten().and_then(|field| texts.get_mut(field));
            if let Some(slot) = slot {
                slot.push_str(&value);
            }
        });
        let width = self.columns.width;
        match count {
            Some(count) if count > width => {
                Err(broken(format!("it has {count} fields under {width} headers")))
            }
            Some(_) => Ok(()),
            None => Err(broken("a quote is misplaced".to_owned())),
        }
    }

    fn take_json(&mut self, line: &[u8]) -> std::result::Result<(), Lack> {
        self.clear();
        let (texts, columns) = (&mut self.texts, &mut self.columns);
        json_lines::fields(line, &self.named, &mut |field, key, text| {
            let place = Field::ALL.iter().position(|known| *known == field);
            if let Some(slot) = place.and_then(|place| texts.get_mut(place)) {
                slot.push_str(text);
            }
            if columns.found.iter().all(|(known, ..)| *known != field) {
                columns.found.push((field, 0, shown(key)));
            }
        })
    }

    /// Makes the key of the row that was taken and reads its count.
    fn key_and_count(&mut self) -> std::result::Result<u64, Lack> {
        self.key.clear();
        for (&field, text) in Field::ALL.iter().zip(&self.texts).take(KEY_FIELDS) {
            if text.as_bytes().contains(&BETWEEN) {
                let why = format!("its {field} holds a control character");
                return Err(Lack::new(Code::BrokenRow, why));
            }
            // Times of one day are of one kind.
            let day = if field == Field::Date { Date::day_of(text.trim()) } else { None };
            let text = day.unwrap_or(text);
            self.key.push_str(text);
            self.key.push(char::from(BETWEEN));
        }
        let count = self.texts.last().map_or("", |text| text.trim());
        if count.is_empty() {
            return Ok(1);
        }
        let whole = count.strip_suffix(".0").unwrap_or(count).parse::<u64>().ok();
        whole.filter(|count| (1..=MAX_ROW_COUNT).contains(count)).ok_or_else(|| {
            let message =
                format!("its count `{}` is no whole number from 1 to {MAX_ROW_COUNT}", shown(count));
            Lack::new(Code::BadCount, message)
        })
    }
}

#[cfg(test)]
mod tests;
