//! Does one piece of work, once, for callgrind to count its instructions: `instructions <name>`; without a name it lists
//! them. `benches/callgrind/count.js` runs it. The count says more than a time on a machine that others share.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::cast_possible_truncation)]
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod work;

use std::hint::black_box;

/// The one function that callgrind looks at, by this name.
#[inline(never)]
fn measured_work(work: &dyn Fn() -> usize) -> usize {
    black_box(work())
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    for (name, make) in work::ITEMS {
        if wanted.is_empty() {
            println!("{name}");
        } else if wanted.iter().any(|one| one == name) {
            println!("{name}: {}", measured_work(&*make()));
        }
    }
}
