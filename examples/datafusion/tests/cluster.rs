//! The same table on a Ballista cluster of two processes: a scheduler and an executor. The figures are those of
//! one machine, and a process with other catalogs refuses to answer.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

mod common;

use common::{AS_OF, pricer, written};
use perpixel_datafusion::cluster::session;
use perpixel_datafusion::report::{Report, report};
use std::fs::{File, read_to_string};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const ROWS: usize = 200_000;

struct Process(Child);

impl Process {
    fn start(as_of: &str, words: &[&str], log: File) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_perpixel-datafusion"));
        command.args(words).env_remove("CATALOGS").env("AS_OF", as_of);
        Self(command.stdout(Stdio::null()).stderr(log).spawn().unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// An address with a free port, and a free one after it.
fn free() -> SocketAddr {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = first.local_addr().unwrap();
        let after = address.port().checked_add(1).map(|port| TcpListener::bind(("127.0.0.1", port)));
        if after.is_some_and(|after| after.is_ok()) {
            return address;
        }
    }
}

struct Cluster {
    scheduler: SocketAddr,
    /// Where the executor's warnings are.
    log: PathBuf,
    _folder: TempDir,
    _processes: [Process; 2],
}

/// A scheduler and an executor, each with its catalogs loaded for a day.
async fn cluster(scheduler_as_of: &str, executor_as_of: &str) -> Cluster {
    let (scheduler, executor) = (free(), free());
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("executor");
    let first = Process::start(
        scheduler_as_of,
        &["scheduler", &scheduler.to_string()],
        File::create(folder.path().join("scheduler")).unwrap(),
    );
    let mut tries = 0;
    while TcpStream::connect(scheduler).is_err() {
        tries += 1;
        assert!(tries < 200, "the scheduler did not start");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let second = Process::start(
        executor_as_of,
        &["executor", &executor.to_string(), &scheduler.to_string()],
        File::create(&log).unwrap(),
    );
    Cluster { scheduler, log, _folder: folder, _processes: [first, second] }
}

async fn asked(as_of: &str, cluster: &Cluster, file: &str) -> Result<Report, String> {
    let session = session(&pricer(as_of), cluster.scheduler).await.unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(90), report(&session, file)).await;
    answer.expect("the cluster answers").map_err(|error| error.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_give_the_figures_of_one() {
    let (_folder, file) = written(ROWS);
    let here = report(&common::session(&pricer(AS_OF)), &file).await.unwrap();
    let cluster = cluster(AS_OF, AS_OF).await;
    assert_eq!(asked(AS_OF, &cluster, &file).await.unwrap(), here);
    assert_eq!(here.sums.iter().map(|sum| sum.rows).sum::<i64>(), i64::try_from(ROWS).unwrap());

    let refusal = asked("2026-12-24", &cluster, &file).await.unwrap_err();
    assert!(refusal.contains("this process holds other catalogs than the client"), "{refusal}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_with_other_catalogs_refuses() {
    let (_folder, file) = written(1000);
    let cluster = cluster(AS_OF, "2026-12-24").await;
    let refusal = asked(AS_OF, &cluster, &file).await.unwrap_err();
    assert!(refusal.contains("rejected by executor"), "{refusal}");
    // Ballista does not pass the executor's reason on; it is in the executor's own log.
    let log = read_to_string(&cluster.log).unwrap();
    assert!(log.contains("this process holds other catalogs than the client"), "{log}");
}
