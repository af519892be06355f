#!/usr/bin/env bash
# Prices one table twice: in one process, and on a Ballista cluster of two processes on this machine. The two
# answers have to be the same to the digit. A scheduler and an executor run meanwhile and are ended at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

rows="${1:-1000000}"
port="${PORT:-50050}"
scheduler="127.0.0.1:$port" executor="127.0.0.1:$((port + 1))"

cargo build --quiet
bin="$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/debug/perpixel-datafusion"
folder="$(mktemp -d)"
started=()
finish() {
  for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
  wait
  rm -rf "$folder"
}
trap finish EXIT

"$bin" table "$folder/usage.parquet" "$rows"
echo "$rows rows in $(stat -c %s "$folder/usage.parquet") bytes of Parquet, priced in one process:"
"$bin" price "$folder/usage.parquet" | tee "$folder/here"

"$bin" scheduler "$scheduler" >"$folder/scheduler.log" 2>&1 &
started+=("$!")
"$bin" executor "$executor" "$scheduler" >"$folder/executor.log" 2>&1 &
started+=("$!")
echo "on a scheduler (process ${started[0]}) and an executor (process ${started[1]}):"
for _ in {1..100}; do
  (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  sleep 0.1
done
timeout 120 "$bin" submit "$folder/usage.parquet" "$scheduler" >"$folder/there" ||
  { cat "$folder/scheduler.log" "$folder/executor.log" >&2; exit 1; }
diff "$folder/here" "$folder/there" >&2 || { echo 'the cluster gives other figures' >&2; exit 1; }
echo 'the same figures'
