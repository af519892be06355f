//! A usage table to try the functions on: the same rows every time, written as Parquet. Models, providers and
//! settings stand here, prices do not. Some rows have no price, on purpose.

use datafusion::arrow::array::{ArrayRef, Date32Array, Int32Array, Int64Array, RecordBatch, StringArray};
use datafusion::error::{DataFusionError, Result};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::file::properties::WriterProperties;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Rows that are written at once.
const BATCH: usize = 65_536;
/// 2026-06-01, in days since 1970-01-01.
const FIRST_DAY: i32 = 20_605;
/// Days that the table covers. A retirement that the catalog announces for December lies among them.
const DAYS: u64 = 214;

/// Model, provider, edges in pixels and quality.
type Made = (&'static str, &'static str, i32, i32, Option<&'static str>);

const MADE: &[Made] = &[
    ("gpt-image-1", "openai", 1024, 1024, Some("low")),
    ("gpt-image-1", "openai", 1024, 1536, Some("medium")),
    ("gpt-image-1", "openai", 1536, 1024, Some("high")),
    ("gpt-image-1.5", "openai", 1024, 1024, Some("medium")),
    ("gpt-image-1.5", "openai", 1024, 1536, None),
    ("gemini-2.5-flash-image", "google", 1024, 1024, None),
    ("gemini-3-pro-image", "google", 2048, 2048, None),
    ("gemini-3-pro-image", "google", 4096, 4096, None),
    ("flux-2-pro", "bfl", 1024, 1024, None),
    ("flux-2-pro", "bfl", 1920, 1080, None),
    ("flux-2-pro", "fal", 1024, 1024, None),
    ("flux-2-pro", "fal", 1777, 1001, None),
    ("flux-2-pro", "replicate", 1440, 1440, None),
    ("flux-2-max", "bfl", 1024, 1024, None),
    ("flux-2-max", "fal", 2048, 1152, None),
    ("flux-2-klein-4b", "bfl", 1024, 1024, None),
    ("seedream-5-pro", "fal", 2048, 2048, None),
    // No catalog has this model.
    ("in-no-catalog", "fal", 1024, 1024, None),
    // Google does not sell this one.
    ("flux-2-pro", "google", 1024, 1024, None),
    // This quality is none of the model's.
    ("gpt-image-1", "openai", 1024, 1024, Some("superb")),
    // An edge of no pixels.
    ("flux-2-pro", "bfl", 0, 1024, None),
];

/// One row of a usage table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The model's id.
    pub model: &'static str,
    /// Who made it.
    pub provider: &'static str,
    /// Pixels.
    pub width: i32,
    /// Pixels.
    pub height: i32,
    /// The vendor's word; absent in most rows.
    pub quality: Option<&'static str>,
    /// How many images.
    pub count: i64,
    /// Days since 1970-01-01.
    pub day: i32,
}

/// The first `rows` rows of the table, the same every time.
pub fn rows(rows: usize) -> impl Iterator<Item = Row> {
    // The multiplier and increment of Knuth's MMIX generator; the high bits are good enough for a sample.
    let mut state = 1_u64;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33).checked_rem(below).unwrap_or(0)
    };
    let made = u64::try_from(MADE.len()).unwrap_or(u64::MAX);
    std::iter::repeat_with(move || {
        let place = usize::try_from(next(made)).unwrap_or(0);
        let &(model, provider, width, height, quality) = MADE.get(place)?;
        // One row in 64 has a count that is none.
        let count = if next(64) == 0 { 0 } else { i64::try_from(next(8)).ok()?.checked_add(1)? };
        let day = FIRST_DAY.checked_add(i32::try_from(next(DAYS)).ok()?)?;
        Some(Row { model, provider, width, height, quality, count, day })
    })
    .flatten()
    .take(rows)
}

fn batch(rows: &[Row]) -> Result<RecordBatch> {
    let columns: [(&str, ArrayRef, bool); 7] = [
        ("model", Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.model))), true),
        ("provider", Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.provider))), true),
        ("width", Arc::new(Int32Array::from_iter_values(rows.iter().map(|row| row.width))), true),
        ("height", Arc::new(Int32Array::from_iter_values(rows.iter().map(|row| row.height))), true),
        ("quality", Arc::new(StringArray::from_iter(rows.iter().map(|row| row.quality))), true),
        ("images", Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| row.count))), true),
        ("day", Arc::new(Date32Array::from_iter_values(rows.iter().map(|row| row.day))), true),
    ];
    Ok(RecordBatch::try_from_iter_with_nullable(columns)?)
}

/// Writes the table.
///
/// # Errors
/// What the file or the format refuses.
pub fn write(path: &Path, count: usize) -> Result<()> {
    let file = File::create(path).map_err(DataFusionError::IoError)?;
    // Several row groups, so that several threads or executors can read one file.
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(BATCH)).build();
    let mut writer = ArrowWriter::try_new(file, batch(&[])?.schema(), Some(properties))?;
    let mut rows = rows(count);
    loop {
        let some: Vec<Row> = rows.by_ref().take(BATCH).collect();
        if some.is_empty() {
            break;
        }
        writer.write(&batch(&some)?)?;
    }
    writer.close()?;
    Ok(())
}
