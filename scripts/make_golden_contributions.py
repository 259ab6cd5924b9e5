"""Makes golden contributions with Captum and with the DeepLIFT authors' own program.

From the repository root, in an environment with scripts/requirements-golden.txt:

    python scripts/make_golden_contributions.py --models ../shared/models

Captum 0.9.0 gives Rescale (max pooling: cross-max) on networks rebuilt in PyTorch, the authors'
program (deeplift 0.6.13.0) gives RevealCancel, its genomics default, and Rescale with its own rule
for max pooling, the gradient at the input's winner; all in float64, for the value before the final
sigmoid or softmax. It stops where an output differs from Keras's by more than
1e-5, where Captum's contributions do not add up to 1e-9, or where the two programs, for Rescale on
networks without max pooling, differ by more than 1e-6 of an example's largest contribution. It
writes dl4j-deeplift-cli/src/test/resources/golden/NETWORK/*.npz and golden/README.md, which says
what they hold.
"""

import argparse
import os
import shutil
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
import torch
from captum.attr import DeepLift

import golden_networks
from authors_program import AuthorsNetwork
from dinucleotide_shuffle import dinucleotide_shuffle
from global_maximum_ties import ties
from golden_readme import write_readme

OUTPUT = Path("dl4j-deeplift-cli/src/test/resources/golden")
SEED = 20160505
GRADIENT = "gradient-at-input"


def shuffled_bases(golden):
    """int8 [examples, length]: one shuffle per example, seeded by the row in the stored inputs."""
    bases = golden.inputs[0].argmax(2).astype(np.int8)
    return np.array([dinucleotide_shuffle(b, np.random.default_rng([SEED, e])) for b, e in zip(bases, golden.examples)])


def references(golden, kind, bases):
    """One array per input; the references of inputs beside the sequence are zeros."""
    sequence, *others = golden.inputs
    first = {
        "zeros": lambda: np.zeros_like(sequence, np.float64),
        "uniform": lambda: np.full_like(sequence, 1 / sequence.shape[2], np.float64),
        "dinucleotide-shuffle": lambda: np.eye(4)[bases],
    }[kind]()
    return [first, *[np.zeros_like(other, np.float64) for other in others]]


def captum(network, inputs, reference, targets):
    """Contributions per input [targets, examples, ...], and the largest convergence delta."""
    dtype = torch.get_default_dtype()
    x = tuple(torch.tensor(i, dtype=dtype) for i in inputs)
    r = tuple(torch.tensor(i, dtype=dtype) for i in reference)
    method, found, largest = DeepLift(network), [[] for _ in inputs], 0.0
    for target in targets:
        # One example at a time: Captum's rule for max pooling reads the gradient of the first of a batch.
        rows = [
            method.attribute(*[tuple(i[k : k + 1] for i in part) for part in (x, r)], target=target,
                             return_convergence_delta=True)
            for k in range(len(x[0]))
        ]
        largest = max([largest, *[delta.abs().max().item() for _, delta in rows]])
        for index, arrays in enumerate(found):
            arrays.append(torch.cat([parts[index] for parts, _ in rows]).detach().numpy())
    return [np.array(arrays) for arrays in found], largest


def outputs(network, inputs, targets):
    """[targets, examples], before the final activation."""
    with torch.no_grad():
        return network(*[torch.tensor(i, dtype=torch.get_default_dtype()) for i in inputs]).numpy().T[targets]


def after_activation(logits, name):
    if name == "sigmoid":
        return 1 / (1 + np.exp(-logits))
    if name == "softmax":
        raised = np.exp(logits - logits.max(0))
        return raised / raised.sum(0)
    return logits


def relative(found, expected):
    """Largest difference per target and example, by the largest contribution of that example."""
    axes = tuple(range(2, expected.ndim))
    return np.abs(found - expected).max(axes) / np.abs(expected).max(axes)


def authors(golden, reference, rule):
    network = AuthorsNetwork(golden.layers, golden.weights, rule)
    return np.array([network.contributions(golden.inputs[0], reference[0], target) for target in golden.targets])


def single_precision(golden, reference):
    torch.set_default_dtype(torch.float32)
    try:
        return captum(golden.torch_network(), golden.inputs, reference, golden.targets)[0]
    finally:
        torch.set_default_dtype(torch.float64)


def save(path, golden, contributions, network, reference, bases, kind):
    names = ["contributions"] if len(contributions) == 1 else [f"contributions_{i}" for i in range(len(contributions))]
    arrays = {name: array.astype(np.float32) for name, array in zip(names, contributions)}
    arrays["examples"], arrays["targets"] = np.array(golden.examples, np.int32), np.array(golden.targets, np.int32)
    arrays["output"] = outputs(network, golden.inputs, golden.targets)
    arrays["reference_output"] = outputs(network, reference, golden.targets)
    if kind == "dinucleotide-shuffle":
        arrays["reference_bases"] = bases
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


def rescale(golden, network, kind, reference):
    """Captum's contributions, checked; and a row of figures."""
    contributions, delta = captum(network, golden.inputs, reference, golden.targets)
    assert delta < 1e-9, (golden.name, kind, delta)
    single = max(relative(s, c).max() for s, c in zip(single_precision(golden, reference), contributions))
    agreement = "-"
    if golden.sequential:
        differences = relative(authors(golden, reference, "rescale"), contributions[0])
        agreement = f"{np.median(differences):.1e} / {differences.max():.1e}"
        assert golden.pools or differences.max() < 1e-6, (golden.name, kind, differences)
    return contributions, [golden.name, "rescale", kind, f"{delta:.1e}", agreement, f"{single:.1e}"]


def by_authors(golden, network, kind, reference, rule):
    contributions = authors(golden, reference, "rescale" if rule == GRADIENT else rule)
    change = outputs(network, golden.inputs, golden.targets) - outputs(network, reference, golden.targets)
    delta = np.abs(contributions.sum(tuple(range(2, contributions.ndim))) - change).max()
    return [contributions], [golden.name, rule, kind, f"{delta:.1e}", "-", "-"]


def make(golden, folder):
    network = golden.torch_network()
    logits = outputs(network, golden.inputs, golden.targets)
    difference = np.abs(after_activation(logits, golden.final) - golden.stored.T).max()
    print(f"{golden.name}: output against Keras's, largest difference {difference:.1e}")
    assert difference < 1e-5, golden.name
    bases = shuffled_bases(golden) if "dinucleotide-shuffle" in golden.references else None
    rows = []
    for kind in golden.references:
        reference = references(golden, kind, bases)
        # A global maximum of 0 is reached all over a filter that ReLU keeps silent. The authors' program
        # then pays every position, which shows where the reference differs there.
        tied = golden.length is not None and kind == "dinucleotide-shuffle"
        pooling = (GRADIENT,) if golden.pools and golden.sequential and not tied else ()
        for rule in ("rescale", *pooling, *golden.revealing):
            made = (
                rescale(golden, network, kind, reference)
                if rule == "rescale"
                else by_authors(golden, network, kind, reference, rule)
            )
            save(folder / golden.name / f"{kind}.{rule}.npz", golden, made[0], network, reference, bases, kind)
            print("  " + "  ".join(made[1]))
            rows.append(made[1])
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, default=Path("../shared/models"))
    parser.add_argument("--sample", type=Path, default=Path("samples/data"))
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(2)
    shutil.rmtree(arguments.output, ignore_errors=True)
    makers = (golden_networks.genomics, golden_networks.tal1, golden_networks.mnist, golden_networks.xpresso)
    goldens = [maker(arguments.models) for maker in makers] + [golden_networks.sample(arguments.sample)]
    print("network, rule, reference, additivity, authors' program against Captum (median / largest), float32")
    rows = [row for golden in goldens for row in make(golden, arguments.output)]
    tal1 = goldens[1].torch_network()
    tied = ties(tal1, golden_networks.tal1_inputs(arguments.models))
    print(f"tal1: examples with a tie in a positive global maximum: {tied or 'none'}")
    write_readme(arguments.output / "README.md", rows, tied)
    size = sum(path.stat().st_size for path in arguments.output.rglob("*") if path.is_file())
    print(f"{arguments.output}: {size} bytes")


if __name__ == "__main__":
    main()
