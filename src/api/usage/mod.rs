//! Usage: every row of a log priced exactly. Rows of one kind (model, provider, job, day) are priced once and
//! counted; only the sums are multiplied out, at the end.

mod book;
mod price;
mod sums;

use crate::api::Loaded;
use crate::api::answer::{UsageColumn, UsageReport};
use crate::api::request::{LogFormat, UsageKind, UsageOptions};
use crate::date::Date;
use crate::error::{Code, Error, Result};
use crate::text::shown;
use crate::usage::{Kind, LogReader, ReadRow, Setting};
use book::Book;

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
        let mut fault = None;
        let mut sink = |row: ReadRow<'_>| {
            if let Err(error) = book.row(loaded, row) {
                fault.get_or_insert(error);
            }
        };
        match chunk {
            Some(chunk) => reader.push(chunk, &mut sink)?,
            None => reader.finish(&mut sink)?,
        }
        fault.map_or(Ok(()), Err)
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
            let message = format!("there are {} rows and {} counts", rows.len(), counts.len());
            return Err(Error::new(Code::BadRequest, message).at("/count"));
        }
        let mut book = Book::new(self, options.clone())?;
        for (place, kind) in kinds.iter().enumerate() {
            let kind = self.kind_of(kind).map_err(|error| {
                let path = format!("/kinds/{place}{}", error.path().unwrap_or_default());
                error.at(path)
            })?;
            book.add_kind(self, kind);
        }
        for (place, &kind) in rows.iter().enumerate() {
            let count = counts.map_or(Some(1), |counts| counts.get(place).copied()).unwrap_or(0);
            book.count(place, kind, count);
        }
        book.report(self, u64::try_from(rows.len()).unwrap_or(u64::MAX))
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
