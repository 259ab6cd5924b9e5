"""DeepLIFT by its formulas, in float64 and with explicit matrices, on networks in the schema of the numeric cases.

It shares no code with any other program and is as plain as possible: every linear layer is a matrix from
all cells of its inputs to all cells of its output. P and N are the positive and negative part of a
difference d, m+ and m- their multipliers:

* dense, convolution: P, N = (Wd +- |W||d|)/2, multiplier (W'(m+ + m-) + sign(d) |W|'(m+ - m-))/2 for both parts;
* other linear layers carry the parts, weights below zero from one to the other;
* RevealCancel: m+ = (S(z0, P) + S(z0 + N, P))/2 and m- likewise, S(a, s) the secant of the step s from a,
  the derivative where s is 0; other activations and max pooling (cross-max) multiply both parts alike;
* at the network's input m = m+ where d > 0, m- where d < 0, their mean at 0.
"""

import numpy as np

from evaluator_nodes import ACTIVATIONS, Activation, MaxPooling, Maxout, Mixing, Pair, Softmax, carried, flat

LOOKED_THROUGH = ("batchnorm", "flatten", "reshape", "noop", "concat", "add", "scale")


def genomics_default(case, layer):
    """What an activation resolves to: RevealCancel where the way back finds a dense layer."""
    layers, found, waiting = {l["name"]: l for l in case["layers"]}, set(), list(layer["inputs"])
    while waiting:
        before = layers.get(waiting.pop())
        if before is None:
            continue
        if before["type"] in ("dense", "conv1d", "conv2d"):
            found.add(before["type"])
        elif before["type"] in LOOKED_THROUGH or "pool" in before["type"]:
            waiting += before["inputs"]
    assert found, f"neither a dense layer nor a convolution before {layer['name']}"
    return "revealcancel" if "dense" in found else "rescale"


class Evaluator:
    """A network of the schema at one batch of inputs and references."""

    def __init__(self, case):
        self.case, self.nodes, self.rules = case, {}, {}
        self.values = {name: self._input(name) for name in case["inputs"]}
        for layer in case["layers"]:
            pairs = self.inputs(layer)
            node = self._node(layer, [p.x.shape[1:] for p in pairs])
            self.nodes[layer["name"]], self.values[layer["name"]] = node, node.forward(*pairs)

    def _input(self, name):
        x = np.array(self.case["inputs"][name], float)
        r = np.broadcast_to(np.array(self.case["reference"][name], float), x.shape)
        return Pair(x, r, np.maximum(x - r, 0), np.minimum(x - r, 0))

    def inputs(self, layer):
        return [self.values[name] for name in layer["inputs"]]

    def _node(self, layer, shapes):
        kind = layer["type"]
        if kind in ACTIVATIONS:
            rule = layer.get("rule", self.case["rule"])
            self.rules[layer["name"]] = genomics_default(self.case, layer) if rule == "genomics_default" else rule
            return Activation(layer, self.rules[layer["name"]])
        if "maxpool" in kind:
            return MaxPooling(layer, shapes, self.case["maxpool_rule"])
        kinds = {"dense": Mixing, "conv1d": Mixing, "conv2d": Mixing, "softmax": Softmax, "maxout": Maxout}
        return kinds.get(kind, carried)(layer, shapes)

    def _target(self):
        """The target's place in a batch; the sum of its layer has none of its own."""
        index = self.case["target"]["index"]
        return (slice(None), *([] if index in (None, "sum") else np.atleast_1d(index)))

    def multipliers(self):
        """m+ and m- by name of input and layer."""
        result = {name: [np.zeros_like(pair.x), np.zeros_like(pair.x)] for name, pair in self.values.items()}
        for array in result[self.case["target"]["layer"]]:
            array[self._target()] = 1
        for layer in reversed(self.case["layers"]):
            back = self.nodes[layer["name"]].backward(*self.inputs(layer), *result[layer["name"]])
            for name, parts in zip(layer["inputs"], back):
                result[name] = [mine + more for mine, more in zip(result[name], parts)]
        return result

    def difference(self):
        """[n], of the target."""
        pair = self.values[self.case["target"]["layer"]]
        return flat((pair.x - pair.r)[self._target()]).sum(1)

    def evaluate(self, quantity, place):
        pair, (positive, negative) = self.values[place], self.multipliers()[place]
        if quantity == "pos_neg_contribs":
            return {"pos": pair.positive, "neg": pair.negative}
        if quantity == "contributions":
            return positive * pair.positive + negative * pair.negative
        d = pair.x - pair.r
        return np.where(d > 0, positive, np.where(d < 0, negative, (positive + negative) / 2))
