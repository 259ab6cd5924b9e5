"""Tiny Keras 2 networks with attention."""

from tensorflow import keras

from keras_layer_models import MODELS, SEQUENCE, functional

L = keras.layers


def self_attention(name, **options):
    def build():
        x = keras.Input(SEQUENCE)
        h = L.Conv1D(6, 3, activation="relu")(x)
        attended = L.MultiHeadAttention(**options)(h, h)
        return keras.Model(x, L.Dense(2)(L.Flatten()(attended)), name=name)

    MODELS[name] = build


self_attention("attention", num_heads=2, key_dim=3)
self_attention("attention_one_head", num_heads=1, key_dim=4)
self_attention("attention_no_bias", num_heads=2, key_dim=3, use_bias=False)
self_attention("attention_value_dim", num_heads=2, key_dim=3, value_dim=5, dropout=0.1)
self_attention("attention_output_shape", num_heads=2, key_dim=3, output_shape=4)


@functional
def attention_cross():
    x, y = keras.Input(SEQUENCE, name="x"), keras.Input((7, 4), name="y")
    attended = L.MultiHeadAttention(num_heads=2, key_dim=3)(x, y)
    return [x, y], L.Dense(2)(L.Flatten()(attended))


@functional
def attention_key():
    x, y = keras.Input(SEQUENCE, name="x"), keras.Input(SEQUENCE, name="y")
    attended = L.MultiHeadAttention(num_heads=2, key_dim=3)(x, value=y, key=L.Dense(3)(y))
    return [x, y], L.Dense(2)(L.Flatten()(attended))


@functional
def attention_masked():
    x = keras.Input(SEQUENCE)
    attended = L.MultiHeadAttention(num_heads=2, key_dim=3)(x, x, use_causal_mask=True)
    return x, L.Dense(2)(L.Flatten()(attended))


@functional
def transformer_block():
    """As in Enformer: attention and a dense part, each added to its input, normalized before."""
    x = keras.Input(SEQUENCE)
    h = L.Conv1D(6, 3, padding="same", activation="gelu")(x)
    normalized = L.LayerNormalization()(h)
    h = L.Add()([h, L.MultiHeadAttention(num_heads=2, key_dim=4)(normalized, normalized)])
    dense = L.Dense(6)(L.Dense(12, activation="gelu")(L.LayerNormalization()(h)))
    return x, L.Dense(3, activation="softplus")(L.Add()([h, dense]))
