"""Packs the handwritten digits of the samples from the file of the UCI repository.

The source is optdigits-orig.windep of "Optical Recognition of Handwritten Digits" (E. Alpaydin,
C. Kaynak; CC BY 4.0), https://archive.ics.uci.edu/dataset/80/, unpacked: 1797 bitmaps of 32 x 32 as
text, each followed by its label. scikit-learn carries the same digits as counts of 4 x 4 blocks;
the bitmaps are compared with those before anything is written.

From the repository root, in an environment with scripts/requirements-keras2.txt:

    python scripts/pack_digits.py optdigits-orig.windep --output samples/data/digits

It writes digits.npy (uint8 [1797, 32, 4], eight pixels a byte, the left one highest; 1 is ink) and
labels.npy (uint8 [1797]), in the order of the source.
"""

import argparse
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

SIZE = 32
LAST_HEADER = "lastparag = 0"


def read(path):
    """Bitmaps [n, 32, 32] and labels [n]."""
    lines = path.read_text("ascii").splitlines()
    rows = lines[lines.index(LAST_HEADER) + 1 : lines.index("EOF")]
    digits = np.array(rows, object).reshape(-1, SIZE + 1)
    pixels = [[[int(pixel) for pixel in row] for row in digit[:SIZE]] for digit in digits]
    return np.array(pixels, np.uint8), digits[:, SIZE].astype(np.uint8)


def check(bitmaps, labels):
    """Compares with scikit-learn's copy."""
    known = load_digits()
    counts = bitmaps.reshape(-1, 8, 4, 8, 4).sum(axis=(2, 4))
    if not (np.array_equal(counts, known.images) and np.array_equal(labels, known.target)):
        raise SystemExit("the bitmaps are not those of scikit-learn's digits")
    print(f"{len(labels)} digits, the same as scikit-learn's")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bitmaps", type=Path)
    parser.add_argument("--output", type=Path, default=Path("samples/data/digits"))
    arguments = parser.parse_args()
    bitmaps, labels = read(arguments.bitmaps)
    check(bitmaps, labels)
    arguments.output.mkdir(parents=True, exist_ok=True)
    np.save(arguments.output / "digits.npy", np.packbits(bitmaps, axis=2))
    np.save(arguments.output / "labels.npy", labels)


if __name__ == "__main__":
    main()
