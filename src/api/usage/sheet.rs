//! A sheet: columns that the caller fills where they lie, and what each row costs, in whole units of one power of ten.
//! Units are proven to fit block by block; where they do not, the total and the single amounts come from the exact
//! prices, and the column of amounts stays empty.

use super::book::Found;
use super::too_large;
use crate::api::Loaded;
use crate::api::answer::{SheetKind, SheetReport};
use crate::api::request::{UsageKind, UsageOptions};
use crate::error::{Code, Error, Result};
use crate::money::{Usd, common_scale};
use crate::price::Status;
use crate::quantity::Quantity;

/// Rows that are looked at twice while they are near: whether they fit, and then what they cost.
const BLOCK: usize = 4096;

/// What one output of a kind costs.
#[derive(Clone, Copy, Debug)]
struct Unit {
    /// In units of the sheet's scale; 0 where there is no price.
    price: i64,
    /// [`Sheet::NONE`] where there is no price, else 0.
    none: i64,
}

/// Rows whose kinds are known beforehand, as columns in place.
#[derive(Debug)]
pub struct Sheet {
    kinds: Vec<SheetKind>,
    /// The kinds' prices as whole numbers, where one scale fits all of them, and the largest of them without its sign.
    units: Vec<Unit>,
    most: u64,
    scale: Option<u32>,
    status: Status,
    /// For each row, the place of its kind.
    pub kind: Vec<u32>,
    /// For each row, how many outputs.
    pub count: Vec<u32>,
    /// For each row of the last run, what it costs, in units of the report's scale.
    pub amounts: Vec<i64>,
}

/// What some rows come to.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    units: i128,
    unpriced: u64,
}

/// So many zeros, where there is memory for them.
fn zeros<T: Clone + Default>(rows: usize) -> Result<Vec<T>> {
    let mut column = Vec::new();
    column.try_reserve_exact(rows).map_err(|_| {
        Error::new(Code::TooLarge, format!("there is no memory for a sheet of {rows} rows"))
            .help("price the log piece by piece, with one sheet that is filled again")
    })?;
    column.resize(rows, T::default());
    Ok(column)
}

fn listed(kind: &UsageKind, found: Found) -> SheetKind {
    let (provider, price, status, lack) = match found {
        Ok(found) => (Some(found.own.provider), Some(found.own.usd), found.own.status, None),
        Err(lack) => (kind.provider.clone(), None, Status::Unknown, Some(lack)),
    };
    SheetKind {
        model: kind.model.clone(),
        provider,
        price,
        status,
        code: lack.as_ref().map(|lack| lack.code),
        reason: lack.map(|lack| lack.reason),
    }
}

impl Sheet {
    /// What stands among the amounts for a row that has none.
    pub const NONE: i64 = i64::MIN;
    /// The most rows of a sheet: 16 bytes each are one gibibyte.
    pub const MAX_ROWS: usize = 1 << 26;

    /// A sheet of so many rows, all of the first kind and of count 0.
    ///
    /// # Errors
    /// `bad_request` for a faulty kind or options that do not fit, `too_large` for more rows than there is memory for.
    pub fn new(loaded: &Loaded, kinds: &[UsageKind], rows: usize, options: &UsageOptions) -> Result<Self> {
        if rows > Self::MAX_ROWS {
            let message = format!("a sheet of {rows} rows is over the limit of {}", Self::MAX_ROWS);
            return Err(Error::new(Code::TooLarge, message).at("/rows"));
        }
        let found = loaded.book_of(kinds, options)?.into_kinds();
        let kinds: Vec<_> = kinds.iter().zip(found).map(|(kind, found)| listed(kind, found)).collect();
        let priced = || kinds.iter().filter(|kind| kind.price.is_some());
        let status = priced().map(|kind| kind.status).reduce(Status::and).unwrap_or(Status::Unknown);
        let scale = common_scale(&mut priced().filter_map(|kind| kind.price));
        let units: Option<Vec<Unit>> = kinds.iter().map(|kind| unit_of(kind.price, scale)).collect();
        let scale = units.is_some().then_some(scale);
        let units = units.unwrap_or_default();
        let most = units.iter().map(|unit| unit.price.unsigned_abs()).max().unwrap_or(0);
        let (kind, count, amounts) = (zeros(rows)?, zeros(rows)?, zeros(rows)?);
        Ok(Self { kinds, units, most, scale, status, kind, count, amounts })
    }

    /// The kinds in their order, each with its price.
    pub fn kinds(&self) -> &[SheetKind] {
        &self.kinds
    }

    /// Prices the first rows.
    ///
    /// # Errors
    /// `bad_request` for more rows than the sheet has, or a total that does not fit.
    pub fn run(&mut self, rows: usize) -> Result<SheetReport> {
        if rows > self.kind.len() {
            let message = format!("there are no {rows} rows: the sheet has {}", self.kind.len());
            return Err(Error::new(Code::BadRequest, message).at("/rows"));
        }
        let in_units = self.scale.and_then(|scale| Some((self.in_units(rows)?, scale)));
        let (unpriced, total, scale) = match in_units {
            Some((run, scale)) => {
                let total = Usd::of_parts(run.units, scale).ok_or_else(too_large)?;
                (run.unpriced, total, Some(scale))
            }
            None => {
                let (unpriced, total) = self.exactly(rows)?;
                (unpriced, total, None)
            }
        };
        let rows = u64::try_from(rows).unwrap_or(u64::MAX);
        let priced = rows.saturating_sub(unpriced);
        Ok(SheetReport {
            rows,
            priced,
            unpriced,
            total: Some(total).filter(|_| priced > 0),
            status: if priced > 0 { self.status } else { Status::Unknown },
            scale,
        })
    }

    /// What one output of a row costs times its count, exactly; nothing where it has no price.
    ///
    /// # Errors
    /// `bad_request` for a row that the sheet does not have, or an amount that does not fit.
    pub fn amount(&self, row: usize) -> Result<Option<Usd>> {
        let (Some(&kind), Some(&count)) = (self.kind.get(row), self.count.get(row)) else {
            let message = format!("there is no row {row}: the sheet has {}", self.kind.len());
            return Err(Error::new(Code::BadRequest, message).at("/row"));
        };
        let price = usize::try_from(kind).ok().and_then(|kind| self.kinds.get(kind)?.price);
        let amount = price.filter(|_| count > 0).map(|price| price.times(Quantity::from(u64::from(count))));
        amount.transpose().map_err(|_| too_large())
    }

    /// Fills in the amounts as whole numbers. Nothing where a block might not fit.
    fn in_units(&mut self, rows: usize) -> Option<Run> {
        let mut run = Run::default();
        let columns =
            self.kind.chunks(BLOCK).zip(self.count.chunks(BLOCK)).zip(self.amounts.chunks_mut(BLOCK));
        let mut left = rows;
        for ((kinds, counts), amounts) in columns {
            let rows = left.min(kinds.len());
            let (kinds, counts) = (kinds.get(..rows)?, counts.get(..rows)?);
            let (units, unpriced) = block(&self.units, self.most, kinds, counts, amounts.get_mut(..rows)?)?;
            run.units = run.units.checked_add(units)?;
            run.unpriced = run.unpriced.saturating_add(unpriced);
            left = left.saturating_sub(rows);
            if left == 0 {
                break;
            }
        }
        Some(run)
    }

    /// How many rows have no price, and the sum of the others, from the exact prices. No amount stands in the column.
    fn exactly(&mut self, rows: usize) -> Result<(u64, Usd)> {
        let mut made = vec![0_u64; self.kinds.len()];
        let mut unpriced = 0_u64;
        let rows = self.kind.iter().zip(&self.count).zip(&mut self.amounts).take(rows);
        for ((&kind, &count), amount) in rows {
            *amount = Self::NONE;
            let place = usize::try_from(kind).unwrap_or(usize::MAX);
            let priced = self.kinds.get(place).is_some_and(|kind| kind.price.is_some()) && count > 0;
            match made.get_mut(place).filter(|_| priced) {
                // At most 2^26 rows of less than 2^32.
                Some(made) => *made = made.saturating_add(u64::from(count)),
                None => unpriced = unpriced.saturating_add(1),
            }
        }
        let mut total = Usd::ZERO;
        for (kind, made) in self.kinds.iter().zip(made) {
            let Some(price) = kind.price.filter(|_| made > 0) else { continue };
            let sum = price.times(Quantity::from(made)).and_then(|sum| total.plus(sum));
            total = sum.map_err(|_| too_large())?;
        }
        Ok((unpriced, total))
    }
}

/// A price in units of that scale; nothing where it does not fit.
fn unit_of(price: Option<Usd>, scale: u32) -> Option<Unit> {
    let Some(price) = price else { return Some(Unit { price: 0, none: Sheet::NONE }) };
    Some(Unit { price: price.units_at(scale)?, none: 0 })
}

/// Fills in the amounts of a block, and says their sum and how many rows have none. Nothing where the largest amount
/// might not fit.
fn block(
    units: &[Unit],
    most: u64,
    kinds: &[u32],
    counts: &[u32],
    amounts: &mut [i64],
) -> Option<(i128, u64)> {
    let last = kinds.iter().fold(0, |last, &kind| last.max(kind));
    let (least, largest) =
        counts.iter().fold((u32::MAX, 0), |(least, largest), &count| (least.min(count), largest.max(count)));
    let bound = i64::try_from(u64::from(largest).checked_mul(most)?).ok()?;
    let sum_fits = i64::try_from(BLOCK).is_ok_and(|rows| bound.checked_mul(rows).is_some());
    let whole = least > 0 && usize::try_from(last).is_ok_and(|last| last < units.len());
    if !whole || !sum_fits {
        return Some(one_by_one(units, kinds, counts, amounts));
    }
    // Bounded above: no product and no sum runs over. A row without a price adds 0, and shows the sign for none.
    let (mut sum, mut nones) = (0_i64, 0_i64);
    for ((&kind, &count), amount) in kinds.iter().zip(counts).zip(amounts) {
        let unit = usize::try_from(kind).ok().and_then(|kind| units.get(kind))?;
        let units = unit.price.wrapping_mul(i64::from(count));
        *amount = units | unit.none;
        sum = sum.wrapping_add(units);
        nones = nones.wrapping_add(unit.none >> 63);
    }
    Some((i128::from(sum), nones.unsigned_abs()))
}

/// The same for a block in which a row has no known kind, a count of 0, or an amount so large that the sum might not fit.
fn one_by_one(units: &[Unit], kinds: &[u32], counts: &[u32], amounts: &mut [i64]) -> (i128, u64) {
    let (mut sum, mut nones) = (0_i128, 0_u64);
    for ((&kind, &count), amount) in kinds.iter().zip(counts).zip(amounts) {
        let unit = usize::try_from(kind).ok().and_then(|kind| units.get(kind));
        let Some(unit) = unit.filter(|unit| unit.none == 0 && count > 0) else {
            *amount = Sheet::NONE;
            nones = nones.saturating_add(1);
            continue;
        };
        *amount = unit.price.wrapping_mul(i64::from(count));
        sum = sum.saturating_add(i128::from(*amount));
    }
    (sum, nones)
}
