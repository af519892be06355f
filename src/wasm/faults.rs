//! Faults on demand, so that tests see what is left of the package and the page when an instance breaks. It is part of
//! the modules that `.make/faulty` builds and of no other: a flag of the compiler lets it in, which no feature of any
//! dependent can set, and the file is not in the published crate. It imports nothing that the shipped modules do not
//! import, so that such a module runs under their JavaScript.

#![allow(clippy::panic)]

use js_sys::{Date, Reflect};
use std::hint::black_box;
use wasm_bindgen::prelude::*;

/// Begins a text that asks for a fault each time it is read: in a request, or as the name of a source.
const MARK: &str = "perpixel-fault:";

/// The property of every date that asks for one from outside, however harmless the request. A getter there asks once.
const PROPERTY: &str = "perpixelFault";

/// As much memory as is taken at first until nothing of that size is left, and then half of it, and so on down to this.
const LARGEST: usize = 1024 * 1024 * 1024;
const SMALLEST: usize = 16 * 1024 * 1024;

/// Breaks the instance where a value of a request asks for it, or somebody outside does.
pub(super) fn of_value(value: &JsValue, depth: u8) {
    if depth == 0 {
        let asked = Reflect::get(&Date::new_0(), &PROPERTY.into()).ok();
        force(asked.and_then(|kind| kind.as_string()).as_deref().unwrap_or_default());
    }
    of_text(value.as_string().as_deref());
}

/// Breaks the instance where the text asks for it.
pub(super) fn of_text(text: Option<&str>) {
    force(text.and_then(|text| text.strip_prefix(MARK)).unwrap_or_default());
}

fn force(kind: &str) {
    match kind {
        "panic" => panic!("a test asked for this"),
        "stack" => drop(black_box(deeper(1))),
        "frames" => drop(black_box(wider(1))),
        "memory" => exhaust(),
        "loop" => endless(),
        _ => {}
    }
}

/// Exhausts the stack of calls, which is the platform's.
#[inline(never)]
fn deeper(depth: u32) -> u32 {
    if black_box(depth) == 0 { 0 } else { deeper(depth.wrapping_add(2)).wrapping_add(1) }
}

/// Exhausts the stack of large values, which lies within the module's memory.
#[inline(never)]
fn wider(depth: u32) -> u32 {
    let frame = black_box([depth; 1024]);
    if depth == 0 { 0 } else { wider(depth.wrapping_add(2)).wrapping_add(frame.last().copied().unwrap_or(0)) }
}

fn exhaust() {
    let mut piece = LARGEST;
    while piece >= SMALLEST {
        let mut block = Vec::<u8>::new();
        if block.try_reserve_exact(piece).is_ok() {
            black_box(block).leak();
        } else {
            piece /= 2;
        }
    }
    black_box(Vec::<u8>::with_capacity(SMALLEST)).leak();
}

fn endless() {
    let mut turns = 0_u32;
    loop {
        turns = black_box(turns.wrapping_add(1));
    }
}
