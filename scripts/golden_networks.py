"""The networks of the golden contributions: where they lie, their inputs and which examples are used."""

import json
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np

from torch_networks import Sequential, SequenceAndFeatures


@dataclass
class Golden:
    """One network and what is to be computed on it.

    `inputs` and `stored` (Keras's output after the activation `final`) are those of `examples` alone,
    which are rows of the stored inputs. `length` is what a global pool sees. `revealing` names the
    rules besides Rescale that the authors' program is asked for.
    """

    name: str
    layers: list
    weights: Path
    inputs: list
    examples: list
    stored: np.ndarray
    final: str
    targets: list
    references: tuple
    sequential: bool = True
    length: int = None
    revealing: tuple = ()

    @property
    def pools(self):
        """Whether there is max pooling, for which the authors' program has another rule."""
        return any("MaxPooling" in layer["class_name"] for layer in self.layers)

    def torch_network(self):
        with h5py.File(self.weights) as file:
            root = file["model_weights"] if "model_weights" in file else file
            if self.sequential:
                return Sequential(self.layers, root, self.length).eval()
            return SequenceAndFeatures(self.layers, root).eval()


SEQUENCE_REFERENCES = ("zeros", "uniform", "dinucleotide-shuffle")


def _layers(path):
    if path.suffix == ".json":
        config = json.loads(path.read_text())["config"]
    else:
        with h5py.File(path) as file:
            config = json.loads(file.attrs["model_config"])["config"]
    return config if isinstance(config, list) else config["layers"]


def genomics(models):
    folder, examples = models / "deeplift-genomics", [0, 1, 2, 3, 4, 5, 6, 7]
    return Golden(
        "deeplift-genomics",
        _layers(folder / "model.json"),
        folder / "weights.h5",
        [np.load(folder / "test800.x.npy")[examples]],
        examples,
        np.load(folder / "test800.keras-output.npy")[examples],
        "sigmoid",
        [0, 1, 2],
        SEQUENCE_REFERENCES,
        revealing=("genomics-default", "reveal-cancel"),
    )


def tal1_inputs(models):
    with h5py.File(models / "tal1" / "keras-gradients.h5") as file:
        return file["inputs"][:]


def tal1(models):
    folder, examples = models / "tal1", list(range(8))
    inputs = tal1_inputs(models)
    return Golden(
        "tal1",
        _layers(folder / "model.json"),
        folder / "weights.h5",
        [inputs[examples]],
        examples,
        np.load(folder / "keras-output.npy")[examples],
        "sigmoid",
        [0],
        SEQUENCE_REFERENCES,
        length=inputs.shape[1] - 14,
    )


def mnist(models):
    folder, examples = models / "mnist", [0, 50, 100, 150, 199]
    return Golden(
        "mnist",
        _layers(folder / "model.h5"),
        folder / "model.h5",
        [np.load(folder / "digits200.x.npy")[examples]],
        examples,
        np.load(folder / "digits200.keras-output.npy")[examples],
        "softmax",
        list(range(10)),
        ("zeros",),
        revealing=("genomics-default", "reveal-cancel"),
    )


def xpresso(models):
    folder, examples = models / "xpresso-human", [0, 1]
    return Golden(
        "xpresso-human",
        _layers(folder / "model.h5"),
        folder / "model.h5",
        [np.load(folder / f"xpresso.{part}.npy")[examples] for part in ("seq", "halflife")],
        examples,
        np.load(folder / "keras-output.npy")[examples],
        "linear",
        [0],
        SEQUENCE_REFERENCES,
        sequential=False,
    )


def sample(folder):
    examples = list(range(8))
    lines = [line for line in (folder / "held-out.fa").read_text().splitlines() if not line.startswith(">")]
    bases = np.array([["ACGT".index(letter) for letter in lines[i]] for i in examples])
    return Golden(
        "gata-cagatg",
        _layers(folder / "gata-cagatg.h5"),
        folder / "gata-cagatg.h5",
        [np.eye(4)[bases]],
        examples,
        np.load(folder / "held-out.keras-logit.npy")[examples],
        "linear",
        [0],
        SEQUENCE_REFERENCES,
    )
