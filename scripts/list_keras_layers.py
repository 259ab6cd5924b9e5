"""Adds the classes of keras.layers to the list that the importer's test goes through.

From the repository root, in an environment with scripts/requirements-keras2.txt, then in one with
scripts/requirements-keras3.txt:

    python scripts/list_keras_layers.py

Writes dl4j-deeplift-keras-import/src/test/resources/keras-classes/VERSION.txt, one class a line.
"""

import os
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from tensorflow import keras

FOLDER = Path("dl4j-deeplift-keras-import/src/test/resources/keras-classes")


def main():
    found = [value for value in vars(keras.layers).values() if isinstance(value, type)]
    names = sorted({layer.__name__ for layer in found if issubclass(layer, keras.layers.Layer)})
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{version('keras')}.txt"
    path.write_text("\n".join(names) + "\n")
    print(f"{len(names)} classes in {path}")


if __name__ == "__main__":
    main()
