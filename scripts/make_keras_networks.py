"""Writes Keras networks with their inputs and outputs, as evidence for the Keras importer.

From the repository root, once in an environment with scripts/requirements-keras2.txt and once in one with scripts/requirements-keras3.txt:

    python scripts/make_keras_networks.py

The version of Keras that runs it decides where the files go: for each network a folder NAME in
dl4j-deeplift-keras-import/src/test/resources/keras-structure/keras2 or keras3 (small networks whose layers are shared, nested, merged or
operations) or keras-networks/keras2 or keras3 (networks of the kinds that genomics papers use), with model.h5 by Keras 2, model.keras by
Keras 3, input.npy and output.npy, or input_0.npy, input_1.npy, ... in the order of the network's inputs, output_0.npy, ... of its outputs.
Arrays are float32, channels last, three examples. Weights and inputs are drawn from a seed that depends on the name alone.
`--only WORD` writes those alone whose name holds the word.
"""

import argparse
import os
import shutil
import zlib
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np

import keras_merge_models  # noqa: F401, adds its networks to those of keras_structure_models

import keras_lambda_models  # noqa: F401, adds its networks
import keras_networks
import keras_operation_models  # noqa: F401, adds its networks
import keras_structure_models

OUTPUT = Path("dl4j-deeplift-keras-import/src/test/resources")
MAJOR = int(keras.__version__.split(".")[0])
EXAMPLES = 3
ANY_LENGTH = 40


def draw_weight(path, shape, generator):
    """Values of the size that they have in trained networks, so that outputs neither vanish nor explode."""
    if "variance" in path:
        return generator.uniform(0.5, 2, shape)
    if "gamma" in path:
        return generator.uniform(0.5, 1.5, shape)
    if "alpha" in path:
        return generator.uniform(0, 0.5, shape)
    if len(shape) < 2:
        return generator.normal(0, 0.2, shape)
    fan_in = np.prod(shape[:-1])
    return generator.normal(0, 1.3 / np.sqrt(fan_in), shape)


def randomize(model, generator):
    paths = [getattr(weight, "path", weight.name) for weight in model.weights]
    values = [
        draw_weight(path, weight.shape, generator) if "seed_generator" not in path else weight.numpy()
        for path, weight in zip(paths, model.weights)
    ]
    model.set_weights(values)


def draw_input(shape, generator):
    """One-hot sequences where there are four channels, else numbers."""
    shape = [ANY_LENGTH if size is None else size for size in shape]
    if shape[-1] == 4 and len(shape) > 1:
        return np.eye(4)[generator.integers(0, 4, [EXAMPLES, *shape[:-1]])].astype(np.float32)
    return generator.normal(0, 1, [EXAMPLES, *shape]).astype(np.float32)


def save_arrays(folder, stem, arrays):
    for index, array in enumerate(arrays):
        name = stem if len(arrays) == 1 else f"{stem}_{index}"
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array))


def predict(model, inputs):
    outputs = model(inputs if len(inputs) > 1 else inputs[0], training=False)
    return [np.asarray(output) for output in (outputs if isinstance(outputs, (list, tuple)) else [outputs])]


def write(folder, name, model):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    generator = np.random.default_rng(zlib.crc32(name.encode()))
    randomize(model, generator)
    inputs = [draw_input(each.shape[1:], generator) for each in model.inputs]
    outputs = predict(model, inputs)
    assert all(np.isfinite(o).all() and 1e-5 < o.std() < 1e3 for o in outputs), (name, [o.std() for o in outputs])
    file = folder / ("model.h5" if MAJOR == 2 else "model.keras")
    model.save(file)
    save_arrays(folder, "input", inputs)
    save_arrays(folder, "output", outputs)
    return reload_difference(file, inputs, outputs)


def reload_difference(file, inputs, outputs):
    """What Keras gives when it reads the file back."""
    keras_lambda_models.let_keras_know_names()
    model = keras.models.load_model(file, compile=False, safe_mode=False)
    return max(np.abs(a - o).max() for a, o in zip(predict(model, inputs), outputs))


def write_all(models, folder, word):
    if not word:
        shutil.rmtree(folder, ignore_errors=True)
    worst = 0
    for name, build in models.items():
        if word in name:
            keras.backend.clear_session()
            difference = write(folder / name, name, build())
            worst = max(worst, difference)
            print(f"{name}: read back, largest difference {difference:.1e}")
    files = [path for path in folder.rglob("*") if path.is_file()]
    print(f"{folder}: {sum(path.stat().st_size for path in files)} bytes; read back, largest difference {worst:.1e}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", metavar="WORD")
    arguments = parser.parse_args()
    structure = keras_structure_models
    own = structure.KERAS2 if MAJOR == 2 else structure.KERAS3
    shared = structure.MODELS if MAJOR == 2 else {k: v for k, v in structure.MODELS.items() if k not in structure.MERGES}
    write_all(keras_networks.NETWORKS, OUTPUT / "keras-networks" / f"keras{MAJOR}", arguments.only)
    write_all(shared | own, OUTPUT / "keras-structure" / f"keras{MAJOR}", arguments.only)


if __name__ == "__main__":
    main()
