"""The networks of Keras 1, and of early Keras 2 on Theano, by name."""

import keras
from keras import layers as L
from keras.layers import Input
from keras.models import Model, Sequential

import keras1_channels_first
from keras1_stack import IMAGE, SEQUENCE, VECTOR, merged, stack


def function(source, channels=3):
    """A Lambda layer, whose code is compiled from text so that the file holds no path of the machine."""
    code = compile(source, "make_keras1_models.py", "eval")
    shape = (SEQUENCE[0], channels) if channels else (SEQUENCE[1],)
    return lambda: L.Lambda(eval(code, {"K": keras.backend}), output_shape=shape)


def lambdas():
    return {
        "lambda_slices": stack(SEQUENCE, function("lambda x: x[:, ::-1, ::-1]")),
        "lambda_functions": stack(SEQUENCE, function("lambda x: K.exp(K.relu(x)) * 0.5 - K.square(x) / 4.0")),
        "lambda_mean": stack(SEQUENCE, function("lambda x: K.mean(x, axis=1)", channels=None)),
        "lambda_log_sum": stack(SEQUENCE, function("lambda x: K.logsumexp(x, axis=1)", channels=None)),
        "lambda_concatenate": stack(SEQUENCE, function("lambda x: K.concatenate([x, x[:, ::-1]])", channels=6)),
    }


def sequential():
    return Sequential(
        [
            L.Convolution1D(4, 3, input_shape=SEQUENCE, activation="relu"),
            L.MaxPooling1D(2),
            L.Dropout(0.2),
            L.Flatten(),
            L.Dense(3, activation="relu", W_regularizer="l2"),
            L.Dense(1, activation="sigmoid", bias=False),
        ]
    )


def two_inputs():
    features, sequence = Input(shape=VECTOR, name="features"), Input(shape=SEQUENCE, name="sequence")
    convolved = L.Flatten()(L.Convolution1D(4, 3, activation="relu")(sequence))
    y = L.Dense(2)(L.merge([convolved, features], mode="concat"))
    return Model(input=[features, sequence], output=y)


def networks_1():
    recurrent = [(kind, name) for kind in (L.LSTM, L.GRU, L.SimpleRNN) for name in ("cpu", "gpu")]
    made = {
        "sequential": sequential,
        "two_inputs": two_inputs,
        "dense": stack(VECTOR, lambda: L.Dense(4, activation="hard_sigmoid"), lambda: L.LeakyReLU(0.2)),
        "time_distributed_dense": stack(SEQUENCE, lambda: L.TimeDistributedDense(4, activation="tanh")),
        "convolution1d_same": stack(SEQUENCE, lambda: L.Convolution1D(4, 3, border_mode="same")),
        "convolution1d_same_even": stack(SEQUENCE, lambda: L.Convolution1D(4, 4, border_mode="same")),
        "convolution1d_same_strided": stack(
            SEQUENCE, lambda: L.Convolution1D(4, 3, border_mode="same", subsample_length=2)
        ),
        "convolution1d_strided": stack(SEQUENCE, lambda: L.Convolution1D(4, 3, subsample_length=2)),
        "atrous_convolution1d": stack(SEQUENCE, lambda: L.AtrousConvolution1D(4, 3, atrous_rate=2)),
        "convolution2d": stack(IMAGE, lambda: L.Convolution2D(3, 3, 2, dim_ordering="tf", activation="relu")),
        "convolution2d_same": stack(IMAGE, lambda: L.Convolution2D(3, 3, 5, border_mode="same", dim_ordering="tf")),
        "convolution2d_strided": stack(IMAGE, lambda: L.Convolution2D(3, 3, 2, subsample=(2, 1), dim_ordering="tf")),
        "convolution2d_th": stack((2, 7, 6), lambda: L.Convolution2D(3, 3, 2, dim_ordering="th")),
        "max_pooling1d": stack(SEQUENCE, lambda: L.MaxPooling1D(4, stride=2)),
        "average_pooling1d": stack(SEQUENCE, lambda: L.AveragePooling1D(5)),
        "max_pooling2d": stack(IMAGE, lambda: L.MaxPooling2D((3, 2), dim_ordering="tf")),
        "average_pooling2d": stack(IMAGE, lambda: L.AveragePooling2D((2, 3), strides=(1, 2), dim_ordering="tf")),
        "global_max_pooling1d": stack(SEQUENCE, lambda: L.Convolution1D(4, 3), lambda: L.GlobalMaxPooling1D()),
        "global_average_pooling2d": stack(IMAGE, lambda: L.GlobalAveragePooling2D(dim_ordering="tf")),
        "batch_normalization": stack(SEQUENCE, lambda: L.Convolution1D(4, 3), lambda: L.BatchNormalization()),
        "batch_normalization_dense": stack(VECTOR, lambda: L.Dense(6), lambda: L.BatchNormalization(epsilon=0.01)),
        "batch_normalization_mode_1": stack(VECTOR, lambda: L.Dense(6), lambda: L.BatchNormalization(mode=1)),
        "zero_padding1d": stack(SEQUENCE, lambda: L.ZeroPadding1D(2), lambda: L.Convolution1D(4, 3)),
        "zero_padding2d": stack(IMAGE, lambda: L.ZeroPadding2D((1, 2), dim_ordering="tf")),
        "cropping1d": stack(SEQUENCE, lambda: L.Cropping1D((1, 3))),
        "permute_reshape": stack(SEQUENCE, lambda: L.Permute((2, 1)), lambda: L.Reshape((9, 4)), lambda: L.ELU(0.7)),
        "prelu": stack(VECTOR, lambda: L.Dense(6), lambda: L.PReLU()),
        "noise": stack(
            SEQUENCE, lambda: L.GaussianNoise(0.5), lambda: L.SpatialDropout1D(0.3), lambda: L.GaussianDropout(0.2)
        ),
        "concatenate": merged("concat", concat_axis=-1),
        "concatenate_positions": merged("concat", concat_axis=1),
        "add": merged("sum"),
        "multiply": merged("mul"),
        "average": merged("ave"),
        "maximum": merged("max"),
        "bidirectional": stack(SEQUENCE, lambda: L.Bidirectional(L.LSTM(3, return_sequences=True))),
        "time_distributed": stack(SEQUENCE, lambda: L.TimeDistributed(L.Dense(3))),
    }
    for kind, together in recurrent:
        name = "{}_{}".format(kind.__name__.lower(), together)
        made[name] = stack(SEQUENCE, lambda k=kind, c=together: k(4, consume_less=c))
    made.update(lambdas())
    made.update(keras1_channels_first.first_dimension())
    return made


def networks_2():
    made = {
        "conv1d": stack(SEQUENCE, lambda: L.Conv1D(4, 3, activation="relu")),
        "conv1d_same": stack(SEQUENCE, lambda: L.Conv1D(4, 3, padding="same")),
        "conv1d_same_even": stack(SEQUENCE, lambda: L.Conv1D(4, 4, padding="same")),
        "conv1d_same_strided": stack(SEQUENCE, lambda: L.Conv1D(4, 3, padding="same", strides=2)),
        "conv1d_strided": stack(SEQUENCE, lambda: L.Conv1D(4, 3, strides=2)),
        "conv1d_dilated": stack(SEQUENCE, lambda: L.Conv1D(4, 3, dilation_rate=2)),
        "conv1d_dilated_same": stack(SEQUENCE, lambda: L.Conv1D(4, 3, dilation_rate=2, padding="same")),
        "conv1d_causal": stack(SEQUENCE, lambda: L.Conv1D(4, 3, padding="causal", dilation_rate=2)),
        "conv2d": stack(IMAGE, lambda: L.Conv2D(3, (3, 2), data_format="channels_last")),
        "conv2d_same": stack(IMAGE, lambda: L.Conv2D(3, (3, 5), padding="same", data_format="channels_last")),
        "max_pooling1d": stack(SEQUENCE, lambda: L.MaxPooling1D(4, strides=2)),
        "max_pooling1d_same": stack(SEQUENCE, lambda: L.MaxPooling1D(5, padding="same")),
        "batch_normalization": stack(SEQUENCE, lambda: L.Conv1D(4, 3), lambda: L.BatchNormalization()),
        "lstm": stack(SEQUENCE, lambda: L.LSTM(4)),
        "bidirectional": stack(SEQUENCE, lambda: L.Bidirectional(L.LSTM(3, return_sequences=True))),
    }
    made.update(lambdas())
    first, image = {"data_format": "channels_first"}, (2, 7, 6)
    made.update(
        {
            "channels_first_conv2d": stack(
                image,
                lambda: L.Conv2D(3, (3, 2), activation="relu", **first),
                lambda: L.Conv2D(4, (2, 3), use_bias=False, **first),
            ),
            "channels_first_conv2d_same": stack(image, lambda: L.Conv2D(3, (4, 2), padding="same", strides=2, **first)),
            "channels_first_conv3d": stack((2, 5, 6, 4), lambda: L.Conv3D(3, (3, 2, 2), **first)),
            "channels_first_conv3d_same": stack((2, 5, 6, 4), lambda: L.Conv3D(3, (3, 2, 2), padding="same", **first)),
            "channels_first_zero_padding2d": stack(image, lambda: L.ZeroPadding2D((1, 2), **first)),
            "channels_first_max_pooling2d": stack(image, lambda: L.MaxPooling2D((3, 2), **first)),
            "channels_first_max_pooling2d_same": stack(image, lambda: L.MaxPooling2D((3, 2), padding="same", **first)),
            "average_pooling1d_same": stack(SEQUENCE, lambda: L.AveragePooling1D(5, strides=2, padding="same")),
            "conv3d": stack((5, 6, 4, 2), lambda: L.Conv3D(3, (3, 2, 2), data_format="channels_last")),
        }
    )
    return made
