"""Writes cases in the schema of the numeric cases: one layer or example a line."""

import json

import numpy as np

KEYS = ("name", "rule", "maxpool_rule", "data_format", "layers", "inputs", "reference", "target", "quantity", "note")


def array_of(value):
    """The arrays of an expected value: its parts, or itself."""
    return list(value.values()) if isinstance(value, dict) else [value]


def _lists(value, digits):
    if isinstance(value, dict):
        return {key: _lists(item, digits) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return [_lists(item, digits) for item in value]
    if isinstance(value, (float, np.floating)):
        return float(f"{value:.{digits}g}") + 0.0
    return value


def _line(key, value):
    if isinstance(value, list) and key == "layers":
        rows = ",\n".join("  " + json.dumps(layer) for layer in value)
        return f'"{key}": [\n{rows}\n ]'
    if isinstance(value, dict) and key in ("inputs", "reference", "expected"):
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(item)}" for name, item in value.items())
        return f'"{key}": {{\n{rows}\n }}'
    return f'"{key}": {json.dumps(value)}'


def write_case(folder, case, expected, source, missed):
    """`missed` is what the contributions miss of the target's difference by the rule itself."""
    least = min(np.abs(array).max() for value in expected.values() for array in array_of(value))
    full = {key: case.get(key) for key in KEYS}
    full |= {
        "wrt": " and ".join(expected),
        "expected": _lists(expected, 9),
        "tolerance": float(f"{1e-6 * least:.1e}"),
        "expected_from": source,
        "sum_to_delta_error": float(f"{missed:.2e}"),
        "schema": 1,
    }
    full["inputs"], full["reference"] = _lists(case["inputs"], 17), _lists(case["reference"], 17)
    folder.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(" " + _line(key, value) for key, value in full.items())
    (folder / f"{case['name']}.json").write_text(f"{{\n{lines}\n}}\n")
