"""How PyTorch's libraries explain a network; each method returns contributions in the library's own form."""

import warnings

import captum.attr
import shap
import tangermeme.deep_lift_shap
import torch
from torch import nn

from peer_networks import torch_network

PAIRS = 64  # of an example and a reference, that Captum and tangermeme are given at once


class FirstOutputs(nn.Module):
    """For shap, which explains every output that there is."""

    def __init__(self, network, count):
        super().__init__()
        self.network, self.count = network, count

    def forward(self, x):
        return self.network(x)[:, : self.count]


class Data:
    """Examples [n, channels, ...] and references, [1, channels, ...] that all share or [n, references, channels, ...]."""

    def __init__(self, examples, references):
        self.examples, self.references = torch.from_numpy(examples), torch.from_numpy(references)
        self.shared = references.ndim == examples.ndim
        pairs = self.references.expand_as(self.examples)[:, None] if self.shared else self.references
        self.per_example = pairs.contiguous()

    def first(self, count):
        return Data(self.examples[:count].numpy(), (self.references if self.shared else self.references[:count]).numpy())


class Peers:
    def __init__(self, name, weights, targets):
        self.network = torch_network(name, weights, targets)
        self.copied = torch_network(name, weights, targets, copied=True)
        self.targets = targets

    def forward(self, data):
        with torch.inference_mode():
            return self.network(data.examples)

    def gradient(self, data):
        x = data.examples.detach().clone().requires_grad_()
        return torch.autograd.grad(self.network(x)[:, 0].sum(), x)[0]

    def captum(self, data):
        """[targets, n, ...]; several references go in pairs, since DeepLiftShap shares them between examples."""
        method = captum.attr.DeepLift(self.copied)
        return torch.stack([self._captum(method, data, target) for target in range(self.targets)])

    @staticmethod
    def _captum(method, data, target):
        if data.shared:
            return method.attribute(data.examples, data.references, target=target).detach()
        count = data.per_example.shape[1]
        x = data.examples.repeat_interleave(count, 0).split(PAIRS)
        r = data.per_example.flatten(0, 1).split(PAIRS)
        parts = [method.attribute(*pair, target=target).detach() for pair in zip(x, r)]
        return torch.cat(parts).unflatten(0, (-1, count)).mean(1)

    def tangermeme(self, data):
        """[targets, n, channels, length], each position's sum at the base that is there."""
        return torch.stack([
            tangermeme.deep_lift_shap.deep_lift_shap(
                self.network, data.examples, target=target, batch_size=PAIRS, references=data.per_example, device="cpu")
            for target in range(self.targets)
        ])  # fmt: skip

    def shap(self, data):
        """[targets, n, ...]; several references are the first example's, since shap shares them."""
        background = data.references if data.shared else data.references[0]
        explainer = shap.DeepExplainer(FirstOutputs(self.network, self.targets), background)
        values = torch.as_tensor(explainer.shap_values(data.examples, check_additivity=False))
        return values.movedim(-1, 0) if values.ndim == data.examples.ndim + 1 else values[None]

    def run(self, method, data):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return getattr(self, method)(data)
