//! What paying costs, as a request states it.

use crate::money::Usd;
use crate::record::take_fields;
use crate::value::{FromValue, Portion, Taken, Value};

request! {
    /// What paying costs: a share of what is paid and a fixed amount a charge.
    RailRequest as "PaymentRail" {
        required {}
        optional {
            /// The share of what is paid, such as `"0.029"`.
            share: Portion = "share" as "Decimal",
            /// USD for each charge.
            fixed: Usd = "fixed" as "Usd",
            /// How many charges, of a quote in all and of a workload a month; 1 where absent.
            charges: u32 = "charges" as "number",
        }
    }
}
