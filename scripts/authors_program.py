"""Runs the DeepLIFT authors' own program (PyPI `deeplift`) unchanged, on TensorFlow 2 and in float64.

The program was written for TensorFlow 1. While it is imported, the name `tensorflow` stands for
`tensorflow.compat.v1` with float64 in the place of float32, which is the only type that it asks for.
Its thresholds stay its own: 1e-7 for the gradient in the place of the secant, and 1e-7 for a zero
part of RevealCancel, whose multiplier is then the secant over a step of that size.
"""

import contextlib
import importlib
import io
import sys
import types

import h5py
import numpy as np
import tensorflow

MODES = {"rescale": "Rescale", "genomics-default": "DeepLIFT_GenomicsDefault", "reveal-cancel": "RevealCancel"}


def _double_tensorflow():
    tensorflow.compat.v1.disable_eager_execution()
    module = types.ModuleType("tensorflow")
    module.__dict__.update(tensorflow.compat.v1.__dict__)
    module.float32 = tensorflow.float64
    return module


def _import():
    sys.modules["tensorflow"] = _double_tensorflow()
    try:
        return importlib.import_module("deeplift.conversion.kerasapi_conversion")
    finally:
        sys.modules["tensorflow"] = tensorflow


CONVERSION = _import()


def layer_weights(root, name):
    """The weights of a layer of a Keras 2 weights group, in the order of its `weight_names`."""
    names = [n if isinstance(n, str) else n.decode() for n in root[name].attrs["weight_names"]]
    return [root[name][n][()].astype(np.float64) for n in names]


def _with_weights(layers, weights):
    """The layers' configs in the form that the program expects: weights inside, no input layer."""
    shape = next(l["config"]["batch_input_shape"] for l in layers if "batch_input_shape" in l["config"])
    with h5py.File(weights) as file:
        root = file["model_weights"] if "model_weights" in file else file
        kept = [l for l in layers if l["class_name"] != "InputLayer"]
        filled = [
            {**l, "config": {**l["config"], "weights": layer_weights(root, l["config"]["name"])}} for l in kept
        ]
    return shape, filled


def _convert(layers, weights, rule):
    shape, filled = _with_weights(layers, weights)
    core, models = CONVERSION.layers.core, CONVERSION.models
    converted = CONVERSION.sequential_container_conversion(
        config=filled,
        name="",
        verbose=False,
        nonlinear_mxts_mode=getattr(CONVERSION.NonlinearMxtsMode, MODES[rule]),
        dense_mxts_mode=CONVERSION.DenseMxtsMode.Linear,
        conv_mxts_mode=CONVERSION.ConvMxtsMode.Linear,
        maxpool_deeplift_mode=CONVERSION.default_maxpool_deeplift_mode,
        converted_layers=[core.Input(batch_shape=shape, name="input")],
    )
    for layer in converted:
        if hasattr(layer, "kernel"):  # dense layers cast theirs to float32
            layer.kernel, layer.bias = layer.kernel.astype(np.float64), layer.bias.astype(np.float64)
    converted[-1].build_fwd_pass_vars()
    return models.SequentialModel(converted)


class AuthorsNetwork:
    """A sequential Keras network in the authors' program, explained before its last activation."""

    def __init__(self, layers, weights, rule):
        """`layers` is the list in the network's config, `weights` the path of its HDF5 file."""
        with contextlib.redirect_stdout(io.StringIO()):
            model = _convert(layers, weights, rule)
            self._contributions = model.get_target_contribs_func(find_scores_layer_idx=0)

    def contributions(self, inputs, references, task):
        """Contributions of shape [examples, ...input], float64."""
        with contextlib.redirect_stdout(io.StringIO()):
            result = self._contributions(
                task_idx=task,
                input_data_list=[np.asarray(inputs, np.float64)],
                input_references_list=[np.asarray(references, np.float64)],
                batch_size=len(inputs),
                progress_update=None,
            )
        return np.asarray(result)
