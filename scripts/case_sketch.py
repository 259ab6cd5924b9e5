"""Networks in the schema of the numeric cases, put together layer by layer with random weights of three decimals."""

import numpy as np

from reveal_cancel_evaluator import Evaluator


class CaseSketch:
    """A network in the making; each method adds a layer after the last one, or after `inputs`, and returns its name."""

    def __init__(self, seed, **shapes):
        self.random, self.layers, self.shapes = np.random.default_rng(seed), [], dict(shapes)
        self.last = next(iter(shapes))

    def numbers(self, shape, scale=1.0):
        """Half of normal size at least, so that hardly a weight is about zero."""
        values = self.random.normal(0, 1, shape)
        return np.round(scale * (values + 0.3 * np.sign(values)), 3).tolist()

    def _output_shape(self, layer):
        blank = {name: np.zeros((1, *shape)) for name, shape in self.shapes.items() if name in self._inputs()}
        layers = [*self.layers, layer]
        case = {"layers": layers, "inputs": blank, "reference": blank, "rule": "rescale", "maxpool_rule": "cross_max"}
        return Evaluator(case).values[layer["name"]].x.shape[1:]

    def _inputs(self):
        return set(self.shapes) - {layer["name"] for layer in self.layers}

    def add(self, kind, inputs=None, **parameters):
        names = [inputs] if isinstance(inputs, str) else inputs or [self.last]
        count = sum(layer["type"] == kind for layer in self.layers) + 1
        layer = {"name": f"{kind}_{count}", "type": kind, "inputs": names, **parameters}
        self.shapes[layer["name"]] = self._output_shape(layer)
        self.layers.append(layer)
        self.last = layer["name"]
        return self.last

    def _channels(self, inputs):
        return self.shapes[inputs or self.last][-1]

    def dense(self, units, inputs=None):
        size = self._channels(inputs)
        return self.add(
            "dense", inputs, kernel=self.numbers((size, units), size**-0.5), bias=self.numbers(units, 0.2)
        )

    def conv1d(self, filters, width, inputs=None, stride=1, padding="valid", dilation=1):
        kernel = (width, self._channels(inputs), filters)
        return self.add(
            "conv1d",
            inputs,
            kernel=self.numbers(kernel, np.prod(kernel[:2]) ** -0.5),
            bias=self.numbers(filters, 0.2),
            stride=stride,
            padding=padding,
            dilation=dilation,
        )

    def conv2d(self, filters, height, width, strides=(1, 1), padding="valid", dilation=(1, 1)):
        kernel = (height, width, self._channels(None), filters)
        return self.add(
            "conv2d",
            kernel=self.numbers(kernel, np.prod(kernel[:3]) ** -0.5),
            bias=self.numbers(filters, 0.2),
            strides=list(strides),
            padding=padding,
            dilation=list(dilation),
        )

    def batchnorm(self):
        """Every other gamma is below zero."""
        size = self._channels(None)
        gamma = np.abs(self.numbers(size)) * np.resize([-1, 1], size)
        return self.add(
            "batchnorm",
            gamma=gamma.tolist(),
            beta=self.numbers(size, 0.3),
            mean=self.numbers(size, 0.3),
            var=np.round(self.random.uniform(0.4, 2, size), 3).tolist(),
            epsilon=0.001,
        )

    def prelu(self):
        """One slope for each channel."""
        return self.add("prelu", alpha=np.round(self.random.uniform(0.05, 0.4, self._channels(None)), 3).tolist())

    def pooling(self, kind, *sizes, stride=None, padding="valid"):
        return self.add(kind, pool=list(sizes), stride=list(stride or sizes), padding=padding)

    def case(self, target=None, maxpool_rule=None):
        ranks = {len(shape) for shape in self.shapes.values()}
        return {
            "layers": self.layers,
            "maxpool_rule": maxpool_rule,
            "data_format": "NHWC" if 3 in ranks else "NWC" if 2 in ranks else None,
            "target": {"layer": self.last, "index": 0 if target is None else target},
        }


def random_case(name, sketch, seed, rule, examples=4, same=0.0, quantity="contributions", places=None, **more):
    """A case with random inputs of two decimals; the share `same` of the cells is as in the reference."""
    inputs = [n for n in sketch.shapes if n not in {layer["name"] for layer in sketch.layers}]
    random, x, r = np.random.default_rng(seed), {}, {}
    for key in inputs:
        shape = (examples, *sketch.shapes[key])
        reference = np.round(random.normal(0, 1, shape), 2)
        change = np.where(random.random(shape) < same, 0, np.round(random.normal(0, 1.5, shape), 2))
        x[key], r[key] = np.round(reference + change, 2), reference
    case = sketch.case(maxpool_rule="cross_max" if any("maxpool" in layer["type"] for layer in sketch.layers) else None)
    given = {"name": name, "rule": rule, "inputs": x, "reference": r, "quantity": quantity, "places": places or inputs}
    return {**case, **given, **more}
