//! In what figures are shown, and which columns an export has.

use crate::quantity::Quantity;
use crate::record::{take_fields, words};
use crate::value::{FromValue, Taken, Value};

words! {
    /// What a shown figure is for.
    DisplayUnit {
        /// One image, or one second of output video.
        Each = "each",
        /// One output: the image, or the whole clip.
        Clip = "clip",
        /// A thousand images or clips.
        Thousand = "thousand",
        /// A megapixel of 1,048,576 px; video has no such price.
        Megapixel = "megapixel",
        /// As many images or clips as `count` says.
        Month = "month",
    }
}

words! {
    /// A column of an exported table.
    Column {
        /// The model's name.
        Model = "model",
        /// The model's id.
        Id = "id",
        /// Who made it.
        Vendor = "vendor",
        /// What goes in and comes out.
        Modes = "modes",
        /// The arena score.
        Elo = "elo",
        /// Whether it is on the frontier of price and score.
        Frontier = "frontier",
        /// The licence.
        License = "license",
        /// Whether the weights are open.
        Weights = "weights",
        /// The cheapest price, in the unit and currency of the display.
        Cheapest = "cheapest",
        /// Who sells at it.
        CheapestProvider = "cheapestProvider",
        /// How many times the cheapest price of all rows it is.
        Multiple = "multiple",
        /// What is billed where the job is routed, in the unit and currency of the display.
        Routed = "routed",
        /// Who serves it then.
        RoutedProvider = "routedProvider",
        /// The cheapest price for `count` outputs, in the currency of the display.
        CheapestMonth = "cheapestMonth",
        /// What is billed for `count` outputs, in the currency of the display.
        RoutedMonth = "routedMonth",
        /// The number of offers.
        Offers = "offers",
        /// The dearest price over the cheapest one.
        Spread = "spread",
        /// How far the cheapest price can be relied on.
        Status = "status",
        /// The source of the cheapest price.
        Source = "source",
        /// The day on which it was read.
        Checked = "checked",
        /// Where it stands.
        Url = "url",
        /// The last day but one of the model.
        Retires = "retires",
    }
}

words! {
    /// The form of an exported table.
    ExportFormat {
        /// Comma-separated values by RFC 4180.
        Csv = "csv",
        /// An array of objects.
        Json = "json",
        /// A table of Markdown.
        Markdown = "markdown",
    }
}

request! {
    /// Another currency to show figures in, at a rate that the caller gives.
    CurrencyRequest as "DisplayCurrency" {
        required {
            /// Its code of three letters by ISO 4217.
            code: String = "code" as "string",
            /// How many units of it one US dollar is.
            per_usd: CurrencyRate = "perUsd" as "Decimal",
        }
        optional {}
    }
}

request! {
    /// In what the figures of a table are shown; the prices of its offers stay US dollars per image or second.
    #[derive(Default)]
    DisplayRequest as "Display" {
        required {}
        optional {
            /// What a figure is for; `each` where absent.
            unit: DisplayUnit = "unit" as "DisplayUnit",
            /// How many images or clips a month has; 1,000 where absent. Where it is stated, rows say the month's figures too.
            count: Quantity = "count" as "number",
            /// Another currency; every figure in it is approximate.
            currency: CurrencyRequest = "currency" as "DisplayCurrency",
            /// The columns of an export, in their order.
            columns: Vec<Column> = "columns" as "Column[]",
        }
    }
}

/// A rate of exchange: a decimal string above 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurrencyRate(pub Quantity);

impl FromValue for CurrencyRate {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        match &value {
            Value::Text(text) => Quantity::parse(text).ok().filter(|rate| !rate.is_zero()),
            _ => None,
        }
        .map_or_else(
            || value.refused(path, "a rate above 0 as a decimal string such as \"0.92\""),
            |rate| Ok(Self(rate)),
        )
    }
}
