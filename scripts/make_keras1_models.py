"""Writes tiny networks by Keras 1 and by early Keras 2, on TensorFlow and on Theano.

From the repository root, in an environment with scripts/requirements-keras1.txt (Python 3.6), once for
each backend, then in one with scripts/requirements-theano.txt:

    KERAS_BACKEND=tensorflow python scripts/make_keras1_models.py
    KERAS_BACKEND=theano python scripts/make_keras1_models.py

For each network a folder dl4j-deeplift-keras-import/src/test/resources/keras1/BACKEND/NAME (by Keras
2 keras2-theano/NAME) with model.h5, input.npy or input_0.npy and input_1.npy, and output.npy.
Convolutions are the point: Theano mirrors their kernels, and places windows beyond the ends
elsewhere. Recurrent layers store their gates apart, or together where they were built with
consume_less='gpu'. Weights and inputs are drawn from a seed that depends on the name alone.
`--only WORD` writes those alone whose name holds the word, `--missing` those that are not there.
"""

import os
import shutil
import sys
import zlib

os.environ.setdefault("THEANO_FLAGS", "optimizer=fast_compile,floatX=float32,blas.ldflags=")

if os.environ.get("KERAS_BACKEND") == "theano":
    import theano.ifelse  # which Keras takes as given

import keras
import numpy as np
from keras import layers as L
from keras.layers import Input
from keras.models import Model, Sequential

KERAS1 = keras.__version__.startswith("1.")
BACKEND = keras.backend.backend()
OUTPUT = os.path.join(
    "dl4j-deeplift-keras-import/src/test/resources",
    os.path.join("keras1", BACKEND) if KERAS1 else "keras2-" + BACKEND,
)
SEQUENCE, IMAGE, VECTOR = (12, 3), (7, 6, 2), (5,)


def stack(shape, *layers):
    """The layers on an input, then Flatten and Dense, so that the order of the values matters."""

    def build():
        x = Input(shape=shape)
        y = x
        for make in layers:
            y = make()(y)
        if keras.backend.ndim(y) > 2:
            y = L.Flatten()(y)
        y = L.Dense(2)(y)
        return Model(input=x, output=y) if KERAS1 else Model(inputs=x, outputs=y)

    return build


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


def merged(mode, **options):
    def build():
        x = Input(shape=SEQUENCE, name="sequence")
        left = L.Convolution1D(4, 3, border_mode="same", activation="relu", name="left")(x)
        right = L.Convolution1D(4, 5, border_mode="same", name="right")(x)
        y = L.merge([left, right], mode=mode, **options)
        return Model(input=x, output=L.Dense(2)(L.Flatten()(y)))

    return build


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


TH_IMAGE, TH_DNA, TH_VOLUME = (2, 7, 6), (1, 4, 30), (2, 5, 6, 4)
TH = {"dim_ordering": "th"}


def branches(branch_lengths):
    """Sequential models that `Merge` joins in front of a Sequential model."""
    return [
        Sequential([L.Convolution1D(4, 3, input_shape=(length, 4), activation="relu"), L.GlobalMaxPooling1D()])
        for length in branch_lengths
    ]


def merged_models(mode, lengths=(14, 14), **options):
    def build():
        merge = L.Merge(branches(lengths), mode=mode, **options)
        return Sequential([merge, L.Dense(5, activation="relu"), L.Dense(2)])

    return build


def merged_deep():
    """A merge of a merge and of a model."""
    inner = Sequential([L.Merge(branches((14, 11)), mode="concat"), L.Dense(3, activation="tanh")])
    x = Input(shape=VECTOR)
    model = Model(input=x, output=L.Dense(3, activation="relu")(x))
    merge = L.Merge([inner, model], mode="concat")
    return Sequential([merge, L.BatchNormalization(), L.Dense(2)])


def model_inside():
    x = Input(shape=(2, 5, 4))
    inner = Model(input=x, output=L.Convolution2D(2, 2, 2, name="square", **TH)(x))
    z = Input(shape=(2, 5, 4))
    return Model(input=z, output=L.Dense(2)(L.Flatten()(inner(z))))


def two_strands():
    """As DeepBind with two models, one for each strand, whose maximum is taken."""
    strands = [
        Sequential(
            [
                L.Convolution1D(8, 5, input_shape=(40, 4), border_mode="same", activation="relu"),
                L.MaxPooling1D(4),
                L.Convolution1D(6, 3, activation="relu"),
                L.GlobalMaxPooling1D(),
            ]
        )
        for _ in range(2)
    ]
    head = [L.Dense(8, activation="relu"), L.Dropout(0.5), L.Dense(1, activation="sigmoid")]
    return Sequential([L.Merge(strands, mode="max")] + head)


def kundaje_like():
    """A convolutional network on 1 x 4 x length images, as those of early DeepLIFT users."""
    layers = [
        L.Convolution2D(10, 4, 7, input_shape=(1, 4, 60), **TH),
        L.Activation("relu"),
        L.Convolution2D(8, 1, 5, border_mode="same", **TH),
        L.BatchNormalization(axis=1),
        L.PReLU(),
        L.ZeroPadding2D((0, 3), **TH),
        L.MaxPooling2D((1, 6), strides=(1, 3), **TH),
        L.Flatten(),
        L.Dense(12),
        L.PReLU(),
        L.Dropout(0.3),
        L.Dense(3, activation="sigmoid"),
    ]
    return Sequential(layers)


def first_dimension():
    """Layers on channels first, and windows beyond the ends, which Theano places elsewhere."""
    made = {
        "th_convolution2d_twice": stack(
            TH_IMAGE,
            lambda: L.Convolution2D(3, 3, 2, activation="relu", **TH),
            lambda: L.Convolution2D(4, 2, 3, bias=False, **TH),
        ),
        "th_convolution2d_dna": stack(TH_DNA, lambda: L.Convolution2D(5, 4, 6, activation="tanh", **TH)),
        "th_convolution2d_square": stack((3, 6, 5), lambda: L.Convolution2D(3, 3, 3, **TH)),
        "th_convolution2d_output": lambda: Sequential(
            [L.Convolution2D(3, 3, 2, input_shape=TH_IMAGE, activation="sigmoid", **TH)]
        ),
        "th_convolution2d_strided": stack(TH_IMAGE, lambda: L.Convolution2D(3, 3, 2, subsample=(2, 1), **TH)),
        "th_atrous_convolution2d": stack(TH_IMAGE, lambda: L.AtrousConvolution2D(3, 3, 2, atrous_rate=(2, 3), **TH)),
        "th_convolution3d": stack(TH_VOLUME, lambda: L.Convolution3D(3, 3, 2, 2, **TH)),
        "convolution3d": stack((5, 6, 4, 2), lambda: L.Convolution3D(3, 3, 2, 2, dim_ordering="tf")),
        "th_convolution3d_same": stack(
            TH_VOLUME, lambda: L.Convolution3D(3, 3, 2, 4, border_mode="same", subsample=(1, 2, 1), **TH)
        ),
        "th_prelu": stack(TH_IMAGE, lambda: L.Convolution2D(3, 3, 2, **TH), lambda: L.PReLU()),
        "th_prelu_shared": stack(
            TH_IMAGE, lambda: L.Convolution2D(3, 3, 2, **TH), lambda: L.PReLU(shared_axes=[2, 3])
        ),
        "th_batch_normalization": stack(
            TH_IMAGE, lambda: L.Convolution2D(3, 3, 2, **TH), lambda: L.BatchNormalization(axis=1)
        ),
        "th_spatial_dropout2d": stack(TH_IMAGE, lambda: L.SpatialDropout2D(0.3, **TH)),
        "th_zero_padding2d": stack(
            TH_IMAGE, lambda: L.ZeroPadding2D((1, 2), **TH), lambda: L.Convolution2D(3, 3, 2, **TH)
        ),
        "th_zero_padding2d_sides": stack(TH_IMAGE, lambda: L.ZeroPadding2D((1, 0, 2, 3), **TH)),
        "th_cropping2d": stack(TH_IMAGE, lambda: L.Cropping2D(((1, 0), (2, 1)), **TH)),
        "cropping2d": stack(IMAGE, lambda: L.Cropping2D(((1, 0), (2, 1)), dim_ordering="tf")),
        "th_up_sampling2d": stack(TH_IMAGE, lambda: L.UpSampling2D((2, 3), **TH)),
        "up_sampling2d": stack(IMAGE, lambda: L.UpSampling2D((2, 3), dim_ordering="tf")),
        "th_up_sampling2d_undecided": stack(TH_IMAGE, lambda: L.UpSampling2D((2, 2), **TH)),
        "th_zero_padding3d": stack(TH_VOLUME, lambda: L.ZeroPadding3D((1, 0, 2), **TH)),
        "th_up_sampling3d": stack(TH_VOLUME, lambda: L.UpSampling3D((1, 2, 3), **TH)),
        "th_cropping3d": stack(TH_VOLUME, lambda: L.Cropping3D(((1, 0), (2, 1), (0, 1)), **TH)),
        "th_any_length": lambda: Sequential(
            [
                L.Convolution2D(3, 4, 3, input_shape=(1, 4, None), border_mode="valid", activation="relu", **TH),
                L.GlobalMaxPooling2D(**TH),
                L.Dense(2),
            ]
        ),
        "th_time_distributed": stack((3, 2, 5, 4), lambda: L.TimeDistributed(L.MaxPooling2D((2, 2), **TH))),
        "locally_connected1d": stack(SEQUENCE, lambda: L.LocallyConnected1D(4, 3, activation="relu")),
        "locally_connected1d_strided": stack(
            SEQUENCE, lambda: L.LocallyConnected1D(2, 4, subsample_length=3, bias=False)
        ),
        "locally_connected2d": stack(
            IMAGE, lambda: L.LocallyConnected2D(3, 3, 2, activation="tanh", dim_ordering="tf")
        ),
        "th_locally_connected2d": stack(TH_IMAGE, lambda: L.LocallyConnected2D(3, 3, 2, subsample=(1, 2), **TH)),
        "th_time_distributed_convolution2d": stack(
            (3, 2, 6, 5), lambda: L.TimeDistributed(L.Convolution2D(3, 3, 2, border_mode="same", **TH))
        ),
        "th_time_distributed_square": stack(
            (3, 2, 5, 4), lambda: L.TimeDistributed(L.Convolution2D(2, 2, 2, **TH))
        ),
        "time_distributed_convolution1d": stack((3, 7, 2), lambda: L.TimeDistributed(L.Convolution1D(3, 2))),
        "th_model_inside": model_inside,
        "merged_models": merged_models("concat", (14, 11)),
        "merged_models_sum": merged_models("sum"),
        "merged_models_deep": merged_deep,
        "two_strands": two_strands,
        "kundaje_like": kundaje_like,
        "batch_normalization_mode_1_sequence": stack(
            SEQUENCE, lambda: L.Convolution1D(4, 3), lambda: L.BatchNormalization(mode=1)
        ),
        "dot": merged("dot", dot_axes=2),
        "dot_positions": merged("dot", dot_axes=1),
        "dot_vectors": merged_vectors("dot", dot_axes=1),
        "cos_vectors": merged_vectors("cos", dot_axes=1),
    }
    for kind in ("Max", "Average"):
        pool, name = getattr(L, kind + "Pooling2D"), "th_{}_pooling2d".format(kind.lower())
        made[name] = stack(TH_IMAGE, lambda p=pool: p((3, 2), **TH))
        made[name + "_same"] = stack(TH_IMAGE, lambda p=pool: p((3, 2), strides=(1, 2), border_mode="same", **TH))
        made[name + "_same_wide"] = stack(TH_IMAGE, lambda p=pool: p((5, 4), strides=(2, 1), border_mode="same", **TH))
        volumes = getattr(L, kind + "Pooling3D")
        made["th_{}_pooling3d".format(kind.lower())] = stack(TH_VOLUME, lambda p=volumes: p((2, 3, 2), **TH))
        whole = getattr(L, "Global{}Pooling2D".format(kind))
        made["th_global_{}_pooling2d".format(kind.lower())] = stack(
            TH_IMAGE, lambda: L.Convolution2D(3, 3, 2, **TH), lambda p=whole: p(**TH)
        )
        line = getattr(L, kind + "Pooling1D")
        made["{}_pooling1d_same".format(kind.lower())] = stack(SEQUENCE, lambda p=line: p(4, 3, border_mode="same"))
    for rows, columns, strides, rate in ((2, 4, 1, 1), (3, 2, 2, 1), (4, 5, 3, 1), (2, 2, 2, 1), (4, 3, 1, 2), (2, 3, 1, 3)):
        options = {"border_mode": "same", "subsample": (strides, strides)}
        name = "th_same_{}x{}_{}_{}".format(rows, columns, strides, rate)
        if rate == 1:
            made[name] = stack(
                TH_IMAGE, lambda r=rows, c=columns, o=options: L.Convolution2D(3, r, c, **dict(o, **TH))
            )
        else:
            made[name] = stack(
                TH_IMAGE,
                lambda r=rows, c=columns, a=rate: L.AtrousConvolution2D(
                    3, r, c, atrous_rate=(a, a), border_mode="same", **TH
                ),
            )
    for length in (9, 10, 11):
        made["same_even_strided_{}".format(length)] = stack(
            (length, 3), lambda: L.Convolution1D(4, 4, border_mode="same", subsample_length=3)
        )
    return made


def merged_vectors(mode, **options):
    def build():
        inputs = [Input(shape=VECTOR, name=name) for name in ("left_vector", "right_vector")]
        y = L.merge([L.Dense(4, activation="tanh")(x) for x in inputs], mode=mode, **options)
        y = L.Flatten()(y) if mode == "cos" else y
        return Model(input=inputs, output=L.Dense(2)(y))

    return build


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
    made.update(first_dimension())
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


def draw_weight(name, shape, generator):
    if "running_std" in name or "variance" in name:
        return generator.uniform(0.3, 2.5, shape)
    return generator.normal(0, 0.6, shape)


def write(folder, name, model):
    os.makedirs(folder)
    generator = np.random.RandomState(zlib.crc32(name.encode()))
    for layer in model.layers:
        layer.set_weights([draw_weight(w.name, keras.backend.int_shape(w) if BACKEND == "tensorflow"
                                       else w.get_value().shape, generator) for w in layer.weights])
    shapes = [keras.backend.int_shape(x)[1:] for x in model.inputs]
    inputs = [generator.normal(0, 1.5, [4] + [size or 17 for size in shape]).astype(np.float32) for shape in shapes]
    output = model.predict(inputs if len(inputs) > 1 else inputs[0])
    assert np.isfinite(output).all() and output.std() > 1e-3, name
    model.save(os.path.join(folder, "model.h5"))
    for index, array in enumerate(inputs):
        stem = "input" if len(inputs) == 1 else "input_{}".format(index)
        np.save(os.path.join(folder, stem + ".npy"), array)
    np.save(os.path.join(folder, "output.npy"), output)


def main():
    networks = networks_1() if KERAS1 else networks_2()
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    for name, build in sorted(networks.items()):
        if only not in name or ("--missing" in sys.argv and os.path.exists(os.path.join(OUTPUT, name))):
            continue
        shutil.rmtree(os.path.join(OUTPUT, name), ignore_errors=True)
        try:
            write(os.path.join(OUTPUT, name), name, build())
        except Exception as failure:  # what this version cannot do on this backend
            shutil.rmtree(os.path.join(OUTPUT, name), ignore_errors=True)
            print("{}: not written, {}".format(name, (str(failure) or repr(failure)).splitlines()[0]))
    print("{} networks by Keras {} on {}".format(len(os.listdir(OUTPUT)), keras.__version__, BACKEND))


if __name__ == "__main__":
    main()
