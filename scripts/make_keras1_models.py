"""Writes tiny networks by Keras 1 and by early Keras 2, on TensorFlow and on Theano.

From the repository root, in an environment with scripts/requirements-keras1.txt (Python 3.6), once for
each backend, then in one with scripts/requirements-theano.txt:

    KERAS_BACKEND=tensorflow python scripts/make_keras1_models.py
    KERAS_BACKEND=theano python scripts/make_keras1_models.py

For each network a folder dl4j-deeplift-keras-import/src/test/resources/keras1/BACKEND/NAME (by Keras
2 keras2-theano/NAME) with model.h5, input.npy or input_0.npy and input_1.npy, and output.npy.
Convolutions are the point: Theano mirrors their kernels, and places windows beyond the ends
elsewhere. Recurrent layers store their gates apart, or together where they were built with
consume_less='gpu'. Weights and inputs are drawn from a seed that depends on the name alone.
`--only WORD` writes those alone whose name holds the word, `--missing` those that are not there.
"""
import os
import shutil
import sys
import zlib

os.environ.setdefault("THEANO_FLAGS", "optimizer=fast_compile,floatX=float32,blas.ldflags=")

if os.environ.get("KERAS_BACKEND") == "theano":
    import theano.ifelse  # which Keras takes as given

import keras
import numpy as np

from keras1_networks import networks_1, networks_2
from keras1_stack import BACKEND, KERAS1

OUTPUT = os.path.join(
    "dl4j-deeplift-keras-import/src/test/resources",
    os.path.join("keras1", BACKEND) if KERAS1 else "keras2-" + BACKEND,
)


def draw_weight(name, shape, generator):
    if "running_std" in name or "variance" in name:
        return generator.uniform(0.3, 2.5, shape)
    return generator.normal(0, 0.6, shape)


def write(folder, name, model):
    os.makedirs(folder)
    generator = np.random.RandomState(zlib.crc32(name.encode()))
    for layer in model.layers:
        layer.set_weights([draw_weight(w.name, keras.backend.int_shape(w) if BACKEND == "tensorflow"
                                       else w.get_value().shape, generator) for w in layer.weights])
    shapes = [keras.backend.int_shape(x)[1:] for x in model.inputs]
    inputs = [generator.normal(0, 1.5, [4] + [size or 17 for size in shape]).astype(np.float32) for shape in shapes]
    output = model.predict(inputs if len(inputs) > 1 else inputs[0])
    assert np.isfinite(output).all() and output.std() > 1e-3, name
    model.save(os.path.join(folder, "model.h5"))
    for index, array in enumerate(inputs):
        stem = "input" if len(inputs) == 1 else "input_{}".format(index)
        np.save(os.path.join(folder, stem + ".npy"), array)
    np.save(os.path.join(folder, "output.npy"), output)


def main():
    networks = networks_1() if KERAS1 else networks_2()
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    for name, build in sorted(networks.items()):
        if only not in name or ("--missing" in sys.argv and os.path.exists(os.path.join(OUTPUT, name))):
            continue
        shutil.rmtree(os.path.join(OUTPUT, name), ignore_errors=True)
        try:
            write(os.path.join(OUTPUT, name), name, build())
        except Exception as failure:  # what this version cannot do on this backend
            shutil.rmtree(os.path.join(OUTPUT, name), ignore_errors=True)
            print("{}: not written, {}".format(name, (str(failure) or repr(failure)).splitlines()[0]))
    print("{} networks by Keras {} on {}".format(len(os.listdir(OUTPUT)), keras.__version__, BACKEND))


if __name__ == "__main__":
    main()
