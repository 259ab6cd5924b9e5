"""Keras networks rebuilt in PyTorch from their config and HDF5 weights, for Captum.

Everything in float64, up to the value before a final sigmoid or softmax. Captum replaces the
gradient at the input tensor of a module that it knows, so each of them gets a tensor of its own.
"""

import torch
from torch import nn

from authors_program import layer_weights


class Own(nn.Module):
    """A module on a copy of its input, which nothing else reads."""

    def __init__(self, module):
        super().__init__()
        self.module = module

    def forward(self, x):
        return self.module(x.clone())


class PRelu(nn.Module):
    """relu(x) - alpha relu(-x): Captum has no rule for PReLU, and the two secants add up to its secant."""

    def __init__(self, alpha):
        super().__init__()
        self.positive, self.negative, self.alpha = Own(nn.ReLU()), Own(nn.ReLU()), alpha

    def forward(self, x):
        return self.positive(x) - self.alpha * self.negative(-x)


class GlobalMax(nn.Module):
    """A pool over the whole length, written as the one window of a max pool, which Captum knows."""

    def __init__(self, length):
        super().__init__()
        self.pool = Own(nn.MaxPool1d(length))

    def forward(self, x):
        return self.pool(x).squeeze(2)


class FlattenChannelsLast(nn.Module):
    def forward(self, x):
        return x.movedim(1, -1).flatten(1)


def _tensor(array):
    return torch.tensor(array, dtype=torch.get_default_dtype())


def _convolution(config, weights, rank):
    kernel = _tensor(weights[0]).movedim(-1, 0).movedim(-1, 1)
    made = (nn.Conv1d, nn.Conv2d)[rank - 1]
    layer = made(kernel.shape[1], kernel.shape[0], kernel.shape[2:], tuple(config["strides"]))
    layer.weight.data, layer.bias.data = kernel.contiguous(), _tensor(weights[1])
    if config["padding"] == "valid":
        return [layer]
    total = kernel.shape[2] - 1  # "same" with stride 1: the odd cell goes to the end
    assert rank == 1 and config["strides"] == [1] and config["padding"] == "same"
    return [nn.ConstantPad1d((total // 2, total - total // 2), 0.0), layer]


def _dense(weights):
    layer = nn.Linear(*weights[0].shape)
    layer.weight.data, layer.bias.data = _tensor(weights[0].T), _tensor(weights[1])
    return [layer]


def _prelu(weights):
    alpha = weights[0]
    return [PRelu(_tensor(alpha.reshape(-1, 1) if alpha.ndim == 2 else alpha))]


def _activation(name):
    return {"relu": [Own(nn.ReLU())], "linear": [], "sigmoid": [], "softmax": []}[name]


def _pool(kind, config):
    assert config["padding"] == "valid"
    return [Own(kind(config["pool_size"][0], config["strides"][0]))]


def _modules(layer, root, length):
    kind, config = layer["class_name"], layer["config"]
    if kind in ("Dropout", "InputLayer"):
        return []
    if kind == "Activation":
        return _activation(config["activation"])
    if kind in ("Conv1D", "Conv2D"):
        weights = layer_weights(root, config["name"])
        return _convolution(config, weights, int(kind[4])) + _activation(config["activation"])
    if kind == "Dense":
        return _dense(layer_weights(root, config["name"])) + _activation(config["activation"])
    if kind == "PReLU":
        return _prelu(layer_weights(root, config["name"]))
    if kind == "MaxPooling1D":
        return _pool(nn.MaxPool1d, config)
    if kind == "AveragePooling1D":
        return [nn.AvgPool1d(config["pool_size"][0], config["strides"][0])]
    if kind == "GlobalMaxPooling1D":
        return [GlobalMax(length)]
    return {"Flatten": [FlattenChannelsLast()]}[kind]


def chain(layers, root, length=None):
    """Sequential layers as one module; `length` is what a global pool sees.

    A sigmoid or softmax is left out: in these networks it is only ever the last layer.
    """
    return nn.Sequential(*[module for layer in layers for module in _modules(layer, root, length)])


class Sequential(nn.Module):
    """Input with channels last, as Keras stores it."""

    def __init__(self, layers, root, length=None):
        super().__init__()
        self.layers = chain(layers, root, length)

    def forward(self, x):
        return self.layers(x.movedim(-1, 1))


class SequenceAndFeatures(nn.Module):
    """Layers on a sequence up to Flatten, then concatenated with a vector of features."""

    def __init__(self, layers, root):
        super().__init__()
        split = next(i for i, layer in enumerate(layers) if layer["class_name"] == "Concatenate")
        self.trunk, self.head = chain(layers[:split], root), chain(layers[split + 1 :], root)

    def forward(self, sequence, features):
        return self.head(torch.cat([self.trunk(sequence.movedim(-1, 1)), features], 1))
