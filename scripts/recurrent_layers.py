"""Recurrent layers and attention step by step, one example at a time, as Deeplearning4j 1.0.0-M2.1 defines them.

A sequence is a list of `Pair` vectors, one for each step; a mask is a list of 0 and 1, or None.
Parameters have Deeplearning4j's names and shapes.
"""

import math

import numpy as np

from secant_numbers import FUNCTIONS, Pair, joined, stacked


def lstm(steps, mask, parameters, activation="TANH", gate="SIGMOID", suffix=""):
    """LSTM, with peephole connections where the recurrent weights have three more columns.

    Blocks of columns: candidate, forget gate, output gate, input gate; peepholes of the forget gate
    and the input gate see the cell before, that of the output gate the new one. A masked step is 0,
    cell and output alike.
    """
    f, g = FUNCTIONS[activation], FUNCTIONS[gate]
    weights, recurrent, bias = (parameters[name + suffix] for name in ("W", "RW", "b"))
    units = recurrent.shape[0]
    peepholes = [recurrent[:, 4 * units + place] for place in range(recurrent.shape[1] - 4 * units)]
    hidden = Pair.constant(np.zeros(units), steps[0].inputs)
    cell = Pair.constant(np.zeros(units), steps[0].inputs)
    outputs = []
    for time, step in enumerate(steps):
        sums = step.dot(weights) + hidden.dot(recurrent[:, : 4 * units]) + bias
        candidate, forget, output, enter = (sums[block * units : (block + 1) * units] for block in range(4))
        if peepholes:
            forget, enter = forget + cell.times(peepholes[0]), enter + cell.times(peepholes[2])
        cell = forget.apply(*g) * cell + enter.apply(*g) * candidate.apply(*f)
        if peepholes:
            output = output + cell.times(peepholes[1])
        hidden = output.apply(*g) * cell.apply(*f)
        if mask is not None:
            hidden, cell = hidden.times(mask[time]), cell.times(mask[time])
        outputs.append(hidden)
    return outputs


def simple(steps, mask, parameters, activation="TANH"):
    """h_t = f(x_t W + h_(t-1) R + b), 0 at masked steps."""
    f = FUNCTIONS[activation]
    hidden = Pair.constant(np.zeros(parameters["RW"].shape[0]), steps[0].inputs)
    outputs = []
    for time, step in enumerate(steps):
        hidden = (step.dot(parameters["W"]) + hidden.dot(parameters["RW"]) + parameters["b"]).apply(*f)
        hidden = hidden if mask is None else hidden.times(mask[time])
        outputs.append(hidden)
    return outputs


def _reversed_mask(mask):
    return None if mask is None else mask[::-1]


def bidirectional(steps, mask, parameters, layer, mode):
    """Both directions, each with its own parameters; the second meets the sequence from its end."""
    forward = layer(steps, mask, _inside(parameters, "f"))
    backward = layer(steps[::-1], _reversed_mask(mask), _inside(parameters, "b"))[::-1]
    return [_joined(one, other, mode) for one, other in zip(forward, backward)]


def _inside(parameters, prefix):
    return {name[len(prefix) :]: value for name, value in parameters.items() if name.startswith(prefix)}


def _joined(one, other, mode):
    if mode == "CONCAT":
        return joined([one, other])
    return {"ADD": one + other, "AVERAGE": (one + other).times(0.5), "MUL": one * other}[mode]


def graves_bidirectional(steps, mask, parameters):
    """Peephole LSTMs in both directions, added."""
    forward = lstm(steps, mask, parameters, suffix="F")
    backward = lstm(steps[::-1], _reversed_mask(mask), parameters, suffix="B")[::-1]
    return [one + other for one, other in zip(forward, backward)]


def last(steps, mask):
    """The last step that is there."""
    return steps[-1] if mask is None else steps[max(time for time, there in enumerate(mask) if there)]


def rows_that_differ_from(steps, value):
    """The mask that the example makes: 0 where all channels have a value."""
    return [float(np.any(step.actual != value)) for step in steps]


def _projected(steps, weights):
    """All heads of a projection [heads, size, channels]: a list of heads, each a list of steps."""
    return [[step.dot(head.T) for step in steps] for head in weights]


def _attended(query, keys, values, mask):
    """softmax over steps of query·key/√size, then the sum of values so weighted."""
    size = len(query.actual)
    scores = []
    for key in keys:
        product = query * key
        total = Pair(product.actual.sum(), product.reference.sum(), product.multipliers.sum(0))
        scores.append(total.times(1 / math.sqrt(size)))
    scores = stacked(scores)
    if mask is not None:
        scores = scores + (np.asarray(mask) - 1) * 1e9
    weights = scores.softmax()
    result = Pair.constant(np.zeros(len(values[0].actual)), query.inputs)
    for time, value in enumerate(values):
        share = stacked([weights[time]] * len(value.actual))
        result = result + share * value
    return result


def attention(queries, keys, values, mask, parameters):
    """Multi-head dot product attention, or plain where nothing is projected; one vector for each query."""
    if "Wq" not in parameters:
        return [_attended(query, keys, values, mask) for query in queries]
    heads = zip(*(_projected(s, parameters[w]) for s, w in ((queries, "Wq"), (keys, "Wk"), (values, "Wv"))))
    of_heads = [[_attended(query, k, v, mask) for query in q] for q, k, v in heads]
    return [joined(list(step)).dot(parameters["Wo"]) for step in zip(*of_heads)]


def recurrent_attention(steps, mask, parameters, activation="TANH"):
    """y_t = f(x_t W + b + r_t R), r_t what y_(t-1) attends to in the whole input, none at the first step."""
    f = FUNCTIONS[activation]
    outputs = []
    for step in steps:
        sums = step.dot(parameters["W"]) + parameters.get("b", 0.0)
        if outputs:
            sums = sums + attention([outputs[-1]], steps, steps, mask, parameters)[0].dot(parameters["RW"])
        outputs.append(sums.apply(*f))
    return outputs
