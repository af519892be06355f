//! The three functions as DataFusion sees them: which columns they take, and how a batch of rows is answered.

use crate::pricer::{DIGITS, Kind, PLACES, Pricer, Unit, amount};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Date32Array, Decimal256Builder, Int64Array, StringBuilder, StringViewArray,
};
use datafusion::arrow::datatypes::{DataType, Date32Type, Int64Type};
use datafusion::arrow::row::{Row, RowConverter, SortField};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use perpixel::price::Status;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

const COLUMNS: [(&str, DataType); 7] = [
    ("model", DataType::Utf8View),
    ("provider", DataType::Utf8View),
    ("width", DataType::Int64),
    ("height", DataType::Int64),
    ("quality", DataType::Utf8View),
    ("count", DataType::Int64),
    ("day", DataType::Date32),
];

/// What is said of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Answer {
    Usd,
    Status,
    Reason,
}

impl Answer {
    fn name(self) -> &'static str {
        match self {
            Self::Usd => "price_usd",
            Self::Status => "price_status",
            Self::Reason => "price_reason",
        }
    }
}

/// One of the three functions, with the catalog that it answers from.
#[derive(Debug)]
pub struct Price {
    answer: Answer,
    signature: Signature,
    pricer: Arc<Pricer>,
}

/// `price_usd`, `price_status` and `price_reason`, which share what they have asked of the catalog.
pub fn functions(pricer: &Arc<Pricer>) -> [Arc<ScalarUDF>; 3] {
    [Answer::Usd, Answer::Status, Answer::Reason].map(|answer| {
        // The catalog and its day are fixed, so equal rows have equal prices.
        let signature = Signature::user_defined(Volatility::Immutable);
        Arc::new(ScalarUDF::from(Price { answer, signature, pricer: Arc::clone(pricer) }))
    })
}

impl Price {
    /// The mark of the pricer that answers; see [`Pricer::mark`].
    pub fn mark(&self) -> u64 {
        self.pricer.mark()
    }
}

impl PartialEq for Price {
    fn eq(&self, other: &Self) -> bool {
        self.answer == other.answer && self.mark() == other.mark()
    }
}

impl Eq for Price {}

impl Hash for Price {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.answer, self.mark()).hash(state);
    }
}

/// Whether a column of this type can be taken without changing what it says: no fractions cut off, no times
/// moved to another day.
fn fits(given: &DataType, wanted: &DataType) -> bool {
    match (given, wanted) {
        (DataType::Null, _) => true,
        (DataType::Dictionary(_, given), _) => fits(given, wanted),
        (_, DataType::Utf8View) => given.is_string(),
        (_, DataType::Int64) => given.is_integer(),
        _ => matches!(given, DataType::Date32 | DataType::Timestamp(_, None)),
    }
}

impl ScalarUDFImpl for Price {
    fn name(&self) -> &str {
        self.answer.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        let refuse = |message: String| Err(DataFusionError::Plan(format!("{}: {message}", self.name())));
        if given.len() != COLUMNS.len() {
            let names = COLUMNS.map(|(name, _)| name).join(", ");
            return refuse(format!("it takes {names}, not {} arguments", given.len()));
        }
        for (given, (name, wanted)) in given.iter().zip(&COLUMNS) {
            if !fits(given, wanted) {
                return refuse(format!("its {name} is {given} and cannot be taken as {wanted}"));
            }
        }
        Ok(COLUMNS.map(|(_, wanted)| wanted).to_vec())
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.answer {
            Answer::Usd => DataType::Decimal256(DIGITS, places()?),
            Answer::Status | Answer::Reason => DataType::Utf8,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let mut columns = Vec::with_capacity(COLUMNS.len());
        for value in &args.args {
            columns.push(value.to_array(args.number_rows)?);
        }
        let rows = Rows::of(&columns)?;
        let units = rows.units(&self.pricer)?;
        Ok(ColumnarValue::Array(match self.answer {
            Answer::Usd => {
                let mut usd = Decimal256Builder::with_capacity(units.len())
                    .with_precision_and_scale(DIGITS, places()?)?;
                rows.each(&units, |unit| usd.append_option(unit.ok().map(|(usd, _)| usd)));
                Arc::new(usd.finish())
            }
            Answer::Status => {
                let mut words = StringBuilder::new();
                rows.each(&units, |unit| {
                    words.append_value(word(unit.map_or(Status::Unknown, |(_, status)| status)))
                });
                Arc::new(words.finish())
            }
            Answer::Reason => {
                let mut words = StringBuilder::new();
                rows.each(&units, |unit| words.append_option(unit.err().map(perpixel::error::Code::as_str)));
                Arc::new(words.finish())
            }
        }))
    }
}

fn places() -> Result<i8> {
    i8::try_from(PLACES).map_err(|error| DataFusionError::External(Box::new(error)))
}

/// The words that the core writes on the wire.
fn word(status: Status) -> &'static str {
    match status {
        Status::Exact => "exact",
        Status::Approximate => "approximate",
        Status::Range => "range",
        Status::RateOnly => "rate-only",
        Status::Unknown => "unknown",
    }
}

/// The columns of a batch.
struct Rows<'a> {
    model: &'a StringViewArray,
    provider: &'a StringViewArray,
    width: &'a Int64Array,
    height: &'a Int64Array,
    quality: &'a StringViewArray,
    count: &'a Int64Array,
    day: &'a Date32Array,
    /// All but the counts.
    kinds: [ArrayRef; 6],
}

fn at<'a>(column: &'a StringViewArray, row: usize) -> Option<&'a str> {
    column.is_valid(row).then(|| column.value(row))
}

fn whole(column: &Int64Array, row: usize) -> Option<i64> {
    column.is_valid(row).then(|| column.value(row))
}

impl<'a> Rows<'a> {
    fn of(columns: &'a [ArrayRef]) -> Result<Self> {
        let [model, provider, width, height, quality, count, day] = columns else {
            return Err(DataFusionError::Internal(
                "the columns are not those that were asked for".to_owned(),
            ));
        };
        let fault = || DataFusionError::Internal("a column is not of the type that was asked for".to_owned());
        Ok(Self {
            model: model.as_string_view_opt().ok_or_else(fault)?,
            provider: provider.as_string_view_opt().ok_or_else(fault)?,
            width: width.as_primitive_opt::<Int64Type>().ok_or_else(fault)?,
            height: height.as_primitive_opt::<Int64Type>().ok_or_else(fault)?,
            quality: quality.as_string_view_opt().ok_or_else(fault)?,
            count: count.as_primitive_opt::<Int64Type>().ok_or_else(fault)?,
            day: day.as_primitive_opt::<Date32Type>().ok_or_else(fault)?,
            kinds: [model, provider, width, height, quality, day].map(Arc::clone),
        })
    }

    fn kind(&self, row: usize) -> Kind<'a> {
        Kind {
            model: at(self.model, row),
            provider: at(self.provider, row),
            width: whole(self.width, row),
            height: whole(self.height, row),
            quality: at(self.quality, row),
            day: self.day.is_valid(row).then(|| self.day.value(row)),
        }
    }

    /// The unit price of each row. The catalog is asked once for each kind, however many rows are of it.
    fn units(&self, pricer: &Pricer) -> Result<Vec<Unit>> {
        let fields = self.kinds.iter().map(|column| SortField::new(column.data_type().clone())).collect();
        let keys = RowConverter::new(fields)?.convert_columns(&self.kinds)?;
        let mut known: HashMap<Row<'_>, Unit> = HashMap::new();
        let mut units = Vec::with_capacity(keys.num_rows());
        for (row, key) in keys.iter().enumerate() {
            let unit = *known.entry(key).or_insert_with(|| pricer.unit(key.data(), || self.kind(row)));
            units.push(unit);
        }
        Ok(units)
    }

    /// What each row costs.
    fn each(&self, units: &[Unit], mut sink: impl FnMut(Unit)) {
        for (row, &unit) in units.iter().enumerate() {
            sink(amount(unit, whole(self.count, row)));
        }
    }
}
