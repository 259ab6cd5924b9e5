"""Tiny networks of layers whose channels come first, for Keras 2 and Keras 3.

TensorFlow computes such convolutions and poolings on a CPU only where XLA compiles them: `COMPILED`
names the networks that make_keras_layer_models.py runs so. Where an output has as many channels as
its last dimension is long, Keras 3 on TensorFlow adds the bias along the last: `separable_conv2d`
and `time_distributed_conv2d` are such.
"""

from tensorflow import keras

from keras_layer_models import KERAS3, MODELS, functional

L = keras.layers
FIRST = {"data_format": "channels_first"}
SEQUENCE, IMAGE, VOLUME = (3, 12), (2, 7, 6), (2, 5, 6, 4)

COMPILED = set()


def layer(kind, *arguments, **options):
    return lambda: getattr(L, kind)(*arguments, **options)


def first(kind, *arguments, **options):
    return layer(kind, *arguments, **FIRST, **options)


def network(name, shape, *layers, flatten=FIRST, tail=True):
    def build():
        end = [L.Flatten(**flatten), L.Dense(2)] if tail else []
        return keras.Sequential([keras.Input(shape), *(make() for make in layers), *end], name=name)

    name = f"channels_first_{name}"
    assert name not in MODELS, name
    MODELS[name] = build
    COMPILED.add(name)


for dimensions, shape in ((1, SEQUENCE), (2, IMAGE), (3, VOLUME)):
    end = f"{dimensions}d"
    conv, kernel = f"Conv{dimensions}D", (3, 2, 2)[:dimensions]
    network(f"conv{end}", shape, first(conv, 4, kernel, activation="relu"))
    network(f"conv{end}_same_strided", shape, first(conv, 4, kernel, strides=2, padding="same"))
    network(f"conv{end}_twice", shape, first(conv, 4, 2, activation="tanh"), first(conv, 3, 2, use_bias=False))
    network(f"conv{end}_plain_flatten", shape, first(conv, 4, kernel), flatten={})
    network(f"conv{end}_output", shape, first(conv, 4, kernel, activation="softmax"), tail=False)
    for kind in ("Max", "Average"):
        network(f"{kind.lower()}_pooling{end}", shape, first(f"{kind}Pooling{dimensions}D", kernel))
        network(f"{kind.lower()}_pooling{end}_same", shape, first(f"{kind}Pooling{dimensions}D", 3, 2, padding="same"))
        pool = f"Global{kind}Pooling{dimensions}D"
        network(f"global_{kind.lower()}_pooling{end}", shape, first(pool), layer("Dense", 2), tail=False)
        network(f"global_{kind.lower()}_pooling{end}_keepdims", shape, first(pool, keepdims=True), tail=False)
    network(f"batch_normalization_conv{end}", shape, first(conv, 4, kernel), layer("BatchNormalization", axis=1))
    shared = list(range(2, dimensions + 2))
    network(f"prelu_conv{end}", shape, first(conv, 4, kernel), layer("PReLU", shared_axes=shared))
    network(f"prelu_own_conv{end}", shape, first(conv, 4, kernel), layer("PReLU"))
    network(f"conv{end}_transpose", shape, first(f"Conv{dimensions}DTranspose", 3, 3, strides=2, padding="same"))
network("conv1d_dilated", SEQUENCE, first("Conv1D", 4, 3, dilation_rate=2, padding="same"))
network("conv1d_causal", SEQUENCE, first("Conv1D", 4, 3, padding="causal"))
network("conv2d_leaky", IMAGE, first("Conv2D", 3, 2, activation=L.LeakyReLU(0.2)))
network("separable_conv1d", SEQUENCE, first("SeparableConv1D", 4, 3, padding="same", activation="relu"))
network("separable_conv2d", IMAGE, first("SeparableConv2D", 4, 3, depth_multiplier=2))
network("separable_conv2d_five", IMAGE, first("SeparableConv2D", 5, 3, depth_multiplier=2))
network("depthwise_conv1d", SEQUENCE, first("DepthwiseConv1D", 3))
network("depthwise_conv2d", IMAGE, first("DepthwiseConv2D", 3, padding="same"))
for dimensions, shape in ((2, IMAGE), (3, VOLUME)):
    sides = ((1, 0), (0, 2), (1, 1))[:dimensions]
    network(f"zero_padding{dimensions}d", shape, first(f"ZeroPadding{dimensions}D", sides))
    network(f"cropping{dimensions}d", shape, first(f"Cropping{dimensions}D", sides))
    network(f"up_sampling{dimensions}d", shape, first(f"UpSampling{dimensions}D", (2, 1, 3)[:dimensions]))
network("permuted_conv3d", VOLUME, layer("Permute", (2, 3, 4, 1)), layer("Conv3D", 3, (3, 2, 2)))
network("spatial_dropout2d", IMAGE, first("SpatialDropout2D", 0.5), first("Conv2D", 3, 2))
network("flatten_vector", (5,), layer("Dense", 4))
network("time_distributed_conv2d", (3, 2, 5, 4), lambda: L.TimeDistributed(first("Conv2D", 3, 2)()), flatten={})
network("time_distributed_conv2d_two", (3, 2, 5, 4), lambda: L.TimeDistributed(first("Conv2D", 2, 2)()), flatten={})
network("time_distributed_max_pooling2d", (3, 2, 5, 4), lambda: L.TimeDistributed(first("MaxPooling2D", 2)()), flatten={})
if KERAS3:
    network("zero_padding1d", SEQUENCE, first("ZeroPadding1D", (2, 1)))


@functional
def channels_first_any_length():
    x = keras.Input((4, None))
    y = L.Conv1D(3, 4, activation="relu", padding="same", **FIRST)(x)
    return x, L.Dense(2)(L.GlobalMaxPooling1D(**FIRST)(L.MaxPooling1D(2, **FIRST)(y)))


COMPILED.add("channels_first_any_length")
