"""The README beside the golden cases of RevealCancel, with the figures of the run that made them."""

from importlib.metadata import version

HEAD = """# Golden cases of RevealCancel and the genomics default

Made by `python scripts/make_reveal_cancel_goldens.py`. Each file is one case in the schema of the numeric cases: layers with their weights, inputs, references,
target, quantity and expected values, arrays channels last; `wrt` joins the places looked at. Weights have three decimals, inputs two: they are exact as written.

## `authors`

What the DeepLIFT authors' own program gives (PyPI `deeplift` {deeplift} on TensorFlow {tensorflow}, in float64) on small random networks. Examples are those in which
every part of a difference, every distance from an activation's kink and every gap between a maximum and the next is above {clear}, so that neither its pseudocount
(1e-7 in the place of a part below 5e-8) nor a tie comes in. Max pooling is its own rule, `gradient_at_input`. Its genomics default refuses an activation behind
pooling, flatten or concatenation, so there that rule is left out.

Agreement: largest difference between the program and `scripts/reveal_cancel_evaluator.py`, which is written from the formulas alone, relative to the largest value.
Missed: largest difference between the sum of the inputs' contributions and the target's difference; the gradient rule and this max pooling do not add up by themselves.

| network | rule | quantity | examples | agreement | missed |
| --- | --- | --- | --- | --- | --- |
"""

DERIVED = """

## `derived`

What follows from the rules where the program is wrong or has no answer: parts that are zero, parts through max pooling, addition, the genomics default behind pooling
and merges, dilation. Values come from `scripts/reveal_cancel_evaluator.py`; of the smallest the derivation by hand is in the case's note, and the two agree to 1e-12. The last column
says how far the authors' program is off, relative to the largest value; in float64 its 1e-7 for a zero part costs little.

| case | rule | from | authors' program |
| --- | --- | --- | --- |
"""

SCHEMA = """

## `schema`

What the evaluator gives on small random networks that use all that the schema allows: layers on sequences and images, padding, dilation, forms of the target's index,
places looked at, rules of single layers, maxout. They put the reader of the schema to the test as much as the library.
"""


def _table(rows):
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def write_readme(path, from_authors, from_rules, clear=1e-3):
    versions = {"deeplift": version("deeplift"), "tensorflow": version("tensorflow-cpu"), "clear": clear}
    path.write_text(HEAD.format(**versions) + _table(from_authors) + DERIVED + _table(from_rules) + SCHEMA)
