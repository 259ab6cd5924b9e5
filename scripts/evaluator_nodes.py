"""The layers of reveal_cancel_evaluator.py: values and parts forward, multipliers backward."""

from collections import namedtuple

import numpy as np

from explicit_matrices import average_matrix, convolution_matrix, windows

Pair = namedtuple("Pair", "x r positive negative")


def flat(values):
    """[n, cells]."""
    return values.reshape(len(values), -1)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def activation(layer):
    """The function and its derivative; at the kink of a piecewise-linear one that of the left side."""
    alpha = np.asarray(layer.get("alpha", 1.0 if layer["type"] == "elu" else 0.0))
    return {
        "relu": (lambda z: np.maximum(z, 0), lambda z: 1.0 * (z > 0)),
        "prelu": (lambda z: np.where(z > 0, z, alpha * z), lambda z: np.where(z > 0, 1, alpha)),
        "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
        "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
        "softplus": (lambda z: np.logaddexp(0, z), sigmoid),
        "elu": (lambda z: np.where(z > 0, z, alpha * np.expm1(z)), lambda z: np.where(z > 0, 1, alpha * np.exp(z))),
    }[layer["type"]]


ACTIVATIONS = ("relu", "prelu", "sigmoid", "tanh", "softplus", "elu")


def secant(function, derivative, start, step):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(step == 0, derivative(start), (function(start + step) - function(start)) / step)


class Mixing:
    """A dense layer or convolution: the parts are made anew from the difference."""

    def __init__(self, layer, shapes):
        kernel = np.array(layer["kernel"], float)
        self.matrix, self.shape = convolution_matrix(shapes[0], kernel, layer)
        self.bias = np.broadcast_to(np.array(layer["bias"], float), self.shape).ravel()

    def forward(self, pair):
        d = flat(pair.x - pair.r)
        straight, size = d @ self.matrix, np.abs(d) @ np.abs(self.matrix)
        values = [flat(v) @ self.matrix + self.bias for v in (pair.x, pair.r)]
        return Pair(*[v.reshape(-1, *self.shape) for v in (*values, (straight + size) / 2, (straight - size) / 2)])

    def backward(self, pair, positive, negative):
        both, apart = flat(positive + negative) @ self.matrix.T, flat(positive - negative) @ np.abs(self.matrix).T
        d = flat(pair.x - pair.r)
        multiplier = ((both + np.sign(d) * apart) / 2).reshape(pair.x.shape)
        return [(multiplier, multiplier)]


class Carrying:
    """A linear layer that carries the parts of its inputs, by one matrix for each of them."""

    def __init__(self, matrices, shape, shift=0.0):
        self.matrices, self.shape = matrices, shape
        self.shift = np.broadcast_to(shift, shape).ravel()

    def _mapped(self, arrays, others):
        total = sum(
            flat(a) @ np.maximum(m, 0) + flat(b) @ np.minimum(m, 0) for a, b, m in zip(arrays, others, self.matrices)
        )
        return total.reshape(-1, *self.shape)

    def forward(self, *pairs):
        x, r, positive, negative = zip(*pairs)
        shift = self.shift.reshape(self.shape)
        return Pair(
            self._mapped(x, x) + shift,
            self._mapped(r, r) + shift,
            self._mapped(positive, negative),
            self._mapped(negative, positive),
        )

    def backward(self, *arguments):
        *pairs, positive, negative = arguments
        p, n = flat(positive), flat(negative)
        return [
            tuple(
                (a @ np.maximum(m, 0).T + b @ np.minimum(m, 0).T).reshape(pair.x.shape) for a, b in ((p, n), (n, p))
            )
            for pair, m in zip(pairs, self.matrices)
        ]


class Activation:
    def __init__(self, layer, rule):
        self.function, self.derivative = activation(layer)
        self.rule = rule

    def _secant(self, start, step):
        return secant(self.function, self.derivative, start, step)

    def _multipliers(self, pair):
        if self.rule != "revealcancel":
            return (self._secant(pair.r, pair.x - pair.r),) * 2
        z0, p, n = pair.r, pair.positive, pair.negative
        return (
            (self._secant(z0, p) + self._secant(z0 + n, p)) / 2,
            (self._secant(z0, n) + self._secant(z0 + p, n)) / 2,
        )

    def forward(self, pair):
        """The parts sum to the difference by the gradient rule too."""
        positive, negative = self._multipliers(pair)
        values = self.function(pair.x), self.function(pair.r)
        return Pair(*values, positive * pair.positive, negative * pair.negative)

    def backward(self, pair, positive, negative):
        own = (self.derivative(pair.x),) * 2 if self.rule == "gradient" else self._multipliers(pair)
        return [(positive * own[0], negative * own[1])]


class MaxPooling:
    """Each window hands on the cell that wins it: by cross-max, or the input's maximum (`gradient_at_input`)."""

    def __init__(self, layer, shapes, rule):
        self.rule = rule
        self.windows, self.shape = windows(shapes[0], layer)

    def _winners(self, pair):
        """Per window [n] cells and multipliers."""
        x, r = flat(pair.x), flat(pair.r)
        rows = np.arange(len(x))
        for cells in self.windows:
            at_x, at_r = cells[x[:, cells].argmax(1)], cells[r[:, cells].argmax(1)]
            top_x, top_r = x[rows, at_x], r[rows, at_r]
            q = np.where((top_x >= top_r) | (self.rule == "gradient_at_input"), at_x, at_r)
            gap = x[rows, q] - r[rows, q]
            with np.errstate(divide="ignore", invalid="ignore"):
                multiplier = np.where(gap == 0, 1, (top_x - top_r) / gap)
            yield q, np.ones(len(x)) if self.rule == "gradient_at_input" else multiplier

    def forward(self, pair):
        rows = np.arange(len(pair.x))
        x, r = (np.stack([flat(v)[:, cells].max(1) for cells in self.windows], 1) for v in (pair.x, pair.r))
        parts = [
            np.stack([m * flat(v)[rows, q] for q, m in self._winners(pair)], 1) for v in (pair.positive, pair.negative)
        ]
        return Pair(*[v.reshape(-1, *self.shape) for v in (x, r, *parts)])

    def backward(self, pair, positive, negative):
        rows, result = np.arange(len(pair.x)), []
        for upstream in (flat(positive), flat(negative)):
            total = np.zeros_like(flat(pair.x))
            for window, (q, m) in enumerate(self._winners(pair)):
                total[rows, q] += m * upstream[:, window]
            result.append(total.reshape(pair.x.shape))
        return [tuple(result)]


class Softmax:
    """J = diag(L) - L L'/sum(L), L the logarithmic mean of both probabilities; both parts alike."""

    def __init__(self, layer, shapes):
        pass

    def _probabilities(self, z):
        raised = np.exp(z - z.max(-1, keepdims=True))
        return raised / raised.sum(-1, keepdims=True)

    def _through(self, pair, values):
        p, q = self._probabilities(pair.x), self._probabilities(pair.r)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.where(p == q, p, (p - q) / (np.log(p) - np.log(q)))
        return mean * (values - (mean * values).sum(-1, keepdims=True) / mean.sum(-1, keepdims=True))

    def forward(self, pair):
        parts = [self._through(pair, part) for part in (pair.positive, pair.negative)]
        return Pair(self._probabilities(pair.x), self._probabilities(pair.r), *parts)

    def backward(self, pair, positive, negative):
        return [(self._through(pair, positive), self._through(pair, negative))]


class Maxout:
    """Each piece's share of the straight line from reference to input on which it is the largest."""

    def __init__(self, layer, shapes):
        self.pieces = [
            Mixing({**layer, "type": "dense", "kernel": kernel, "bias": bias}, shapes)
            for kernel, bias in zip(layer["kernel"], layer["bias"])
        ]

    def _shares(self, pairs):
        """[piece, n, ...]: between two crossings of pieces the largest is that in the middle."""
        start, end = np.stack([p.r for p in pairs]), np.stack([p.x for p in pairs])
        shares = np.zeros_like(start)
        for place in np.ndindex(start.shape[1:]):
            a, slope = start[(slice(None), *place)], (end - start)[(slice(None), *place)]
            with np.errstate(divide="ignore", invalid="ignore"):
                crossings = ((a[:, None] - a) / (slope - slope[:, None])).ravel()
            cuts = np.unique([0, 1, *crossings[(crossings > 0) & (crossings < 1)]])
            for left, right in zip(cuts, cuts[1:]):
                shares[((a + slope * (left + right) / 2).argmax(), *place)] += right - left
        return shares

    def forward(self, pair):
        pairs = [piece.forward(pair) for piece in self.pieces]
        shares = self._shares(pairs)
        parts = [(shares * np.stack([p[side] for p in pairs])).sum(0) for side in (2, 3)]
        return Pair(np.max([p.x for p in pairs], 0), np.max([p.r for p in pairs], 0), *parts)

    def backward(self, pair, positive, negative):
        shares = self._shares([piece.forward(pair) for piece in self.pieces])
        back = [piece.backward(pair, s * positive, s * negative)[0] for piece, s in zip(self.pieces, shares)]
        return [tuple(sum(parts) for parts in zip(*back))]


def carried(layer, shapes):
    """The matrices of a layer that carries parts."""
    kind, sizes = layer["type"], [int(np.prod(s)) for s in shapes]
    if kind == "batchnorm":
        gamma, beta, mean, var = (np.array(layer[k], float) for k in ("gamma", "beta", "mean", "var"))
        factor = gamma / np.sqrt(var + layer["epsilon"])
        return Carrying([np.diag(np.broadcast_to(factor, shapes[0]).ravel())], shapes[0], beta - mean * factor)
    if kind == "scale":
        return Carrying([layer.get("factor", 1) * np.eye(sizes[0])], shapes[0], layer.get("shift", 0))
    if kind == "concat":
        cells = np.concatenate(
            [np.arange(size).reshape(s) + sum(sizes[:i]) for i, (size, s) in enumerate(zip(sizes, shapes))],
            layer["axis"],
        )
        whole = np.eye(sum(sizes))[:, cells.ravel()]
        return Carrying(np.split(whole, np.cumsum(sizes)[:-1]), cells.shape)
    if "avgpool" in kind:
        return Carrying(*average_matrix(shapes[0], layer))
    if kind == "sum":
        return Carrying([np.ones((sizes[0], 1))], (1,))
    shape = {"flatten": (sizes[0],), "reshape": tuple(layer.get("shape", ()))}.get(kind, shapes[0])
    assert kind in ("flatten", "reshape", "noop", "add"), kind
    return Carrying([np.eye(sizes[0])] * len(shapes), shape)
