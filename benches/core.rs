//! Times the core natively, without the boundary to JavaScript: `cargo bench --bench core`. What a user of the package
//! sees is measured by `benches/js`.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::cast_possible_truncation)]
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod work;

use criterion::Criterion;
use std::hint::black_box;
use std::time::Duration;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .without_plots()
        .configure_from_args();
    for (name, make) in work::ITEMS {
        let work = make();
        criterion.bench_function(name, |bencher| bencher.iter(|| black_box(work())));
    }
    criterion.final_summary();
}
