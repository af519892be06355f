//! What running a model oneself costs, and what it is compared with.

use super::{JobRequest, PolicyRequest};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::Amount;
use crate::record::take_fields;
use crate::value::{FromValue, Portion, Taken, Value};

request! {
    /// Running a model oneself against buying its images.
    SelfHostRequest as "SelfHost" {
        required {
            /// The machine.
            machine: MachineRequest = "machine" as "Machine",
        }
        optional {
            /// What people's work on it costs; nothing where absent.
            labour: LabourRequest = "labour" as "Labour",
            /// The offer or the price to compare with; only the cost of an image where absent.
            against: AgainstRequest = "against" as "Against",
            /// Images a month, to compare the two at.
            count: Quantity = "count" as "number",
        }
    }
}

request! {
    /// A machine, rented by the hour or by the month.
    MachineRequest as "Machine" {
        required {}
        optional {
            /// USD for an hour in use, as one figure or a range: `"0.69"`, `"0.59 to 0.79"`.
            usd_per_hour: Amount<Usd> = "usdPerHour" as "string",
            /// USD for a month, used or not.
            usd_per_month: Amount<Usd> = "usdPerMonth" as "string",
            /// Images that it makes in an hour: `"1500"`, `"1200 to 1800"`. Needed with `usdPerHour`.
            images_per_hour: Amount<Quantity> = "imagesPerHour" as "string",
            /// Which share of its paid hours makes images, above 0; 1 where absent.
            utilisation: Portion = "utilisation" as "Decimal",
            /// Hours of a month; 730 where absent.
            hours_per_month: Quantity = "hoursPerMonth" as "number",
        }
    }
}

request! {
    /// People's work.
    LabourRequest as "Labour" {
        required {
            /// USD for an hour of work: `"100"`, `"75 to 150"`.
            usd_per_hour: Amount<Usd> = "usdPerHour" as "string",
        }
        optional {
            /// Hours of work a month; 0 where absent.
            monthly_hours: Quantity = "monthlyHours" as "number",
            /// Hours of work to set it up; 0 where absent.
            set_up_hours: Quantity = "setUpHours" as "number",
            /// Over how many months the set-up is spread, 1 to 120; 12 where absent.
            set_up_months: u32 = "setUpMonths" as "number",
        }
    }
}

request! {
    /// What self-hosting is compared with: a price, or an offer of the catalog.
    AgainstRequest as "Against" {
        required {}
        optional {
            /// USD for an image.
            usd: Usd = "usd" as "Usd",
            /// The model's id, where no price is given.
            model: String = "model" as "string",
            /// Who sells it; the cheapest provider where absent.
            provider: String = "provider" as "string",
            /// What to make; the reference job where absent.
            job: JobRequest = "job" as "Job",
            /// Whether it is routed and pays the fee.
            route: bool = "route" as "boolean",
            /// The routing policy; that of the catalog where absent.
            policy: PolicyRequest = "policy" as "Policy",
        }
    }
}
