"""Tiny Keras 2 networks with convolutions over groups, apart, transposed and over volumes, and upsampling."""

from tensorflow import keras

from keras_layer_models import IMAGE, KERAS3, SEQUENCE, functional, sequential

L = keras.layers

VOLUME = (5, 6, 4, 2)


def layer(kind, *arguments, **options):
    return lambda: getattr(L, kind)(*arguments, **options)


# Groups of channels, each channel for itself
sequential("conv1d_groups_causal", (12, 6), layer("Conv1D", 4, 3, groups=2, padding="causal", activation="relu"))
sequential("conv2d_groups", (7, 6, 4), layer("Conv2D", 6, 2, groups=2, padding="same"))
for dimensions, shape in ((1, SEQUENCE), (2, IMAGE)):
    for kind, arguments in (("SeparableConv", (4, 3)), ("DepthwiseConv", (3,))):
        name, end = f"{kind}{dimensions}D", f"{kind.lower().replace('conv', '_conv')}{dimensions}d"
        sequential(f"{end}_same", shape, layer(name, *arguments, padding="same", activation="relu"))
        sequential(f"{end}_strided", shape, layer(name, *arguments, strides=2, padding="same"))
        sequential(f"{end}_dilated", shape, layer(name, *arguments[:-1], 2, dilation_rate=2))
        sequential(f"{end}_multiplier", shape, layer(name, *arguments, depth_multiplier=2))
        sequential(f"{end}_no_bias", shape, layer(name, *arguments, use_bias=False))
if not KERAS3:  # which has no causal form of it
    sequential("separable_conv1d_causal", SEQUENCE, layer("SeparableConv1D", 4, 3, padding="causal"))
sequential("separable_conv2d", IMAGE, layer("SeparableConv2D", 4, 3))
sequential("depthwise_conv1d", SEQUENCE, layer("DepthwiseConv1D", 3))

# Transposed
for dimensions, shape in ((1, SEQUENCE), (2, IMAGE), (3, VOLUME)):
    name, end = f"Conv{dimensions}DTranspose", f"conv{dimensions}d_transpose"
    for width, stride in ((3, 1), (4, 1), (3, 2), (4, 2), (2, 3), (5, 3)):
        for padding in ("valid", "same"):
            if dimensions == 3 and width > 3:
                continue
            options = {"strides": stride, "padding": padding}
            sequential(f"{end}_{width}_{stride}_{padding}", shape, layer(name, 3, width, **options))
sequential("conv1d_transpose_relu", SEQUENCE, layer("Conv1DTranspose", 4, 4, strides=2, activation="relu"))
sequential("conv1d_transpose_no_bias", SEQUENCE, layer("Conv1DTranspose", 4, 4, strides=2, use_bias=False))
sequential("conv1d_transpose_output_padding", SEQUENCE, layer("Conv1DTranspose", 4, 3, strides=2, output_padding=1))
sequential(
    "conv2d_transpose_output_padding",
    IMAGE,
    layer("Conv2DTranspose", 3, 3, strides=2, padding="same", output_padding=(0, 1)),
)


@functional
def conv1d_transpose_any_length():
    x = keras.Input((None, 4))
    return x, L.Dense(2)(L.GlobalMaxPooling1D()(L.Conv1DTranspose(3, 4, strides=2, padding="same")(x)))


@functional
def separable_conv1d_any_length():
    x = keras.Input((None, 4))
    return x, L.Dense(2)(L.GlobalMaxPooling1D()(L.SeparableConv1D(3, 4, activation="relu")(x)))


# Volumes
sequential("conv3d_valid", VOLUME, layer("Conv3D", 3, (3, 2, 2), activation="relu"))
sequential("conv3d_same", VOLUME, layer("Conv3D", 3, (3, 2, 4), padding="same"))
sequential("conv3d_same_strided", VOLUME, layer("Conv3D", 3, 3, strides=2, padding="same"))
sequential("conv3d_strided", VOLUME, layer("Conv3D", 3, 2, strides=(2, 1, 2)))
sequential("conv3d_dilated", VOLUME, layer("Conv3D", 3, 2, dilation_rate=2))
sequential("conv3d_no_bias", VOLUME, layer("Conv3D", 3, 2, use_bias=False))
sequential("dense_on_volume", VOLUME, layer("Dense", 3, activation="relu"))
for kind in ("Max", "Average"):
    name = kind.lower()
    sequential(f"{name}_pooling3d_valid", VOLUME, layer(f"{kind}Pooling3D", 2))
    sequential(f"{name}_pooling3d_same", VOLUME, layer(f"{kind}Pooling3D", (2, 3, 2), padding="same"))
    sequential(f"{name}_pooling3d_overlapping", VOLUME, layer(f"{kind}Pooling3D", 3, strides=1))
    sequential(f"{name}_pooling3d_overlapping_same", VOLUME, layer(f"{kind}Pooling3D", 3, strides=2, padding="same"))
    sequential(f"global_{name}_pooling3d", VOLUME, layer(f"Global{kind}Pooling3D"), layer("Dense", 2), flatten=False)
sequential("zero_padding3d", VOLUME, layer("ZeroPadding3D", ((1, 0), (2, 1), (0, 3))), layer("Conv3D", 2, 2))
sequential("cropping3d", VOLUME, layer("Cropping3D", ((1, 0), (2, 1), (0, 1))))
sequential("up_sampling3d", VOLUME, layer("UpSampling3D", (1, 2, 3)))
sequential("up_sampling2d_bilinear", IMAGE, layer("UpSampling2D", 2, interpolation="bilinear"))
sequential("up_sampling1d_conv", SEQUENCE, layer("Conv1D", 4, 3), layer("UpSampling1D", 2), layer("Conv1D", 4, 3))
sequential("spatial_dropout3d", VOLUME, layer("SpatialDropout3D", 0.5), layer("Conv3D", 2, 2))
sequential("batch_normalization_conv3d", VOLUME, layer("Conv3D", 3, 2), layer("BatchNormalization"))
