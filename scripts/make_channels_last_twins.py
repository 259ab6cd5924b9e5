"""Writes Keras 2 models with channels last that compute what Keras 1 models with channels first do.

From the repository root, in an environment with scripts/requirements-keras2.txt:

    python scripts/make_channels_last_twins.py

The network `kundaje_like` of scripts/make_keras1_models.py is built anew, layer by layer, with its
arrays of weights in the other order: dl4j-deeplift-keras-import/src/test/resources/keras1-twins/BACKEND
/model.h5. What the twin gives on permuted inputs is compared with what Keras 1 gave.
"""

import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import h5py
import numpy as np
from tensorflow import keras

RESOURCES = Path("dl4j-deeplift-keras-import/src/test/resources")
L = keras.layers


def arrays(file):
    with h5py.File(file) as opened:
        weights = opened["model_weights"]
        names = [name.decode() for name in weights.attrs["layer_names"]]
        return [[weights[name][w][()] for w in weights[name].attrs["weight_names"]] for name in names]


def kernel(stored, theano):
    """[out, in, rows, columns] to [rows, columns, in, out]; Theano turns kernels around."""
    return np.transpose(stored[:, :, ::-1, ::-1] if theano else stored, (2, 3, 1, 0))


def twin():
    return keras.Sequential(
        [
            keras.Input((4, 60, 1)),
            L.Conv2D(10, (4, 7), activation="relu"),
            L.Conv2D(8, (1, 5), padding="same", name="second"),
            L.BatchNormalization(),
            L.PReLU(),
            L.ZeroPadding2D((0, 3)),
            L.MaxPooling2D((1, 6), strides=(1, 3)),
            L.Flatten(),
            L.Dense(12),
            L.PReLU(),
            L.Dense(3, activation="sigmoid"),
        ]
    )


def converted(stored, theano):
    """The arrays of the twin's layers in turn; those without are left out."""
    first, second, normalization, slopes, dense, vector_slopes, head = [a for a in stored if a]
    channels, rows, columns = 8, 1, 19
    order = np.arange(channels * rows * columns).reshape(channels, rows, columns).transpose(1, 2, 0).ravel()
    return [
        *(kernel(first[0], theano), first[1]),
        *(kernel(second[0], theano), second[1]),
        *normalization,
        slopes[0].transpose(1, 2, 0),
        *(dense[0][order], dense[1]),
        *vector_slopes,
        *head,
    ]


def main():
    for backend in ("tensorflow", "theano"):
        folder = RESOURCES / "keras1" / backend / "kundaje_like"
        model = twin()
        model.set_weights(in_order(model, converted(arrays(folder / "model.h5"), backend == "theano")))
        inputs = np.load(folder / "input.npy").transpose(0, 2, 3, 1)
        difference = np.abs(model.predict(inputs, verbose=0) - np.load(folder / "output.npy")).max()
        assert difference < 1e-5, difference
        output = RESOURCES / "keras1-twins" / backend
        output.mkdir(parents=True, exist_ok=True)
        model.save(output / "model.h5", include_optimizer=False)
        print(f"{backend}: largest difference {difference:.1e}")


def in_order(model, values):
    """`set_weights` takes the arrays in the order of layers; those of batch normalization are Keras 1's."""
    assert [tuple(w.shape) for layer in model.layers for w in layer.weights] == [v.shape for v in values]
    return values


if __name__ == "__main__":
    main()
