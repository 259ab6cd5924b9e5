"""Trains the network of the samples with Keras 2: the genomics experiment of the 2016 DeepLIFT paper.

Positive sequences (length 200) hold a GATA and a CAGATG motif, negative ones hold one of the two,
once or twice (section 3.2). Twenty filters of 15 with "same" padding, PReLU, max pooling of 50 by
50 (four windows that cover the sequence), two dense layers of 200 with PReLU, one sigmoid.

From the repository root, in an environment with scripts/requirements-keras2.txt:

    python scripts/train_sample_network.py --output samples/data

It writes gata-cagatg.h5 (the network, without optimizer state), held-out.fa (200 sequences, half of
them positive, labels and planted positions in the headers), held-out.keras-output.npy and
held-out.keras-logit.npy (Keras's sigmoid output and the value before the sigmoid, float32 [200, 1]).
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
import tensorflow as tf
from tensorflow import keras

from simulated_sequences import LENGTH, MOTIFS, chance_hits, labels, one_hot, records, write_fasta

TRAINING, VALIDATION, TEST, SHIPPED = 20000, 2000, 4000, 200
SEED = 20160405


def network():
    layers = keras.layers
    return keras.Sequential(
        [
            layers.Conv1D(20, 15, padding="same", input_shape=(LENGTH, 4), name="conv"),
            layers.PReLU(shared_axes=[1], name="conv_prelu"),
            layers.MaxPooling1D(50, 50, name="max_pool"),
            layers.Flatten(name="flatten"),
            layers.Dense(200, name="dense_1"),
            layers.PReLU(name="dense_1_prelu"),
            layers.Dense(200, name="dense_2"),
            layers.PReLU(name="dense_2_prelu"),
            layers.Dense(1, activation="sigmoid", name="output"),
        ],
        name="gata_cagatg",
    )


def au_roc(truth, scores):
    """Area under the ROC curve, by ranks, ties counted half."""
    positive, negative = scores[truth == 1], np.sort(scores[truth == 0])
    below = np.searchsorted(negative, positive, "left")
    not_above = np.searchsorted(negative, positive, "right")
    return (below + not_above).sum() / (2 * len(positive) * len(negative))


def train(epochs):
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    training, validation = records(TRAINING, SEED), records(VALIDATION, SEED + 1)
    model = network()
    model.compile(keras.optimizers.Adam(1e-3), "binary_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
    model.fit(
        one_hot(training),
        labels(training),
        batch_size=100,
        epochs=epochs,
        validation_data=(one_hot(validation), labels(validation)),
        callbacks=[stop],
        verbose=2,
    )
    return model


def logits(model, inputs):
    """The value before the final sigmoid, from a twin of the network with a linear last layer."""
    twin = network()
    twin.set_weights(model.get_weights())
    twin.layers[-1].activation = keras.activations.linear
    return twin.predict(inputs, batch_size=100, verbose=0)


def print_motifs(sample):
    for motif in MOTIFS:
        print(f"{motif.name}: consensus {motif.consensus}, rows are positions, columns A C G T")
        for row in motif.matrix():
            print("   " + " ".join(f"{value:.3f}" for value in row))
        print(f"   matches by chance in the background, per sequence: {chance_hits(motif, sample):.4f}")


def write(folder, model, shipped):
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "gata-cagatg.h5", include_optimizer=False, save_format="h5")
    write_fasta(folder / "held-out.fa", shipped)
    inputs = one_hot(shipped)
    output = model.predict(inputs, batch_size=100, verbose=0)
    logit = logits(model, inputs)
    largest = np.abs(1 / (1 + np.exp(-logit.astype(np.float64))) - output).max()
    print(f"largest difference of sigmoid(logit) and output: {largest:.1e}")
    np.save(folder / "held-out.keras-output.npy", output)
    np.save(folder / "held-out.keras-logit.npy", logit)
    for path in sorted(folder.iterdir()):
        print(f"{path}: {path.stat().st_size} bytes")
    right = (output[:, 0] > 0.5) == (labels(shipped) == 1)
    print(f"shipped sequences: {right.sum()} of {len(right)} classified rightly")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("samples/data"))
    parser.add_argument("--epochs", type=int, default=30)
    arguments = parser.parse_args()
    test = records(TEST, SEED + 2)
    print_motifs(test[:500])
    model = train(arguments.epochs)
    scores = model.predict(one_hot(test), batch_size=100, verbose=0)[:, 0]
    print(f"auROC on {TEST} held-out sequences: {au_roc(labels(test), scores):.4f}")
    write(arguments.output, model, test[:SHIPPED])


if __name__ == "__main__":
    main()
