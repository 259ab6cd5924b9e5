"""Tiny Keras 2 networks with the recurrent layers that ran on GPUs alone, CuDNNLSTM and CuDNNGRU.

Keras cannot run them without a GPU, but it converts their weights: the outputs are those of LSTM and GRU with
the same weights, and the weights in the file are what Keras's own loader makes of them for the fused layers.
"""

import numpy as np
import tensorflow as tf
from keras.src.saving.legacy.hdf5_format import _convert_rnn_weights
from tensorflow import keras

L = keras.layers
FUSED = tf.compat.v1.keras.layers
SHAPE = (12, 3)

PAIRS = {
    "cudnn_lstm": (lambda: L.LSTM(4), lambda: FUSED.CuDNNLSTM(4)),
    "cudnn_lstm_sequences": (
        lambda: L.LSTM(4, return_sequences=True, go_backwards=True),
        lambda: FUSED.CuDNNLSTM(4, return_sequences=True, go_backwards=True),
    ),
    "cudnn_gru": (lambda: L.GRU(4), lambda: FUSED.CuDNNGRU(4)),
    "cudnn_gru_one_channel": (lambda: L.GRU(5), lambda: FUSED.CuDNNGRU(5)),
}


def network(name, layer, shape):
    return keras.Sequential([keras.Input(shape), layer, L.Flatten(), L.Dense(2)], name=name)


def write(folder, name, randomize, generator, save_arrays):
    """Writes one pair's network, and returns nothing to compare: Keras cannot read it back here."""
    plain, fused = PAIRS[name]
    shape = (12, 1) if name.endswith("one_channel") else SHAPE
    model, other = network(name, plain(), shape), network(name, fused(), shape)
    randomize(model, generator)
    other.layers[0].set_weights(_convert_rnn_weights(other.layers[0], model.layers[0].get_weights()))
    other.layers[-1].set_weights(model.layers[-1].get_weights())
    inputs = generator.normal(0, 1.5, [4, *shape]).astype(np.float32)
    folder.mkdir(parents=True)
    other.save(folder / "model.h5", include_optimizer=False)
    save_arrays(folder, "input", [inputs])
    save_arrays(folder, "output", [model(inputs, training=False).numpy()])
