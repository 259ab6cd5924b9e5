"""Small Keras networks with operations on tensors between their layers: TensorFlow's by Keras 2, keras.ops by Keras 3."""

import keras
import numpy as np

from keras_structure_models import KERAS2, KERAS3, SEQUENCE, VECTOR, L, _head

MAJOR = int(keras.__version__.split(".")[0])


def _operation(name, apply, *shapes, models):
    """The operation on a convolution of each input, and a dense layer that tells its values apart."""

    def build():
        inputs = [keras.Input(shape, name=f"input_{index}") for index, shape in enumerate(shapes)]
        hidden = [L.Conv1D(3, 1, name=f"conv_{i}")(x) if len(x.shape) == 3 else L.Dense(4, name=f"dense_{i}")(x) for i, x in enumerate(inputs)]
        return keras.Model(inputs, _head(apply(*hidden)), name=name)

    assert name not in models, name
    models[name] = build


def both(name, in_keras2, in_keras3, *shapes):
    """Calls `in_keras2(tf, x, ...)` or `in_keras3(ops, x, ...)`."""
    if MAJOR == 2:
        import tensorflow

        _operation(f"op_{name}", lambda *x: in_keras2(tensorflow, *x), *(shapes or (SEQUENCE,)), models=KERAS2)
    else:
        from keras import ops

        _operation(f"op_{name}", lambda *x: in_keras3(ops, *x), *(shapes or (SEQUENCE,)), models=KERAS3)


def python(name, apply, *shapes):
    """What Python's own operators make."""
    both(name, lambda tf, *x: apply(*x), lambda ops, *x: apply(*x), *shapes)


ROW = np.array([[0.5, -1.5, 2.0]], np.float32)

python("add", lambda a, b: a + b, SEQUENCE, SEQUENCE)
python("subtract_repeated", lambda a, b: a - b, SEQUENCE, (1, 3))
python("multiply", lambda a, b: a * b, SEQUENCE, (1, 3))
both("divide", lambda tf, a, b: a / (tf.square(b) + 1.0), lambda ops, a, b: a / (ops.square(b) + 1.0), SEQUENCE, SEQUENCE)
python("numbers", lambda x: 1.0 - (x * 2.0 + 0.5) / 4.0)
both("number_over", lambda tf, x: 2.0 / tf.exp(x), lambda ops, x: 2.0 / ops.exp(x))
python("constants", lambda x: (x + ROW) * ROW - ROW)
both("maximum_minimum", lambda tf, a, b: tf.maximum(a, b) - tf.minimum(a, b), lambda ops, a, b: ops.maximum(a, b) - ops.minimum(a, b), SEQUENCE, (1, 3))
both("bounds", lambda tf, x: tf.minimum(tf.maximum(x, -0.5), 0.7), lambda ops, x: ops.minimum(ops.maximum(x, -0.5), 0.7))
both("power", lambda tf, x: tf.pow(x, 2.0) + tf.pow(tf.abs(x) + 1.0, 0.3), lambda ops, x: ops.power(x, 2.0) + ops.power(ops.absolute(x) + 1.0, 0.3))
both("roots", lambda tf, x: tf.sqrt(tf.square(x) + 1.0) + tf.math.rsqrt(tf.abs(x) + 1.0), lambda ops, x: ops.sqrt(ops.square(x) + 1.0) + ops.rsqrt(ops.absolute(x) + 1.0))
both("logarithms", lambda tf, x: tf.math.log(tf.exp(x) + 1.0) - tf.math.log1p(tf.abs(x)), lambda ops, x: ops.log(ops.exp(x) + 1.0) - ops.log1p(ops.absolute(x)))
both("negative", lambda tf, x: tf.negative(tf.nn.relu(x)), lambda ops, x: ops.negative(ops.relu(x)))
both("activations", lambda tf, x: tf.nn.relu(x) + tf.sigmoid(x) * tf.tanh(x) + tf.nn.softplus(x), lambda ops, x: ops.relu(x) + ops.sigmoid(x) * ops.tanh(x) + ops.softplus(x))
both("slopes", lambda tf, x: tf.nn.elu(x) + tf.nn.selu(x) + tf.nn.leaky_relu(x, 0.3) + tf.nn.relu6(x), lambda ops, x: ops.elu(x) + ops.selu(x) + ops.leaky_relu(x, 0.3) + ops.relu6(x))
both("softmax", lambda tf, x: tf.nn.softmax(x), lambda ops, x: ops.softmax(x))

python("slice_ends", lambda x: x[:, 1:-1])
python("slice_channels", lambda x: x[:, :, :2])
python("slice_steps", lambda x: x[:, 1:9:3, ::2])
python("slice_backwards", lambda x: x[:, ::-1, ::-1])
python("slice_backwards_steps", lambda x: x[:, 9:2:-3])
python("slice_cell", lambda x: x[:, 3])
python("slice_last", lambda x: x[:, -1, :])
python("slice_channel", lambda x: x[:, :, 1:2])
python("slice_new_dimension", lambda x: x[:, 2, None, :])
python("slice_any_length", lambda x: L.GlobalMaxPooling1D()(x[:, 2:-3]), (None, 3))
both("reverse", lambda tf, x: tf.reverse(x, [1, 2]), lambda ops, x: ops.flip(x, (1, 2)))
both("reduce_sum", lambda tf, x: tf.reduce_sum(x, axis=1), lambda ops, x: ops.sum(x, axis=1))
both("reduce_mean", lambda tf, x: tf.reduce_mean(x, axis=[1, 2], keepdims=True), lambda ops, x: ops.mean(x, axis=[1, 2], keepdims=True))
both("reduce_max", lambda tf, x: tf.reduce_max(x, axis=1), lambda ops, x: ops.max(x, axis=1))
both("reduce_max_channels", lambda tf, x: tf.reduce_max(x, axis=-1, keepdims=True), lambda ops, x: ops.max(x, axis=-1, keepdims=True))
both("reduce_min", lambda tf, x: tf.reduce_min(x, axis=-1), lambda ops, x: ops.min(x, axis=-1))
both("reduce_logsumexp", lambda tf, x: tf.reduce_logsumexp(x, axis=-1, keepdims=True), lambda ops, x: ops.logsumexp(x, axis=-1, keepdims=True))
both("reduce_logsumexp_positions", lambda tf, x: tf.reduce_logsumexp(x, axis=1), lambda ops, x: ops.logsumexp(x, axis=1))
both("reduce_logsumexp_vector", lambda tf, x: tf.reduce_logsumexp(x, axis=-1, keepdims=True), lambda ops, x: ops.logsumexp(x, axis=-1, keepdims=True), VECTOR)
both("reshape", lambda tf, x: tf.reshape(x, [-1, 9, 4]), lambda ops, x: ops.reshape(x, [-1, 9, 4]))
both("squeeze_expand", lambda tf, x: tf.expand_dims(tf.squeeze(x[:, :1], 1), -1), lambda ops, x: ops.expand_dims(ops.squeeze(x[:, :1], 1), -1))
both("transpose", lambda tf, x: tf.transpose(x, [0, 2, 1]), lambda ops, x: ops.transpose(x, [0, 2, 1]))
both("concatenate", lambda tf, a, b: tf.concat([a, b, a], axis=-1), lambda ops, a, b: ops.concatenate([a, b, a], axis=-1), SEQUENCE, SEQUENCE)
both("stack", lambda tf, a, b: tf.stack([a, b], axis=1), lambda ops, a, b: ops.stack([a, b], axis=1), VECTOR, VECTOR)
both("split", lambda tf, x: tf.split(x, 3, axis=1)[2] * tf.split(x, 3, axis=1)[0], lambda ops, x: ops.split(x, 3, axis=1)[2] * ops.split(x, 3, axis=1)[0])


def _halves(x, split):
    first, second = split
    return first - second * 2.0


both("split_both", lambda tf, x: _halves(x, tf.split(x, 2, axis=1)), lambda ops, x: _halves(x, ops.split(x, 2, axis=1)))
both("unstack", lambda tf, x: _halves(x, tf.unstack(x, axis=1)[:2]), lambda ops, x: _halves(x, ops.unstack(x, axis=1)[:2]))
both("cast", lambda tf, x: tf.cast(tf.identity(x), tf.float32), lambda ops, x: ops.cast(x, "float32"))
