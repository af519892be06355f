//! Holds the floors: a file imports only from lower floors, and the binding's crates stand in one file.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// Which floor a module of `src/` stands on.
const FLOORS: &[(&str, u8)] = &[
    ("date", 0),
    ("eight", 0),
    ("error", 0),
    ("finding", 0),
    ("money", 0),
    ("number", 0),
    ("order", 0),
    ("packed", 0),
    ("quantity", 0),
    ("rare", 0),
    ("shared", 0),
    ("record", 0),
    ("text", 0),
    ("value", 0),
    ("job", 1),
    ("rate", 1),
    ("unit", 1),
    ("catalog", 2),
    ("price", 3),
    ("source", 3),
    ("audit", 4),
    ("route", 4),
    ("estimate", 5),
    ("usage", 5),
    ("api", 6),
    ("wasm", 7),
];

/// Modules of one floor that know nothing of each other.
const APART: &[(&str, &str)] = &[("source", "price"), ("price", "source")];

/// Which modules a module may use on its own floor, beside itself.
const BESIDE: &[(&str, &str)] = &[("audit", "route"), ("rate", "unit"), ("rate", "job"), ("unit", "job")];

const BINDING_CRATES: &[&str] = &["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen", "talc"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let module = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            (module, fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn module_of(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

fn floor_of(module: &str) -> u8 {
    let floor = FLOORS.iter().find(|(name, _)| *name == module);
    floor.unwrap_or_else(|| panic!("`{module}` stands on no floor; name it in tests/architecture.rs")).1
}

/// The modules that a file names by `crate::`, in `use` lines and in paths.
fn named_modules(text: &str) -> Vec<&str> {
    let word = |rest: &str| rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    let production = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code = production.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1)).map(|rest| &rest[..word(rest)]).collect()
}

#[test]
fn a_file_imports_only_from_lower_floors() {
    for (file, text) in files() {
        let own = module_of(&file);
        if own == "lib" || file.ends_with("tests.rs") {
            continue;
        }
        for used in named_modules(&text).into_iter().filter(|used| *used != own) {
            let allowed = match floor_of(used).cmp(&floor_of(own)) {
                std::cmp::Ordering::Less => true,
                std::cmp::Ordering::Equal => floor_of(own) == 0 || BESIDE.contains(&(own, used)),
                std::cmp::Ordering::Greater => false,
            };
            assert!(allowed, "src/{file} imports `{used}`, which stands on no lower floor");
            assert!(
                !APART.contains(&(own, used)),
                "src/{file} imports `{used}`; the two know nothing of each other"
            );
        }
    }
}

#[test]
fn only_the_binding_names_its_crates() {
    for (file, text) in files().iter().filter(|(file, _)| module_of(file) != "wasm") {
        for name in BINDING_CRATES {
            let code = text.lines().find(|line| !line.trim_start().starts_with("//") && line.contains(name));
            assert!(code.is_none(), "src/{file} names `{name}`: {}", code.unwrap_or_default());
        }
    }
}

#[test]
fn no_file_is_two_rooms() {
    for (file, text) in files() {
        let production = text.split("#[cfg(test)]\nmod tests {").next().unwrap().lines().count();
        assert!(production <= 450, "src/{file} has {production} lines; it probably holds two nouns");
        assert!(text.starts_with("//!"), "src/{file} does not say what it owns");
    }
}
