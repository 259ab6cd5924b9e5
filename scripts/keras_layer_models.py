"""Tiny Keras networks, one per behavior that an importer can get wrong, for Keras 2 and Keras 3.

`MODELS` maps a folder name to a function that builds the network. Weights are drawn anew by
make_keras_layer_models.py, so the initializers here do not matter.
"""

from tensorflow import keras

L = keras.layers
KERAS3 = hasattr(keras, "ops")
SLOPE = "negative_slope" if KERAS3 else "alpha"

SEQUENCE = (12, 3)
IMAGE = (7, 6, 2)
VECTOR = (5,)

ACTIVATIONS = (
    "elu exponential gelu hard_sigmoid linear mish relu relu6 selu sigmoid softmax softplus softsign swish tanh"
).split()

MODELS = {}


def double(x):
    return x * 2.0


# Keras stores a Lambda's compiled code, which holds the path of its source: keep the name alone.
double.__code__ = double.__code__.replace(co_filename="keras_layer_models.py")


def sequential(name, shape, *layers, flatten=True):
    """The layers, then Flatten and a Dense layer of two, so that the order of the values matters."""

    def build():
        made = [make() for make in layers]
        tail = [L.Flatten(), L.Dense(2)] if flatten else []
        return keras.Sequential([keras.Input(shape), *made, *tail], name=name)

    assert name not in MODELS, name
    MODELS[name] = build


def functional(build):
    MODELS[build.__name__] = lambda: keras.Model(*build(), name=build.__name__)
    return build


def conv1d(**options):
    return lambda: L.Conv1D(4, 3, **options)


def conv2d(**options):
    return lambda: L.Conv2D(3, (3, 2), **options)


# Convolutions
sequential("conv1d_valid", SEQUENCE, conv1d())
sequential("conv1d_same", SEQUENCE, conv1d(padding="same"))
sequential("conv1d_same_even_kernel", SEQUENCE, lambda: L.Conv1D(4, 4, padding="same"))
sequential("conv1d_same_strided", SEQUENCE, lambda: L.Conv1D(4, 4, strides=3, padding="same"))
sequential("conv1d_strided", SEQUENCE, conv1d(strides=2))
sequential("conv1d_dilated", SEQUENCE, conv1d(dilation_rate=2))
sequential("conv1d_dilated_same", SEQUENCE, conv1d(dilation_rate=3, padding="same"))
sequential("conv1d_causal", SEQUENCE, conv1d(padding="causal"))
sequential("conv1d_causal_dilated", SEQUENCE, conv1d(padding="causal", dilation_rate=2))
sequential("conv1d_causal_strided", SEQUENCE, conv1d(padding="causal", strides=2))
sequential("conv1d_no_bias", SEQUENCE, conv1d(use_bias=False))
sequential("conv1d_relu", SEQUENCE, conv1d(activation="relu"))
sequential("conv1d_kernel_1", SEQUENCE, lambda: L.Conv1D(4, 1), flatten=False)
sequential("conv1d_sequence_output", SEQUENCE, conv1d(padding="same"), conv1d(padding="same"), flatten=False)
sequential("conv1d_groups", (12, 4), lambda: L.Conv1D(4, 3, groups=2))
sequential("conv2d_valid", IMAGE, conv2d())
sequential("conv2d_same", IMAGE, conv2d(padding="same"))
sequential("conv1d_same_gaps", SEQUENCE, conv1d(padding="same", strides=6))
sequential("conv2d_same_gaps", IMAGE, conv2d(padding="same", strides=(4, 6)))
sequential("conv2d_same_strided", IMAGE, conv2d(padding="same", strides=(2, 3)))
sequential("conv2d_strided", IMAGE, conv2d(strides=(2, 1)))
sequential("conv2d_dilated", IMAGE, conv2d(dilation_rate=(2, 3)))
sequential("conv2d_dilated_same", IMAGE, conv2d(dilation_rate=2, padding="same"))
sequential("conv2d_no_bias", IMAGE, conv2d(use_bias=False))

# Pooling: lengths that the windows do not divide, windows that overlap
for kind in ("Max", "Average"):
    pool1d, pool2d = getattr(L, f"{kind}Pooling1D"), getattr(L, f"{kind}Pooling2D")
    name = kind.lower()
    sequential(f"{name}_pooling1d_valid", SEQUENCE, lambda p=pool1d: p(5))
    sequential(f"{name}_pooling1d_same", SEQUENCE, lambda p=pool1d: p(5, padding="same"))
    sequential(f"{name}_pooling1d_overlapping", SEQUENCE, lambda p=pool1d: p(4, strides=2))
    sequential(f"{name}_pooling1d_overlapping_same", SEQUENCE, lambda p=pool1d: p(4, strides=1, padding="same"))
    sequential(f"{name}_pooling1d_gaps_same", SEQUENCE, lambda p=pool1d: p(2, strides=6, padding="same"))
    sequential(f"{name}_pooling2d_valid", IMAGE, lambda p=pool2d: p((3, 2)))
    sequential(f"{name}_pooling2d_same", IMAGE, lambda p=pool2d: p((2, 4), padding="same"))
    sequential(f"{name}_pooling2d_overlapping", IMAGE, lambda p=pool2d: p(3, strides=(1, 2)))
    sequential(f"{name}_pooling2d_overlapping_same", IMAGE, lambda p=pool2d: p(3, strides=2, padding="same"))
    for rank, shape, conv in ((1, SEQUENCE, conv1d()), (2, IMAGE, conv2d())):
        pool = getattr(L, f"Global{kind}Pooling{rank}D")
        sequential(f"global_{name}_pooling{rank}d", shape, conv, lambda p=pool: p(), lambda: L.Dense(2), flatten=False)
        sequential(f"global_{name}_pooling{rank}d_keepdims", shape, conv, lambda p=pool: p(keepdims=True))

# Batch normalization
sequential("batch_normalization_dense", VECTOR, lambda: L.Dense(6), lambda: L.BatchNormalization())
sequential("batch_normalization_conv1d", SEQUENCE, conv1d(), lambda: L.BatchNormalization())
sequential("batch_normalization_conv2d", IMAGE, conv2d(), lambda: L.BatchNormalization())
sequential("batch_normalization_no_center", SEQUENCE, conv1d(), lambda: L.BatchNormalization(center=False))
sequential("batch_normalization_no_scale", IMAGE, conv2d(), lambda: L.BatchNormalization(scale=False))
sequential("batch_normalization_bare", VECTOR, lambda: L.BatchNormalization(center=False, scale=False))
sequential("batch_normalization_epsilon", SEQUENCE, conv1d(), lambda: L.BatchNormalization(epsilon=0.1))
sequential("batch_normalization_axis_1", SEQUENCE, conv1d(), lambda: L.BatchNormalization(axis=1))

# Activations, in the layer, as the Activation layer and as layers of their own
for activation in ACTIVATIONS:
    sequential(
        f"dense_{activation}",
        VECTOR,
        lambda a=activation: L.Dense(6, activation=a),
        lambda: L.Dense(3),
        flatten=False,
    )
sequential("dense_no_bias", VECTOR, lambda: L.Dense(6, use_bias=False), flatten=False)
sequential("dense_sigmoid_output", VECTOR, lambda: L.Dense(2, activation="sigmoid"), flatten=False)
sequential("dense_softmax_output", VECTOR, lambda: L.Dense(4, activation="softmax"), flatten=False)
sequential("activation_layer", SEQUENCE, conv1d(), lambda: L.Activation("tanh"))
sequential("activation_output", VECTOR, lambda: L.Dense(4), lambda: L.Activation("softmax"), flatten=False)
sequential("softmax_layer", VECTOR, lambda: L.Dense(4), lambda: L.Softmax(), flatten=False)
sequential("softmax_per_position", SEQUENCE, conv1d(activation="softmax"), flatten=False)
sequential("softmax_layer_axis_1", SEQUENCE, conv1d(), lambda: L.Softmax(axis=1))
sequential("relu_layer", VECTOR, lambda: L.ReLU())
sequential("relu_layer_max_value", VECTOR, lambda: L.ReLU(max_value=1.5))
sequential("relu_layer_threshold", VECTOR, lambda: L.ReLU(threshold=0.7))
sequential("relu_layer_negative_slope", VECTOR, lambda: L.ReLU(negative_slope=0.2))
sequential("relu_layer_all", VECTOR, lambda: L.ReLU(max_value=2.0, negative_slope=0.25, threshold=0.5))
sequential("leaky_relu_layer", SEQUENCE, conv1d(), lambda: L.LeakyReLU(**{SLOPE: 0.15}))
sequential("elu_layer", SEQUENCE, conv1d(), lambda: L.ELU(alpha=0.7))
sequential("elu_layer_default", VECTOR, lambda: L.ELU())
if not KERAS3:
    sequential("thresholded_relu_layer", VECTOR, lambda: L.ThresholdedReLU(theta=0.8))
sequential("prelu_dense", VECTOR, lambda: L.Dense(6), lambda: L.PReLU())
sequential("prelu_conv1d", SEQUENCE, conv1d(), lambda: L.PReLU())
sequential("prelu_conv1d_shared", SEQUENCE, conv1d(), lambda: L.PReLU(shared_axes=[1]))
sequential("prelu_conv1d_shared_channels", SEQUENCE, conv1d(), lambda: L.PReLU(shared_axes=[2]))
sequential("prelu_conv1d_one", SEQUENCE, conv1d(), lambda: L.PReLU(shared_axes=[1, 2]))
sequential("prelu_conv2d", IMAGE, conv2d(), lambda: L.PReLU())
sequential("prelu_conv2d_shared", IMAGE, conv2d(), lambda: L.PReLU(shared_axes=[1, 2]))
sequential("prelu_conv2d_shared_rows", IMAGE, conv2d(), lambda: L.PReLU(shared_axes=[1]))

# Layers that only train
sequential("dropout", VECTOR, lambda: L.Dense(6), lambda: L.Dropout(0.5))
sequential("spatial_dropout1d", SEQUENCE, conv1d(), lambda: L.SpatialDropout1D(0.5))
sequential("spatial_dropout2d", IMAGE, conv2d(), lambda: L.SpatialDropout2D(0.5))
sequential("gaussian_noise", SEQUENCE, lambda: L.GaussianNoise(1.0), conv1d())
sequential("gaussian_dropout", VECTOR, lambda: L.Dense(6), lambda: L.GaussianDropout(0.3))
sequential("alpha_dropout", VECTOR, lambda: L.Dense(6, activation="selu"), lambda: L.AlphaDropout(0.3))
sequential("activity_regularization", VECTOR, lambda: L.Dense(6), lambda: L.ActivityRegularization(l2=0.1))

# Shapes
sequential("flatten_input", SEQUENCE)
sequential("flatten_conv2d", IMAGE, conv2d(activation="relu"))
sequential("cropping1d", SEQUENCE, lambda: L.Cropping1D((1, 3)), conv1d())
sequential("cropping1d_square", (12, 12), lambda: L.Cropping1D((1, 3)))
sequential("zero_padding1d", SEQUENCE, lambda: L.ZeroPadding1D((3, 1)), conv1d(activation="relu"))
sequential("cropping2d", IMAGE, lambda: L.Cropping2D(((1, 0), (2, 1))))
sequential("zero_padding2d", IMAGE, lambda: L.ZeroPadding2D(((1, 0), (2, 1))), conv2d())
sequential("up_sampling1d", SEQUENCE, lambda: L.UpSampling1D(3), conv1d())
sequential("up_sampling2d", IMAGE, lambda: L.UpSampling2D((2, 3)), conv2d())
sequential("reshape", (12,), lambda: L.Reshape((4, 3)), lambda: L.Conv1D(4, 2))
sequential("reshape_to_image", (36, 2), lambda: L.Reshape((6, 6, 2)), conv2d())
sequential("reshape_unknown", SEQUENCE, lambda: L.Reshape((-1, 6)), conv1d())
sequential("permute_flatten", SEQUENCE, conv1d(), lambda: L.Permute((2, 1)))
sequential("permute_conv1d", SEQUENCE, lambda: L.Permute((2, 1)), lambda: L.Conv1D(4, 2))
sequential("repeat_vector", VECTOR, lambda: L.RepeatVector(4), conv1d())
sequential("dense_on_sequence", SEQUENCE, lambda: L.Dense(4, activation="relu"))
sequential("dense_on_sequence_output", SEQUENCE, lambda: L.Dense(4), flatten=False)
sequential("time_distributed_dense", SEQUENCE, lambda: L.TimeDistributed(L.Dense(4, activation="sigmoid")), flatten=False)

# Layers that are outside of the first layer set: loaded faithfully or refused by name
sequential("layer_normalization", SEQUENCE, conv1d(), lambda: L.LayerNormalization())
sequential("separable_conv1d", SEQUENCE, lambda: L.SeparableConv1D(4, 3))
sequential("depthwise_conv2d", IMAGE, lambda: L.DepthwiseConv2D(3))
sequential("conv1d_transpose", SEQUENCE, lambda: L.Conv1DTranspose(4, 3))
sequential("lstm", SEQUENCE, lambda: L.LSTM(4))
sequential("gru", SEQUENCE, lambda: L.GRU(4))
sequential("lambda_layer", VECTOR, lambda: L.Lambda(double))
