"""Numbers of an example and its reference that know their multipliers.

Each holds its value in both passes and, for every number of the input, the multiplier of that number
with respect to it (Shrikumar and others 2016, section 2.3): what a network computes with them comes
out with its contributions, since each operation applies its own rule to the multipliers at once. So
nothing is handed back from outputs to inputs, and no step of a recurrence is met twice.
"""

import numpy as np


class Pair:
    """An array in both passes, and multipliers of shape (array's shape, number of inputs)."""

    def __init__(self, actual, reference, multipliers):
        self.actual = np.asarray(actual, dtype=np.float64)
        self.reference = np.asarray(reference, dtype=np.float64)
        self.multipliers = np.asarray(multipliers, dtype=np.float64)

    @staticmethod
    def of_inputs(actual, reference):
        """The input itself: each number has multiplier 1 for itself."""
        multipliers = np.eye(actual.size).reshape(actual.shape + (actual.size,))
        return Pair(actual, reference, multipliers)

    @staticmethod
    def constant(value, inputs):
        value = np.asarray(value, dtype=np.float64)
        return Pair(value, value, np.zeros(value.shape + (inputs,)))

    @property
    def inputs(self):
        return self.multipliers.shape[-1]

    def __getitem__(self, index):
        return Pair(self.actual[index], self.reference[index], self.multipliers[index])

    def __add__(self, other):
        """Linear rule: a sum has the sum of multipliers; a constant has none."""
        if isinstance(other, Pair):
            return Pair(
                self.actual + other.actual,
                self.reference + other.reference,
                self.multipliers + other.multipliers,
            )
        return Pair(self.actual + other, self.reference + other, self.multipliers)

    def times(self, factor):
        """Linear rule: a factor that both passes share, number by number."""
        factor = np.broadcast_to(np.asarray(factor, dtype=np.float64), self.actual.shape)
        return Pair(self.actual * factor, self.reference * factor, self.multipliers * factor[..., None])

    def __mul__(self, other):
        """Product rule, equation 18: m_a = b0 + Δb/2, m_b = a0 + Δa/2."""
        of_self = (other.actual + other.reference) / 2
        of_other = (self.actual + self.reference) / 2
        return Pair(
            self.actual * other.actual,
            self.reference * other.reference,
            self.multipliers * of_self[..., None] + other.multipliers * of_other[..., None],
        )

    def dot(self, weights):
        """Linear rule: a row of numbers times a matrix of weights."""
        return Pair(
            self.actual @ weights,
            self.reference @ weights,
            np.einsum("i...n,io->o...n", self.multipliers, weights),
        )

    def apply(self, function, derivative):
        """Rescale, equation 15: Δf/Δx, and the derivative where Δx is 0."""
        f, f0 = function(self.actual), function(self.reference)
        step = self.actual - self.reference
        secant = np.where(step == 0, derivative(self.actual), (f - f0) / np.where(step == 0, 1, step))
        return Pair(f, f0, self.multipliers * secant[..., None])

    def softmax(self):
        """Log-mean Jacobian of a vector: Δp_i = L_i (Δz_i − Σ_k L_k Δz_k / Σ_k L_k)."""
        p, q = _probabilities(self.actual), _probabilities(self.reference)
        same = p == q
        logs = np.where(same, 1, np.log(np.where(p > 0, p, 1)) - np.log(np.where(q > 0, q, 1)))
        means = np.where(same, p, (p - q) / logs)
        average = (means[:, None] * self.multipliers).sum(0) / means.sum()
        return Pair(p, q, means[:, None] * (self.multipliers - average))

    def contributions(self, shape):
        """Of one number: multiplier times difference, in the input's shape."""
        return self.multipliers.reshape(shape)


def _probabilities(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def joined(pairs):
    """Vectors one behind the other."""
    return Pair(*(np.concatenate([getattr(p, part) for p in pairs]) for part in ("actual", "reference", "multipliers")))


def stacked(pairs):
    """Numbers or vectors as the rows of an array."""
    return Pair(*(np.stack([getattr(p, part) for p in pairs]) for part in ("actual", "reference", "multipliers")))


FUNCTIONS = {
    "IDENTITY": (lambda x: x, np.ones_like),
    "TANH": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "SIGMOID": (lambda x: 1 / (1 + np.exp(-x)), lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2),
    "SOFTSIGN": (lambda x: x / (1 + np.abs(x)), lambda x: 1 / (1 + np.abs(x)) ** 2),
    "RELU": (lambda x: np.maximum(x, 0), lambda x: (x > 0).astype(float)),
}
