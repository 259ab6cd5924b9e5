"""Small Keras networks whose layers are shared, nested or merged, built by Keras 2 and by Keras 3 alike.

`MODELS` maps a folder name to a function that builds the network; `KERAS2` and `KERAS3` hold those that only one of them can build.
"""

import keras

L = keras.layers

SEQUENCE = (12, 3)
IMAGE = (6, 5, 2)
VECTOR = (5,)

MODELS = {}
MERGES = set()  # names of those whose layers both write alike; Keras 2 alone writes these
KERAS2 = {}
KERAS3 = {}


def network(build, models=MODELS):
    """Adds a function that returns inputs and outputs."""
    models[build.__name__] = lambda: keras.Model(*build(), name=build.__name__)
    return build


def _inputs(shape=SEQUENCE):
    return keras.Input(shape, name="left"), keras.Input(shape, name="right")


def _head(*tensors):
    """Tells apart every value of the tensors."""
    flat = [L.Flatten()(tensor) for tensor in tensors]
    return L.Dense(2, name="head")(flat[0] if len(flat) == 1 else L.Concatenate()(flat))


# Layers that are called several times


@network
def shared_convolution():
    left, right = _inputs()
    conv = L.Conv1D(4, 3, activation="relu", name="conv")
    return [left, right], _head(conv(left), conv(right))


@network
def shared_three_times():
    """A dense layer that is called on its own output."""
    x = keras.Input(VECTOR, name="x")
    dense = L.Dense(5, activation="tanh", name="dense")
    return x, dense(dense(dense(x)))


@network
def shared_lengths():
    """One convolution on inputs of two lengths."""
    short, long = keras.Input((8, 3), name="short"), keras.Input((12, 3), name="long")
    conv = L.Conv1D(4, 3, activation="relu", name="conv")
    return [short, long], _head(conv(short), conv(long))


@network
def shared_activation():
    """Activation layers write over their input in Deeplearning4j."""
    left, right = _inputs(VECTOR)
    relu = L.Activation("relu", name="relu")
    return [left, right], _head(relu(left), relu(right), left, right)


@network
def shared_batch_normalization():
    left, right = _inputs()
    conv, norm = L.Conv1D(4, 3, name="conv"), L.BatchNormalization(name="norm")
    return [left, right], _head(norm(conv(left)), norm(conv(right)))


@network
def shared_outputs():
    """The network's outputs are two calls of one layer."""
    left, right = _inputs(VECTOR)
    dense = L.Dense(3, activation="sigmoid", name="dense")
    return [left, right], [dense(left), dense(right)]


# Models inside of models


def _encoder(name="encoder", shape=SEQUENCE):
    return keras.Sequential(
        [
            keras.Input(shape),
            L.Conv1D(4, 3, padding="same", name="conv"),
            L.BatchNormalization(name="norm"),
            L.Activation("relu", name="relu"),
        ],
        name=name,
    )


@network
def nested_sequential():
    x = keras.Input(SEQUENCE, name="x")
    return x, _head(_encoder()(x))


@network
def nested_output():
    """The network's output is that of a model inside."""
    x = keras.Input(VECTOR, name="x")
    inner = keras.Sequential([keras.Input((4,)), L.Dense(3, activation="softmax", name="dense")], name="inner")
    return x, inner(L.Dense(4, activation="relu", name="dense")(x))


@network
def nested_functional():
    a = keras.Input(SEQUENCE)
    inner = keras.Model(a, L.Add(name="add")([L.Conv1D(3, 3, padding="same", name="conv")(a), a]), name="inner")
    x = keras.Input(SEQUENCE, name="x")
    return x, _head(inner(x))


@network
def siamese():
    left, right = _inputs()
    encoder = _encoder()
    return [left, right], _head(L.Subtract(name="difference")([encoder(left), encoder(right)]))


@network
def nested_before_first_use():
    """A Sequential model that learns its input's shape from its first call."""
    left, right = _inputs()
    encoder = keras.Sequential([L.Conv1D(4, 3, name="conv"), L.MaxPooling1D(2, name="pool")], name="encoder")
    return [left, right], _head(encoder(left), encoder(right))


@network
def nested_deep():
    """Three models inside one another, the middle one called twice, with a layer that is called twice."""
    a = keras.Input(SEQUENCE)
    conv = L.Conv1D(3, 3, padding="same", name="conv")
    innermost = keras.Model(a, L.BatchNormalization(name="norm")(conv(conv(a))), name="innermost")
    b = keras.Input(SEQUENCE)
    middle = keras.Model(b, L.Conv1D(3, 2, activation="relu", name="last")(innermost(b)), name="middle")
    left, right = _inputs()
    return [left, right], _head(middle(left), middle(right))


@network
def nested_inputs_outputs():
    a, b = keras.Input((4,)), keras.Input((3,))
    both = L.Concatenate(name="both")([a, b])
    inner = keras.Model([a, b], [L.Dense(4, name="first")(both), L.Dense(3, name="second")(both)], name="inner")
    x, y = keras.Input((4,), name="x"), keras.Input((3,), name="y")
    u, v = inner([x, y])
    u, v = inner([u, v])
    return [x, y], L.Dense(2, name="head")(L.Concatenate(name="ends")([v, u]))


@network
def nested_frozen():
    """Arrays of layers that are not trained are stored behind the others."""
    inner = keras.Sequential(
        [
            keras.Input(SEQUENCE),
            L.Conv1D(3, 1, name="first", trainable=False),
            L.BatchNormalization(name="norm"),
            L.Conv1D(3, 1, name="second"),
            L.BatchNormalization(name="frozen", trainable=False),
            L.Conv1D(3, 1, name="third"),
        ],
        name="inner",
    )
    x = keras.Input(SEQUENCE, name="x")
    return x, _head(inner(x))


@network
def nested_all_frozen():
    encoder = _encoder()
    encoder.trainable = False
    x = keras.Input(SEQUENCE, name="x")
    return x, _head(encoder(x))


def _stacked():
    model = keras.Sequential([_encoder(), L.Flatten(), L.Dense(2, name="head")], name="stacked")
    model.build((None, *SEQUENCE))
    return model


MODELS["nested_first_in_sequential"] = _stacked


def _chained():
    inner = keras.Sequential([keras.Input((4,)), L.Dense(4, activation="relu", name="dense")], name="inner")
    return keras.Sequential([keras.Input(VECTOR, name="x"), L.Dense(4, name="first"), inner, L.Dense(2, name="last")], name="chained")


MODELS["nested_in_sequential"] = _chained
