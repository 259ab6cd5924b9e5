"""Saves one batch of inputs and of what a Keras model computes for it, to check an import with.

Runs where the model runs, with Keras 2 or Keras 3, and needs nothing of this repository:

    python save_keras_batch.py model.h5 --output batch
    python save_keras_batch.py model.json --weights weights.h5 --output batch
    python save_keras_batch.py model.keras --input sequences.npy --output batch

writes batch/input_0.npy, input_1.npy, ... in the order of the model's inputs and batch/output_0.npy,
... of its outputs, and prints the command that compares:

    deeplift verify --model model.h5 --input batch/input_0.npy --expected batch/output_0.npy

Without --input the examples are drawn at random: one-hot sequences where an input is [length, 4],
normal numbers elsewhere. Real examples reach more of a network; give them where they are at hand. A
dimension that the model leaves open has --length cells.
"""

import argparse
from pathlib import Path

import numpy as np


def load(path, weights):
    """The model; Keras 3 where it is installed, else TensorFlow's Keras 2."""
    try:
        import keras
    except ImportError:
        from tensorflow import keras
    if weights is None:
        return keras.models.load_model(path, compile=False)
    model = keras.models.model_from_json(Path(path).read_text())
    model.load_weights(weights)
    return model


def draw(shape, count, length, generator):
    """Examples of a shape, None where the model takes any size."""
    sizes = [length if size is None else int(size) for size in shape]
    if len(sizes) == 2 and sizes[1] == 4:
        return np.eye(4, dtype=np.float32)[generator.integers(0, 4, (count, sizes[0]))]
    return generator.normal(0, 1, [count, *sizes]).astype(np.float32)


def inputs_of(model, arguments):
    if arguments.input:
        return [np.load(path) for path in arguments.input]
    generator = np.random.default_rng(arguments.seed)
    return [draw(x.shape[1:], arguments.examples, arguments.length, generator) for x in model.inputs]


def save(folder, stem, arrays):
    paths = []
    for index, array in enumerate(arrays):
        paths.append(folder / f"{stem}_{index}.npy")
        np.save(paths[-1], np.ascontiguousarray(array))
    return " ".join(map(str, paths))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="file of the model, or its configuration in JSON")
    parser.add_argument("--weights", help="file of the weights, where the model is a configuration")
    parser.add_argument("--input", nargs="+", metavar="X.npy", help="examples, one array for each input")
    parser.add_argument("--output", type=Path, required=True, help="folder to write to")
    parser.add_argument("--examples", type=int, default=8, help="how many to draw (8)")
    parser.add_argument("--length", type=int, default=100, help="size of dimensions that the model leaves open (100)")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers (0)")
    arguments = parser.parse_args()
    model = load(arguments.model, arguments.weights)
    inputs = inputs_of(model, arguments)
    outputs = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    arguments.output.mkdir(parents=True, exist_ok=True)
    files = f"--input {save(arguments.output, 'input', inputs)} --expected {save(arguments.output, 'output', outputs)}"
    weights = f" --weights {arguments.weights}" if arguments.weights else ""
    print(f"deeplift verify --model {arguments.model}{weights} {files}")


if __name__ == "__main__":
    main()
