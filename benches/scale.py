#!/usr/bin/env python3
"""Times the program on texts that double in size, and prints time, memory and the ratio at each doubling.

    benches/scale.py [--most MB] [--folder MB] [BINARY] [FOLDER...]

Many files (20 kB each), then one file, from 1 MB to --most (64); then, with --folder, one folder of as many MB;
last, texts in which every sentence states the same measure, from 12,500 sentences to 100,000. The texts are
those of the folders, repeated (transcripts/ where none is given). A ratio of 2 is proportion.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


def measured(command):
    """Seconds of wall and of CPU, and megabytes at the peak."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command}: exit code {child.returncode}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(name, figures, before):
    ratios = [f"{new / old:.2f}" for new, old in zip(figures, before)] if before else ["-"] * 3
    wall, cpu, memory = figures
    print(f"| {name} | {wall:.2f} | {ratios[0]} | {cpu:.2f} | {ratios[1]} | {memory:.0f} | {ratios[2]} |", flush=True)


def head(title):
    print(f"\n{title}\n\n| size | wall, s | ratio | CPU, s | ratio | memory, MB | ratio |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)


def corpus(out, megabytes, files, folders):
    subprocess.run([sys.executable, HERE / "corpus.py", out, f"{megabytes}M", str(files), *folders], check=True)


def doubling(binary, title, files_of, most, folders):
    head(title)
    before, size = None, 1
    while size <= most:
        with tempfile.TemporaryDirectory() as folder:
            corpus(folder, size, files_of(size), folders)
            figures = measured([binary, "check", "--isolated", "--format", "ndjson", folder])
        row(f"{size} MB", figures, before)
        before, size = figures, size * 2


def restated(binary):
    head("The same measure in every sentence")
    before = None
    for count in (12_500, 25_000, 50_000, 100_000):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.writelines(f"The plant employs {1200 + at % 7} people.\n" for at in range(count))
            file.flush()
            figures = measured([binary, "check", "--isolated", "--format", "json", file.name])
        row(f"{count:,}", figures, before)
        before = figures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=64)
    parser.add_argument("--folder", type=int, default=0)
    parser.add_argument("binary", nargs="?", default="target/release/claimlint")
    parser.add_argument("folders", nargs="*")
    args = parser.parse_args()
    doubling(args.binary, "Many files", lambda size: size * 50, args.most, args.folders)
    doubling(args.binary, "One file", lambda _: 1, args.most, args.folders)
    if args.folder:
        doubled = lambda size: size * 50
        head("A large folder")
        with tempfile.TemporaryDirectory() as folder:
            corpus(folder, args.folder, doubled(args.folder), args.folders)
            row(f"{args.folder} MB", measured([args.binary, "check", "--isolated", "--format", "ndjson", folder]), None)
    restated(args.binary)


main()
