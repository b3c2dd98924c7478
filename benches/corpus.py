#!/usr/bin/env python3
"""Repeats the text files of some folders into a corpus for timing.

    benches/corpus.py OUT SIZE FILES [FOLDER...]

Writes FILES files of SIZE/FILES bytes each into OUT, whole lines taken in turn from the
texts (.txt, .md, .said) of the folders (transcripts/ where none is given) until each is full.
SIZE is in bytes, or with K, M or G behind it. The same arguments give the same bytes.
"""

import itertools
import pathlib
import sys

SUFFIXES = {".txt", ".md", ".said"}
SCALE = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def size(text):
    return int(text[:-1]) * SCALE[text[-1]] if text[-1] in SCALE else int(text)


def lines(folders):
    paths = sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*") if path.suffix in SUFFIXES)
    texts = [path.read_bytes().splitlines(keepends=True) for path in paths if path.name not in {"README.md"}]
    if not texts:
        sys.exit("no text files in " + ", ".join(map(str, folders)))
    return itertools.cycle(itertools.chain.from_iterable(texts))


def main():
    out, total, count = pathlib.Path(sys.argv[1]), size(sys.argv[2]), int(sys.argv[3])
    source = lines(sys.argv[4:] or ["transcripts"])
    out.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        with open(out / f"{number:05}.txt", "wb") as file:
            written = 0
            while written < total // count:
                line = next(source)
                written += file.write(line if line.endswith(b"\n") else line + b"\n")


main()
