"""Makes golden cases of RevealCancel and the genomics default on small random networks.

From the repository root, in an environment with scripts/requirements-golden.txt:

    python scripts/make_reveal_cancel_goldens.py

`authors` holds what the DeepLIFT authors' own program gives (deeplift 0.6.13.0, in float64), on
examples where no part of a difference is near zero, so that its pseudocount does not come in. It
stops where the evaluator of reveal_cancel_evaluator.py differs from the program by more than 1e-9 of
the largest value. `derived` holds what that evaluator gives where the program is wrong or has no
answer; it stops where a value differs from the one worked out by hand. `schema` holds what the
evaluator gives on networks that use all that the schema of the numeric cases allows. Every file is
in that schema; figures are in the README beside them.
"""

import argparse
import os
import shutil
import zlib
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np

from authors_graph import AuthorsGraph
from case_files import array_of, write_case
from derived_networks import DERIVED
from evaluator_nodes import ACTIVATIONS, flat
from reveal_cancel_evaluator import Evaluator
from reveal_cancel_networks import NETWORKS
from reveal_cancel_readme import write_readme
from schema_networks import SCHEMA

OUTPUT = Path("dl4j-deeplift-core/src/test/resources/golden")
SEED = 20160505
CLEAR = 1e-3  # least size of a part, and least distance from a kink or of a maximum from the next


def candidates(network, random, count=600):
    """Inputs and references by name, of two decimals or one-hot."""
    inputs, references = {}, {}
    for name, shape in network.shapes.items():
        if network.references == "shuffled":
            bases = random.integers(0, shape[1], (count, shape[0]))
            inputs[name] = np.eye(shape[1])[bases]
            references[name] = np.eye(shape[1])[random.permuted(bases, axis=1)]
        else:
            inputs[name] = np.round(random.normal(0, 1, (count, *shape)), 2)
            references[name] = np.round(random.normal(0, 1, (count, *shape)), 2)
            if network.references == "zeros":
                references[name] = np.zeros((1, *shape))
    return inputs, references


def smallest(array):
    return np.abs(flat(array)).min(1)


def clear(case):
    """[n], the examples in which nothing is near a part of zero, a kink or a tie."""
    evaluator = Evaluator({**case, "rule": "revealcancel"})
    least = [np.full(len(next(iter(case["inputs"].values()))), np.inf)]
    for layer in case["layers"]:
        pair = evaluator.inputs(layer)[0]
        if layer["type"] in ACTIVATIONS:
            values = (pair.positive, pair.negative, pair.x, pair.r, pair.x - pair.r)
            least += [np.broadcast_to(smallest(v), least[0].shape) for v in values]
        elif "maxpool" in layer["type"]:
            for cells in evaluator.nodes[layer["name"]].windows:
                ordered = np.sort(flat(pair.x)[:, cells], 1)
                least.append(ordered[:, -1] - ordered[:, -2])
    return np.min(least, 0) > CLEAR


def with_examples(network):
    inputs, references = candidates(network, np.random.default_rng([SEED, zlib.crc32(network.name.encode())]))
    case = {**network.case, "inputs": inputs, "reference": references}
    kept = np.flatnonzero(clear(case))[: network.examples]
    assert len(kept) == network.examples, (network.name, len(kept))
    case["inputs"] = {name: array[kept] for name, array in inputs.items()}
    case["reference"] = {name: array if len(array) == 1 else array[kept] for name, array in references.items()}
    return case


def gap(found, expected):
    """Largest difference, by the largest value expected."""
    return max(np.abs(f - e).max() / np.abs(e).max() for f, e in zip(array_of(found), array_of(expected)))


def quantities(network, rule):
    """Quantity and places of each file of a network and rule."""
    yield "contributions", [*network.shapes, *network.hidden]
    if rule == "revealcancel":
        yield "multipliers", list(network.shapes)
        if network.parts:
            yield "pos_neg_contribs", network.parts


def missed(evaluator, inputs):
    """Largest difference between the sum of the inputs' contributions and the target's difference."""
    total = sum(flat(evaluator.evaluate("contributions", name)).sum(1) for name in inputs)
    return np.abs(total - evaluator.difference()).max()


def authors(network, folder):
    case, rows = with_examples(network), []
    for rule in network.rules:
        case["rule"] = rule
        program, evaluator = AuthorsGraph(case), Evaluator(case)
        for quantity, places in quantities(network, rule):
            expected = program.evaluate(quantity, places)
            difference = max(gap(evaluator.evaluate(quantity, place), expected[place]) for place in places)
            assert difference < 1e-9, (network.name, rule, quantity, difference)
            miss = missed(evaluator, network.shapes)
            name = f"{network.name}.{rule}.{quantity}"
            made = {**case, "name": name, "quantity": quantity, "note": network.note}
            write_case(folder, made, expected, "the DeepLIFT authors' program, deeplift 0.6.13.0, in float64", miss)
            rows.append([network.name, rule, quantity, str(network.examples), f"{difference:.1e}", f"{miss:.1e}"])
            print("  ".join(rows[-1]))
    return rows


def authors_gap(case, expected):
    """How far the authors' program is off, or why it has no answer."""
    try:
        found = AuthorsGraph(case).evaluate(case["quantity"], list(expected))
    except KeyError as error:
        return f"has no {error.args[0]}"
    except RuntimeError as error:
        assert "Unsure how to resolve" in str(error), error
        return "refuses"
    return f"{max(gap(found[place], expected[place]) for place in expected):.1e}"


EVALUATOR = "scripts/reveal_cancel_evaluator.py, in float64"


def evaluated(case):
    """Expected values by place, and what the inputs' contributions miss."""
    evaluator = Evaluator(case)
    expected = {place: evaluator.evaluate(case["quantity"], place) for place in case.pop("places")}
    return expected, missed(evaluator, case["inputs"])


def derived(case, folder):
    hand, (expected, miss) = case.pop("hand", None), evaluated(case)
    assert miss < 1e-12, (case["name"], miss)
    if hand is not None:
        assert gap(expected["x"], np.array(hand)) < 1e-12, (case["name"], expected)
        expected = {"x": np.array(hand)}
    write_case(folder, case, expected, "worked out by hand, see the note" if hand else EVALUATOR, miss)
    row = [case["name"], case["rule"], "by hand" if hand else "evaluator", authors_gap(case, expected)]
    print("  ".join(row))
    return row


def schema(case, folder):
    expected, miss = evaluated(case)
    gradient = "gradient" in str([case["rule"], case["layers"]])
    assert gradient or miss < 1e-12, (case["name"], miss)
    write_case(folder, case, expected, EVALUATOR, miss)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    folder = parser.parse_args().output
    shutil.rmtree(folder, ignore_errors=True)
    print("network, rule, quantity, examples, evaluator against the authors' program, missed by the sum")
    from_authors = [row for make in NETWORKS for row in authors(make(), folder / "authors")]
    print("derived case, rule, from, how far the authors' program is off")
    from_rules = [derived(make(), folder / "derived") for make in DERIVED]
    for make in SCHEMA:
        schema(make(), folder / "schema")
    write_readme(folder / "README.md", from_authors, from_rules)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size} bytes")


if __name__ == "__main__":
    main()
