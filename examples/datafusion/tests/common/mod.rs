//! What the tests share: the catalogs of this repository, and a table in a folder of its own.

use datafusion::prelude::SessionContext;
use perpixel_datafusion::{Pricer, register, table};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

pub const AS_OF: &str = "2026-06-30";

pub fn pricer(as_of: &str) -> Arc<Pricer> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/catalogs");
    let read = |name: &str| (name.to_owned(), std::fs::read(format!("{folder}/{name}")).unwrap());
    Arc::new(Pricer::new(&["first-party.json", "infr.json"].map(read), as_of).unwrap())
}

pub fn session(pricer: &Arc<Pricer>) -> SessionContext {
    let mut session = SessionContext::new();
    register(&mut session, pricer).unwrap();
    session
}

pub fn written(rows: usize) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join("usage.parquet");
    table::write(&file, rows).unwrap();
    (folder, file.display().to_string())
}
