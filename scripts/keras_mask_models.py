"""Tiny Keras networks with masks, by Masking and by Embedding's mask_zero.

`masked` puts masked steps into their inputs: in the middle, at both ends, and everywhere.
"""

import numpy as np
from tensorflow import keras

from keras_layer_models import KERAS3, MODELS, SEQUENCE, SLOPE, functional, sequential
from keras_normalization_models import embedding
from keras_recurrent_models import bidirectional, each, recurrent
from keras_window_models import layer

L = keras.layers

VALUES = {}  # of masked steps, by the network's name
WITHOUT_WHOLE = set()  # networks that divide by the number of unmasked steps


def masked(name, inputs):
    """The first two examples have the same mask; the third is masked wholly, or but for one step."""
    if name in VALUES:
        x = inputs[0]
        x[...] = np.maximum(x, 1) if name.startswith("embedding") else np.abs(x) if name == "masked_hidden" else x
        x[:2, [3, 4, 8]] = VALUES[name]
        x[2, 1 if name in WITHOUT_WHOLE else 0 :] = VALUES[name]
        x[3, [0, 1, 7, -1]] = VALUES[name]
    return inputs


def masking(name, *layers, value=0.0, **options):
    sequential(f"masked_{name}", SEQUENCE, lambda: L.Masking(value), *layers, **options)
    VALUES[f"masked_{name}"] = value


def mask_zero(name, *layers):
    embedding(f"embedding_mask_zero{name}", *layers, mask_zero=True)
    VALUES[f"embedding_mask_zero{name}"] = 0


for kind in ("LSTM", "GRU", "SimpleRNN"):
    name = kind.lower()
    masking(name, recurrent(kind))
    masking(f"{name}_sequences", recurrent(kind, return_sequences=True))
    masking(f"{name}_backwards", recurrent(kind, go_backwards=True))
    masking(f"{name}_backwards_sequences", recurrent(kind, go_backwards=True, return_sequences=True))
    masking(f"{name}_stacked", recurrent(kind, return_sequences=True), recurrent(kind, unroll=True))
    masking(f"bidirectional_{name}", bidirectional(kind))
    masking(f"bidirectional_{name}_sequences", bidirectional(kind, return_sequences=True))
for mode in ("sum", "mul", "ave"):
    masking(f"bidirectional_lstm_{mode}", bidirectional("LSTM", mode, return_sequences=True))
    masking(f"bidirectional_gru_{mode}_last", bidirectional("GRU", mode))
masking("bidirectional_stacked", bidirectional("LSTM", return_sequences=True), bidirectional("GRU", use_bias=False))
masking("gru_reset_before", recurrent("GRU", reset_after=False, return_sequences=True))
masking("lstm_zero_output", recurrent("LSTM", return_sequences=True, zero_output_for_mask=True))
masking("lstm_no_bias_value", recurrent("LSTM", use_bias=False), value=-0.1)
masking("alone", flatten=True)
masking("dense", layer("Dense", 4, activation="relu"), layer("Dropout", 0.3), recurrent("LSTM"))
masking(
    "activations",
    layer("Dense", 4),
    layer("LeakyReLU", **{SLOPE: 0.2}),
    layer("PReLU"),
    layer("ELU"),
    layer("Activation", "tanh"),
    layer("GaussianNoise", 0.2),
    layer("GaussianDropout", 0.2),
    layer("SpatialDropout1D", 0.2),
    layer("ActivityRegularization", 0.01),
    layer("ReLU", negative_slope=0.3),
    recurrent("GRU"),
)
masking("norms", layer("BatchNormalization"), layer("LayerNormalization"), recurrent("GRU", return_sequences=True))
masking(
    "time_distributed",
    each("Dense", 4),
    each("Activation", "tanh"),
    each("Dropout", 0.2),
    recurrent("LSTM", return_sequences=True),
    each("Dense", 2),
    flatten=False,
)
masking("conv1d", layer("Conv1D", 4, 3, padding="same"), recurrent("LSTM"))
masking("max_pooling1d", layer("MaxPooling1D", 2), recurrent("LSTM"))
masking("average_pooling1d", layer("AveragePooling1D", 2), recurrent("LSTM"))
masking("global_max_pooling1d", recurrent("GRU", return_sequences=True), layer("GlobalMaxPooling1D"))
masking("global_average_pooling1d", layer("GlobalAveragePooling1D"), layer("Dense", 2), flatten=False)
masking("global_average_pooling1d_keepdims", recurrent("LSTM", return_sequences=True), layer("GlobalAveragePooling1D", keepdims=True))
masking("cropping1d", layer("Cropping1D", 1))
mask_zero("", recurrent("LSTM"))
mask_zero("_bidirectional", bidirectional("GRU", return_sequences=True), recurrent("SimpleRNN"))
mask_zero("_flatten", layer("Dense", 3), layer("Flatten"))
mask_zero("_average", layer("GlobalAveragePooling1D"))
WITHOUT_WHOLE.update(name for name in VALUES if "global_average" in name or name.endswith("zero_average"))

# The mask of a hidden layer
sequential("masked_hidden", SEQUENCE, layer("ReLU"), lambda: L.Masking(0.0), recurrent("LSTM"))
VALUES["masked_hidden"] = -1.0


@functional
def masked_any_length():
    x = keras.Input((None, 3))
    return x, L.Dense(2)(L.Bidirectional(L.LSTM(3))(L.Masking()(x)))


def attended(name, attend, *layers):
    """Attention over `h`, which has the mask, and `free`, which has none; then Flatten, or other layers."""

    def build():
        x = keras.Input(SEQUENCE)
        h, free = L.Masking()(x), L.Conv1D(3, 2, padding="same")(x)
        y = attend(h, free)
        for make in layers or [lambda: L.Flatten()]:
            y = make()(y)
        return keras.Model(x, L.Dense(2)(y), name=f"masked_{name}")

    MODELS[f"masked_{name}"] = build
    VALUES[f"masked_{name}"] = 0.0


def heads(**options):
    return L.MultiHeadAttention(num_heads=2, key_dim=3, **options)


attended("attention", lambda h, free: heads()(h, h))
attended("attention_value", lambda h, free: heads()(free, h))
attended("attention_query", lambda h, free: heads(use_bias=False)(h, free))
attended("attention_key", lambda h, free: heads()(free, free, key=h))
attended("attention_lstm", lambda h, free: heads()(h, h), recurrent("LSTM"))
for kind, options in (("Attention", {}), ("Attention", {"score_mode": "concat"}), ("AdditiveAttention", {})):
    name = kind.lower() + ("_concat" if options else "")
    name = name if name.startswith("additive") else f"dot_{name}"
    attended(name, lambda h, free, k=kind, o=options: getattr(L, k)(**o)([h, h]))
    attended(f"{name}_value", lambda h, free, k=kind, o=options: getattr(L, k)(**o)([free, h]))
    attended(f"{name}_query", lambda h, free, k=kind, o=options: getattr(L, k)(**o)([h, free]))
    attended(f"{name}_key", lambda h, free, k=kind, o=options: getattr(L, k)(**o)([free, free, h]))
    attended(f"{name}_lstm", lambda h, free, k=kind, o=options: getattr(L, k)(**o)([h, h]), recurrent("LSTM"))
attended("dot", lambda h, free: L.Dot(axes=1)([h, free]))

if KERAS3:

    @functional
    def masked_argument():
        """A mask that the layer's input does not have."""
        x = keras.Input(SEQUENCE)
        h = L.Masking()(x)
        return x, L.LSTM(2)(L.Conv1D(3, 1)(h), mask=h._keras_mask)

    VALUES["masked_argument"] = 0.0

    def merged(name, tail, kind="Add"):
        """Two layers behind one mask; the values of masked steps show where no layer takes the mask."""

        def build():
            x = keras.Input(SEQUENCE)
            h = L.Masking()(x)
            return x, tail(getattr(L, kind)()([L.Dense(3, activation="tanh")(h), L.LSTM(3, return_sequences=True)(h)]))

        build.__name__ = f"masked_merge_{name}"
        functional(build)
        VALUES[build.__name__] = 0.0

    def twice(h):
        """A residual block behind a residual block."""
        h = L.Add()([h, L.Dense(3)(h)])
        return L.GlobalAveragePooling1D()(L.Average()([h, L.Dropout(0.2)(h), L.Dense(3)(h)]))

    for kind in ("Add", "Subtract", "Average"):
        merged(kind.lower(), lambda h: L.LSTM(2)(h), kind)
        merged(f"{kind.lower()}_flat", lambda h: L.Dense(2)(L.Flatten()(h)), kind)
    merged("add_twice", twice)
    WITHOUT_WHOLE.add("masked_merge_add_twice")
    attended("maximum_of_keras_3", lambda h, free: L.Maximum()([h, L.Dense(3)(h)]))
else:
    attended("add", lambda h, free: L.Add()([h, L.Dense(3)(h)]), recurrent("LSTM"))
    for kind in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"):
        attended(f"{kind.lower()}_all", lambda h, free, k=kind: getattr(L, k)()([h, L.Dense(3)(h)]), recurrent("GRU"))
        attended(f"{kind.lower()}_one", lambda h, free, k=kind: getattr(L, k)()([free, h]), recurrent("GRU"))
        attended(f"{kind.lower()}_flat", lambda h, free, k=kind: getattr(L, k)()([h, free]))
    attended("add_two", lambda h, free: L.Add()([h, L.Masking()(free)]), recurrent("LSTM"))
    attended("concatenate_positions", lambda h, free: L.Concatenate(axis=1)([h, h]), recurrent("LSTM"))

VALUES["masked_any_length"] = 0.0

# Keras 3 writes the operations of these masks into the files, and cannot read them in its older format.
UNREADABLE = {(name, "model.h5") for name in VALUES if name.startswith("embedding") or name in (
    "masked_any_length", "masked_argument") or "attention" in name or name.startswith(("masked_dot", "masked_merge")) or name.endswith("of_keras_3")} if KERAS3 else set()
