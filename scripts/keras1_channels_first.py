"""Networks of Keras 1 with channels first, with windows beyond the ends, and with models that are merged."""

from keras import layers as L
from keras.layers import Input
from keras.models import Model, Sequential

from keras1_stack import IMAGE, SEQUENCE, VECTOR, merged, merged_vectors, stack

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
