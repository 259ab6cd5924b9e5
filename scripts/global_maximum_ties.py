"""Which examples have a filter whose largest positive value over the sequence is reached more than once.

Keras shares the gradient of such a maximum among the places, PyTorch and DL4J give it to the first.
"""

import numpy as np
import torch

RELATIVE = 1e-6  # closer than this, float32 does not tell the two values apart


def ties(network, inputs):
    """Per example the filters with a tie: {row: [filters]}. The network's pool is its first one."""
    layers = network.layers
    pool = next(i for i, layer in enumerate(layers) if type(layer).__name__ == "GlobalMax")
    with torch.no_grad():
        values = layers[:pool](torch.tensor(inputs, dtype=torch.float64).movedim(-1, 1)).numpy()
    largest = values.max(2, keepdims=True)
    reached = (values >= largest * (1 - RELATIVE)).sum(2)
    tied = (largest[:, :, 0] > 0) & (reached > 1)
    return {row: np.flatnonzero(filters).tolist() for row, filters in enumerate(tied) if filters.any()}
