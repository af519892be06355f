//! Usage: every row of a log priced exactly. Rows of one kind (model, provider, job, day) are priced once and
//! counted; only the sums are multiplied out, at the end.

mod book;
mod price;
mod sheet;
mod sums;

pub use sheet::Sheet;

use crate::api::Loaded;
use crate::api::answer::{UsageColumn, UsageReport};
use crate::api::request::{LogFormat, UsageKind, UsageOptions};
use crate::date::Date;
use crate::error::{Code, Error, Result};
use crate::text::shown;
use crate::usage::{Kind, LogReader, Setting};
use book::{Book, Taking};

/// A log that is being priced. It takes bytes, and answers once the log has ended.
#[derive(Debug)]
pub struct Meter {
    reader: LogReader,
    book: Book,
}

/// The refusal of an argument that is no usage log.
pub fn no_log() -> Error {
    Error::new(Code::BadRequest, "a log is text, bytes, or columns with `kinds` and `kind`, a `Uint32Array`")
        .at("/log")
        .help("pass CSV or JSON lines, or see `UsageColumns`")
}

/// The refusal of a number that is none of rows.
pub fn no_rows() -> Error {
    Error::new(Code::BadRequest, "a number of rows is whole, and not below 0")
}

fn too_large() -> Error {
    Error::new(Code::BadRequest, "the log's sums are too large to be computed exactly")
}

fn reader_of(options: &UsageOptions) -> Result<LogReader> {
    LogReader::new(&Setting {
        json_lines: options.format.map(|format| format == LogFormat::JsonLines),
        columns: options.columns.clone().unwrap_or_default().0,
    })
}

impl Meter {
    /// A meter that has read nothing yet.
    ///
    /// # Errors
    /// `bad_request` for options that do not fit.
    pub fn new(loaded: &Loaded, options: UsageOptions) -> Result<Self> {
        Ok(Self { reader: reader_of(&options)?, book: Book::new(loaded, options)? })
    }

    /// Reads the next bytes of the log.
    ///
    /// # Errors
    /// What a log as a whole is refused for: no UTF-8, a header that cannot be used.
    pub fn push(&mut self, loaded: &Loaded, chunk: &[u8]) -> Result<()> {
        self.read(loaded, Some(chunk))
    }

    /// The next bytes, or the end.
    fn read(&mut self, loaded: &Loaded, chunk: Option<&[u8]>) -> Result<()> {
        let Self { reader, book } = self;
        let mut taking = Taking { loaded, book, fault: None };
        match chunk {
            Some(chunk) => reader.push(chunk, &mut taking)?,
            None => reader.finish(&mut taking)?,
        }
        taking.fault.map_or(Ok(()), Err)
    }

    /// Rows read so far.
    pub fn rows(&self) -> u64 {
        self.reader.rows()
    }

    /// The report. The log has ended; what comes after starts another one.
    ///
    /// # Errors
    /// `wrong_shape` for an empty log, `bad_request` where a sum does not fit.
    pub fn finish(&mut self, loaded: &Loaded) -> Result<UsageReport> {
        self.read(loaded, None)?;
        let fresh = Self::new(loaded, self.book.options.clone())?;
        let Self { reader, book } = std::mem::replace(self, fresh);
        let mut report = book.report(loaded, reader.rows())?;
        for (field, _, header) in &reader.columns().found {
            report.columns.push(UsageColumn { field: field.to_string(), header: header.clone() });
        }
        report.ignored.clone_from(&reader.columns().ignored);
        Ok(report)
    }
}

/// The refusal of columns of two lengths.
pub fn uneven(rows: usize, counts: usize) -> Error {
    Error::new(Code::BadRequest, format!("there are {rows} rows and {counts} counts")).at("/count")
}

/// A log that comes as columns, piece by piece.
#[derive(Debug)]
pub struct Tallied {
    book: Book,
    rows: u64,
}

impl Tallied {
    /// How many rows at a time are counted fastest.
    pub const ROWS: usize = book::columns::BLOCK;

    /// Counts the next rows: the place of each one's kind, and its count, 1 where there are no counts. Counts are as
    /// many as the rows.
    pub fn push(&mut self, rows: &[u32], counts: Option<&[u32]>) {
        self.book.columns(self.rows, rows, counts);
        self.rows = self.rows.saturating_add(u64::try_from(rows.len()).unwrap_or(u64::MAX));
    }

    /// The report on all of them.
    ///
    /// # Errors
    /// `bad_request` where a sum does not fit.
    pub fn finish(self, loaded: &Loaded) -> Result<UsageReport> {
        self.book.report(loaded, self.rows)
    }
}

impl Loaded {
    /// Prices a log that is there as a whole.
    ///
    /// # Errors
    /// As [`Meter::push`] and [`Meter::finish`].
    pub fn usage(&self, log: &[u8], options: &UsageOptions) -> Result<UsageReport> {
        let mut meter = Meter::new(self, options.clone())?;
        meter.push(self, log)?;
        meter.finish(self)
    }

    /// Prices a log that comes as columns: the kinds of rows, the place of each row's kind among them, and each
    /// row's count, 1 where there are no counts.
    ///
    /// # Errors
    /// `bad_request` for a faulty kind, or counts that are not as many as the rows.
    pub fn usage_columns(
        &self,
        kinds: &[UsageKind],
        rows: &[u32],
        counts: Option<&[u32]>,
        options: &UsageOptions,
    ) -> Result<UsageReport> {
        if let Some(counts) = counts.filter(|counts| counts.len() != rows.len()) {
            return Err(uneven(rows.len(), counts.len()));
        }
        let mut columns = self.columns(kinds, options)?;
        columns.push(rows, counts);
        columns.finish(self)
    }

    /// Takes in the kinds of a log that comes as columns; these follow.
    ///
    /// # Errors
    /// `bad_request` for a faulty kind or options that do not fit.
    pub fn columns(&self, kinds: &[UsageKind], options: &UsageOptions) -> Result<Tallied> {
        Ok(Tallied { book: self.book_of(kinds, options)?, rows: 0 })
    }

    /// A book that knows these kinds.
    fn book_of(&self, kinds: &[UsageKind], options: &UsageOptions) -> Result<Book> {
        let mut book = Book::new(self, options.clone())?;
        for (place, kind) in kinds.iter().enumerate() {
            let kind = self.kind_of(kind).map_err(|error| {
                let path = format!("/kinds/{place}{}", error.path().unwrap_or_default());
                error.at(path)
            })?;
            book.add_kind(self, kind);
        }
        Ok(book)
    }

    fn kind_of(&self, kind: &UsageKind) -> Result<Kind> {
        let date = kind.date.as_deref().map(|text| {
            let message = || format!("`{}` is no date of the form YYYY-MM-DD", shown(text));
            Date::parse(text).ok_or_else(|| Error::new(Code::BadRequest, message()).at("/date"))
        });
        Ok(Kind {
            model: Some(kind.model.clone()),
            provider: kind.provider.clone(),
            job: self.job_for(&kind.model, kind.job.as_ref())?,
            date: date.transpose()?,
        })
    }
}
