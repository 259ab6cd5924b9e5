"""The networks of the benchmarks (src/jmh) in PyTorch, with the weights that the Java side gives away.

Sequences and images come as PyTorch takes them, channels first. Every ReLU and pooling is a module of its own,
as Captum, tangermeme and shap need it.
"""

import torch
from torch import nn


def _tensor(array):
    return torch.from_numpy(array.copy())


def _fill(module, **arrays):
    for name, array in arrays.items():
        value = _tensor(array)
        assert getattr(module, name).shape == value.shape, (name, value.shape)
        getattr(module, name).data = value
    return module


class Weights:
    """Weights by layer; the kernel of a convolution over sequences lies in memory as [width, in, out]."""

    def __init__(self, arrays):
        self.arrays = arrays

    def convolution(self, layer, same=False, dilation=1):
        kernel, bias = self.arrays[f"{layer}_W"], self.arrays[f"{layer}_b"].ravel()
        out, channels, width = kernel.shape[:3]
        kernel = kernel.reshape(width, channels, out).transpose(2, 1, 0)
        padding = (width - 1) * dilation // 2 if same else 0
        return _fill(nn.Conv1d(channels, out, width, padding=padding, dilation=dilation), weight=kernel, bias=bias)

    def image_convolution(self, layer):
        kernel = self.arrays[f"{layer}_W"]
        made = nn.Conv2d(kernel.shape[1], kernel.shape[0], kernel.shape[2:])
        return _fill(made, weight=kernel, bias=self.arrays[f"{layer}_b"].ravel())

    def dense(self, layer):
        matrix = self.arrays[f"{layer}_W"]
        return _fill(nn.Linear(*matrix.shape), weight=matrix.T, bias=self.arrays[f"{layer}_b"].ravel())

    def batch_normalization(self, layer):
        arrays = {key: self.arrays[f"{layer}_{key}"].ravel() for key in ("gamma", "beta", "mean", "var")}
        made = nn.BatchNorm1d(len(arrays["mean"]), eps=1e-5)
        return _fill(made, weight=arrays["gamma"], bias=arrays["beta"],
                     running_mean=arrays["mean"], running_var=arrays["var"])  # fmt: skip


class FlattenChannelsLast(nn.Module):
    def forward(self, x):
        return x.movedim(1, -1).flatten(1)


class Copy(nn.Module):
    """In front of a pooling, for Captum, which is wrong where two modules read the tensor that a ReLU gives."""

    def forward(self, x):
        return x.clone()


class Mean(nn.Module):
    def forward(self, x):
        return x.mean(2)


def _blocks(weights, pools, copies):
    """Blocks of convolution, batch normalization, ReLU, max pooling; then dense layers."""
    modules, layer = [], 0
    for pool in pools:
        modules += [weights.convolution(layer, same=True), weights.batch_normalization(layer + 1), nn.ReLU(),
                    *copies, nn.MaxPool1d(pool)]  # fmt: skip
        layer += 4
    modules.append(FlattenChannelsLast())
    for _ in range(2):
        modules += [weights.dense(layer), weights.batch_normalization(layer + 1), nn.ReLU()]
        layer += 3
    return nn.Sequential(*modules, weights.dense(layer))


class Dilated(nn.Module):
    def __init__(self, convolution):
        super().__init__()
        self.convolution, self.relu = convolution, nn.ReLU()

    def forward(self, x):
        return x + self.relu(self.convolution(x))


class BpNet(nn.Module):
    """With one target the count, with more as many places of the profile."""

    def __init__(self, weights, targets):
        super().__init__()
        dilated = [Dilated(weights.convolution(f"dilated{i}", same=True, dilation=1 << i)) for i in range(1, 10)]
        self.trunk = nn.Sequential(weights.convolution("first", same=True), nn.ReLU(), *dilated)
        self.count = nn.Sequential(Mean(), weights.dense("count"))
        self.profile = weights.convolution("profile", same=True)
        self.targets = targets

    def forward(self, x):
        trunk = self.trunk(x)
        return self.count(trunk) if self.targets == 1 else self.profile(trunk)[:, 0, 1000 : 1000 + self.targets]


class Lstm(nn.Module):
    """Deeplearning4j's blocks are candidate, forget, output, input; PyTorch's input, forget, candidate, output."""

    def __init__(self, weights):
        super().__init__()
        arrays = {key: weights.arrays[f"0_{key}"] for key in ("W", "RW", "b")}
        channels, cells = arrays["W"].shape[0], arrays["RW"].shape[0]

        def blocks(array):
            candidate, forget, output, entry = (array.T[i * cells : (i + 1) * cells] for i in range(4))
            return torch.cat([_tensor(block) for block in (entry, forget, candidate, output)])

        self.lstm = nn.LSTM(channels, cells, batch_first=True)
        self.lstm.weight_ih_l0.data, self.lstm.weight_hh_l0.data = blocks(arrays["W"]), blocks(arrays["RW"])
        self.lstm.bias_ih_l0.data = blocks(arrays["b"].reshape(1, -1)).flatten()
        self.lstm.bias_hh_l0.data.zero_()
        self.dense = weights.dense(1)

    def forward(self, x):
        return self.dense(self.lstm(x.movedim(1, 2))[0][:, -1])


def _authors(weights):
    return nn.Sequential(weights.convolution(0), nn.ReLU(), weights.convolution(1), nn.ReLU(), Mean(),
                         weights.dense(3), nn.ReLU(), weights.dense(4))  # fmt: skip


def _mnist(weights, copies):
    return nn.Sequential(weights.image_convolution(0), nn.ReLU(), weights.image_convolution(1), nn.ReLU(),
                         *copies, nn.MaxPool2d(2), nn.Flatten(), weights.dense(3), nn.ReLU(), weights.dense(4))  # fmt: skip


def torch_network(name, arrays, targets, copied=False):
    """Builds a network, for so many targets, which are its first outputs; with copies in front of poolings."""
    weights, copies = Weights(arrays), [Copy()] if copied else []
    network = {
        "DEEP_STARR": lambda: _blocks(weights, (2, 2, 2, 2), copies),
        "BASSET": lambda: _blocks(weights, (3, 4, 4), copies),
        "BPNET": lambda: BpNet(weights, targets),
        "AUTHORS": lambda: _authors(weights),
        "MNIST": lambda: _mnist(weights, copies),
        "LSTM": lambda: Lstm(weights),
    }[name]()
    return network.eval().requires_grad_(False)
