"""Convolutions and pooling as matrices and lists of cells, channels last, for one example."""

import numpy as np


def _padding(padding, size, width, stride, dilation):
    """Cells before the first and the number of places, on one axis."""
    reach = (width - 1) * dilation + 1
    if padding == "same":
        places = -(-size // stride)
        return max((places - 1) * stride + reach - size, 0) // 2, places
    before = 0 if padding == "valid" else padding
    return before, (size + 2 * before - reach) // stride + 1


def _axes(layer, key, count, default=1):
    value = layer.get(key, default)
    values = value if isinstance(value, list) else [value] * count
    assert len(values) == count, (layer["name"], key)
    return values


def _places(shape, widths, strides, paddings, dilations):
    """By place of the output, the cells of the window, None where it is padding; and the places' shape."""
    axes = [_padding(*axis) for axis in zip(paddings, shape, widths, strides, dilations)]
    counts = tuple(places for _, places in axes)
    found = {}
    for place in np.ndindex(*counts):
        found[place] = {}
        for offset in np.ndindex(*widths):
            cell = tuple(
                p * s + o * d - before
                for p, s, o, d, (before, _) in zip(place, strides, offset, dilations, axes)
            )
            inside = all(0 <= c < size for c, size in zip(cell, shape))
            found[place][offset] = cell if inside else None
    return found, counts


def convolution_matrix(shape, kernel, layer):
    """[cells in, cells out] and the output's shape. A dense layer is a convolution of width 1 on every axis."""
    spatial, count = shape[:-1], len(shape) - 1
    if layer["type"] == "dense":
        kernel = kernel.reshape((1,) * count + kernel.shape)
    stride = _axes(layer, "strides" if "strides" in layer else "stride", count)
    padding = _axes(layer, "padding", count, "valid")
    places, counts = _places(spatial, kernel.shape[:-2], stride, padding, _axes(layer, "dilation", count))
    out = (*counts, kernel.shape[-1])
    matrix = np.zeros((*shape, *out))
    for place, cells in places.items():
        for offset, cell in cells.items():
            if cell is not None:
                matrix[(*cell, slice(None), *place, slice(None))] += kernel[offset]
    return matrix.reshape(int(np.prod(shape)), -1), out


def _pooling_places(shape, layer):
    spatial, count = shape[:-1], len(shape) - 1
    if layer["type"].startswith("global"):
        return {(): {cell: cell for cell in np.ndindex(*spatial)}}, ()
    pool = _axes(layer, "pool", count)
    return _places(
        spatial, pool, _axes(layer, "stride", count, pool), _axes(layer, "padding", count, "valid"), [1] * count
    )


def windows(shape, layer):
    """The cells (flat indices) of each window, in the order of the output's cells, and the output's shape."""
    places, counts = _pooling_places(shape, layer)
    index = np.arange(int(np.prod(shape))).reshape(shape)
    cells = [
        np.array([index[(*cell, channel)] for cell in place.values() if cell is not None])
        for place in places.values()
        for channel in range(shape[-1])
    ]
    return cells, (*counts, shape[-1])


def average_matrix(shape, layer):
    """Matrices and output shape of average pooling; a number as padding counts the padding, `same` does not."""
    cells, out = windows(shape, layer)
    matrix = np.zeros((int(np.prod(shape)), len(cells)))
    counted = layer.get("padding", "valid") not in ("same", "valid")
    size = int(np.prod(layer["pool"])) if counted else None
    for column, window in enumerate(cells):
        matrix[window, column] = 1 / (size or len(window))
    return [matrix], out
