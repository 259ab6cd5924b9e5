"""Cases where the authors' program is wrong or has no answer: expected values come from the evaluator.

Of the smallest the derivation by hand is in the note.
"""

import numpy as np

from case_sketch import CaseSketch, random_case


def _dense(name, inputs, kernel, bias):
    return {"name": name, "type": "dense", "inputs": [inputs], "kernel": kernel, "bias": bias}


def _layer(name, kind, *inputs, **parameters):
    return {"name": name, "type": kind, "inputs": list(inputs), **parameters}


def _case(name, layers, x, r, rule="revealcancel", quantity="multipliers", places=("x",), maxpool_rule=None, **more):
    return {
        "name": name,
        "rule": rule,
        "maxpool_rule": maxpool_rule,
        "layers": [*layers, _layer("out", "flatten", layers[-1]["name"])],
        "inputs": {"x": x},
        "reference": {"x": r},
        "target": {"layer": "out", "index": 0},
        "quantity": quantity,
        "places": list(places),
        **more,
    }


def zero_part():
    return _case(
        "zero_part",
        [_dense("dense", "x", [[1.0], [-3.0]], [0.5]), _layer("relu", "relu", "dense")],
        [[2.0, 0.0], [1.0, 0.0], [-1.0, 0.0]],
        [[0.0, 0.0], [-1.0, 0.0], [1.0, 0.0]],
        hand=[[1.0, -3.0], [0.75, -1.875], [0.75, -1.875]],
        note="Example 1: z0 = 0.5, d = (2, 0), P = 2, N = 0. m+ = (2.5 - 0.5)/2 = 1; N = 0 has the derivatives "
        "m- = (f'(0.5) + f'(2.5))/2 = 1. x1 rises by a positive weight: 1 m+. x2 does not change: -3 (m+ + m-)/2 = -3. "
        "Example 2: z0 = -0.5, P = 2: m+ = 1.5/2 = 0.75, m- = (f'(-0.5) + f'(1.5))/2 = 0.5, x2: -3 (1.25)/2 = -1.875. "
        "Example 3: z0 = 1.5, N = -2, P = 0: m- = (0 - 1.5)/-2 = 0.75, m+ = (f'(1.5) + f'(-0.5))/2 = 0.5; "
        "x1 falls by a positive weight: 1 m-. The authors' program takes 1e-7 for the zero.",
    )


def no_difference():
    return _case(
        "no_difference",
        [_dense("dense", "x", [[0.5], [-0.25]], [0.0]), _layer("sigmoid", "sigmoid", "dense")],
        [[1.0, 2.0]],
        [[1.0, 2.0]],
        hand=[[0.125, -0.0625]],
        note="x = r, P = N = 0: m+ = m- = f'(0) = 0.25, times the weights.",
    )


def max_pooling_by_hand():
    return _case(
        "max_pooling_by_hand",
        [
            _dense("dense", "x", [[1.0, 2.0], [-1.0, -1.0]], [0.0, -1.0]),
            _layer("reshape", "reshape", "dense", shape=[2, 1]),
            _layer("pool", "maxpool1d", "reshape", pool=[2], stride=[2], padding="valid"),
            _layer("relu", "relu", "pool"),
        ],
        [[3.0, 1.0]],
        [[0.0, 0.0]],
        rule="genomics_default",
        maxpool_rule="cross_max",
        hand=[[22 / 15, -0.4]],
        note="Genomics default finds the dense layer through pooling and reshape: RevealCancel. z(x) = (2, 4), "
        "z(r) = (0, -1): cell 2 wins, P = 6, N = -1, multiplier (4 - 0)/(4 + 1) = 0.8, so the pool has P = 4.8, "
        "N = -0.8, z0 = 0. m+ = (4.8/4.8 + 4/4.8)/2 = 11/12, m- = (0 + 0.8/0.8)/2 = 1/2; 4.8 * 11/12 - 0.8/2 = 4. "
        "At cell 2: 0.8 * 11/12 = 11/15 and 0.4. x1: 2 * 11/15, x2: -1 * 0.4.",
    )


def max_pooling_of_parts_that_cancel():
    return _case(
        "max_pooling_of_parts_that_cancel",
        [
            _dense("dense", "x", [[1.0, 0.0], [-1.0, 1.0]], [0.5, -3.0]),
            _layer("reshape", "reshape", "dense", shape=[2, 1]),
            _layer("pool", "globalmaxpool", "reshape"),
            _layer("relu", "relu", "pool"),
        ],
        [[1.0, 1.0]],
        [[0.0, 0.0]],
        quantity="contributions",
        maxpool_rule="cross_max",
        hand=[[0.75, -0.75]],
        note="Cell 1 wins, 0.5 at both: multiplier 1, P = 1 and N = -1 pass. z0 = 0.5: m+ = (1/1 + 0.5/1)/2 = 0.75, "
        "m- = (0.5/1 + 1/1)/2 = 0.75. x1 rises by weight 1: 0.75, x2 by weight -1: -0.75; they sum to 0.",
    )


def addition_by_hand():
    return _case(
        "addition_by_hand",
        [
            _dense("left", "x", [[1.0], [-1.0]], [-1.0]),
            _dense("right", "x", [[0.0], [3.0]], [0.0]),
            _layer("add", "add", "left", "right"),
            _layer("relu", "relu", "add"),
        ],
        [[1.0, 1.0]],
        [[0.0, 0.0]],
        rule="genomics_default",
        quantity="contributions",
        hand=[[0.625, 1.375]],
        note="Parts add: P = 1 + 3, N = -1 + 0, not those of x1 + 2 x2. z0 = -1: m+ = (3/4 + 2/4)/2 = 0.625, "
        "m- = (0 + 1/1)/2 = 0.5. x1: 0.625. x2: -1 m- + 3 m+ = -0.5 + 1.875.",
    )


def zero_parts_of_smooth_functions():
    s = CaseSketch(101, x=(5,))
    s.dense(6), s.add("softplus"), s.dense(5), s.add("tanh"), s.dense(4), s.add("elu"), s.dense(1)
    for layer in s.layers[:-2]:
        if layer["type"] == "dense":
            layer["kernel"] = np.abs(layer["kernel"]).tolist()
    case = random_case("zero_parts_of_smooth_functions", s, 1, "revealcancel", quantity="multipliers")
    reference = case["reference"]["x"]
    rise = np.abs(case["inputs"]["x"] - reference) * [1, 1, 0, 1, 0]
    case["inputs"]["x"] = np.round(reference + rise, 2)
    return {**case, "note": "weights and differences are not below zero: every N is 0"}


def convolution_batch_normalization_max_pooling():
    s = CaseSketch(102, x=(10, 3))
    s.conv1d(4, 3), s.batchnorm(), s.pooling("maxpool1d", 3, stride=[2]), s.add("relu"), s.add("flatten")
    s.dense(5), s.add("noop"), s.prelu(), s.dense(1)
    return random_case(
        "convolution_batch_normalization_max_pooling", s, 2, "genomics_default", same=0.3, places=["x", "maxpool1d_1"]
    )


def parts_at_max_pooling():
    s = CaseSketch(103, x=(6, 5, 2))
    s.conv2d(3, 3, 2), s.pooling("maxpool2d", 2, 2), s.add("flatten"), s.add("relu"), s.dense(1)
    return random_case(
        "parts_at_max_pooling", s, 3, "revealcancel", quantity="pos_neg_contribs", places=["maxpool2d_1", "relu_1"]
    )


def overlapping_max_pooling_of_images():
    s = CaseSketch(103, x=(6, 5, 2))
    s.conv2d(3, 3, 2), s.pooling("maxpool2d", 2, 2, stride=[1, 1], padding="same"), s.add("flatten"), s.add("relu")
    s.dense(1)
    return random_case("overlapping_max_pooling_of_images", s, 3, "revealcancel", same=0.2, quantity="multipliers")


def dense_layer_behind_max_pooling():
    s = CaseSketch(104, x=(5,))
    s.dense(12), s.add("reshape", shape=[6, 2]), s.pooling("maxpool1d", 2), s.add("flatten"), s.add("sigmoid")
    s.dense(1)
    return random_case("dense_layer_behind_max_pooling", s, 4, "genomics_default", examples=6)


def global_max_pooling_of_parts():
    s = CaseSketch(105, x=(8, 3))
    s.conv1d(5, 3), s.add("globalmaxpool"), s.add("tanh"), s.dense(1)
    return random_case("global_max_pooling_of_parts", s, 5, "revealcancel", same=0.3)


def convolution_beside_dense_layer():
    s = CaseSketch(106, sequence=(6, 2), features=(3,))
    s.conv1d(3, 3)
    sequence = s.add("flatten")
    s.add("concat", [sequence, s.dense(4, "features")], axis=0), s.add("elu"), s.dense(1)
    note = "a dense layer is among the layers found: RevealCancel"
    return random_case("convolution_beside_dense_layer", s, 6, "genomics_default", note=note)


def residual_block():
    s = CaseSketch(107, x=(7, 3))
    s.conv1d(4, 3, padding="same")
    first = s.add("relu")
    s.conv1d(4, 3, padding="same"), s.batchnorm(), s.add("add", [first, s.last]), s.add("relu"), s.add("globalavgpool")
    s.dense(1)
    return random_case("residual_block", s, 7, "revealcancel", same=0.3, places=["x", "add_1"])


def negative_scale():
    s = CaseSketch(108, x=(5,))
    s.dense(6), s.add("scale", factor=-0.5, shift=0.25), s.add("softplus"), s.dense(1)
    return random_case("negative_scale", s, 8, "genomics_default", same=0.3)


def dilated_convolution():
    s = CaseSketch(109, x=(12, 3))
    s.conv1d(4, 3, padding="same", dilation=2), s.add("relu"), s.add("flatten"), s.dense(5), s.add("relu"), s.dense(1)
    note = "the authors' program leaves the dilation of a one-dimensional convolution out and says nothing"
    return random_case("dilated_convolution", s, 9, "revealcancel", same=0.3, note=note)


DERIVED = (
    zero_part,
    no_difference,
    max_pooling_by_hand,
    max_pooling_of_parts_that_cancel,
    addition_by_hand,
    zero_parts_of_smooth_functions,
    convolution_batch_normalization_max_pooling,
    parts_at_max_pooling,
    overlapping_max_pooling_of_images,
    dense_layer_behind_max_pooling,
    global_max_pooling_of_parts,
    convolution_beside_dense_layer,
    residual_block,
    negative_scale,
    dilated_convolution,
)
