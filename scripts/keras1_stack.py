"""What the networks of Keras 1 share: the version and the backend, shapes, layers behind one another."""

import keras
from keras import layers as L
from keras.layers import Input
from keras.models import Model

KERAS1 = keras.__version__.startswith("1.")
BACKEND = keras.backend.backend()
SEQUENCE, IMAGE, VECTOR = (12, 3), (7, 6, 2), (5,)


def stack(shape, *layers):
    """The layers on an input, then Flatten and Dense, so that the order of the values matters."""

    def build():
        x = Input(shape=shape)
        y = x
        for make in layers:
            y = make()(y)
        if keras.backend.ndim(y) > 2:
            y = L.Flatten()(y)
        y = L.Dense(2)(y)
        return Model(input=x, output=y) if KERAS1 else Model(inputs=x, outputs=y)

    return build


def merged(mode, **options):
    def build():
        x = Input(shape=SEQUENCE, name="sequence")
        left = L.Convolution1D(4, 3, border_mode="same", activation="relu", name="left")(x)
        right = L.Convolution1D(4, 5, border_mode="same", name="right")(x)
        y = L.merge([left, right], mode=mode, **options)
        return Model(input=x, output=L.Dense(2)(L.Flatten()(y)))

    return build


def merged_vectors(mode, **options):
    def build():
        inputs = [Input(shape=VECTOR, name=name) for name in ("left_vector", "right_vector")]
        y = L.merge([L.Dense(4, activation="tanh")(x) for x in inputs], mode=mode, **options)
        y = L.Flatten()(y) if mode == "cos" else y
        return Model(input=inputs, output=L.Dense(2)(y))

    return build
