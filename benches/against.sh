#!/usr/bin/env bash
# Times the program against a spell checker and a word counter on the same files in the same run, and prints
# the ratios. A program that is missing is passed over with a word.
#
#     benches/against.sh [BINARY] [FOLDER...]
#
# The texts are those of the folders (transcripts/ where none is given), repeated to 50 MB in 1,000 files and to
# one file of 20 MB. Each command runs five times; the fastest counts. MANY, FILES, ONE (sizes in MB) and RUNS change that.
set -euo pipefail
many_mb=${MANY:-50} files=${FILES:-1000} one_mb=${ONE:-20} runs=${RUNS:-5}
here=$(cd "$(dirname "$0")" && pwd)
binary=${1:-target/release/claimlint}
shift || true
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
python3 "$here/corpus.py" "$out/many" "${many_mb}M" "$files" "$@"
python3 "$here/corpus.py" "$out/one" "${one_mb}M" 1 "$@"
head -c 2000 "$out/many/00000.txt" > "$out/small.txt"

# best COMMAND...: wall and CPU seconds of the fastest of the runs
best() {
  local TIMEFORMAT='%R %U %S'
  for _ in $(seq "$runs"); do
    { time "$@" > /dev/null 2>&1 || true; } 2>&1
  done | awk '{ cpu = $2 + $3; if (NR == 1 || $1 < wall) { wall = $1; least = cpu } } END { print wall, least }'
}

# against NAME MB FILES OURS: prints both programs and the ratios
against() {
  local name=$1 size=$2 ours=$3 other
  shift 3
  if ! command -v "$1" > /dev/null; then
    echo "$name: $1 is missing, passed over"
    return
  fi
  other=$(best "$@")
  echo "$ours $other" | awk -v name="$name" -v program="$1" -v size="$size" '{
    printf "%-16s claimlint %6.2f s wall %6.2f s CPU (%5.1f MB/s), %s %6.2f s wall %6.2f s CPU (%5.1f MB/s): ratio %.2f wall, %.2f CPU\n",
      name, $1, $2, size / $1, program, $3, $4, size / $3, $1 / $3, $2 / $4 }'
}

many=$(best "$binary" check --isolated --format ndjson "$out/many")
against "$files files" "$many_mb" "$many" typos --isolated "$out/many"
against "$files files" "$many_mb" "$many" wc -w "$out"/many/*
one=$(best "$binary" check --isolated --format ndjson "$out/one")
against "one file" "$one_mb" "$one" typos --isolated "$out/one"
against "one file" "$one_mb" "$one" wc -w "$out"/one/*
small=$(best "$binary" check --isolated "$out/small.txt")
echo "start-up with one small file: ${small% *} s wall, ${small#* } s CPU"
