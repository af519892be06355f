//! Usage: every row of a log priced exactly. Rows of one kind (model, provider, job, day) are priced once and
//! counted; only the sums are multiplied out, at the end.

use crate::api::answer::{
    ModelSum, UnpricedKind, UnpricedRow, UsageAlternative, UsageColumn, UsageReport, UsageSum,
};
use crate::api::request::{LogFormat, UsageKind, UsageOptions, WithoutProvider};
use crate::api::{Cells, Loaded};
use crate::catalog::{Model, Offer};
use crate::date::Date;
use crate::error::{Code, Error, Result};
use crate::job::Job;
use crate::money::Usd;
use crate::order::{arranged, sorted_places};
use crate::price::{Priced, Status, cheapest, price_on};
use crate::quantity::Quantity;
use crate::rate::Lack;
use crate::route::bill;
use crate::text::shown;
use crate::usage::{Kind, LogReader, ReadRow, Setting};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Kinds of rows that are kept apart; a log with more of them is summed up in between.
const MAX_KINDS: usize = 100_000;
/// Kinds that the report lists.
const LISTED_KINDS: usize = 1000;
/// Reasons that the report tells apart.
const MAX_REASONS: usize = 1000;
/// Unknown names for which the nearest known ones are looked up.
const MAX_SUGGESTED: usize = 100;

/// FNV-1a: short keys, no secrets.
#[derive(Clone, Copy, Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// One price for one output of a kind, at one provider.
#[derive(Clone, Debug)]
struct At {
    provider: String,
    usd: Usd,
    status: Status,
    source: usize,
}

/// Rows of one kind that have a price.
#[derive(Debug)]
struct Priceable {
    model: String,
    month: String,
    own: At,
    assumed: bool,
    /// What each provider of the model charges.
    others: Vec<At>,
}

/// Rows of one kind.
#[derive(Debug)]
struct Counted {
    found: std::result::Result<Priceable, Lack>,
    rows: u64,
    made: Quantity,
}

#[derive(Clone, Copy, Debug)]
struct Sum {
    rows: u64,
    made: Quantity,
    total: Usd,
}

#[derive(Clone, Copy, Debug)]
struct Instead {
    rows: u64,
    total: Usd,
    current: Usd,
    status: Status,
}

/// Sums by name.
type Sums = BTreeMap<String, Sum>;

/// A log that is being priced. It takes bytes, and answers once the log has ended.
#[derive(Debug)]
pub struct Meter {
    reader: LogReader,
    book: Book,
}

/// What has been counted.
#[derive(Debug)]
struct Book {
    options: UsageOptions,
    listed_rows: usize,
    places: HashMap<String, usize, BuildHasherDefault<Fnv>>,
    kinds: Vec<Counted>,
    folded: bool,
    listed: Vec<UnpricedRow>,
    reasons: BTreeMap<(&'static str, String), (Code, u64)>,
    suggested: usize,
    priced: u64,
    unpriced: u64,
    assumed: u64,
    made: Quantity,
    total: Usd,
    status: Status,
    by_model: Sums,
    by_provider: Sums,
    by_month: Sums,
    instead: BTreeMap<String, Instead>,
    cheapest: Instead,
    sums: Vec<ModelSum>,
}

const NOTHING: Sum = Sum { rows: 0, made: Quantity::ZERO, total: Usd::ZERO };
const NOTHING_INSTEAD: Instead =
    Instead { rows: 0, total: Usd::ZERO, current: Usd::ZERO, status: Status::Exact };

fn too_large() -> Error {
    Error::new(Code::BadRequest, "the log's sums are too large to be computed exactly")
}

impl Meter {
    /// A meter that has read nothing yet.
    ///
    /// # Errors
    /// `bad_request` for options that do not fit.
    pub fn new(loaded: &Loaded, options: UsageOptions) -> Result<Self> {
        let setting = Setting {
            json_lines: options.format.map(|format| format == LogFormat::JsonLines),
            columns: options.columns.clone().unwrap_or_default().0,
        };
        Ok(Self { reader: LogReader::new(&setting)?, book: Book::new(loaded, options)? })
    }

    /// Reads the next bytes of the log.
    ///
    /// # Errors
    /// What a log as a whole is refused for: no UTF-8, a header that cannot be used.
    pub fn push(&mut self, loaded: &Loaded, chunk: &[u8]) -> Result<()> {
        let Self { reader, book } = self;
        let mut fault = None;
        reader.push(chunk, &mut |row| {
            if let Err(error) = book.row(loaded, row) {
                fault.get_or_insert(error);
            }
        })?;
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
        let Self { reader, book } = self;
        let mut fault = None;
        reader.finish(&mut |row| {
            if let Err(error) = book.row(loaded, row) {
                fault.get_or_insert(error);
            }
        })?;
        fault.map_or(Ok(()), Err)?;
        let mut report = book.report(loaded, reader.rows())?;
        for (field, _, header) in &reader.columns().found {
            report.columns.push(UsageColumn { field: field.to_string(), header: header.clone() });
        }
        report.ignored.clone_from(&reader.columns().ignored);
        *self = Self::new(loaded, self.book.options.clone())?;
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
        let refuse = |path: &str, message: String| Err(Error::new(Code::BadRequest, message).at(path));
        if counts.is_some_and(|counts| counts.len() != rows.len()) {
            let many = counts.map_or(0, <[u32]>::len);
            return refuse("/count", format!("there are {} rows and {many} counts", rows.len()));
        }
        let mut sums = vec![(0_u64, 0_u64); kinds.len()];
        let mut book = Book::new(self, options.clone())?;
        let ones = std::iter::repeat(1_u32);
        let mut add = |number: usize, kind: u32, count: u32| {
            let slot = usize::try_from(kind).ok().and_then(|kind| sums.get_mut(kind));
            match slot {
                Some((rows, made)) if count > 0 => {
                    *rows = rows.saturating_add(1);
                    *made = made.saturating_add(u64::from(count));
                }
                Some(_) => book.refuse_row(number, &Lack::new(Code::BadCount, "its count is 0")),
                None => {
                    let why = format!("its kind {kind} is none of the {} kinds", kinds.len());
                    book.refuse_row(number, &Lack::new(Code::BrokenRow, why));
                }
            }
        };
        match counts {
            Some(counts) => {
                for ((number, &kind), &count) in rows.iter().enumerate().zip(counts) {
                    add(number, kind, count);
                }
            }
            None => {
                for ((number, &kind), count) in rows.iter().enumerate().zip(ones) {
                    add(number, kind, count);
                }
            }
        }
        for (place, (kind, (rows, made))) in kinds.iter().zip(sums).enumerate() {
            let path = format!("/kinds/{place}");
            let within = |error: Error| {
                let path = format!("{path}{}", error.path().unwrap_or_default());
                error.at(path)
            };
            let job = self.job_for(&kind.model, kind.job.as_ref()).map_err(within)?;
            let date = kind.date.as_deref().map(|text| {
                Date::parse(text).ok_or_else(|| {
                    let message = format!("`{}` is no date of the form YYYY-MM-DD", shown(text));
                    Error::new(Code::BadRequest, message).at(format!("{path}/date"))
                })
            });
            let kind = Kind {
                model: Some(kind.model.clone()),
                provider: kind.provider.clone(),
                job,
                date: date.transpose()?,
            };
            if rows > 0 {
                let found = book.find(self, kind);
                if let Err(lack) = &found {
                    book.reason(lack, rows);
                    book.unpriced = book.unpriced.saturating_add(rows);
                }
                book.kinds.push(Counted { found, rows, made: made.into() });
            }
        }
        book.report(self, u64::try_from(rows.len()).unwrap_or(u64::MAX))
    }
}

impl Book {
    fn new(loaded: &Loaded, options: UsageOptions) -> Result<Self> {
        if let Some(id) = &options.model {
            loaded.catalog.model(id)?;
        }
        if let Some(name) = &options.provider {
            loaded.catalog.known_provider(name).map_err(|error| error.at("/provider"))?;
        }
        let listed_rows = options.max_listed.map_or(100, |most| usize::try_from(most).unwrap_or(usize::MAX));
        Ok(Self {
            options,
            listed_rows: listed_rows.min(MAX_KINDS),
            places: HashMap::default(),
            kinds: Vec::new(),
            folded: false,
            listed: Vec::new(),
            reasons: BTreeMap::new(),
            suggested: 0,
            priced: 0,
            unpriced: 0,
            assumed: 0,
            made: Quantity::ZERO,
            total: Usd::ZERO,
            status: Status::Exact,
            by_model: Sums::new(),
            by_provider: Sums::new(),
            by_month: Sums::new(),
            instead: BTreeMap::new(),
            cheapest: NOTHING_INSTEAD,
            sums: Vec::new(),
        })
    }

    fn row(&mut self, loaded: &Loaded, row: ReadRow<'_>) -> Result<()> {
        let row = match row {
            Ok(row) => row,
            Err((number, lack)) => {
                self.refuse(number, &lack);
                return Ok(());
            }
        };
        let place = match self.places.get(row.key) {
            Some(&place) => place,
            None => {
                if self.kinds.len() >= MAX_KINDS {
                    self.fold(loaded)?;
                    self.folded = true;
                }
                let found = Kind::read(row.key).and_then(|kind| self.find(loaded, kind));
                self.places.insert(row.key.to_owned(), self.kinds.len());
                self.kinds.push(Counted { found, rows: 0, made: Quantity::ZERO });
                self.kinds.len().saturating_sub(1)
            }
        };
        let Some(kind) = self.kinds.get_mut(place) else { return Ok(()) };
        kind.rows = kind.rows.saturating_add(1);
        match &kind.found {
            Ok(_) => {
                kind.made = kind.made.plus(Quantity::from(row.count)).ok_or_else(too_large)?;
            }
            Err(lack) => {
                let lack = lack.clone();
                self.refuse(row.number, &lack);
            }
        }
        Ok(())
    }

    /// Counts a row that has no price, and lists it while there is room.
    fn refuse(&mut self, number: u64, lack: &Lack) {
        self.unpriced = self.unpriced.saturating_add(1);
        if self.listed.len() < self.listed_rows {
            self.listed.push(UnpricedRow { row: number, code: lack.code, message: lack.reason.clone() });
        }
        self.reason(lack, 1);
    }

    fn refuse_row(&mut self, place: usize, lack: &Lack) {
        self.refuse(u64::try_from(place).unwrap_or(u64::MAX).saturating_add(1), lack);
    }

    fn reason(&mut self, lack: &Lack, rows: u64) {
        let room = self.reasons.len() < MAX_REASONS;
        let key = (lack.code.as_str(), lack.reason.clone());
        if let Some((_, seen)) = self.reasons.get_mut(&key) {
            *seen = seen.saturating_add(rows);
        } else if room {
            self.reasons.insert(key, (lack.code, rows));
        } else {
            let key = (lack.code.as_str(), "for other reasons of this kind".to_owned());
            let (_, seen) = self.reasons.entry(key).or_insert((lack.code, 0));
            *seen = seen.saturating_add(rows);
        }
    }

    /// The price of one output of a kind, where there is one.
    fn find(&mut self, loaded: &Loaded, kind: Kind) -> std::result::Result<Priceable, Lack> {
        let id = kind.model.as_ref().or(self.options.model.as_ref());
        let id = id.ok_or_else(|| Lack::new(Code::NoModel, "the row names no model"))?;
        let Some(model) = loaded.catalog.find_model(id) else {
            self.suggested = self.suggested.saturating_add(1);
            let plain = format!("there is no model named `{}`", shown(id));
            let told = (self.suggested <= MAX_SUGGESTED).then(|| loaded.catalog.model(id).err()).flatten();
            return Err(Lack::new(
                Code::UnknownModel,
                told.map_or(plain, |error| error.message().to_owned()),
            ));
        };
        let job = match loaded.catalog.fixed_by(id) {
            Some(fixed) => kind.job.or(fixed),
            None => kind.job,
        };
        let day = kind.date.unwrap_or(loaded.catalog.as_of);
        let cells = dated(loaded, model, &job, day);
        let month = kind.date.map(|date| date.month()).unwrap_or_default();
        let named = kind.provider.as_ref().or(self.options.provider.as_ref());
        let unknown = Lack::new(Code::NoPrice, "no offer has a price for this job");
        let own = match named {
            Some(name) => of_provider(loaded, model, &cells, name)?,
            None => match self.options.without_provider.unwrap_or(WithoutProvider::Cheapest) {
                WithoutProvider::Unpriced => {
                    return Err(Lack::new(Code::NoProvider, "the row names no provider"));
                }
                WithoutProvider::Cheapest => {
                    let place = cheapest(cells.cells.iter().map(|(_, priced)| priced));
                    place
                        .and_then(|place| at(cells.cells.get(place)?))
                        .ok_or_else(|| first_reason(&cells, unknown))?
                }
                WithoutProvider::Routed => routed(loaded, &cells)?,
            },
        };
        let mut others: Vec<At> = Vec::new();
        for cell in &cells.cells {
            // Of a provider's offers the first that has a price counts, as everywhere.
            if others.iter().all(|other| other.provider != cell.0.provider) {
                others.extend(at(cell));
            }
        }
        Ok(Priceable { model: model.id.clone(), month, own, assumed: named.is_none(), others })
    }

    /// Adds what was counted to the sums, and starts counting anew.
    fn fold(&mut self, loaded: &Loaded) -> Result<()> {
        self.places.clear();
        for counted in std::mem::take(&mut self.kinds) {
            let Ok(kind) = counted.found else { continue };
            let Counted { rows, made, .. } = counted;
            let times = |usd: Usd| usd.times(made).map_err(|_| too_large());
            let current = times(kind.own.usd)?;
            self.priced = self.priced.saturating_add(rows);
            self.assumed = self.assumed.saturating_add(if kind.assumed { rows } else { 0 });
            self.made = self.made.plus(made).ok_or_else(too_large)?;
            self.total = self.total.plus(current).map_err(|_| too_large())?;
            self.status = worst(self.status, kind.own.status);
            let sum = Sum { rows, made, total: current };
            add(&mut self.by_model, &kind.model, sum)?;
            add(&mut self.by_provider, &kind.own.provider, sum)?;
            add(&mut self.by_month, &kind.month, sum)?;
            let mut least: Option<&At> = None;
            for other in &kind.others {
                if least.is_none_or(|least| other.usd < least.usd) {
                    least = Some(other);
                }
                let instead = self.instead.entry(other.provider.clone()).or_insert(NOTHING_INSTEAD);
                instead.add(rows, times(other.usd)?, current, worst(other.status, kind.own.status))?;
            }
            if let Some(least) = least {
                let status = worst(least.status, kind.own.status);
                self.cheapest.add(rows, times(least.usd)?, current, status)?;
            }
            self.sums.push(ModelSum {
                model: kind.model,
                provider: kind.own.provider,
                status: kind.own.status,
                price: kind.own.usd,
                rows,
                made,
                total: current,
                source: loaded.source_name(kind.own.source),
            });
        }
        merge(&mut self.sums)
    }

    fn report(&mut self, loaded: &Loaded, rows: u64) -> Result<UsageReport> {
        self.fold(loaded)?;
        let mut reasons: Vec<UnpricedKind> = std::mem::take(&mut self.reasons)
            .into_iter()
            .map(|((_, message), (code, rows))| UnpricedKind { code, message, rows })
            .collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.rows));
        let mut alternatives = Vec::with_capacity(self.instead.len());
        for (provider, instead) in &self.instead {
            alternatives.push(instead.answer(provider)?);
        }
        let places = sorted_places(alternatives.len(), &mut |a, b| {
            let saves = |at: usize| alternatives.get(at).map(|one| one.saves);
            saves(b).cmp(&saves(a))
        });
        let mut kinds = std::mem::take(&mut self.sums);
        kinds.truncate(LISTED_KINDS);
        let routed = self.options.without_provider == Some(WithoutProvider::Routed) && self.assumed > 0;
        Ok(UsageReport {
            rows,
            priced: self.priced,
            unpriced: self.unpriced,
            assumed: self.assumed,
            made: self.made,
            status: self.status,
            total: self.total,
            by_model: listed(&self.by_model, true),
            by_provider: listed(&self.by_provider, true),
            by_month: listed(&self.by_month, false),
            kinds,
            reasons,
            listed: std::mem::take(&mut self.listed),
            alternatives: arranged(alternatives, &places),
            cheapest: self.cheapest.answer("")?,
            columns: Vec::new(),
            ignored: Vec::new(),
            disclosure: loaded.disclosure().filter(|_| routed).map(str::to_owned),
        })
    }
}

impl Instead {
    fn add(&mut self, rows: u64, total: Usd, current: Usd, status: Status) -> Result<()> {
        self.rows = self.rows.saturating_add(rows);
        self.total = self.total.plus(total).map_err(|_| too_large())?;
        self.current = self.current.plus(current).map_err(|_| too_large())?;
        self.status = worst(self.status, status);
        Ok(())
    }

    fn answer(&self, provider: &str) -> Result<UsageAlternative> {
        Ok(UsageAlternative {
            provider: provider.to_owned(),
            rows: self.rows,
            total: self.total,
            current: self.current,
            saves: self.current.minus(self.total).map_err(|_| too_large())?,
            status: self.status,
        })
    }
}

fn worst(one: Status, other: Status) -> Status {
    if one == Status::Exact { other } else { one }
}

fn add(sums: &mut Sums, name: &str, more: Sum) -> Result<()> {
    let sum = match sums.get_mut(name) {
        Some(sum) => sum,
        None => sums.entry(name.to_owned()).or_insert(NOTHING),
    };
    sum.rows = sum.rows.saturating_add(more.rows);
    sum.made = sum.made.plus(more.made).ok_or_else(too_large)?;
    sum.total = sum.total.plus(more.total).map_err(|_| too_large())?;
    Ok(())
}

/// The sums as they are answered: in the order of their names, or dearest first.
fn listed(sums: &Sums, dearest_first: bool) -> Vec<UsageSum> {
    let mut list = Vec::with_capacity(sums.len());
    for (name, sum) in sums {
        list.push(UsageSum { name: name.clone(), rows: sum.rows, made: sum.made, total: sum.total });
    }
    if !dearest_first {
        return list;
    }
    let places = sorted_places(list.len(), &mut |a, b| {
        let total = |at: usize| list.get(at).map(|sum| sum.total);
        total(b).cmp(&total(a))
    });
    arranged(list, &places)
}

/// Joins sums of one model, provider and price, dearest first, and keeps no more than are listed and some.
fn merge(sums: &mut Vec<ModelSum>) -> Result<()> {
    let all = std::mem::take(sums);
    let key = |at: usize| all.get(at).map(|sum| (&sum.model, &sum.provider, sum.price, &sum.source));
    let places = sorted_places(all.len(), &mut |a, b| key(a).cmp(&key(b)));
    let mut merged: Vec<ModelSum> = Vec::new();
    for sum in arranged(all, &places) {
        match merged.last_mut() {
            Some(last)
                if last.model == sum.model
                    && last.provider == sum.provider
                    && last.price == sum.price
                    && last.source == sum.source =>
            {
                last.rows = last.rows.saturating_add(sum.rows);
                last.made = last.made.plus(sum.made).ok_or_else(too_large)?;
                last.total = last.total.plus(sum.total).map_err(|_| too_large())?;
                last.status = worst(last.status, sum.status);
            }
            _ => merged.push(sum),
        }
    }
    let total = |at: usize| merged.get(at).map(|sum| sum.total);
    let places = sorted_places(merged.len(), &mut |a, b| total(b).cmp(&total(a)));
    *sums = arranged(merged, &places);
    Ok(())
}

/// The offers of a model, priced on that day.
fn dated<'c>(loaded: &'c Loaded, model: &'c Model, job: &Job, day: Date) -> Cells<'c> {
    let mut cells = Vec::with_capacity(model.offers.len());
    for offer in &model.offers {
        let credit = loaded.catalog.credit_usd(&offer.provider);
        cells.push((offer, price_on(model, offer, job, day, credit)));
    }
    Cells { model, cells }
}

/// The price of one output: of an image or of a whole clip.
fn at((offer, priced): &(&Offer, Priced)) -> Option<At> {
    priced.price?;
    let total = priced.total?;
    Some(At { provider: offer.provider.clone(), usd: total.low, status: priced.status, source: offer.source })
}

fn of_provider(
    loaded: &Loaded,
    model: &Model,
    cells: &Cells<'_>,
    name: &str,
) -> std::result::Result<At, Lack> {
    let mut own = cells.cells.iter().filter(|(offer, _)| offer.provider == name).peekable();
    if own.peek().is_none() {
        let told = loaded.catalog.offers(model, name).err();
        let message = told.map_or_else(String::new, |error| error.message().to_owned());
        return Err(Lack::new(Code::UnknownProvider, message));
    }
    let reason = own.peek().and_then(|(_, priced)| priced.reason.clone());
    let unknown = Lack::new(Code::NoPrice, "it has no single price");
    own.find_map(at).ok_or_else(|| reason.unwrap_or(unknown))
}

fn first_reason(cells: &Cells<'_>, unknown: Lack) -> Lack {
    cells.cells.iter().find_map(|(_, priced)| priced.reason.clone()).unwrap_or(unknown)
}

/// The routed offer's price with the fee.
fn routed(loaded: &Loaded, cells: &Cells<'_>) -> std::result::Result<At, Lack> {
    let chosen = cells.routed(&loaded.policy).chosen.and_then(|place| at(cells.cells.get(place)?));
    let nobody = "no provider that the policy allows has a price for this job";
    let chosen = chosen.ok_or_else(|| Lack::new(Code::NotRoutable, nobody))?;
    let no_fee = "neither the policy nor a source states a routing fee";
    let rate = loaded.fee_rate(&loaded.policy).ok_or_else(|| Lack::new(Code::NoFeeRate, no_fee))?;
    Ok(At { usd: bill(chosen.usd, rate)?.total, ..chosen })
}
