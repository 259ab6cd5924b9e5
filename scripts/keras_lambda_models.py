"""Small Keras networks with Lambda layers, whose code is saved in the file: by Keras 2 and Keras 3.

The functions are compiled from text, so that the files hold no path of the machine.
"""

import keras

from keras_structure_models import KERAS2, KERAS3, SEQUENCE, VECTOR, L, _head

MAJOR = int(keras.__version__.split(".")[0])
IMAGE = (7, 6, 3)


def _names():
    import tensorflow

    names = {"tf": tensorflow, "keras": keras}
    names["ops" if MAJOR == 3 else "K"] = keras.ops if MAJOR == 3 else keras.backend
    return names


def let_keras_know_names():
    """Keras runs code that it loads with the names of a module of its own; the user has to add those that are missing."""
    from importlib import import_module

    module = "keras.src.utils.python_utils" if MAJOR == 3 else "keras.src.layers.core.lambda_layer"
    vars(import_module(module)).update(_names())


def _compiled(source):
    if source.startswith("lambda"):
        return eval(compile(source, "keras_lambda_models.py", "eval"), _names())
    names = _names()
    exec(compile(source, "keras_lambda_models.py", "exec"), names)
    return names["function"]


def _lambda(name, source, shapes, models, options):
    def build():
        inputs = [keras.Input(shape, name=f"input_{index}") for index, shape in enumerate(shapes)]
        hidden = [L.Dense(shape[-1], name=f"dense_{index}")(x) for index, (x, shape) in enumerate(zip(inputs, shapes))]
        layer = L.Lambda(_compiled(source), name="lambda", **options)
        return keras.Model(inputs, _head(layer(hidden if len(hidden) > 1 else hidden[0])), name=name)

    assert name not in models, name
    models[name] = build


def keras2(name, source, *shapes, **options):
    _lambda(f"lambda_{name}", source, shapes or (SEQUENCE,), KERAS2, options)


def keras3(name, source, *shapes, **options):
    _lambda(f"lambda_{name}", source, shapes or (SEQUENCE,), KERAS3, options)


def both(name, source, *shapes, **options):
    keras2(name, source, *shapes, **options)
    keras3(name, source, *shapes, **options)


both("reverse_complement", "lambda x: x[:, ::-1, ::-1]")
both("slices", "lambda x: x[:, 2:-2, ...]")
both("channel", "lambda x: x[..., 0:1]")
both("numbers", "lambda x: 1.0 - (-x * 2 + 0.5) / 4.0")
both("square", "lambda x: x ** 2 + x * x")
keras2("argument", "lambda x, rate=3.0: x * rate")
keras2("argument_of_the_layer", "lambda x, rate=3.0: x * rate", arguments={"rate": 0.5})
both("two", "lambda x: x[0] * 2.0 - x[1]", SEQUENCE, SEQUENCE)
both("pads", "lambda x: tf.pad(x, [[0, 0], [2, 1], [0, 0]])")
both("pads_images", "lambda x: tf.pad(x, [[0, 0], [1, 2], [0, 3], [0, 0]], mode='CONSTANT')", IMAGE)
both("functions", "lambda x: tf.nn.relu(x) + tf.math.exp(tf.nn.leaky_relu(-x)) - tf.sqrt(tf.abs(x) + 1.0)")
both("clipped", "lambda x: tf.clip_by_value(x, -0.3, 0.4)")
both("normalized", "lambda x: tf.nn.l2_normalize(x, axis=-1)")

keras2("backend_reverse", "lambda x: K.concatenate([x, K.reverse(x, axes=(1, 2))])")
both("logsumexp", "lambda x: tf.reduce_logsumexp(x, axis=1, keepdims=True)")
keras2("backend_reductions", "lambda x: K.max(x, axis=1) + K.sum(x, axis=1) - K.mean(x, 1) * K.min(x, 1)")
keras2("backend_functions", "lambda x: K.sigmoid(x) * K.exp(K.relu(x)) + K.log(K.softplus(x)) + K.sqrt(x) + K.elu(x, 0.5)")
keras2("backend_clip", "lambda x: K.clip(K.relu(x, alpha=0.1, max_value=1.5), 0.0, 1.0)")
keras2("backend_padding", "lambda x: K.temporal_padding(x, padding=(2, 3))")
keras2("backend_padding_images", "lambda x: K.spatial_2d_padding(x, padding=((1, 0), (2, 1)))", IMAGE)
keras2("backend_shapes", "lambda x: K.permute_dimensions(K.expand_dims(K.reshape(x, (-1, 6, 6)), axis=1), (0, 2, 3, 1))")
keras2("backend_repeat", "lambda x: K.repeat(x, 4)", VECTOR)
keras2("backend_repeat_elements", "lambda x: K.repeat_elements(x, 3, axis=1)")
keras2("backend_normalized", "lambda x: K.l2_normalize(x, axis=1)")
keras2("backend_extremes", "lambda x: K.maximum(x[0], x[1]) / (K.square(K.minimum(x[0], 0.5)) + 1)", SEQUENCE, SEQUENCE)
keras2("activation", "lambda x: keras.activations.gelu(x)")
keras2("function", "def function(x):\n  a, b = x\n  a = a * 0.5\n  return a + K.abs(b)", SEQUENCE, SEQUENCE)
keras2("function_imports", "def function(x):\n  from keras import backend as B\n  return B.softmax(x)")

keras3("ops_reverse", "lambda x: ops.concatenate([x, ops.flip(x, axis=1)], axis=-1)")
keras3("ops_reductions", "lambda x: keras.ops.max(x, axis=1) + ops.sum(x, axis=1) - ops.logsumexp(x, axis=1)")
keras3("ops_padding", "lambda x: ops.pad(x, [[0, 0], [1, 2], [0, 0]])")
keras3("ops_functions", "lambda x: ops.silu(x) + ops.clip(ops.power(x, 2), 0.1, 2.0)")
