"""Writes tiny networks with the layers of keras-genomics, whose weights two strands share.

From the repository root, in an environment with scripts/requirements-keras-genomics.txt (Python 3.7):

    python scripts/make_keras_genomics_models.py

For each network a folder dl4j-deeplift-keras-import/src/test/resources/keras-genomics/NAME with model.h5,
input.npy and output.npy: four examples, float32. Weights and inputs are drawn from a seed that depends on the name alone.
"""

import os
import shutil
import zlib

import keras
import numpy as np
from keras import layers as L
from keras.models import Sequential
from keras_genomics.layers import DenseAfterRevcompConv1D, RevCompConv1D, RevCompConv1DBatchNorm

OUTPUT = "dl4j-deeplift-keras-import/src/test/resources/keras-genomics"
EXAMPLES = 4
SHAPE = (12, 4)


def first(**options):
    return RevCompConv1D(filters=3, kernel_size=4, input_shape=SHAPE, use_bias=False, **options)


def flat(*layers):
    return list(layers) + [L.Flatten(), L.Dense(2)]


MODELS = {
    "valid": lambda: flat(first()),
    "same_relu": lambda: flat(first(padding="same", activation="relu")),
    "strided": lambda: flat(first(strides=2)),
    "dilated": lambda: flat(first(dilation_rate=2)),
    "output": lambda: [first(activation="tanh")],
    "batch_normalization": lambda: flat(first(), RevCompConv1DBatchNorm()),
    "batch_normalization_bare": lambda: flat(first(), RevCompConv1DBatchNorm(center=False, scale=False, epsilon=0.1)),
    "dense_after": lambda: [first(activation="relu"), DenseAfterRevcompConv1D(units=3, activation="sigmoid")],
    "dense_after_no_bias": lambda: [first(), L.MaxPooling1D(2), DenseAfterRevcompConv1D(units=2, use_bias=False)],
    "whole": lambda: [
        first(padding="same"),
        RevCompConv1DBatchNorm(),
        L.Activation("relu"),
        RevCompConv1D(filters=2, kernel_size=3, use_bias=False, activation="relu"),
        L.AveragePooling1D(3),
        DenseAfterRevcompConv1D(units=1),
        L.Activation("sigmoid"),
    ],
    "bias": lambda: flat(RevCompConv1D(filters=3, kernel_size=4, input_shape=SHAPE, activation="relu")),
}


def draw(name, shape, generator):
    return generator.uniform(0.5, 1.5, shape) if "variance" in name or "gamma" in name else generator.normal(0, 0.6, shape)


def main():
    shutil.rmtree(OUTPUT, ignore_errors=True)
    for name, layers in MODELS.items():
        keras.backend.clear_session()
        generator = np.random.RandomState(zlib.crc32(name.encode()) % 2**31)
        model = Sequential(layers())
        for layer in model.layers:
            layer.set_weights([draw(w.name, keras.backend.int_shape(w), generator) for w in layer.weights])
        inputs = np.eye(4)[generator.randint(0, 4, (EXAMPLES, SHAPE[0]))] + generator.normal(0, 0.1, (EXAMPLES,) + SHAPE)
        inputs = inputs.astype(np.float32)
        folder = os.path.join(OUTPUT, name)
        os.makedirs(folder)
        model.save(os.path.join(folder, "model.h5"))
        outputs = model.predict(inputs)
        assert np.isfinite(outputs).all() and outputs.std() > 1e-3, name
        np.save(os.path.join(folder, "input.npy"), inputs)
        np.save(os.path.join(folder, "output.npy"), outputs)
        print(name, outputs.shape)


if __name__ == "__main__":
    main()
