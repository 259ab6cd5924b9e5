"""Small Keras networks that merge inputs, of one shape and of shapes that repeat to fit; see keras_structure_models.py."""

import keras

from keras_structure_models import IMAGE, MERGES, MODELS, SEQUENCE, L, _head


def _merge(name, merge, *shapes):
    """One input for each shape, and the merged tensor behind a dense layer that tells its values apart."""

    def build():
        inputs = [keras.Input(shape, name=f"input_{index}") for index, shape in enumerate(shapes)]
        return keras.Model(inputs, _head(merge(inputs)), name=name)

    assert name not in MODELS, name
    MODELS[name] = build
    MERGES.add(name)


for kind in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"):
    make, low = getattr(L, kind), kind.lower()
    _merge(f"{low}_same", lambda inputs, m=make: m(name="merge")(inputs), SEQUENCE, SEQUENCE)
    _merge(f"{low}_repeated_positions", lambda inputs, m=make: m(name="merge")(inputs), SEQUENCE, (1, 3))
    _merge(f"{low}_repeated_both", lambda inputs, m=make: m(name="merge")(inputs), (12, 1), (1, 3))
    _merge(f"{low}_vector_and_sequence", lambda inputs, m=make: m(name="merge")(inputs), (3,), SEQUENCE)
    if kind != "Subtract":
        _merge(f"{low}_three", lambda inputs, m=make: m(name="merge")(inputs), SEQUENCE, (1, 3), (12, 1))
        _merge(f"{low}_three_same", lambda inputs, m=make: m(name="merge")(inputs), (4,), (4,), (4,))

for axis in (1, 2, -1):
    _merge(f"concatenate_axis_{axis % 10}", lambda inputs, a=axis: L.Concatenate(axis=a, name="merge")(inputs), SEQUENCE, SEQUENCE)
for axis, other in ((1, (3, 5, 2)), (2, (6, 2, 2)), (3, (6, 5, 1)), (-2, (6, 3, 2))):
    _merge(
        f"concatenate_image_axis_{axis % 10}",
        lambda inputs, a=axis: L.Concatenate(axis=a, name="merge")(inputs),
        IMAGE,
        other,
    )

_merge("dot_vectors", lambda inputs: L.Dot(axes=1, name="dot")(inputs), (4,), (4,))
_merge("dot_vectors_normalized", lambda inputs: L.Dot(axes=-1, normalize=True, name="dot")(inputs), (4,), (4,))
_merge("dot_channels", lambda inputs: L.Dot(axes=2, name="dot")(inputs), (6, 3), (4, 3))
_merge("dot_positions", lambda inputs: L.Dot(axes=1, name="dot")(inputs), (6, 3), (6, 2))
_merge("dot_matrices", lambda inputs: L.Dot(axes=(2, 1), name="dot")(inputs), (6, 3), (3, 2))
_merge("dot_matrices_normalized", lambda inputs: L.Dot(axes=(2, 2), normalize=True, name="dot")(inputs), (6, 3), (4, 3))
_merge("dot_vector_and_sequence", lambda inputs: L.Dot(axes=(1, 2), name="dot")(inputs), (3,), (6, 3))
