"""Tiny Keras 2 networks that normalize, embed or apply functions that Deeplearning4j does not have."""

from tensorflow import keras

from keras_layer_models import IMAGE, KERAS3, MODELS, SEQUENCE, VECTOR, functional, sequential
from keras_window_models import VOLUME, layer

L = keras.layers

sequential("layer_normalization_dense", VECTOR, layer("Dense", 6), layer("LayerNormalization"))
sequential("layer_normalization_image", IMAGE, layer("Conv2D", 3, 2), layer("LayerNormalization"))
sequential("layer_normalization_no_center", SEQUENCE, layer("Conv1D", 4, 3), layer("LayerNormalization", center=False))
sequential("layer_normalization_no_scale", SEQUENCE, layer("Conv1D", 4, 3), layer("LayerNormalization", scale=False))
sequential("layer_normalization_bare", SEQUENCE, layer("LayerNormalization", center=False, scale=False))
sequential("layer_normalization_epsilon", SEQUENCE, layer("LayerNormalization", epsilon=0.3))
sequential("layer_normalization_axis_1", SEQUENCE, layer("Conv1D", 4, 3), layer("LayerNormalization", axis=1))
if not KERAS3:  # which cannot read its own file of it
    sequential("layer_normalization_two_axes", SEQUENCE, layer("LayerNormalization", axis=[1, 2]))
sequential("layer_normalization_output", SEQUENCE, layer("LayerNormalization"), flatten=False)
sequential("batch_normalization_image_axis_1", IMAGE, layer("Conv2D", 3, 2), layer("BatchNormalization", axis=1))
sequential("softmax_layer_axis_2_of_image", IMAGE, layer("Conv2D", 3, 2), layer("Softmax", axis=2))
sequential("softmax_layer_on_volume", VOLUME, layer("Conv3D", 3, 2), layer("Softmax"))
sequential("time_distributed_layer_normalization", IMAGE, lambda: L.TimeDistributed(L.LayerNormalization()))
sequential("rescaling", VECTOR, layer("Rescaling", 0.5, offset=-0.2), layer("Dense", 3, activation="relu"))


def embedding(name, *layers, **options):
    def build():
        x = keras.Input((9,), name="indices")
        h = L.Embedding(11, 4, **options)(x)
        for make in layers:
            h = make()(h)
        return keras.Model(x, L.Dense(2)(h), name=name)

    MODELS[name] = build


embedding("embedding", layer("Flatten"))
embedding("embedding_conv1d", layer("Conv1D", 4, 3, activation="relu"), layer("GlobalMaxPooling1D"))
embedding("embedding_lstm", layer("LSTM", 4))

for activation in ("gelu", "exponential", "softplus", "swish", "mish"):
    sequential(f"conv1d_{activation}", SEQUENCE, lambda a=activation: L.Conv1D(4, 3, activation=a))
    sequential(f"activation_{activation}", SEQUENCE, lambda a=activation: L.Activation(a))


@functional
def large_softplus():
    """Above 88, where e^x is no number of 32 bit."""
    x = keras.Input(VECTOR)
    return x, L.Dense(2)(L.Activation("softplus")(L.Rescaling(100.0)(x)))
