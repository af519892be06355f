//! Volumes: how many outputs a workload makes month by month, and from which volume on running a model
//! oneself costs no more than buying its images. It knows no wire and chooses no offers.

mod counts;
mod self_host;

pub use counts::{MAX_COUNT, Month, monthly, split};
pub use self_host::{Fault, Labour, Machine, PerMonth, SelfHost};
