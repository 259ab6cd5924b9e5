"""Cases that use what the schema of the numeric cases allows, so that a reader of it is put to the test."""

import numpy as np

from case_sketch import CaseSketch, random_case


def _target(sketch, index, layer=None):
    return {"layer": layer or sketch.last, "index": index}


def dense_layer_on_sequences():
    s = CaseSketch(201, x=(5, 3))
    s.dense(4), s.add("prelu", alpha=0.25), s.add("globalmaxpool"), s.dense(2)
    return random_case("dense_layer_on_sequences", s, 1, "genomics_default", same=0.2, target=_target(s, None))


def dense_layer_on_images():
    s = CaseSketch(202, x=(3, 2, 2))
    s.dense(3), s.add("tanh"), s.add("globalavgpool"), s.dense(1)
    return random_case("dense_layer_on_images", s, 2, "genomics_default")


def padded_dilated_convolution():
    s = CaseSketch(203, x=(9, 2))
    s.conv1d(3, 3, stride=2, padding=2, dilation=2), s.add("elu"), s.add("flatten"), s.dense(3), s.add("softmax")
    return random_case("padded_dilated_convolution", s, 3, "rescale", target=_target(s, 1))


def padded_dilated_convolution_of_images():
    s = CaseSketch(204, x=(6, 7, 2))
    s.conv2d(3, 3, 2, strides=(1, 1), padding=1, dilation=(1, 2)), s.add("softplus")
    s.pooling("maxpool2d", 3, 2, stride=[2, 2], padding="same"), s.add("globalavgpool"), s.dense(1)
    return random_case("padded_dilated_convolution_of_images", s, 4, "revealcancel", same=0.2, examples=2)


def padded_pooling():
    s = CaseSketch(205, x=(8, 2))
    s.pooling("maxpool1d", 3, stride=[2], padding=1), s.add("sigmoid"), s.pooling("avgpool1d", 2, stride=[1], padding=1)
    s.add("flatten"), s.dense(1)
    return random_case("padded_pooling", s, 5, "rescale")


def same_average_pooling_of_images():
    s = CaseSketch(206, x=(5, 4, 2))
    s.pooling("avgpool2d", 3, 2, stride=[2, 2], padding="same"), s.add("relu"), s.add("sum")
    return random_case("same_average_pooling_of_images", s, 6, "rescale", target=_target(s, 0))


def softmax_over_channels():
    s = CaseSketch(207, x=(4, 3))
    s.conv1d(3, 2), s.add("softmax"), s.add("flatten"), s.dense(2)
    return random_case("softmax_over_channels", s, 7, "revealcancel", target=_target(s, "sum"))


def place_in_a_sequence():
    s = CaseSketch(208, x=(6, 2))
    s.conv1d(3, 3), s.add("relu")
    return random_case("place_in_a_sequence", s, 8, "revealcancel", target=_target(s, [2, 1]), places=["x", "relu_1"])


def target_layer_itself():
    s = CaseSketch(209, x=(4,))
    s.dense(3), s.add("relu"), s.dense(2)
    return random_case("target_layer_itself", s, 9, "rescale", target=_target(s, 1), places=["dense_2"])


def parts_of_the_target_layer_and_the_input():
    s = CaseSketch(210, x=(4,))
    s.dense(5), s.add("relu"), s.dense(2)
    return random_case(
        "parts_of_the_target_layer_and_the_input", s, 10, "revealcancel", quantity="pos_neg_contribs",
        places=["dense_2", "relu_1", "x"],
    )  # fmt: skip


def sum_of_a_hidden_layer():
    s = CaseSketch(211, x=(4,))
    s.dense(5), s.add("relu"), s.dense(2)
    return random_case("sum_of_a_hidden_layer", s, 11, "revealcancel", target=_target(s, None, "relu_1"))


def maxout():
    s = CaseSketch(212, x=(4,))
    s.add("maxout", kernel=s.numbers((4, 4, 3), 0.5), bias=s.numbers((4, 3), 0.4)), s.add("relu"), s.dense(1)
    return random_case("maxout", s, 12, "maxout_path", quantity="multipliers")


def maxout_on_sequences():
    s = CaseSketch(213, x=(3, 2))
    s.add("maxout", kernel=s.numbers((3, 2, 2), 0.7), bias=s.numbers((3, 2), 0.4)), s.add("flatten"), s.dense(1)
    return random_case("maxout_on_sequences", s, 13, "maxout_path")


def rules_of_layers():
    s = CaseSketch(214, x=(5,))
    s.dense(6), s.add("elu", rule="revealcancel"), s.dense(5), s.add("prelu", alpha=0.1, rule="gradient"), s.dense(4)
    s.add("softplus", rule="genomics_default"), s.dense(3), s.add("tanh", rule="rescale"), s.dense(1)
    s.layers[0]["rule"] = "linear"
    return random_case("rules_of_layers", s, 14, "rescale")


def gradient_with_max_pooling():
    s = CaseSketch(215, x=(7, 2))
    s.conv1d(3, 2), s.add("tanh"), s.pooling("maxpool1d", 2), s.add("flatten"), s.dense(1)
    return random_case("gradient_with_max_pooling", s, 15, "gradient", maxpool_rule="gradient_at_input")


def two_inputs_and_a_hidden_layer():
    s = CaseSketch(216, a=(4, 2), b=(4, 3))
    s.add("scale", "a", factor=-1.5, shift=0.5), s.add("sigmoid")
    s.add("concat", ["b", s.last], axis=1), s.conv1d(3, 2), s.add("relu"), s.add("flatten"), s.dense(1)
    return random_case(
        "two_inputs_and_a_hidden_layer", s, 16, "rescale", quantity="multipliers", places=["b", "concat_1", "a"]
    )


def concatenation_in_time():
    s = CaseSketch(217, a=(3, 2), b=(2, 2))
    s.add("concat", ["a", "b"], axis=0), s.conv1d(2, 2), s.add("flatten"), s.add("reshape", shape=[4, 2]), s.batchnorm()
    s.add("relu"), s.add("globalmaxpool"), s.dense(1)
    return random_case("concatenation_in_time", s, 17, "revealcancel", same=0.2)


def one_reference_row():
    s = CaseSketch(218, x=(5, 2))
    s.add("prelu", alpha=np.round(s.random.uniform(0.1, 0.5, (5, 2)), 2).tolist()), s.conv1d(3, 2, stride=2)
    s.add("noop"), s.add("relu"), s.add("flatten"), s.dense(1)
    case = random_case("one_reference_row", s, 18, "revealcancel", quantity="multipliers")
    case["reference"]["x"] = case["reference"]["x"][:1]
    return case


SCHEMA = (
    dense_layer_on_sequences,
    dense_layer_on_images,
    padded_dilated_convolution,
    padded_dilated_convolution_of_images,
    padded_pooling,
    same_average_pooling_of_images,
    softmax_over_channels,
    place_in_a_sequence,
    target_layer_itself,
    parts_of_the_target_layer_and_the_input,
    sum_of_a_hidden_layer,
    maxout,
    maxout_on_sequences,
    rules_of_layers,
    gradient_with_max_pooling,
    two_inputs_and_a_hidden_layer,
    concatenation_in_time,
    one_reference_row,
)
