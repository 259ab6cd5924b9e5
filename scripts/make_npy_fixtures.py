"""Writes the NumPy files that NpyFileTest and NpzFileTest read, with real NumPy.

    pip install numpy==1.26.4
    python scripts/make_npy_fixtures.py
"""

from pathlib import Path

import numpy as np
from numpy.lib import format as npy

FOLDER = (
    Path(__file__).resolve().parent.parent
    / "dl4j-deeplift-genomics/src/test/resources/io/github/dl4jdeeplift/genomics/file"
)

# Smallest and largest value, and what a wrong sign, width or byte order would change.
VALUES = {
    "i1": [-128, -1, 0, 1, 2, 127],
    "i2": [-32768, -1, 0, 1, 258, 32767],
    "i4": [-(2**31), -1, 0, 1, 16909060, 2**31 - 1],
    "i8": [-(2**63), -1, 0, 1, 72623859790382856, 2**63 - 1],
    "u1": [0, 1, 2, 127, 128, 255],
    "u2": [0, 1, 258, 32767, 32768, 65535],
    "u4": [0, 1, 2, 16909060, 2**31, 2**32 - 1],
    "u8": [0, 1, 2, 72623859790382856, 2**63, 2**64 - 1],
    # The smallest subnormal, the smallest normal, a third, the largest.
    "f2": [-1.5, 2.0**-24, 2.0**-14, 1 / 3, 65504, np.inf],
    "f4": [-1.5, 2.0**-149, 0, 1 / 3, np.finfo("f4").max, -np.inf],
    "f8": [-1.5, 2.0**-1074, 0, 1 / 3, 1e30, -np.inf],
}


def save(name, array, version=None):
    with open(FOLDER / name, "wb") as file:
        npy.write_array(file, array, version, allow_pickle=True)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind, values in VALUES.items():
        for order, letter in (("little", "<"), ("big", ">")):
            save(f"{kind}-{order}.npy", np.array(values, letter + kind).reshape(2, 3))
    save("bool.npy", np.array([[True, False, False], [True, True, False]]))

    counted = np.arange(24, dtype="<f4").reshape(2, 3, 4)
    save("c-order.npy", counted)
    save("fortran-order.npy", np.asfortranarray(counted))
    save("fortran-order-big-endian.npy", np.asfortranarray(counted.astype(">f8")))
    save("version-2.npy", counted, (2, 0))
    save("version-3.npy", counted, (3, 0))
    save("vector.npy", np.array([1.5, -2.5, 3.5], "<f4"))
    save("scalar.npy", np.array(2.5, "<f8"))
    save("length-one-axes.npy", np.asfortranarray(np.arange(3, dtype="<f4").reshape(1, 3, 1)))

    save("object.npy", np.array([{"a": 1}, None], object))
    save("complex.npy", np.array([1 + 2j], "<c8"))
    save("structured.npy", np.array([(1, 2.0)], [("a", "<i4"), ("b", "<f4")]))
    save("text.npy", np.array(["ACGT"]))
    save("date.npy", np.array(["2020-01-01"], "M8[D]"))
    save("empty.npy", np.zeros((0, 4), "<f4"))


if __name__ == "__main__":
    main()
