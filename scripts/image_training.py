"""Training of the samples' image networks, the same each time on one machine."""

import tensorflow as tf
from tensorflow import keras


def train(network, inputs, labels, *, epochs, batch, seed):
    """Trains what `network()` makes as a classifier."""
    keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()
    tf.config.threading.set_intra_op_parallelism_threads(1)  # how work is split changes sums
    model = network()
    model.compile(
        keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    model.fit(inputs, labels, batch_size=batch, epochs=epochs, verbose=2)
    return model


def logits(network, model, inputs):
    """The values before the softmax, from a twin of the network with a linear last layer."""
    twin = network(last="linear")
    twin.set_weights(model.get_weights())
    return twin.predict(inputs, batch_size=100, verbose=0)
