"""Writes HDF5 files that no Keras wrote: loops, links, sizes beyond the file, other storage.

From the repository root, in an environment with scripts/requirements-keras2.txt:

    python scripts/make_hostile_files.py

Each is the network keras2/dense_linear (Dense 6, Dense 3) with one thing done to it, in
dl4j-deeplift-keras-import/src/test/resources/hostile/NAME.h5. Beside them, in resources/stored, the
network keras2/conv1d_relu with its weights compressed or big-endian, which does no harm.
"""

import shutil
import zlib
from pathlib import Path

import h5py
import numpy as np

RESOURCES = Path("dl4j-deeplift-keras-import/src/test/resources")
KERNEL = "model_weights/dense/dense/kernel:0"


def replace(file, **options):
    """Writes the kernel again, stored in another way."""
    values = file[KERNEL][:]
    del file[KERNEL]
    return file.create_dataset(KERNEL, data=values, **options)


def claim(file, shape, **options):
    """A kernel that claims a shape and holds no number."""
    del file[KERNEL]
    file.create_dataset(KERNEL, shape=shape, dtype="<f4", **options)


def loop(file):
    file["model_weights/dense/dense/again"] = file["model_weights/dense"]


def soft_link(file):
    file.move(KERNEL, "model_weights/dense/dense/moved")
    file[KERNEL] = h5py.SoftLink("/model_weights/dense/dense/moved")


def external_link(file):
    del file[KERNEL]
    file[KERNEL] = h5py.ExternalLink("/etc/passwd", "/kernel")


def external_storage(file):
    del file[KERNEL]
    file.create_dataset(KERNEL, (5, 6), dtype="<f4", external=[("/etc/passwd", 0, 120)])


def virtual(file):
    layout = h5py.VirtualLayout((5, 6), dtype="<f4")
    layout[:] = h5py.VirtualSource("other.h5", "kernel", (5, 6))
    del file[KERNEL]
    file.create_virtual_dataset(KERNEL, layout)


def shared_array(file):
    """One array under two names."""
    file["model_weights/dense/dense/again"] = file[KERNEL]


def big_endian(file):
    replace(file, dtype=">f4")


def compressed_bomb(file):
    """A part of 120 bytes that is a thousand times longer once it is decompressed."""
    del file[KERNEL]
    kernel = file.create_dataset(KERNEL, (5, 6), dtype="<f4", chunks=(5, 6), compression="gzip")
    kernel.id.write_direct_chunk((0, 0), zlib.compress(bytes(120_000)))


def compressed_zeros(file):
    """Compressed a thousandfold, as no weights are."""
    del file[KERNEL]
    file.create_dataset(KERNEL, data=np.zeros((5, 600_000), "<f4"), chunks=(5, 600_000), compression="gzip")


def stored(name, change):
    """The network keras2/conv1d_relu with each of its arrays stored in another way."""
    path = RESOURCES / "stored" / f"{name}.h5"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(RESOURCES / "keras2" / "conv1d_relu" / "model.h5", path)
    with h5py.File(path, "r+") as file:
        weights = file["model_weights"]
        names = [f"{layer}/{w if isinstance(w, str) else w.decode()}" for layer in ("conv1d", "dense") for w in weights[layer].attrs["weight_names"]]
        for array in names:
            values = weights[array][:]
            del weights[array]
            weights.create_dataset(array, data=values, **change(values))


CHANGES = {
    "loop": loop,
    "soft_link": soft_link,
    "external_link": external_link,
    "external_storage": external_storage,
    "virtual": virtual,
    "shared_array": shared_array,
    "claimed_contiguous": lambda file: claim(file, (2**40, 6)),
    "claimed_chunked": lambda file: claim(file, (2**40, 6), chunks=(1024, 6)),
    "claimed_compressed": lambda file: claim(file, (2**34, 6), chunks=(1024, 6), compression="gzip"),
    "no_numbers": lambda file: claim(file, (5, 6)),
    "integers": lambda file: replace(file, dtype="<i4"),
    "half": lambda file: replace(file, dtype="<f2"),
    "big_endian": big_endian,
    "chunked": lambda file: replace(file, chunks=(2, 3)),
    "compressed_bomb": compressed_bomb,
    "compressed_zeros": compressed_zeros,
    "compressed": lambda file: replace(file, chunks=(5, 6), compression="gzip", shuffle=True, fletcher32=True),
}


def main():
    output = RESOURCES / "hostile"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir()
    for name, change in CHANGES.items():
        path = output / f"{name}.h5"
        shutil.copy(RESOURCES / "keras2" / "dense_linear" / "model.h5", path)
        with h5py.File(path, "r+") as file:
            change(file)
        print(f"{name}: {path.stat().st_size} bytes")
    stored("compressed", lambda values: {"chunks": tuple((n + 1) // 2 for n in values.shape), "compression": "gzip"})
    stored("shuffled", lambda values: {"chunks": values.shape, "compression": "gzip", "shuffle": True, "fletcher32": True})
    stored("big_endian", lambda values: {"dtype": ">f4"})


if __name__ == "__main__":
    main()
