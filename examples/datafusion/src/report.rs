//! What a usage table cost: one query by provider, one by reason. The queries are plain SQL, the same for one
//! machine and for a cluster.

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{Decimal256Type, Int64Type};
use datafusion::error::{DataFusionError, Result};
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use std::fmt;

/// By provider: rows, rows with a price, images of these, USD, and rows whose price is only approximate.
pub const BY_PROVIDER: &str = "
    SELECT provider, count(*), count(usd), sum(CASE WHEN usd IS NOT NULL THEN images END), sum(usd),
           sum(CASE WHEN status = 'approximate' THEN 1 ELSE 0 END)
    FROM (SELECT CAST(provider AS VARCHAR) AS provider, CAST(images AS BIGINT) AS images,
                 price_usd(model, provider, width, height, quality, images, day) AS usd,
                 price_status(model, provider, width, height, quality, images, day) AS status
          FROM usage) AS priced
    GROUP BY provider ORDER BY provider";

/// By reason: rows that have no price.
pub const BY_REASON: &str = "
    SELECT reason, count(*)
    FROM (SELECT price_reason(model, provider, width, height, quality, images, day) AS reason FROM usage) AS unpriced
    WHERE reason IS NOT NULL
    GROUP BY reason ORDER BY reason";

/// The rows of one provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The provider; empty where rows name none.
    pub provider: String,
    /// Rows.
    pub rows: i64,
    /// Rows that have a price.
    pub priced: i64,
    /// Images of the rows that have a price.
    pub images: i64,
    /// US dollars, as a decimal text; absent where no row has a price.
    pub usd: Option<String>,
    /// Rows whose price is only approximate.
    pub approximate: i64,
}

/// What a table cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// By provider, in the order of their names.
    pub sums: Vec<Sum>,
    /// Why rows have no price, and how many have none for it.
    pub reasons: Vec<(String, i64)>,
}

fn fault(what: &str) -> DataFusionError {
    DataFusionError::Internal(format!("the answer's {what} is not as asked"))
}

fn whole(batch: &RecordBatch, column: usize, row: usize) -> Result<i64> {
    let column = batch.columns().get(column).and_then(|column| column.as_primitive_opt::<Int64Type>());
    let column = column.ok_or_else(|| fault("count"))?;
    Ok(if column.is_valid(row) { column.value(row) } else { 0 })
}

fn text(batch: &RecordBatch, column: usize, row: usize) -> Result<String> {
    let column = batch.columns().get(column).ok_or_else(|| fault("name"))?;
    let name = match column.as_string_opt::<i32>() {
        Some(names) => names.is_valid(row).then(|| names.value(row)),
        None => {
            let names = column.as_string_view_opt().ok_or_else(|| fault("name"))?;
            names.is_valid(row).then(|| names.value(row))
        }
    };
    Ok(name.unwrap_or_default().to_owned())
}

/// The decimal text without the zeros at its end.
fn usd(batch: &RecordBatch, column: usize, row: usize) -> Result<Option<String>> {
    let column = batch.columns().get(column).and_then(|column| column.as_primitive_opt::<Decimal256Type>());
    let column = column.ok_or_else(|| fault("sum"))?;
    Ok(column.is_valid(row).then(|| {
        let text = column.value_as_string(row);
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    }))
}

/// Opens a Parquet file as the table `usage` and asks both questions.
///
/// # Errors
/// What reading or the queries refuse.
pub async fn report(session: &SessionContext, table: &str) -> Result<Report> {
    session.deregister_table("usage")?;
    session.register_parquet("usage", table, ParquetReadOptions::default()).await?;
    let mut report = Report { sums: Vec::new(), reasons: Vec::new() };
    for batch in session.sql(BY_PROVIDER).await?.collect().await? {
        for row in 0..batch.num_rows() {
            report.sums.push(Sum {
                provider: text(&batch, 0, row)?,
                rows: whole(&batch, 1, row)?,
                priced: whole(&batch, 2, row)?,
                images: whole(&batch, 3, row)?,
                usd: usd(&batch, 4, row)?,
                approximate: whole(&batch, 5, row)?,
            });
        }
    }
    for batch in session.sql(BY_REASON).await?.collect().await? {
        for row in 0..batch.num_rows() {
            report.reasons.push((text(&batch, 0, row)?, whole(&batch, 1, row)?));
        }
    }
    Ok(report)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<12}{:>10}{:>10}{:>10}{:>40}{:>13}",
            "provider", "rows", "priced", "images", "USD", "approximate"
        )?;
        for sum in &self.sums {
            let Sum { provider, rows, priced, images, usd, approximate } = sum;
            let usd = usd.as_deref().unwrap_or("unknown");
            writeln!(f, "{provider:<12}{rows:>10}{priced:>10}{images:>10}{usd:>40}{approximate:>13}")?;
        }
        writeln!(f, "\nrows without a price, which are in no sum:")?;
        for (reason, rows) in &self.reasons {
            writeln!(f, "{reason:<22}{rows:>10}")?;
        }
        Ok(())
    }
}
