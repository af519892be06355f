//! Usage logs: bytes in chunk by chunk, rows out, each with the text of what it says and its count. It prices
//! nothing and knows no catalog. A row that cannot be read is told with its reason; the others go on.

mod columns;
mod csv;
mod json_lines;
mod kind;
mod known;
mod plain;
mod reader;
mod stops;

pub use columns::{Columns, Field};
pub use kind::Kind;
pub use reader::{Kept, LogReader, Row, Setting, Sink};

/// The most outputs of one row.
pub const MAX_ROW_COUNT: u64 = 1_000_000_000_000;
/// The longest row, in bytes.
pub const MAX_ROW_BYTES: usize = 64 * 1024;
/// The most columns of a log.
pub const MAX_COLUMNS: usize = 1000;
