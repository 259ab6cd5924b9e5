"""Repeats the sample DigitConversion with the DeepLIFT authors' own program and TensorFlow's gradients.

For each pair of digits it erases, from all held-out digits of the first kind, the pixels with the highest
difference of scores, at most a fifth of all, and prints the mean fall of the log-odds by method. The
tests of the sample expect these figures. It writes nothing.

From the repository root, in an environment with scripts/requirements-golden.txt:

    python scripts/convert_digits.py --data samples/data/digits
"""

import argparse
import json
from pathlib import Path

import h5py
import numpy as np
import tensorflow

from authors_program import AuthorsNetwork, layer_weights

PAIRS = ((8, 3), (8, 6), (9, 1), (4, 1))
STEPS = 10
ERASED = round(0.2 * 32 * 32)


class Gradients:
    """Logits and their gradients, in float64."""

    def __init__(self, weights):
        tf = tensorflow.compat.v1
        with h5py.File(weights) as file:
            parts = {n: layer_weights(file["model_weights"], n) for n in ("conv_1", "conv_2", "dense", "output")}
        self._digits = value = tf.placeholder(tf.float64, [None, 32, 32, 1])
        self._weights = tf.placeholder(tf.float64, [10])
        for name in ("conv_1", "conv_2"):
            value = tf.nn.relu(tf.nn.conv2d(value, parts[name][0], 2, "VALID") + parts[name][1])
        value = tf.reshape(value, [tf.shape(value)[0], -1])
        value = tf.nn.relu(value @ parts["dense"][0] + parts["dense"][1])
        self._logits = value @ parts["output"][0] + parts["output"][1]
        self._gradients = tf.gradients(tf.reduce_sum(self._logits * self._weights), self._digits)[0]
        self._session = tf.Session()

    def log_odds(self, digits, pair):
        logits = self._session.run(self._logits, {self._digits: digits})
        return (logits[:, pair[0]] - logits[:, pair[1]]).mean()

    def of(self, digits, pair):
        weights = np.zeros(10)
        weights[list(pair)] = 1, -1
        return self._session.run(self._gradients, {self._digits: digits, self._weights: weights})

    def integrated(self, digits, pair):
        points = ((step + 0.5) / STEPS for step in range(STEPS))
        return sum(self.of(digits * point, pair) for point in points) / STEPS * digits


def erased(digits, scores):
    """The digits without their highest pixels; only pixels with positive scores go."""
    result = digits.reshape(len(digits), -1).copy()
    for digit, row in zip(result, scores.reshape(len(digits), -1)):
        highest = np.argsort(-row, kind="stable")[:ERASED]
        digit[highest[row[highest] > 0]] = 0
    return result.reshape(digits.shape)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("samples/data/digits"))
    folder = parser.parse_args().data
    digits = np.unpackbits(np.load(folder / "digits.npy"), axis=2)[2::3, ..., None].astype(np.float64)
    labels = np.load(folder / "labels.npy")[2::3]
    weights = folder / "digits.h5"
    with h5py.File(weights) as file:
        layers = json.loads(file.attrs["model_config"])["config"]["layers"]
    authors = {rule: AuthorsNetwork(layers, weights, rule) for rule in ("reveal-cancel", "rescale")}
    gradients = Gradients(weights)
    for pair in PAIRS:
        chosen = digits[labels == pair[0]]
        scores = {
            rule: np.subtract(*(network.contributions(chosen, 0 * chosen, digit) for digit in pair))
            for rule, network in authors.items()
        }
        scores["gradient x input"] = gradients.of(chosen, pair) * chosen
        scores["integrated gradients"] = gradients.integrated(chosen, pair)
        print(f"{pair[0]} to {pair[1]}, {len(chosen)} digits")
        for method, values in scores.items():
            fall = gradients.log_odds(chosen, pair) - gradients.log_odds(erased(chosen, values), pair)
            print(f"  {method:<20}  {fall:6.2f}")


if __name__ == "__main__":
    main()
