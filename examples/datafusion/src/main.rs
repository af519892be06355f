//! The command: writes a usage table, prices it here or on a cluster, and runs that cluster's two kinds of
//! process.

use datafusion::prelude::SessionContext;
use perpixel_datafusion::{Pricer, register, report, table};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

const HELP: &str = "perpixel-datafusion COMMAND

  table FILE [ROWS]             write a usage table as Parquet, 1,000,000 rows without a number
  price FILE                    price it on this machine
  scheduler HOST:PORT           run a Ballista scheduler that knows the functions
  executor HOST:PORT SCHEDULER  run an executor; it takes tasks by the port after its own
  submit FILE SCHEDULER         price it on that scheduler's cluster

  CATALOGS  rate cards or catalogs, separated by colons; those of this repository where it is not set
  AS_OF     the day of rows without one, 2026-06-30 where it is not set
";

/// The catalogs that the page starts with and that state who bills what.
const SHIPPED: [&str; 2] = ["first-party.json", "infr.json"];

/// Writes what Ballista warns of, such as a plan that was refused, to the standard error.
struct Warnings;

impl log::Log for Warnings {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() <= log::Level::Warn
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            eprintln!("{} {}: {}", record.level(), record.target(), record.args());
        }
    }

    fn flush(&self) {}
}

type Outcome<T> = Result<T, Box<dyn Error>>;

fn pricer() -> Outcome<Arc<Pricer>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/catalogs");
    let paths = match std::env::var("CATALOGS") {
        Ok(paths) => paths.split(':').map(str::to_owned).collect(),
        Err(_) => SHIPPED.map(|name| format!("{folder}/{name}")).to_vec(),
    };
    let mut catalogs = Vec::with_capacity(paths.len());
    for path in paths {
        let bytes = std::fs::read(&path).map_err(|error| format!("`{path}`: {error}"))?;
        // The name without its folder: the folder may differ from machine to machine.
        let name = Path::new(&path).file_name().map_or_else(String::new, |name| name.display().to_string());
        catalogs.push((name, bytes));
    }
    let as_of = std::env::var("AS_OF").unwrap_or_else(|_| "2026-06-30".to_owned());
    Ok(Arc::new(Pricer::new(&catalogs, &as_of)?))
}

async fn print(session: &SessionContext, file: &str, pricer: &Pricer) -> Outcome<()> {
    let start = Instant::now();
    let report = report::report(session, file).await?;
    let took = start.elapsed();
    println!("{report}");
    eprintln!(
        "{} ms for two queries; {} kinds of rows were asked about here",
        took.as_millis(),
        pricer.kinds()
    );
    Ok(())
}

async fn cluster(words: &[&str]) -> Outcome<bool> {
    use perpixel_datafusion::cluster::{ExecutorPlace, executor, scheduler, session};
    use std::net::SocketAddr;
    match *words {
        ["scheduler", address] => scheduler(&pricer()?, address.parse()?).await?,
        ["executor", address, of] => {
            let address: SocketAddr = address.parse()?;
            let task_port = address.port().checked_add(1).ok_or("there is no port after this one")?;
            let place = ExecutorPlace {
                scheduler: of.parse()?,
                host: address.ip(),
                port: address.port(),
                task_port,
                tasks: 0,
            };
            executor(&pricer()?, place).await?;
        }
        ["submit", file, of] => {
            let pricer = pricer()?;
            print(&session(&pricer, of.parse()?).await?, file, &pricer).await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

#[tokio::main]
async fn main() -> Outcome<()> {
    if log::set_logger(&Warnings).is_ok() {
        log::set_max_level(log::LevelFilter::Warn);
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match *words.as_slice() {
        ["table", file] => table::write(Path::new(file), 1_000_000)?,
        ["table", file, rows] => table::write(Path::new(file), rows.parse()?)?,
        ["price", file] => {
            let pricer = pricer()?;
            let mut session = SessionContext::new();
            register(&mut session, &pricer)?;
            print(&session, file, &pricer).await?;
        }
        _ => {
            if !cluster(&words).await? {
                print!("{HELP}");
            }
        }
    }
    Ok(())
}
