"""Tiny Keras networks with branches, several inputs or outputs, or unusual files."""

from tensorflow import keras

from keras_layer_models import IMAGE, MODELS, SEQUENCE, VECTOR, functional

L = keras.layers


def _merge(layer, shape=SEQUENCE):
    """Two convolutions of one input, merged by the layer."""
    x = keras.Input(shape, name="sequence")
    left = L.Conv1D(4, 3, padding="same", activation="relu", name="left")(x)
    right = L.Conv1D(4, 5, padding="same", name="right")(x)
    return x, L.Dense(2)(L.Flatten()(layer([left, right])))


@functional
def add():
    return _merge(L.Add())


@functional
def subtract():
    return _merge(L.Subtract())


@functional
def average():
    return _merge(L.Average())


@functional
def multiply():
    return _merge(L.Multiply())


@functional
def maximum():
    return _merge(L.Maximum())


@functional
def minimum():
    return _merge(L.Minimum())


@functional
def concatenate():
    return _merge(L.Concatenate())


@functional
def concatenate_positions():
    return _merge(L.Concatenate(axis=1))


@functional
def add_three():
    x = keras.Input(VECTOR)
    return x, L.Dense(2)(L.Add()([L.Dense(4)(x), L.Dense(4)(x), L.Dense(4, activation="relu")(x)]))


@functional
def concatenate_images():
    x = keras.Input(IMAGE)
    left, right = L.Conv2D(2, 3, padding="same")(x), L.Conv2D(3, 1)(x)
    return x, L.Dense(2)(L.Flatten()(L.Concatenate()([left, right])))


@functional
def two_inputs():
    """The first in the list of inputs is not the first that the layers meet."""
    features, sequence = keras.Input(VECTOR, name="features"), keras.Input(SEQUENCE, name="sequence")
    convolved = L.Flatten()(L.MaxPooling1D(2)(L.Conv1D(4, 3, activation="relu")(sequence)))
    merged = L.Concatenate()([convolved, features])
    return [features, sequence], L.Dense(1)(L.Dense(6, activation="relu")(merged))


@functional
def two_outputs():
    x = keras.Input(SEQUENCE)
    trunk = L.Conv1D(4, 3, activation="relu", padding="same")(x)
    profile = L.Conv1D(1, 3, name="profile")(trunk)
    counts = L.Dense(2, activation="softmax", name="counts")(L.GlobalAveragePooling1D()(trunk))
    return x, [profile, counts]


@functional
def residual_dilated():
    """As in BPNet: dilated convolutions, each added to its cropped input."""
    x = keras.Input((24, 4))
    h = L.Conv1D(5, 5, activation="relu")(x)
    for rate in (1, 2):
        convolved = L.Conv1D(5, 3, dilation_rate=rate, activation="relu")(h)
        h = L.Add()([convolved, L.Cropping1D(rate)(h)])
    return x, L.Dense(1)(L.GlobalAveragePooling1D()(h))


@functional
def residual_batch_normalization():
    x = keras.Input(IMAGE)
    h = L.Conv2D(3, 3, padding="same", use_bias=False)(x)
    branch = L.Conv2D(3, 3, padding="same")(L.ReLU()(L.BatchNormalization()(h)))
    return x, L.Dense(3, activation="softmax")(L.GlobalMaxPooling2D()(L.Add()([h, branch])))


@functional
def shared_layer():
    left, right = keras.Input(SEQUENCE, name="left"), keras.Input(SEQUENCE, name="right")
    shared = L.Conv1D(4, 3, activation="relu", name="shared")
    merged = L.Concatenate()([L.Flatten()(shared(left)), L.Flatten()(shared(right))])
    return [left, right], L.Dense(2)(merged)


@functional
def nested_model():
    inner_input = keras.Input(SEQUENCE)
    inner = keras.Model(inner_input, L.Conv1D(4, 3, activation="relu")(inner_input), name="inner")
    x = keras.Input(SEQUENCE)
    return x, L.Dense(2)(L.Flatten()(inner(x)))


@functional
def any_length():
    x = keras.Input((None, 4))
    return x, L.Dense(2)(L.GlobalMaxPooling1D()(L.Conv1D(4, 3, activation="relu")(x)))


@functional
def input_as_output():
    """A layer's value that is both an output and the input of another layer."""
    x = keras.Input(VECTOR)
    hidden = L.Dense(4, activation="relu", name="hidden")(x)
    return x, [hidden, L.Dense(2, name="last")(hidden)]


def _regularized():
    return keras.Sequential(
        [
            L.Conv1D(4, 3, input_shape=SEQUENCE, kernel_regularizer=keras.regularizers.L1L2(0.1, 0.2)),
            L.Flatten(),
            L.Dense(3, kernel_constraint=keras.constraints.MaxNorm(2), bias_regularizer="l2"),
            L.Dense(1, kernel_initializer=keras.initializers.Orthogonal(), activity_regularizer="l1"),
        ],
        name="regularized",
    )


def _compiled():
    model = keras.Sequential([L.Dense(4, activation="relu", input_shape=VECTOR), L.Dense(1)], name="compiled")
    model.compile("sgd", "mse", metrics=["mae"])
    return model


MODELS["regularized"] = _regularized
MODELS["compiled"] = _compiled
