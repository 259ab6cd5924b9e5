"""Networks in the schema of the numeric cases, in the DeepLIFT authors' own program, layer by layer.

The program's own Keras reader knows no layer of several inputs in one file and no rule for one layer
alone, so its layers are put together here. What the program has no layer for raises KeyError.
"""

import contextlib
import io

import numpy as np
import tensorflow

from authors_program import CONVERSION

MODES = {
    "revealcancel": "RevealCancel",
    "genomics_default": "DeepLIFT_GenomicsDefault",
    "rescale": "Rescale",
    "gradient": "Gradient",
}
MAX_POOLING = CONVERSION.default_maxpool_deeplift_mode
layers, models = CONVERSION.layers, CONVERSION.models


def _array(layer, key):
    return np.array(layer[key], np.float64)


def _dense(layer, mode):
    dense = layers.core.Dense(
        kernel=layer["kernel"], bias=layer["bias"], dense_mxts_mode=CONVERSION.DenseMxtsMode.Linear, verbose=False
    )
    dense.kernel, dense.bias = _array(layer, "kernel"), _array(layer, "bias")  # not in the float32 of its own
    return dense


def _convolution(kind, **geometry):
    def made(layer, mode):
        return kind(
            kernel=_array(layer, "kernel"),
            bias=_array(layer, "bias"),
            padding=layer["padding"].upper(),
            conv_mxts_mode=CONVERSION.ConvMxtsMode.Linear,
            **{key: value(layer) for key, value in geometry.items()},
        )

    return made


def _pooling(kind, **more):
    def made(layer, mode):
        pool, stride = layer["pool"], layer["stride"]
        if layer["type"].endswith("2d"):
            sizes = {"pool_size": pool, "strides": stride}
        else:
            sizes = {"pool_length": pool[0], "stride": stride[0]}
        return kind(padding=layer["padding"].upper(), verbose=False, **sizes, **more)

    return made


def _activation(kind):
    def made(layer, mode):
        alpha = {"alpha": _array(layer, "alpha")} if layer["type"] == "prelu" else {}
        return kind(nonlinear_mxts_mode=getattr(CONVERSION.NonlinearMxtsMode, mode), verbose=False, **alpha)

    return made


def _batch_normalization(layer, mode):
    arrays = {key: _array(layer, key) for key in ("gamma", "beta", "mean", "var")}
    return layers.normalization.BatchNormalization(axis=-1, epsilon=layer["epsilon"], verbose=False, **arrays)


IMAGES = {"data_format": "channels_last"}
GRADIENT = {"maxpool_deeplift_mode": MAX_POOLING}
MAKERS = {
    "dense": _dense,
    "conv1d": _convolution(layers.convolutional.Conv1D, stride=lambda layer: layer["stride"]),
    "conv2d": _convolution(
        layers.convolutional.Conv2D, strides=lambda layer: layer["strides"], data_format=lambda _: "channels_last"
    ),
    "batchnorm": _batch_normalization,
    "relu": _activation(layers.activations.ReLU),
    "prelu": _activation(layers.activations.PReLU),
    "sigmoid": _activation(layers.activations.Sigmoid),
    "tanh": _activation(layers.activations.Tanh),
    "avgpool1d": _pooling(layers.pooling.AvgPool1D),
    "avgpool2d": _pooling(layers.pooling.AvgPool2D, **IMAGES),
    "maxpool1d": _pooling(layers.pooling.MaxPool1D, **GRADIENT),
    "maxpool2d": _pooling(layers.pooling.MaxPool2D, **IMAGES, **GRADIENT),
    "globalmaxpool": lambda layer, mode: layers.pooling.GlobalMaxPool1D(verbose=False, **GRADIENT),
    "globalavgpool": lambda layer, mode: layers.pooling.GlobalAvgPool1D(verbose=False),
    "flatten": lambda layer, mode: layers.core.Flatten(verbose=False),
    "concat": lambda layer, mode: layers.core.Concat(axis=layer["axis"] + 1, verbose=False),
    "noop": lambda layer, mode: layers.core.NoOp(verbose=False),
}


class AuthorsGraph:
    """A network of the schema in the authors' program; making another one ends it."""

    def __init__(self, case):
        tensorflow.compat.v1.reset_default_graph()
        CONVERSION.deeplift.util._SESS = None  # its session, which belongs to the graph before
        self.case, self.layers = case, {}
        for name, rows in case["inputs"].items():
            shape = (None, *np.shape(rows)[1:])
            self.layers[name] = layers.core.Input(batch_shape=shape, name=name)
        for layer in case["layers"]:
            made = MAKERS[layer["type"]](layer, MODES[layer.get("rule", case["rule"])])
            made.name = layer["name"]
            inputs = [self.layers[name] for name in layer["inputs"]]
            made.set_inputs(inputs if layer["type"] == "concat" else inputs[0])
            self.layers[layer["name"]] = made
        self.layers[case["target"]["layer"]].build_fwd_pass_vars()
        self.model = models.GraphModel(self.layers, list(case["inputs"]))

    def evaluate(self, quantity, places):
        """By place; multipliers at inputs alone."""
        with contextlib.redirect_stdout(io.StringIO()):
            if quantity == "pos_neg_contribs":
                return {place: dict(zip(("pos", "neg"), self._parts(place))) for place in places}
            function = {
                "contributions": self.model.get_target_contribs_func,
                "multipliers": self.model.get_target_multipliers_func,
            }[quantity]
            found = function(
                find_scores_layer_name=list(places), pre_activation_target_layer_name=self.case["target"]["layer"]
            )(
                task_idx=self.case["target"]["index"],
                input_data_list=self._arrays("inputs"),
                input_references_list=self._arrays("reference"),
                batch_size=100,
                progress_update=None,
            )
        return {place: np.asarray(array) for place, array in zip(places, found)}

    def _arrays(self, key):
        """The references with as many rows as there are examples."""
        return [
            np.array(np.broadcast_to(np.array(self.case[key][name], float), np.shape(rows)))
            for name, rows in self.case["inputs"].items()
        ]

    def _parts(self, place):
        inputs = [self.layers[name] for name in self.case["inputs"]]
        variables = [i.get_activation_vars() for i in inputs] + [i.get_reference_vars() for i in inputs]
        session = CONVERSION.deeplift.util.get_session()
        feed = dict(zip(variables, self._arrays("inputs") + self._arrays("reference")))
        return session.run(self.layers[place].get_pos_and_neg_contribs(), feed_dict=feed)
