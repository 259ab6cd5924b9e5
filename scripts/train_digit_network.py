"""Trains the network of the digit sample with Keras 2, on the handwritten digits of samples/data/digits.

After the digit experiment of the 2017 DeepLIFT paper: two convolutions with strides in place of
pooling, a dense layer with dropout, a softmax; every layer half as wide as there, since there are
fewer digits.

From the repository root, in an environment with scripts/requirements-keras2.txt:

    python scripts/train_digit_network.py --data samples/data/digits

It reads digits.npy and labels.npy (pack_digits.py), trains on all but every third digit, and writes
digits.h5 (the network, without optimizer state) and keras-logit.npy (the values before the softmax of
every third digit, float32 [599, 10]).
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
from tensorflow import keras

from image_training import logits, train

SEED = 20170410


def digits(folder):
    """Images [n, 32, 32, 1], 0 for paper and 1 for ink, and labels [n]."""
    images = np.unpackbits(np.load(folder / "digits.npy"), axis=2)
    return images[..., None].astype(np.float32), np.load(folder / "labels.npy")


def network(last="softmax"):
    layers = keras.layers
    return keras.Sequential(
        [
            layers.Conv2D(16, 4, strides=2, activation="relu", input_shape=(32, 32, 1), name="conv_1"),
            layers.Conv2D(32, 4, strides=2, activation="relu", name="conv_2"),
            layers.Flatten(name="flatten"),
            layers.Dense(64, activation="relu", name="dense"),
            layers.Dropout(0.5, name="dropout"),
            layers.Dense(10, activation=last, name="output"),
        ],
        name="digits",
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("samples/data/digits"))
    parser.add_argument("--epochs", type=int, default=30)
    arguments = parser.parse_args()
    images, labels = digits(arguments.data)
    held_out = np.arange(len(labels)) % 3 == 2
    model = train(
        network,
        images[~held_out],
        labels[~held_out],
        epochs=arguments.epochs,
        batch=32,
        seed=SEED,
    )
    logit = logits(network, model, images[held_out])
    right = (logit.argmax(1) == labels[held_out]).sum()
    print(f"{right} of {held_out.sum()} held-out digits read rightly")
    model.save(arguments.data / "digits.h5", include_optimizer=False, save_format="h5")
    np.save(arguments.data / "keras-logit.npy", logit)
    for path in sorted(arguments.data.iterdir()):
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
