#!/usr/bin/env bash
# The core's own tests under Miri, which interprets them and stops at whatever Rust leaves undefined. The crate has no
# unsafe code of its own (`unsafe_code = "deny"`), so what is looked at is what it makes of its dependencies' code.
#
# Miri is some hundred times slower than the processor: property tests run a few cases each, and those named here not at
# all, because they are long by design (long logs, documents at the cap of 64 MiB) or read all the shipped documents.
# Words after the command name tests, as for `cargo test`.
set -euo pipefail
long=(
  usage::known
  usage::stops
  api::order
  api::quote::form
  api::quote::multiple
  api::tests
  typescript
  shipped
  holds_the_caps_at_the_cap_and_one_above
  an_open_quote_costs_its_row_and_no_more
)
skips=()
for name in "${long[@]}"; do skips+=(--skip "$name"); done

# Files are read by their place in the repository, and the properties take their seeds from the system.
export MIRIFLAGS="${MIRIFLAGS:-} -Zmiri-disable-isolation" PROPTEST_CASES="${PROPTEST_CASES:-4}"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
nice -n 15 cargo +nightly miri test --lib --no-default-features --features planning -- "${skips[@]}" "$@" 2>&1 | tee "$log"
printf 'result: %s under Miri, nothing undefined\n' "$(sed -n 's/^test result: ok\. \([0-9]* passed\).*/\1/p' "$log" | tail -n 1)"
