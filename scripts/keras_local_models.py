"""Tiny networks of layers with a kernel for each place, which Keras 2 has and Keras 3 has not.

Each of the three implementations stores its kernels in another form; `same` exists in the second and the third.
"""

from tensorflow import keras

from keras_layer_models import KERAS3, sequential

L = keras.layers
FIRST = {"data_format": "channels_first"}


def local(kind, *arguments, **options):
    return lambda: getattr(L, kind)(*arguments, **options)


def networks():
    for number in (1, 2, 3):
        options = {"implementation": number}
        one, two = f"locally_connected1d_{number}", f"locally_connected2d_{number}"
        sequence, image = (11, 3), (6, 5, 2)
        sequential(one, sequence, local("LocallyConnected1D", 4, 3, activation="relu", **options))
        sequential(f"{one}_strided", sequence, local("LocallyConnected1D", 2, 4, strides=3, use_bias=False, **options))
        sequential(f"{one}_first", (3, 11), local("LocallyConnected1D", 4, 3, activation="softmax", **FIRST, **options))
        sequential(two, image, local("LocallyConnected2D", 3, (3, 2), activation="tanh", **options))
        sequential(f"{two}_strided", image, local("LocallyConnected2D", 2, 2, strides=(3, 1), use_bias=False, **options))
        sequential(f"{two}_first", (2, 6, 5), local("LocallyConnected2D", 3, (3, 2), strides=(1, 2), **FIRST, **options))
        sequential(f"{two}_row", (1, 6, 3), local("LocallyConnected2D", 4, (1, 3), activation="relu", **options))
        if number > 1:
            same = {"padding": "same", **options}
            sequential(f"{one}_same", sequence, local("LocallyConnected1D", 4, 4, activation="relu", **same))
            sequential(f"{one}_same_strided", sequence, local("LocallyConnected1D", 2, 3, strides=4, **same))
            sequential(f"{one}_same_first", (3, 11), local("LocallyConnected1D", 4, 5, strides=2, **FIRST, **same))
            sequential(f"{two}_same", image, local("LocallyConnected2D", 3, (4, 3), strides=(2, 1), **same))
            sequential(f"{two}_same_first", (2, 6, 5), local("LocallyConnected2D", 3, (3, 2), **FIRST, **same))
    sequential(
        "locally_connected1d_twice",
        (9, 4),
        local("LocallyConnected1D", 3, 3, activation="relu"),
        local("LocallyConnected1D", 2, 2, implementation=3),
        flatten=False,
    )


if not KERAS3:
    networks()
