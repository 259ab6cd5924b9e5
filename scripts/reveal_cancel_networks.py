"""The random networks of the golden cases that the authors' program runs."""

from dataclasses import dataclass, field

from case_sketch import CaseSketch

EVERY = ("revealcancel", "genomics_default", "rescale", "gradient")
# The program's genomics default looks back through batch normalization and dropout alone.
NOT_GENOMICS = ("revealcancel", "rescale")


@dataclass
class Network:
    """`hidden` are layers whose contributions are asked for besides the inputs', `parts` those whose parts are."""

    name: str
    case: dict
    shapes: dict
    references: str = "random"
    examples: int = 6
    rules: tuple = EVERY
    hidden: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    note: str = ""


def _network(name, sketch, inputs, target=None, maxpool_rule=None, **more):
    shapes = {name: sketch.shapes[name] for name in inputs}
    return Network(name, sketch.case(target, maxpool_rule), shapes, **more)


def dense_relu():
    s = CaseSketch(1, x=(6,))
    s.dense(8), s.add("relu"), s.dense(5), s.add("relu"), s.dense(2)
    return _network("dense_relu", s, "x", 1, references="zeros", examples=12, hidden=["relu_1"], parts=["relu_1"])


def dense_relu_deep():
    s = CaseSketch(2, x=(8,))
    s.dense(8), s.add("relu"), s.dense(7), s.add("relu"), s.dense(6), s.add("relu"), s.dense(3)
    return _network("dense_relu_deep", s, "x", 2, examples=10, hidden=["dense_2", "relu_3"])


def dense_prelu():
    s = CaseSketch(3, x=(7,))
    s.dense(8), s.prelu(), s.dense(5), s.prelu(), s.dense(1)
    return _network("dense_prelu", s, "x", examples=8, hidden=["prelu_1"])


def dense_sigmoid():
    s = CaseSketch(4, x=(6,))
    s.dense(8), s.add("sigmoid"), s.dense(5), s.add("sigmoid"), s.dense(2)
    return _network("dense_sigmoid", s, "x", examples=8, parts=["sigmoid_1"])


def dense_tanh():
    s = CaseSketch(5, x=(6,))
    s.dense(8), s.add("tanh"), s.dense(5), s.add("tanh"), s.dense(2)
    return _network("dense_tanh", s, "x", references="zeros", examples=8, hidden=["tanh_2"])


def conv1d_one_hot():
    s = CaseSketch(6, x=(12, 4))
    s.conv1d(4, 5), s.add("relu"), s.add("flatten"), s.dense(6), s.add("relu"), s.dense(2)
    return _network("conv1d_one_hot", s, "x", references="shuffled", examples=8, hidden=["relu_1"])


def conv1d_same():
    s = CaseSketch(7, x=(8, 3))
    s.conv1d(4, 4, padding="same"), s.add("relu"), s.add("flatten"), s.dense(5), s.add("relu"), s.dense(1)
    return _network("conv1d_same", s, "x", parts=["relu_1"])


def conv1d_strided():
    s = CaseSketch(8, x=(14, 2))
    s.conv1d(5, 5, stride=3), s.add("relu"), s.conv1d(4, 3, stride=2, padding="same"), s.add("relu")
    s.add("flatten"), s.dense(4), s.add("relu"), s.dense(2)
    return _network("conv1d_strided", s, "x", 1, references="zeros")


def conv1d_parts_through_average_pooling():
    s = CaseSketch(9, x=(11, 3))
    s.conv1d(4, 3), s.pooling("avgpool1d", 3, stride=[2]), s.add("relu"), s.add("flatten"), s.dense(5)
    s.add("relu"), s.dense(2)
    return _network(
        "conv1d_parts_through_average_pooling", s, "x", rules=NOT_GENOMICS, hidden=["avgpool1d_1"], parts=["avgpool1d_1"]
    )


def conv1d_parts_through_global_average_pooling():
    s = CaseSketch(10, x=(9, 3))
    s.conv1d(6, 3), s.add("globalavgpool"), s.add("tanh"), s.dense(5), s.add("relu"), s.dense(1)
    return _network("conv1d_parts_through_global_average_pooling", s, "x", rules=NOT_GENOMICS)


def conv1d_global_average_pooling():
    s = CaseSketch(11, x=(10, 4))
    s.conv1d(6, 4), s.add("relu"), s.add("globalavgpool"), s.dense(5), s.add("relu"), s.dense(2)
    return _network("conv1d_global_average_pooling", s, "x", references="shuffled", examples=8)


def conv1d_parts_through_flatten():
    s = CaseSketch(12, x=(8, 3))
    s.conv1d(4, 4, stride=2), s.add("flatten"), s.prelu(), s.dense(4), s.add("relu"), s.dense(1)
    return _network("conv1d_parts_through_flatten", s, "x", rules=NOT_GENOMICS)


def conv1d_max_pooling():
    s = CaseSketch(13, x=(10, 3))
    s.conv1d(4, 3), s.add("relu"), s.pooling("maxpool1d", 3, stride=[2]), s.add("flatten"), s.dense(5)
    s.add("relu"), s.dense(2)
    return _network("conv1d_max_pooling", s, "x", maxpool_rule="gradient_at_input")


def conv1d_global_max_pooling():
    s = CaseSketch(14, x=(9, 3))
    s.conv1d(6, 4), s.add("relu"), s.add("globalmaxpool"), s.dense(5), s.add("relu"), s.dense(1)
    return _network("conv1d_global_max_pooling", s, "x", maxpool_rule="gradient_at_input")


def conv2d_valid():
    s = CaseSketch(15, x=(6, 5, 2))
    s.conv2d(3, 3, 2), s.add("relu"), s.add("flatten"), s.dense(5), s.add("relu"), s.dense(2)
    return _network("conv2d_valid", s, "x", 1, examples=4, hidden=["relu_1"])


def conv2d_average_pooling():
    s = CaseSketch(16, x=(7, 6, 2))
    s.conv2d(3, 3, 3, strides=(2, 1), padding="same"), s.pooling("avgpool2d", 2, 3), s.add("relu"), s.add("flatten")
    s.dense(4), s.add("relu"), s.dense(1)
    return _network("conv2d_average_pooling", s, "x", examples=4, references="zeros", rules=NOT_GENOMICS)


def conv2d_max_pooling():
    s = CaseSketch(17, x=(6, 6, 2))
    s.conv2d(3, 3, 3), s.add("relu"), s.pooling("maxpool2d", 2, 2), s.add("flatten"), s.dense(5), s.add("relu")
    s.dense(1)
    return _network("conv2d_max_pooling", s, "x", examples=4, maxpool_rule="gradient_at_input")


def dense_batch_normalization():
    s = CaseSketch(18, x=(7,))
    s.dense(8), s.batchnorm(), s.add("relu"), s.dense(6), s.batchnorm(), s.add("relu"), s.dense(2)
    return _network(
        "dense_batch_normalization", s, "x", examples=8, hidden=["dense_1", "batchnorm_2"], parts=["batchnorm_1"]
    )


def conv1d_batch_normalization():
    s = CaseSketch(19, x=(9, 3))
    s.conv1d(4, 3), s.batchnorm(), s.add("relu"), s.add("flatten"), s.dense(5), s.batchnorm(), s.add("tanh"), s.dense(1)
    return _network("conv1d_batch_normalization", s, "x", references="zeros")


def concatenated_branches():
    s = CaseSketch(20, x=(7,))
    left, right = s.dense(5, "x"), s.dense(4, "x")
    s.add("tanh", right), s.add("concat", [left, s.last], axis=0), s.add("prelu", alpha=[0.2] * 9), s.dense(4)
    s.add("relu"), s.dense(2)
    note = "the parts of a dense layer and of a tanh beside it go through the concatenation to the PReLU"
    return _network("concatenated_branches", s, "x", examples=8, rules=NOT_GENOMICS, hidden=["concat_1"], note=note)


def sequence_and_features():
    s = CaseSketch(21, sequence=(9, 4), features=(5,))
    s.conv1d(4, 4), s.add("relu")
    sequence = s.add("flatten")
    s.dense(4, "features"), s.add("tanh")
    s.add("concat", [sequence, s.last], axis=0), s.dense(6), s.add("relu"), s.dense(2)
    return _network("sequence_and_features", s, ("sequence", "features"))


def dropout():
    s = CaseSketch(22, x=(7,))
    s.dense(8), s.add("noop"), s.add("relu"), s.add("noop"), s.dense(5), s.add("noop"), s.add("noop"), s.add("relu")
    s.dense(1)
    return _network("dropout", s, "x")


def rules_by_layer():
    s = CaseSketch(23, x=(7,))
    s.dense(8), s.add("relu", rule="rescale"), s.dense(7), s.add("sigmoid", rule="revealcancel"), s.dense(6)
    s.add("tanh", rule="gradient"), s.dense(5), s.add("relu"), s.dense(2)
    note = "three of the activations have rules of their own"
    return _network("rules_by_layer", s, "x", rules=("revealcancel", "rescale"), note=note)


NETWORKS = (
    dense_relu,
    dense_relu_deep,
    dense_prelu,
    dense_sigmoid,
    dense_tanh,
    conv1d_one_hot,
    conv1d_same,
    conv1d_strided,
    conv1d_parts_through_average_pooling,
    conv1d_parts_through_global_average_pooling,
    conv1d_global_average_pooling,
    conv1d_parts_through_flatten,
    conv1d_max_pooling,
    conv1d_global_max_pooling,
    conv2d_valid,
    conv2d_average_pooling,
    conv2d_max_pooling,
    dense_batch_normalization,
    conv1d_batch_normalization,
    concatenated_branches,
    sequence_and_features,
    dropout,
    rules_by_layer,
)
