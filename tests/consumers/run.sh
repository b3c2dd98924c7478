#!/usr/bin/env bash
# Hands the machine formats to their schemas and to programs that read them.
#
# Needs a network for the package registries; `cargo test` does not run this.
# SARIF: the 2.1.0 schema that the crate serde-sarif carries, and sarif-tools.
# JUnit: junitparser. Checkstyle, GitLab, CSV, NDJSON: consumers.py.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/schema/src"
touch "$work/schema/src/lib.rs"
cat >"$work/schema/Cargo.toml" <<TOML
[package]
name = "schema"
version = "0.0.0"
edition = "2021"
[dependencies]
serde-sarif = "=0.8.0"
TOML
(cd "$work/schema" && cargo fetch --quiet)
schema=$(ls "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/serde-sarif-0.8.0/src/schema.json | head -1)

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet jsonschema sarif-tools junitparser

cargo build --quiet --manifest-path "$root/Cargo.toml" 2>/dev/null
reports=()
for format in json ndjson sarif gitlab junit checkstyle csv; do
  reports+=(--report "$format=$work/report.$format")
done
printf 'not a transcript\0' >"$work/broken.docx"
"$root/target/debug/claimlint" check --isolated "${reports[@]}" \
  "$root/tests/cases" "$root/tests/browser/talk.txt" "$work/broken.docx" || [ $? -eq 2 ]

"$work/venv/bin/python" "$here/consumers.py" "$work" "$schema"
"$work/venv/bin/sarif" summary "$work/report.sarif"
echo "every consumer reads its format"
