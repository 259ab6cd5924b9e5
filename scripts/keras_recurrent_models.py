"""Tiny Keras 2 networks with recurrent layers and layers applied at each time step."""

from tensorflow import keras

from keras_layer_models import IMAGE, KERAS3, MODELS, SEQUENCE, VECTOR, functional, sequential

L = keras.layers

FRAMES = (3, 6, 5, 2)
WINDOWS = (4, 7, 3)


def recurrent(kind, **options):
    return lambda: getattr(L, kind)(4, **options)


def bidirectional(kind, merge_mode="concat", **options):
    return lambda: L.Bidirectional(getattr(L, kind)(4, **options), merge_mode=merge_mode)


for kind in ("LSTM", "GRU", "SimpleRNN"):
    name = kind.lower()
    if name not in MODELS:
        sequential(name, SEQUENCE, recurrent(kind))
    sequential(f"{name}_sequences", SEQUENCE, recurrent(kind, return_sequences=True))
    sequential(f"{name}_sequence_output", SEQUENCE, recurrent(kind, return_sequences=True), flatten=False)
    sequential(f"{name}_backwards", SEQUENCE, recurrent(kind, go_backwards=True))
    sequential(
        f"{name}_backwards_sequences", SEQUENCE, recurrent(kind, go_backwards=True, return_sequences=True)
    )
    sequential(f"{name}_no_bias", SEQUENCE, recurrent(kind, use_bias=False))
    sequential(f"{name}_relu", SEQUENCE, recurrent(kind, activation="relu"))
    sequential(f"{name}_one_unit", SEQUENCE, lambda k=kind: getattr(L, k)(1, return_sequences=True))
    sequential(f"{name}_one_step", (1, 3), recurrent(kind, return_sequences=True))
    sequential(f"{name}_stacked", SEQUENCE, recurrent(kind, return_sequences=True), recurrent(kind))
    sequential(f"{name}_dropout", SEQUENCE, recurrent(kind, dropout=0.2, recurrent_dropout=0.1, unroll=True))
    for mode in ("concat", "sum", "mul", "ave"):
        sequential(f"bidirectional_{name}_{mode}", SEQUENCE, bidirectional(kind, mode, return_sequences=True))
        sequential(f"bidirectional_{name}_{mode}_last", SEQUENCE, bidirectional(kind, mode))
    sequential(
        f"bidirectional_{name}_stacked",
        SEQUENCE,
        bidirectional(kind, return_sequences=True),
        bidirectional(kind, use_bias=False),
    )
for kind in ("LSTM", "GRU"):
    name = kind.lower()
    sequential(f"{name}_hard_sigmoid", SEQUENCE, recurrent(kind, recurrent_activation="hard_sigmoid"))
    sequential(f"{name}_implementation_1", SEQUENCE, recurrent(kind, implementation=1))
sequential("lstm_no_unit_forget_bias", SEQUENCE, recurrent("LSTM", unit_forget_bias=False))
sequential("gru_reset_before", SEQUENCE, recurrent("GRU", reset_after=False))
sequential("gru_reset_before_no_bias", SEQUENCE, recurrent("GRU", reset_after=False, use_bias=False))
sequential("gru_reset_before_sequences", SEQUENCE, recurrent("GRU", reset_after=False, return_sequences=True))
sequential("bidirectional_gru_reset_before", SEQUENCE, bidirectional("GRU", reset_after=False))


@functional
def lstm_any_length():
    x = keras.Input((None, 4))
    return x, L.Dense(2)(L.Bidirectional(L.LSTM(3))(L.Conv1D(4, 3, activation="relu")(x)))


@functional
def gru_any_length():
    x = keras.Input((None, 4))
    return x, L.Dense(2)(L.GlobalMaxPooling1D()(L.GRU(3, return_sequences=True)(x)))


@functional
def lstm_return_state():
    x = keras.Input(SEQUENCE)
    output, hidden, cell = L.LSTM(4, return_state=True)(x)
    return x, L.Dense(2)(L.Concatenate()([output, cell]))


# A layer at each time step
def each(layer, *arguments, **options):
    return lambda: L.TimeDistributed(getattr(L, layer)(*arguments, **options))


sequential("time_distributed_dense_image", IMAGE, each("Dense", 4, activation="relu"))
sequential("time_distributed_dense_frames", FRAMES, each("Dense", 4, activation="relu"))
sequential("time_distributed_activation", SEQUENCE, each("Activation", "tanh"))
sequential("time_distributed_softmax", SEQUENCE, each("Activation", "softmax"))
sequential("time_distributed_dropout", SEQUENCE, each("Dropout", 0.4))
sequential("time_distributed_flatten", IMAGE, each("Flatten"), recurrent("LSTM"))
sequential("time_distributed_reshape", SEQUENCE, each("Reshape", (3, 1)))
sequential("time_distributed_permute", IMAGE, each("Permute", (2, 1)))
sequential("time_distributed_conv1d", WINDOWS, each("Conv1D", 4, 3, activation="relu"))
sequential("time_distributed_conv1d_same", WINDOWS, each("Conv1D", 4, 3, strides=2, padding="same"))
sequential("time_distributed_conv2d", FRAMES, each("Conv2D", 3, (3, 2), activation="tanh"))
sequential("time_distributed_max_pooling1d", WINDOWS, each("MaxPooling1D", 3, strides=2))
sequential("time_distributed_average_pooling1d", WINDOWS, each("AveragePooling1D", 2))
sequential("time_distributed_max_pooling2d", FRAMES, each("MaxPooling2D", 2))
sequential("time_distributed_global_max_pooling1d", WINDOWS, each("GlobalMaxPooling1D"))
sequential("time_distributed_global_average_pooling2d", FRAMES, each("GlobalAveragePooling2D"))
sequential("time_distributed_batch_normalization", WINDOWS, each("BatchNormalization"))
sequential("time_distributed_lstm", WINDOWS, each("LSTM", 4))
sequential("time_distributed_gru", WINDOWS, each("GRU", 4, return_sequences=True))
sequential("time_distributed_bidirectional", WINDOWS, lambda: L.TimeDistributed(L.Bidirectional(L.LSTM(3))))
sequential("time_distributed_conv1d_transpose", WINDOWS, each("Conv1DTranspose", 2, 3, strides=2))
sequential("time_distributed_separable_conv1d", WINDOWS, each("SeparableConv1D", 4, 3, activation="relu"))
sequential("time_distributed_prelu", WINDOWS, each("PReLU"))
sequential("time_distributed_rescaling", WINDOWS, each("Rescaling", 0.5, offset=0.3))
sequential("time_distributed_unit_normalization", WINDOWS, each("UnitNormalization"))
sequential("time_distributed_group_normalization", FRAMES, each("GroupNormalization", groups=1))
sequential("time_distributed_group_normalization_channels", WINDOWS, each("GroupNormalization", groups=-1))
if KERAS3:
    sequential("time_distributed_rms_normalization", WINDOWS, each("RMSNormalization"))
sequential("time_distributed_cropping1d", WINDOWS, each("Cropping1D", (1, 2)))
sequential(
    "time_distributed_stack", FRAMES, each("Conv2D", 3, 2), each("MaxPooling2D", 2), each("Flatten"), recurrent("GRU")
)
sequential("repeat_vector_lstm", VECTOR, lambda: L.RepeatVector(3), recurrent("LSTM"))
