"""Trains the network of the image sample with Keras 2, on simulated color images (simulated_shapes.py).

A small network of VGG's kind: pairs of 3 x 3 convolutions with ReLU, max pooling, a dense layer, a
softmax over five shapes. Images are shifted and scaled by the training images' mean color and
standard deviation, so that zeros are an image of the mean color.

From the repository root, in an environment with scripts/requirements-keras2.txt:

    python scripts/train_shape_network.py --output samples/data/shapes

It writes shapes.h5 (the network, without optimizer state), held-out.npy (100 images that took no part
in the training, the shapes in turn, uint8 [100, 32, 32, 3]), held-out.masks.npy (1 where the shape is,
uint8 [100, 32, 32]), colors.npy (mean and standard deviation of red, green and blue over the training
images, float32 [2, 3]) and held-out.keras-logit.npy (the values before the softmax, float32 [100, 5]).
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
from tensorflow import keras

from image_training import logits, train
from simulated_shapes import SHAPES, SIZE, images

TRAINING, TEST, SHIPPED = 8000, 1000, 100
SEED = 20160501


def network(last="softmax"):
    layers = keras.layers
    model = keras.Sequential([keras.Input((SIZE, SIZE, 3), name="image")], name="shapes")
    for block, filters in enumerate((16, 24, 32), 1):
        for number in (1, 2):
            name = f"block{block}_conv{number}"
            model.add(layers.Conv2D(filters, 3, padding="same", activation="relu", name=name))
        model.add(layers.MaxPooling2D(2, name=f"block{block}_pool"))
    model.add(layers.Flatten(name="flatten"))
    model.add(layers.Dense(64, activation="relu", name="dense"))
    model.add(layers.Dense(len(SHAPES), activation=last, name="output"))
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("samples/data/shapes"))
    parser.add_argument("--epochs", type=int, default=8)
    arguments = parser.parse_args()
    training, test = images(TRAINING, SEED), images(TEST, SEED + 1)
    mean = training.colors.mean(axis=(0, 1, 2)).astype(np.float32)
    deviation = training.colors.std(axis=(0, 1, 2)).astype(np.float32)
    model = train(
        network,
        (training.colors - mean) / deviation,
        training.labels,
        epochs=arguments.epochs,
        batch=50,
        seed=SEED,
    )
    logit = logits(network, model, (test.colors - mean) / deviation)
    right = logit.argmax(1) == test.labels
    print(f"{right.sum()} of {TEST} held-out images named rightly")
    print(f"{right[:SHIPPED].sum()} of the {SHIPPED} that are shipped")
    folder = arguments.output
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "shapes.h5", include_optimizer=False, save_format="h5")
    np.save(folder / "colors.npy", np.stack([mean, deviation]))
    np.save(folder / "held-out.npy", test.colors[:SHIPPED])
    np.save(folder / "held-out.masks.npy", test.masks[:SHIPPED])
    np.save(folder / "held-out.keras-logit.npy", logit[:SHIPPED])
    for path in sorted(folder.iterdir()):
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
