//! The table as text, for spreadsheets, programs and documents: the rows of `compare` with the columns, the unit and
//! the currency that are asked for. Names come from strangers: in CSV no cell is a formula, in Markdown none is markup.

use crate::api::answer::{Shown, ShownRow};
use crate::api::compare::{Ranked, window};
use crate::api::display::Display;
use crate::api::request::{Column, DisplayRequest, DisplayUnit, ExportFormat, JobRequest, Query};
use crate::api::{Loaded, job_of};
use crate::catalog::Offer;
use crate::error::Result;
use crate::price::Status;
use crate::rate::Certainty;
use crate::shared::copied;
use crate::text::shown;
use serde::Serialize;

/// What an export has where no columns are asked for.
const COLUMNS: [Column; 14] = [
    Column::Model,
    Column::Vendor,
    Column::Elo,
    Column::License,
    Column::Weights,
    Column::Cheapest,
    Column::CheapestProvider,
    Column::Routed,
    Column::RoutedProvider,
    Column::Offers,
    Column::Spread,
    Column::Source,
    Column::Checked,
    Column::Url,
];

/// One cell of the table.
enum Cell {
    Nothing,
    Text(String),
    Number(String),
    Flag(bool),
    List(Vec<String>),
    Figure(Option<Shown>),
}

/// The table before it is text.
struct Table {
    columns: Vec<Column>,
    heads: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Loaded {
    /// The table as text.
    ///
    /// # Errors
    /// `bad_request` for a faulty job or display.
    pub fn export(
        &self,
        format: ExportFormat,
        job: Option<&JobRequest>,
        query: Option<&Query>,
        display: Option<&DisplayRequest>,
    ) -> Result<String> {
        let job = job_of(job)?;
        let open = DisplayRequest::default();
        let request = display.unwrap_or(&open);
        let display = Display::new(request, &job)?;
        let columns = request.columns.clone().filter(|columns| !columns.is_empty());
        let columns = columns.unwrap_or_else(|| COLUMNS.to_vec());
        let all = Query::default();
        let ranked = self.rows(&job, query.unwrap_or(&all));
        let least = |video: bool| super::compare::least_of(&mut ranked.iter().map(|row| &row.rank), video);
        let least = (least(false), least(true));
        let mut rows = Vec::new();
        let (mut images, mut videos) = (false, false);
        for row in window(&ranked, query) {
            videos |= row.rank.figures.video;
            images |= !row.rank.figures.video;
            let figures = Figures::new(self, row, &display);
            let mut cells = Vec::with_capacity(columns.len());
            for &column in &columns {
                cells.push(self.cell(column, row, &figures, least));
            }
            rows.push(cells);
        }
        let mut heads = Vec::with_capacity(columns.len());
        for &column in &columns {
            heads.push(head(column, &display, images, videos));
        }
        let table = Table { columns, heads, rows };
        Ok(match format {
            ExportFormat::Csv => csv(&table),
            ExportFormat::Json => json(&table),
            ExportFormat::Markdown => markdown(&table),
        })
    }

    fn cell(
        &self,
        column: Column,
        row: &Ranked<'_>,
        figures: &Figures<'_>,
        least: (Option<crate::money::Usd>, Option<crate::money::Usd>),
    ) -> Cell {
        let model = row.rank.model;
        let text = |text: Option<String>| text.map_or(Cell::Nothing, Cell::Text);
        let number = |text: Option<String>| text.map_or(Cell::Nothing, Cell::Number);
        match column {
            Column::Model => Cell::Text(model.name.clone()),
            Column::Id => Cell::Text(model.id.clone()),
            Column::Vendor => text(copied(model.vendor.as_ref())),
            Column::Modes => Cell::List(model.modes.iter().map(ToString::to_string).collect()),
            Column::Elo => number(model.elo.map(|elo| elo.to_string())),
            Column::Frontier => Cell::Flag(row.rank.pareto),
            Column::License => text(copied(model.license.as_ref())),
            Column::Weights => text(copied(model.weights.as_ref())),
            Column::Cheapest => Cell::Figure(figures.now.cheapest.clone()),
            Column::Routed => Cell::Figure(figures.now.routed.clone()),
            Column::CheapestMonth => Cell::Figure(figures.month.cheapest.clone()),
            Column::RoutedMonth => Cell::Figure(figures.month.routed.clone()),
            Column::CheapestProvider => text(figures.offer.map(|offer| offer.provider.copied())),
            Column::RoutedProvider => text(figures.served.map(|offer| offer.provider.copied())),
            Column::Multiple => number(row.rank.multiple_of(least)),
            Column::Offers => Cell::Number(row.cells.cells.len().to_string()),
            Column::Spread => number(row.rank.spread_shown()),
            Column::Status => text(Some(word(figures.status).to_owned())),
            Column::Source => {
                let source = figures.offer.and_then(|offer| self.catalog.sources.get(offer.source));
                text(source.map(|source| source.name.clone()))
            }
            Column::Checked => text(figures.offer.and_then(|offer| Some(offer.checked?.to_string()))),
            Column::Url => text(figures.offer.and_then(|offer| copied(offer.url.as_ref()))),
            Column::Retires => text(model.retires.map(|date| date.to_string())),
        }
    }
}

/// What a row shows, and whose it is.
struct Figures<'c> {
    now: ShownRow,
    month: ShownRow,
    offer: Option<&'c Offer>,
    served: Option<&'c Offer>,
    status: Status,
}

impl<'c> Figures<'c> {
    fn new(loaded: &Loaded, row: &'c Ranked<'_>, display: &Display) -> Self {
        let cells = &row.cells;
        let priced = cells.cheapest_priced();
        let served = cells.chosen(&loaded.policy);
        let offer =
            |place: Option<usize>| place.and_then(|place| cells.cells.get(place)).map(|(offer, _)| *offer);
        Self {
            now: display.row(display.unit, priced, cells.billed(loaded)),
            month: display.row(DisplayUnit::Month, priced, cells.billed(loaded)),
            offer: offer(cells.cheapest()),
            served: offer(served),
            status: priced.map_or(Status::Unknown, |priced| priced.status),
        }
    }
}

fn head(column: Column, display: &Display, images: bool, videos: bool) -> String {
    let outputs = match (images, videos) {
        (true, true) => ("image or second", "outputs", "image or clip"),
        (_, true) => ("second", "clips", "clip"),
        _ => ("image", "images", "image"),
    };
    let unit = match (column, display.unit) {
        (Column::CheapestMonth | Column::RoutedMonth, _) | (_, DisplayUnit::Month) => {
            format!("for {} {}", display.count, outputs.1)
        }
        (_, DisplayUnit::Each) => format!("per {}", outputs.0),
        (_, DisplayUnit::Clip) => format!("per {}", outputs.2),
        (_, DisplayUnit::Thousand) => format!("per 1000 {}", outputs.1),
        (_, DisplayUnit::Megapixel) => "per megapixel of 1048576 px".to_owned(),
    };
    let code = display.currency.as_ref().map_or("USD", |currency| currency.code.as_str());
    match column {
        Column::Cheapest | Column::CheapestMonth => format!("cheapest, {code} {unit}"),
        Column::Routed | Column::RoutedMonth => format!("routed and billed, {code} {unit}"),
        _ => column.as_str().to_owned(),
    }
}

/// A figure as a spreadsheet takes it: the number alone, or the two of a range.
fn digits(shown: &Shown) -> String {
    match (&shown.price, &shown.low, &shown.high) {
        (Some(price), _, _) => price.clone(),
        (None, Some(low), Some(high)) => format!("{low} to {high}"),
        (None, one, other) => one.as_ref().or(other.as_ref()).cloned().unwrap_or_default(),
    }
}

const fn word(status: Status) -> &'static str {
    match status {
        Status::Exact => "exact",
        Status::Approximate => "approximate",
        Status::Range => "range",
        Status::RateOnly => "rate-only",
        Status::Unknown => "unknown",
    }
}

/// How far it can be relied on, in a word: that of its kind where it has one, else its status.
fn reliance(shown: &Shown) -> &'static str {
    match shown.certainty {
        Some(Certainty::From) => "from",
        Some(Certainty::UpTo) => "up to",
        Some(Certainty::Range) => "range",
        _ => word(shown.status),
    }
}

fn csv(table: &Table) -> String {
    let mut lines = Vec::with_capacity(table.rows.len().saturating_add(1));
    let mut heads = Vec::new();
    for head in &table.heads {
        heads.push(csv_cell(head));
    }
    // A figure and how far it can be relied on are two cells, so that the figure stays a number.
    let marked = table.columns.iter().map(|&column| is_figure(column)).collect::<Vec<bool>>();
    let mut named = Vec::new();
    for ((head, column), &marked) in heads.into_iter().zip(&table.columns).zip(&marked) {
        named.push(head);
        if marked {
            named.push(format!("{column} status"));
        }
    }
    lines.push(named.join(","));
    for row in &table.rows {
        let mut cells = Vec::new();
        for cell in row {
            match cell {
                Cell::Figure(figure) => {
                    cells.push(figure.as_ref().map(digits).unwrap_or_default());
                    cells.push(figure.as_ref().map_or("unknown", reliance).to_owned());
                }
                Cell::Nothing => cells.push(String::new()),
                Cell::Text(text) => cells.push(csv_cell(text)),
                Cell::Number(text) => cells.push(text.clone()),
                Cell::Flag(flag) => cells.push(flag.to_string()),
                Cell::List(list) => cells.push(csv_cell(&list.join(" "))),
            }
        }
        lines.push(cells.join(","));
    }
    lines.push(String::new());
    lines.join("\r\n")
}

const fn is_figure(column: Column) -> bool {
    matches!(column, Column::Cheapest | Column::Routed | Column::CheapestMonth | Column::RoutedMonth)
}

/// A text of a stranger as a cell: quoted where it must be, and never a formula.
fn csv_cell(text: &str) -> String {
    let blank = |letter: char| letter.is_whitespace() && !matches!(letter, '\t' | '\r' | '\n');
    let formula = text
        .trim_start_matches(blank)
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let defused = if formula { format!("'{text}") } else { text.to_owned() };
    if defused.contains(['"', ',', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", defused.replace('"', "\"\""))
    } else {
        defused
    }
}

/// Plain data always has a JSON text.
fn text_of<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn json(table: &Table) -> String {
    let mut heads = Vec::with_capacity(table.heads.len());
    for (column, head) in table.columns.iter().zip(&table.heads) {
        heads.push(format!("\"{column}\":{}", text_of(head.as_str())));
    }
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut fields = Vec::with_capacity(row.len());
        for (column, cell) in table.columns.iter().zip(row) {
            let value = match cell {
                Cell::Nothing => "null".to_owned(),
                Cell::Text(text) => text_of(text.as_str()),
                Cell::Number(text) => text.clone(),
                Cell::Flag(flag) => flag.to_string(),
                Cell::List(list) => text_of(list),
                Cell::Figure(figure) => text_of(figure),
            };
            fields.push(format!("\"{column}\":{value}"));
        }
        rows.push(format!("{{{}}}", fields.join(",")));
    }
    format!("{{\"columns\":{{{}}},\n\"rows\":[\n{}\n]}}\n", heads.join(","), rows.join(",\n"))
}

fn markdown(table: &Table) -> String {
    let mut heads = Vec::new();
    let mut rules = Vec::new();
    for (head, &column) in table.heads.iter().zip(&table.columns) {
        heads.push(markdown_cell(head));
        let right = is_figure(column)
            || matches!(column, Column::Elo | Column::Multiple | Column::Offers | Column::Spread);
        rules.push(if right { "---:" } else { "---" }.to_owned());
    }
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(&heads) + &line(&rules);
    for row in &table.rows {
        let mut cells = Vec::with_capacity(row.len());
        for cell in row {
            cells.push(match cell {
                Cell::Nothing => String::new(),
                Cell::Figure(None) => "unknown".to_owned(),
                Cell::Figure(Some(figure)) => match reliance(figure) {
                    "exact" | "range" => digits(figure),
                    "approximate" => format!("≈ {}", digits(figure)),
                    word => format!("{word} {}", digits(figure)),
                },
                Cell::Text(text) => markdown_cell(text),
                Cell::Number(text) => text.clone(),
                Cell::Flag(flag) => if *flag { "yes" } else { "" }.to_owned(),
                Cell::List(list) => markdown_cell(&list.join(", ")),
            });
        }
        text.push_str(&line(&cells));
    }
    text
}

/// A text of a stranger as plain words: what Markdown would take for markup, a link or a mention is escaped.
fn markdown_cell(text: &str) -> String {
    let mut cell = String::new();
    for letter in shown(text).chars() {
        if "\\`*_{}[]<>|!~&#$@:".contains(letter) {
            cell.push('\\');
        }
        cell.push(letter);
    }
    // A bare address without a scheme would become a link too.
    cell.replace("www.", "www\\.").replace("WWW.", "WWW\\.")
}

#[cfg(test)]
mod tests {
    use super::csv_cell;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", " =1+1", "\u{3000}@x", "＝1", "＋1", "－1", "＠x", "-1", "\t=1", "\r=1"] {
            let cell = csv_cell(text);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{text}: {cell}");
        }
        assert_eq!(csv_cell("FLUX.2 [pro]"), "FLUX.2 [pro]");
        assert_eq!(csv_cell("a = b"), "a = b");
        assert_eq!(csv_cell("say \"x\""), "\"say \"\"x\"\"\"");
    }
}
