"""Tiny Keras networks with norms, single-head attention, and activations of Keras 3."""

from tensorflow import keras

from keras_layer_models import IMAGE, KERAS3, MODELS, SEQUENCE, VECTOR, functional, sequential
from keras_window_models import VOLUME, layer

L = keras.layers

sequential("layer_normalization_image_two_axes", IMAGE, layer("LayerNormalization", axis=(1, 3), epsilon=0.1))
sequential("layer_normalization_all_axes", IMAGE, layer("LayerNormalization", axis=(1, 2, 3), center=False))
sequential("unit_normalization", SEQUENCE, layer("UnitNormalization"))
sequential("unit_normalization_axis_1", SEQUENCE, layer("Conv1D", 4, 3), layer("UnitNormalization", axis=1))
sequential("unit_normalization_two_axes", IMAGE, layer("UnitNormalization", axis=[1, 2]))
sequential("unit_normalization_dense", VECTOR, layer("Dense", 4, activation="relu"), layer("UnitNormalization"))
sequential("group_normalization", (6, 4), layer("GroupNormalization", groups=2))
sequential("group_normalization_image", IMAGE, layer("Conv2D", 6, 2), layer("GroupNormalization", groups=3, epsilon=0.2))
sequential("group_normalization_each", IMAGE, layer("GroupNormalization", groups=-1, scale=False))
sequential("group_normalization_bare", (6, 4), layer("GroupNormalization", groups=1, center=False, scale=False))
sequential("group_normalization_dense", VECTOR, layer("Dense", 6), layer("GroupNormalization", groups=2, center=False))
sequential("group_normalization_axis_1", (6, 4), layer("GroupNormalization", groups=3, axis=1))
if KERAS3:
    sequential("rms_normalization", SEQUENCE, layer("RMSNormalization"))
    sequential("rms_normalization_dense", VECTOR, layer("Dense", 4), layer("RMSNormalization", epsilon=0.1))
sequential("identity", SEQUENCE, layer("Identity"), layer("Conv1D", 3, 2))
sequential("normalization", SEQUENCE, layer("Normalization"), layer("Conv1D", 3, 2))
sequential("normalization_vector", VECTOR, layer("Normalization"), layer("Dense", 3, activation="tanh"))
sequential("normalization_axis_1", SEQUENCE, layer("Normalization", axis=1))
sequential("normalization_none", IMAGE, layer("Normalization", axis=None))
sequential("normalization_inverse", VECTOR, layer("Normalization", invert=True))
sequential("normalization_given", VECTOR, layer("Normalization", mean=[0.5, 1, -1, 2, 0], variance=[1, 2, 0.5, 3, 0.1]))
sequential("normalization_given_number", SEQUENCE, layer("Normalization", axis=None, mean=0.3, variance=2.5))


def attending(name, kind, key=False, queries=SEQUENCE, values=(7, 3), **options):
    def build():
        x, y = keras.Input(queries, name="x"), keras.Input(values, name="y")
        inputs = [x, y, L.Dense(queries[-1], activation="tanh")(y)] if key else [x, y]
        return keras.Model([x, y], L.Dense(2)(L.Flatten()(getattr(L, kind)(**options)(inputs))), name=name)

    MODELS[name] = build


attending("dot_attention", "Attention")
attending("dot_attention_scaled", "Attention", use_scale=True, dropout=0.2)
attending("dot_attention_key", "Attention", key=True, queries=(5, 4), values=(7, 3))
attending("dot_attention_concat", "Attention", score_mode="concat")
attending("dot_attention_concat_scaled", "Attention", score_mode="concat", use_scale=True)
attending("additive_attention", "AdditiveAttention")
attending("additive_attention_unscaled", "AdditiveAttention", use_scale=False)
attending("additive_attention_key", "AdditiveAttention", key=True, queries=(5, 3))


@functional
def dot_attention_self():
    """As it often ends a recurrent network: states attend to one another."""
    x = keras.Input(SEQUENCE)
    h = L.Bidirectional(L.LSTM(3, return_sequences=True))(x)
    return x, L.Dense(2)(L.GlobalAveragePooling1D()(L.Attention()([h, h])))


@functional
def dot_attention_causal():
    x = keras.Input(SEQUENCE)
    return x, L.Dense(2)(L.Flatten()(L.Attention()([x, x], use_causal_mask=True)))


if KERAS3:
    for activation in (
        "celu hard_shrink hard_silu hard_tanh leaky_relu log_sigmoid log_softmax silu soft_shrink sparse_plus"
        " sparse_sigmoid sparsemax squareplus tanh_shrink"
    ).split():
        sequential(f"activation_{activation}", (4, 6), layer("Activation", activation))
        sequential(f"lstm_{activation}", (4, 3), layer("LSTM", 4, activation=activation))

    @functional
    def operations_of_activations():
        x = keras.Input(VECTOR)
        o = keras.ops
        functions = [
            lambda x: o.gelu(x, approximate=True),
            lambda x: o.gelu(x, approximate=False),
            o.hard_sigmoid,
            o.hard_silu,
            o.log_sigmoid,
            o.tanh_shrink,
            o.sparse_plus,
            o.sparse_sigmoid,
            o.hard_tanh,
            o.softplus,
        ]
        return x, L.Dense(2)(L.Concatenate()([f(L.Dense(4)(x)) for f in functions]))


else:

    @functional
    def operations_of_activations():
        from tensorflow import nn

        x = keras.Input(VECTOR)
        parts = [nn.gelu(L.Dense(4)(x)), nn.gelu(L.Dense(4)(x), approximate=True), nn.softplus(L.Dense(4)(x))]
        return x, L.Dense(2)(L.Concatenate()(parts))
