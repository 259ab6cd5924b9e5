"""Makes golden cases of recurrent layers and attention, with and without masks.

From the repository root, in any environment with numpy (scripts/requirements-golden.txt has it):

    python scripts/make_recurrent_goldens.py

Each case is one layer with small random parameters, three examples and a reference; output and
contributions come from recurrent_layers.py, which is written from the formulas alone, in float64. It
stops where contributions miss the output's difference by more than 1e-12. Deeplearning4j cannot run layer
normalization inside recurrent layers, so no case has any.
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np

import recurrent_layers as layers
from secant_numbers import Pair

OUTPUT = Path("dl4j-deeplift-core/src/test/resources/golden/recurrent")
SEED = 20170410
CHANNELS, UNITS, STEPS, HEADS, SIZE = 2, 3, 5, 2, 2
LENGTHS = [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [0, 1, 0, 1, 0]]


def lstm_shapes(prefix="", peepholes=0, suffix=""):
    return {
        f"{prefix}W{suffix}": (CHANNELS, 4 * UNITS),
        f"{prefix}RW{suffix}": (UNITS, 4 * UNITS + peepholes),
        f"{prefix}b{suffix}": (4 * UNITS,),
    }


def simple_shapes(prefix=""):
    return {f"{prefix}W": (CHANNELS, UNITS), f"{prefix}RW": (UNITS, UNITS), f"{prefix}b": (UNITS,)}


def projections(queries):
    return {
        "Wq": (HEADS, SIZE, queries),
        "Wk": (HEADS, SIZE, CHANNELS),
        "Wv": (HEADS, SIZE, CHANNELS),
        "Wo": (HEADS * SIZE, UNITS),
    }


def both(shapes):
    return shapes("f") | shapes("b")


def bidirectional(layer, mode):
    return lambda steps, mask, parameters: layers.bidirectional(steps, mask, parameters, layer, mode)


def last_of(layer):
    return lambda steps, mask, parameters: [layers.last(layer(steps, mask, parameters), mask)]


def of_nonzero(layer):
    return lambda steps, mask, parameters: layer(steps, layers.rows_that_differ_from(steps, 0), parameters)


def self_attention(steps, mask, parameters):
    return layers.attention(steps, steps, steps, mask, parameters)


def unmasked(layer):
    """Deeplearning4j's LSTM, alone or in both directions, ignores a mask that is fed to it."""
    return lambda steps, mask, parameters: layer(steps, None, parameters)


def cases():
    """Name, shapes of parameters, and what computes the layer."""
    yield "lstm", lstm_shapes(), unmasked(layers.lstm)
    yield "lstm_softsign_sigmoid", lstm_shapes(), unmasked(lambda s, m, p: layers.lstm(s, m, p, activation="SOFTSIGN"))
    yield "graves_lstm", lstm_shapes(peepholes=3), unmasked(layers.lstm)
    graves = lstm_shapes(peepholes=3, suffix="F") | lstm_shapes(peepholes=3, suffix="B")
    yield "graves_bidirectional_lstm", graves, layers.graves_bidirectional
    yield "simple", simple_shapes(), layers.simple
    yield "simple_relu", simple_shapes(), lambda s, m, p: layers.simple(s, m, p, activation="RELU")
    for mode in ("ADD", "MUL", "AVERAGE", "CONCAT"):
        yield f"bidirectional_lstm_{mode.lower()}", both(lstm_shapes), unmasked(bidirectional(layers.lstm, mode))
    yield "bidirectional_simple_concat", both(simple_shapes), bidirectional(layers.simple, "CONCAT")
    yield "last_step_of_lstm", lstm_shapes(), last_of(layers.lstm)
    yield "last_step_of_graves_lstm", lstm_shapes(peepholes=3), last_of(layers.lstm)
    yield "mask_zero_of_lstm", lstm_shapes(), of_nonzero(layers.lstm)
    yield "mask_zero_of_simple", simple_shapes(), of_nonzero(layers.simple)
    yield "self_attention", projections(CHANNELS), self_attention
    yield "self_attention_without_projection", {}, self_attention
    recurrent = simple_shapes() | projections(UNITS)
    yield "recurrent_attention", recurrent, layers.recurrent_attention


def steps_of(actual, reference):
    """Channels first, as Deeplearning4j has sequences."""
    pair = Pair.of_inputs(actual, reference)
    return [pair[:, time] for time in range(STEPS)]


def explained(layer, x, r, mask, parameters, target):
    outputs = layer(steps_of(x, r), mask, parameters)
    number = outputs[target[1]][target[0]] if len(outputs) > 1 else outputs[0][target[0]]
    contributions = number.contributions(x.shape) * (x - r)
    missed = abs(contributions.sum() - (number.actual - number.reference))
    if missed > 1e-12:
        raise ValueError(f"contributions miss the difference by {missed}")
    return float(number.actual), float(number.reference), contributions


def case(name, shapes, layer, masked, random):
    parameters = {key: random.uniform(-1, 1, shape).round(3) for key, shape in shapes.items()}
    x = random.uniform(-2, 2, (3, CHANNELS, STEPS)).round(3)
    r = random.uniform(-1, 1, (CHANNELS, STEPS)).round(3)
    if name.startswith("mask_zero"):
        x[1, :, 3:] = 0
        x[2, :, 1] = 0
    rank = 1 if name.startswith("last_step") else 2
    target = [1, 3][:rank]
    results = [
        explained(layer, x[row], r, LENGTHS[row] if masked else None, parameters, target) for row in range(3)
    ]
    return {
        "name": name + ("_masked" if masked else ""),
        "kind": name,
        "parameters": {key: value.tolist() for key, value in parameters.items()},
        "input": x.tolist(),
        "mask": LENGTHS if masked else None,
        "reference": [r.tolist()],
        "target": target,
        "output": [result[0] for result in results],
        "reference_output": [result[1] for result in results],
        "contributions": [result[2].tolist() for result in results],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    output = parser.parse_args().output
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    random = np.random.default_rng(SEED)
    written = 0
    for name, shapes, layer in cases():
        for masked in (False,) if name.startswith("mask_zero") else (False, True):
            made = case(name, shapes, layer, masked, random)
            lines = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in made.items())
            (output / f"{made['name']}.json").write_text(f"{{\n{lines}\n}}\n")
            written += 1
    print(f"{written} cases in {output}; contributions sum within 1e-12 in each")


if __name__ == "__main__":
    main()
