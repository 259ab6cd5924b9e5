"""Trains the network of the digit sample with Keras 2, on the digits that scikit-learn carries.

The digits are 1797 images of 8 x 8 from the UCI "Optical Recognition of Handwritten Digits" data
(E. Alpaydin, C. Kaynak; CC BY 4.0), written by 13 people. Two convolutions, the second with strides
in place of pooling as in the digit experiment of the 2017 DeepLIFT paper, a dense layer, a softmax.

From the repository root, in an environment with scripts/requirements-keras2.txt:

    OMP_NUM_THREADS=1 python scripts/train_digit_network.py --output samples/data/digits

It writes digits.h5 (the network, without optimizer state), held-out.npy (597 digits that took no
part in the training, values 0 to 16, uint8 [597, 8, 8]), held-out.labels.npy (uint8 [597]) and
held-out.keras-logit.npy (the values before the softmax, float32 [597, 10]).
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from tensorflow import keras

HELD_OUT = 597
LARGEST = 16
SEED = 20170410


def digits():
    """Images [n, 8, 8] with whole numbers from 0 to 16, labels [n], in an order of our own."""
    data = load_digits()
    order = np.random.default_rng(SEED).permutation(len(data.target))
    return data.images[order].astype(np.uint8), data.target[order].astype(np.uint8)


def network_input(images):
    """What the network reads: [n, 8, 8, 1], 0 for paper and 1 for ink."""
    return (images / LARGEST).astype(np.float32)[..., None]


def network(last="softmax"):
    layers = keras.layers
    return keras.Sequential(
        [
            layers.Conv2D(16, 3, activation="relu", input_shape=(8, 8, 1), name="conv_1"),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="relu", name="conv_2"),
            layers.Flatten(name="flatten"),
            layers.Dense(64, activation="relu", name="dense_1"),
            layers.Dense(10, activation=last, name="output"),
        ],
        name="digits",
    )


def train(images, labels, epochs):
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    model = network()
    model.compile(
        keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    model.fit(network_input(images), labels, batch_size=32, epochs=epochs, verbose=2)
    return model


def logits(model, inputs):
    """The values before the softmax, from a twin of the network with a linear last layer."""
    twin = network(last="linear")
    twin.set_weights(model.get_weights())
    return twin.predict(inputs, batch_size=100, verbose=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("samples/data/digits"))
    parser.add_argument("--epochs", type=int, default=30)
    arguments = parser.parse_args()
    images, labels = digits()
    model = train(images[:-HELD_OUT], labels[:-HELD_OUT], arguments.epochs)
    images, labels = images[-HELD_OUT:], labels[-HELD_OUT:]
    logit = logits(model, network_input(images))
    print(f"{(logit.argmax(1) == labels).sum()} of {HELD_OUT} held-out digits read rightly")
    folder = arguments.output
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "digits.h5", include_optimizer=False, save_format="h5")
    np.save(folder / "held-out.npy", images)
    np.save(folder / "held-out.labels.npy", labels)
    np.save(folder / "held-out.keras-logit.npy", logit)
    for path in sorted(folder.iterdir()):
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
