#!/usr/bin/env bash
# Opens the HTML report in a headless Chromium: clicks through it, filters, exports.
#
# Needs a network and Debian's package manager; `cargo test` needs neither and
# does not run this. Usage: tests/browser/run.sh [SCREENSHOT-FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
shots=${1:-}

command -v chromium >/dev/null || { apt-get update -q && apt-get install -qy --no-install-recommends chromium; }
command -v node >/dev/null || { apt-get update -q && apt-get install -qy --no-install-recommends nodejs npm; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm install --silent --no-audit --no-fund playwright-core@1)

cargo build --quiet --manifest-path "$root/Cargo.toml" 2>/dev/null
(cd "$here" && "$root/target/debug/claimlint" check --isolated --fail-on never \
  --report "html=$work/page.html" --report "json=$work/page.json" talk.txt)
cp "$here/page.mjs" "$work/"
node "$work/page.mjs" "$work" ${shots:+"$shots"}

# What the page exports is what the tool reads.
"$root/target/debug/claimlint" check --isolated --report short --suppressions "$work/claimlint-suppressions.toml" \
  "$here/talk.txt" >"$work/after.txt"
[ ! -s "$work/after.txt" ] || { echo "the exported suppressions leave findings:"; cat "$work/after.txt"; exit 1; }
echo "the page works"
