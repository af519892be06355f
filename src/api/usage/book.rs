//! What has been counted of a log: its kinds of rows with their prices, the rows that have none, and the sums.

pub(super) mod columns;

use super::price::{At, at, dated, first_reason, of_provider, routed};
use super::sums::{Index, Kinds, NOTHING, Sum, Tally};
use super::too_large;
use crate::api::answer::{ModelSum, UnpricedKind, UnpricedRow, UsageReport};
use crate::api::request::{UsageOptions, WithoutProvider};
use crate::api::{Cells, Loaded};
use crate::error::{Code, Error, Result};
use crate::money::Usd;
use crate::order::{arranged, sorted_places};
use crate::price::{Status, cheapest};
use crate::quantity::Quantity;
use crate::rate::Lack;
use crate::text::shown;
use crate::usage::{Kept, Kind, Row, Sink};

/// Kinds of rows that are kept apart; a log with more of them is summed up in between.
const MAX_KINDS: usize = 100_000;
/// Kinds that the report lists.
const LISTED_KINDS: usize = 1000;
/// Reasons that the report tells apart.
const MAX_REASONS: usize = 1000;
/// Unknown names for which the nearest known ones are looked up.
const MAX_SUGGESTED: usize = 100;

/// Rows of one kind that have a price.
#[derive(Debug, PartialEq)]
pub(super) struct Priceable {
    model: String,
    month: String,
    pub(super) own: At,
    assumed: bool,
    /// What each provider of the model charges.
    others: Vec<At>,
}

/// What became of a kind of rows.
pub(super) type Found = std::result::Result<Priceable, Lack>;

/// Rows of one kind, apart from what the kind is, so that many of them lie close together.
#[derive(Clone, Copy, Debug)]
struct Counted {
    rows: u64,
    made: u64,
    priced: bool,
}

/// What has been counted.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) options: UsageOptions,
    listed_rows: usize,
    /// Where each kind of row stands, by its key. Those that differ by the day alone stand at one place while all that
    /// is told of them is the same: one multiplication is then enough for a month.
    places: Index,
    /// Where the last kind stands of those whose keys differ by the day alone, by what they share.
    alike: Index,
    kinds: Vec<Found>,
    /// What was counted of each of the kinds.
    counted: Vec<Counted>,
    /// What a block of columns comes to, by kind.
    block: Vec<[u64; columns::LANES]>,
    listed: Vec<UnpricedRow>,
    /// Where each reason stands, by its code and message.
    reason_places: Index,
    reasons: Vec<UnpricedKind>,
    suggested: usize,
    unpriced: u64,
    assumed: u64,
    all: Sum,
    by_model: Tally,
    by_provider: Tally,
    by_month: Tally,
    instead: Tally,
    cheapest: Sum,
    sums: Kinds,
}

fn listed_row(row: u64, lack: &Lack) -> UnpricedRow {
    UnpricedRow { row, code: lack.code, message: lack.reason.clone() }
}

impl Book {
    pub(super) fn new(loaded: &Loaded, options: UsageOptions) -> Result<Self> {
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
            places: Index::default(),
            alike: Index::default(),
            kinds: Vec::new(),
            counted: Vec::new(),
            block: Vec::new(),
            listed: Vec::new(),
            reason_places: Index::default(),
            reasons: Vec::new(),
            suggested: 0,
            unpriced: 0,
            assumed: 0,
            all: NOTHING,
            by_model: Tally::default(),
            by_provider: Tally::default(),
            by_month: Tally::default(),
            instead: Tally::default(),
            cheapest: NOTHING,
            sums: Kinds::default(),
        })
    }

    /// Counts a row, and says where its kind is counted.
    fn row(&mut self, loaded: &Loaded, row: Row<'_>) -> Result<Kept> {
        let mut anew = false;
        let place = match self.places.get(row.key) {
            Some(&place) => place,
            None => {
                if self.places.len() >= MAX_KINDS {
                    anew = true;
                    self.fold(loaded)?;
                }
                let found = Kind::read(row.key).and_then(|kind| self.find(loaded, kind));
                let place = self.keep_alike(row.key, found);
                self.places.insert(row.key.to_owned(), place);
                place
            }
        };
        self.again(place, row.number, row.count)?;
        Ok(Kept { place: u32::try_from(place).ok(), anew })
    }

    /// The same for a kind of rows with that key, which may stand where one of another day does.
    fn keep_alike(&mut self, key: &str, found: Found) -> usize {
        let undated = Kind::undated(key);
        let known = self.alike.get(&undated).copied();
        if let Some(place) = known.filter(|&place| self.kinds.get(place) == Some(&found)) {
            return place;
        }
        let place = self.keep(found);
        self.alike.insert(undated, place);
        place
    }

    /// Takes in a kind, and says where it stands.
    fn keep(&mut self, found: Found) -> usize {
        let place = self.kinds.len();
        self.counted.push(Counted { rows: 0, made: 0, priced: found.is_ok() });
        self.kinds.push(found);
        place
    }

    /// Counts a row of the kind at that place.
    #[inline(always)]
    fn again(&mut self, place: usize, number: u64, count: u64) -> Result<()> {
        let Some(counted) = self.counted.get_mut(place) else { return Ok(()) };
        counted.rows = counted.rows.saturating_add(1);
        counted.made = counted.made.checked_add(count).ok_or_else(too_large)?;
        if !counted.priced {
            self.list(place, number);
        }
        Ok(())
    }

    /// Lists a row of a kind that has no price, while there is room.
    fn list(&mut self, place: usize, number: u64) {
        if let Some(Err(lack)) = self.kinds.get(place)
            && self.listed.len() < self.listed_rows
        {
            self.listed.push(listed_row(number, lack));
        }
    }

    /// Counts a row that has no price, and lists it while there is room.
    fn refuse(&mut self, number: u64, lack: &Lack) {
        if self.listed.len() < self.listed_rows {
            self.listed.push(listed_row(number, lack));
        }
        self.reason(lack, 1);
    }

    /// Takes in a kind of row; its place is its order among the others.
    pub(super) fn add_kind(&mut self, loaded: &Loaded, kind: Kind) {
        let found = self.find(loaded, kind);
        self.keep(found);
    }

    /// The kinds that were taken in.
    pub(super) fn into_kinds(self) -> Vec<Found> {
        self.kinds
    }

    /// Counts rows that have no price for that reason.
    fn reason(&mut self, lack: &Lack, rows: u64) {
        self.unpriced = self.unpriced.saturating_add(rows);
        let room = self.reasons.len() < MAX_REASONS;
        let own = format!("{}\u{1f}{}", lack.code, lack.reason);
        let message = if room || self.reason_places.contains_key(&own) {
            lack.reason.clone()
        } else {
            "for other reasons of this kind".to_owned()
        };
        let key = format!("{}\u{1f}{message}", lack.code);
        match self.reason_places.get(&key).and_then(|&place| self.reasons.get_mut(place)) {
            Some(reason) => reason.rows = reason.rows.saturating_add(rows),
            None => {
                self.reason_places.insert(key, self.reasons.len());
                self.reasons.push(UnpricedKind { code: lack.code, message, rows });
            }
        }
    }

    /// The price of one output at the provider that is named, else at the one that the options choose.
    fn own(
        &self,
        loaded: &Loaded,
        cells: &Cells<'_>,
        named: Option<&String>,
    ) -> std::result::Result<At, Lack> {
        if let Some(name) = named {
            return of_provider(loaded, cells, name);
        }
        let unknown = Lack::new(Code::NoPrice, "no offer has a price for this job");
        match self.options.without_provider.unwrap_or(WithoutProvider::Cheapest) {
            WithoutProvider::Unpriced => Err(Lack::new(Code::NoProvider, "the row names no provider")),
            WithoutProvider::Cheapest => {
                let place = cheapest(cells.cells.iter().map(|(_, priced)| priced));
                place
                    .and_then(|place| at(cells.cells.get(place)?))
                    .ok_or_else(|| first_reason(cells, unknown))
            }
            WithoutProvider::Routed => routed(loaded, cells),
        }
    }

    /// The price of one output of a kind, where there is one.
    fn find(&mut self, loaded: &Loaded, kind: Kind) -> Found {
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
        let month = kind.date.map(|date| date.month()).unwrap_or_default();
        let named = kind.provider.as_ref().or(self.options.provider.as_ref());
        let cells = dated(loaded, model, &job, day, false);
        // Why there is no price is worth the words.
        let own = self
            .own(loaded, &cells, named)
            .or_else(|_| self.own(loaded, &dated(loaded, model, &job, day, true), named))?;
        let mut others: Vec<At> = Vec::new();
        for cell in &cells.cells {
            // Of a provider's offers the first that has a price counts, as everywhere.
            if others.iter().all(|other| cell.0.provider != other.provider)
                && let Some(at) = at(cell)
            {
                others.push(at);
            }
        }
        Ok(Priceable { model: model.id.clone(), month, own, assumed: named.is_none(), others })
    }

    /// Adds what was counted to the sums, and starts counting anew.
    fn fold(&mut self, loaded: &Loaded) -> Result<()> {
        self.places.clear();
        self.alike.clear();
        let counted = std::mem::take(&mut self.counted);
        for (found, Counted { rows, made, .. }) in std::mem::take(&mut self.kinds).into_iter().zip(counted) {
            let kind = match found {
                Ok(kind) => kind,
                Err(lack) => {
                    if rows > 0 {
                        self.reason(&lack, rows);
                    }
                    continue;
                }
            };
            if rows == 0 {
                continue;
            }
            let made = Quantity::from(made);
            let times = |usd: Usd| usd.times(made).map_err(|_| too_large());
            let current = times(kind.own.usd)?;
            let own = Sum { rows, made, total: current, current, status: kind.own.status };
            self.assumed = self.assumed.saturating_add(if kind.assumed { rows } else { 0 });
            self.all.add(own)?;
            self.by_model.add(&kind.model, own)?;
            self.by_provider.add(&kind.own.provider, own)?;
            self.by_month.add(&kind.month, own)?;
            let mut least: Option<Sum> = None;
            for other in &kind.others {
                let instead =
                    Sum { total: times(other.usd)?, status: other.status.and(kind.own.status), ..own };
                if least.is_none_or(|least| instead.total < least.total) {
                    least = Some(instead);
                }
                self.instead.add(&other.provider, instead)?;
            }
            // What was paid may be less than any offer, where the row's provider has several.
            let least = least.filter(|least| least.total < current).unwrap_or(own);
            self.cheapest.add(least)?;
            self.sums.add(ModelSum {
                model: kind.model,
                provider: kind.own.provider,
                status: kind.own.status,
                price: kind.own.usd,
                rows,
                made,
                total: current,
                source: loaded.source_name(kind.own.source),
            })?;
        }
        Ok(())
    }

    /// The report on everything that was counted.
    pub(super) fn report(mut self, loaded: &Loaded, rows: u64) -> Result<UsageReport> {
        self.fold(loaded)?;
        let many = |at: usize| self.reasons.get(at).map(|reason| reason.rows);
        let places = sorted_places(self.reasons.len(), &mut |a, b| many(b).cmp(&many(a)));
        let routed = self.options.without_provider == Some(WithoutProvider::Routed) && self.assumed > 0;
        Ok(UsageReport {
            rows,
            priced: self.all.rows,
            unpriced: self.unpriced,
            assumed: self.assumed,
            made: self.all.made,
            status: if self.all.rows == 0 { Status::Unknown } else { self.all.status },
            total: Some(self.all.total).filter(|_| self.all.rows > 0),
            by_model: self.by_model.listed(true),
            by_provider: self.by_provider.listed(true),
            by_month: self.by_month.listed(false),
            kinds: self.sums.listed(LISTED_KINDS),
            reasons: arranged(self.reasons, &places),
            listed: self.listed,
            alternatives: self.instead.alternatives()?,
            cheapest: self.cheapest.as_alternative("")?,
            columns: Vec::new(),
            ignored: Vec::new(),
            disclosure: loaded.disclosure(&loaded.policy).filter(|_| routed),
        })
    }
}

/// A book that rows are read into, and the first fault on the way.
pub(super) struct Taking<'b> {
    pub(super) loaded: &'b Loaded,
    pub(super) book: &'b mut Book,
    pub(super) fault: Option<Error>,
}

impl Sink for Taking<'_> {
    fn row(&mut self, row: Row<'_>) -> Kept {
        self.book.row(self.loaded, row).unwrap_or_else(|error| {
            self.fault.get_or_insert(error);
            Kept { place: None, anew: true }
        })
    }

    #[inline(always)]
    fn again(&mut self, place: u32, number: u64, count: u64) {
        if let Err(error) = self.book.again(usize::try_from(place).unwrap_or(usize::MAX), number, count) {
            self.fault.get_or_insert(error);
        }
    }

    fn broken(&mut self, number: u64, lack: &Lack) {
        self.book.refuse(number, lack);
    }
}
