"""Runs real Keras on the real models: makes the outputs that are not stored, checks those that are.

From the repository root, in an environment with scripts/requirements-keras2.txt, then in one with
scripts/requirements-keras3.txt:

    python scripts/make_keras_outputs.py --models ../shared/models

For the models whose folders hold no outputs it writes input.npy and output.npy, in float32, to
dl4j-deeplift-keras-import/src/test/resources/keras-output/MODEL: by Keras 2 extended-coda
([2, 25025, 1]) and labranchor ([40, 70, 4] to [40, 70, 1], random sequences), by Keras 3 iris-keras3
([150, 4] to [150, 3], output alone). By Keras 2 it also prints how far Keras's output of every
other model lies from the output stored beside it.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import h5py
import numpy as np
from tensorflow import keras

OUTPUT = Path("dl4j-deeplift-keras-import/src/test/resources/keras-output")
KERAS3 = hasattr(keras, "ops")
LENGTH = 25025
SEED = 20170701


def load(folder):
    if (folder / "model.h5").exists():
        return keras.models.load_model(folder / "model.h5", compile=False)
    model = keras.models.model_from_json((folder / "model.json").read_text())
    model.load_weights(folder / "weights.h5")
    return model


def coverage():
    """Two tracks as a chromatin experiment gives them: sparse counts with peaks, inverse hyperbolic sine."""
    generator = np.random.default_rng(SEED)
    rate = np.full((2, LENGTH), 0.3)
    for track in rate:
        for center in generator.integers(0, LENGTH, 25):
            width, height = generator.uniform(50, 400), generator.uniform(2, 60)
            track += height * np.exp(-0.5 * ((np.arange(LENGTH) - center) / width) ** 2)
    return np.arcsinh(generator.poisson(rate))[:, :, None].astype(np.float32)


def sequences():
    return np.eye(4, dtype=np.float32)[np.random.default_rng(SEED).integers(0, 4, (40, 70))]


def write(folder, **arrays):
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
        print(f"{folder.name}/{name}.npy: {array.shape}, {array.min():.3f} to {array.max():.3f}")


def write_outputs(models, output):
    if KERAS3:
        inputs = np.loadtxt(models / "iris-keras3" / "iris_inputs.csv", delimiter=",", dtype=np.float32)
        model = keras.models.load_model(models / "iris-keras3" / "iris.keras", compile=False)
        write(output / "iris-keras3", output=model.predict(inputs, verbose=0))
        return
    for name, inputs in (("extended-coda", coverage()), ("labranchor", sequences())):
        write(output / name, input=inputs, output=load(models / name).predict(inputs, verbose=0))


def stored(models):
    """Inputs and stored output of every model that has them."""
    genomics, mnist, xpresso = (models / name for name in ("deeplift-genomics", "mnist", "xpresso-human"))
    with h5py.File(models / "tal1" / "keras-gradients.h5") as file:
        tal1_inputs = file["inputs"][:]
    return {
        "deeplift-genomics": (np.load(genomics / "test800.x.npy"), np.load(genomics / "test800.keras-output.npy")),
        "tal1": (tal1_inputs, np.load(models / "tal1" / "keras-output.npy")),
        "mnist": (np.load(mnist / "digits200.x.npy"), np.load(mnist / "digits200.keras-output.npy")),
        "xpresso-human": (
            [np.load(xpresso / "xpresso.seq.npy"), np.load(xpresso / "xpresso.halflife.npy")],
            np.load(xpresso / "keras-output.npy"),
        ),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, default=Path("../shared/models"))
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    write_outputs(arguments.models, arguments.output)
    if KERAS3:
        return
    for name, (inputs, expected) in stored(arguments.models).items():
        difference = np.abs(load(arguments.models / name).predict(inputs, verbose=0) - expected).max()
        print(f"{name}: {len(expected)} stored outputs, largest difference {difference:.1e}")


if __name__ == "__main__":
    main()
