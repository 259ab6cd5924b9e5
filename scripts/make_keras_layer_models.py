"""Writes tiny Keras networks with their inputs and outputs, as evidence for the Keras importer.

From the repository root, in an environment with scripts/requirements-keras2.txt, then in one with
scripts/requirements-keras3.txt:

    python scripts/make_keras_layer_models.py

For each network a folder dl4j-deeplift-keras-import/src/test/resources/keras2/NAME (keras3/NAME by
Keras 3) with model.h5, by Keras 3 model.keras and for some model.h5 too, some also as model.json and weights (weights.h5,
by Keras 3 model.weights.h5), by Keras 2 those as model.keras too, input.npy and output.npy, or input_0.npy, input_1.npy, ... in the order
of the network's inputs, output_0.npy, ... of its outputs. Arrays are float32, channels last, four
examples. Weights and inputs are drawn from a seed that depends on the name alone; batch
normalization has means and variances that are not 0 and 1, PReLU alphas are not 0.
"""

import argparse
import os
import shutil
import zlib
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
import tensorflow as tf
from tensorflow import keras

import keras_attention_models
import keras_channels_first_models  # adds its networks to MODELS
import keras_graph_models  # adds its networks to MODELS
import keras_local_models  # adds its networks to MODELS
import keras_mask_models
import keras_norm_models  # adds its networks to MODELS
import keras_normalization_models
import keras_recurrent_models
import keras_window_models
from keras_layer_models import KERAS3, MODELS, double

OUTPUT = Path("dl4j-deeplift-keras-import/src/test/resources") / ("keras3" if KERAS3 else "keras2")
FILES = ("model.keras", "model.h5") if KERAS3 else ("model.h5",)
EXAMPLES = 4
ANY_LENGTH = 17
ALSO_JSON = {"conv1d_same", "prelu_conv1d_shared", "batch_normalization_no_center", "two_inputs", "residual_dilated"}


def files(name):
    """Keras 3 writes every network as an archive, and a third of them as HDF5 too."""
    if KERAS3 and (name == "layer_normalization_image_two_axes" or name.startswith("dot_attention")):
        return FILES[:1]  # it cannot read its own HDF5 files of them
    both = name in ALSO_JSON or name == "conv1d_relu" or "mask" in name or zlib.crc32(name.encode()) % 3 == 0
    return FILES if both else FILES[:1]


def draw_weight(name, shape, generator):
    if "variance" in name:
        return generator.uniform(0.3, 2.5, shape)
    if "gamma" in name:
        return generator.uniform(0.5, 1.5, shape) * generator.choice([-1, 1], shape)
    if "alpha" in name:
        return generator.uniform(-0.3, 0.7, shape)
    scale = 0.5 if "bias" in name or "beta" in name or "mean" in name else 0.7
    return generator.normal(0, scale, shape)


def randomize(model, generator):
    drawn = [draw_weight(w.name, w.shape, generator) for w in model.weights]
    model.set_weights([np.asarray(3) if w.name.split("/")[-1].startswith("count") else x for w, x in zip(model.weights, drawn)])
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()


def draw_inputs(model, generator):
    shapes = [[ANY_LENGTH if size is None else size for size in i.shape[1:]] for i in model.inputs]
    if model.inputs[0].name == "indices":
        return [generator.integers(0, 11, [EXAMPLES, *shapes[0]]).astype(np.float32)]
    return [generator.normal(0, 1.5, [EXAMPLES, *shape]).astype(np.float32) for shape in shapes]


def save_arrays(folder, stem, arrays):
    for index, array in enumerate(arrays):
        name = stem if len(arrays) == 1 else f"{stem}_{index}"
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array))


def run(name, model, inputs):
    given = inputs if len(inputs) > 1 else inputs[0]
    if name in keras_channels_first_models.COMPILED:
        return tf.function(lambda x: model(x, training=False), jit_compile=True)(given)
    return model(given, training=False)


def write(folder, name, model):
    folder.mkdir(parents=True)
    generator = np.random.default_rng(zlib.crc32(name.encode()))
    randomize(model, generator)
    inputs = keras_mask_models.masked(name, draw_inputs(model, generator))
    outputs = run(name, model, inputs)
    outputs = [o.numpy() for o in (outputs if isinstance(outputs, list) else [outputs])]
    assert all(np.isfinite(o).all() and o.std() > 1e-3 for o in outputs), name
    for file in files(name):
        model.save(folder / file, include_optimizer=name == "compiled")
    if name in ALSO_JSON:
        (folder / "model.json").write_text(model.to_json())
        model.save_weights(folder / ("model.weights.h5" if KERAS3 else "weights.h5"))
        model.save(folder / "model.keras")
    save_arrays(folder, "input", inputs)
    save_arrays(folder, "output", outputs)
    return reload_difference(folder, inputs, outputs)


def reload_difference(folder, inputs, outputs):
    """What Keras gives when it reads the files back."""
    readable = [file for file in files(folder.name) if (folder.name, file) not in keras_mask_models.UNREADABLE]
    return max(file_difference(folder / file, inputs, outputs) for file in readable)


def file_difference(file, inputs, outputs):
    model = keras.models.load_model(file, custom_objects={"double": double}, compile=False, safe_mode=False)
    again = run(file.parent.name, model, inputs)
    again = again if isinstance(again, list) else [again]
    return max(np.abs(a.numpy() - o).max() for a, o in zip(again, outputs))


def write_fused(output):
    import keras_fused_models as fused

    for name in fused.PAIRS:
        if not (output / name).exists():
            generator = np.random.default_rng(zlib.crc32(name.encode()))
            fused.write(output / name, name, randomize, generator, save_arrays)


def write_readme(folder):
    text = f"""# {len(MODELS)} tiny Keras {3 if KERAS3 else 2} networks

Made by `python scripts/make_keras_layer_models.py` (Keras {version("keras")}, TensorFlow {tf.__version__}); its docstring says what
the files are. All are to be loaded faithfully or refused by name.
"""
    (folder / "README.md").write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--missing", action="store_true", help="leave the networks that are there as they are")
    parser.add_argument("--named", default="", help="with --missing, only networks whose names contain this")
    arguments = parser.parse_args()
    tf.get_logger().setLevel("ERROR")
    if not arguments.missing:
        shutil.rmtree(arguments.output, ignore_errors=True)
    worst = 0
    for name, build in MODELS.items():
        if (arguments.output / name).exists() or arguments.named not in name:
            continue
        keras.backend.clear_session()
        difference = write(arguments.output / name, name, build())
        worst = max(worst, difference)
        print(f"{name}: read back, largest difference {difference:.1e}")
    if not KERAS3:
        write_fused(arguments.output)
    write_readme(arguments.output)
    size = sum(path.stat().st_size for path in arguments.output.rglob("*") if path.is_file())
    print(f"{len(MODELS)} networks in {arguments.output}, {size} bytes; read back, largest difference {worst:.1e}")


if __name__ == "__main__":
    main()
