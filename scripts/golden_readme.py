"""The README beside the golden contributions, with the figures of the run that made them."""

from importlib.metadata import version

HEAD = """# Golden contributions

Made by `python scripts/make_golden_contributions.py` from the weights of the networks in `../shared/models` and from
`samples/data/gata-cagatg.h5`, in float64, by Captum {captum} on PyTorch {torch} (rule `rescale`; max pooling by the cross-max rule) and by
the DeepLIFT authors' program, PyPI `deeplift` {deeplift} on TensorFlow {tensorflow} (rules `genomics-default`,
`reveal-cancel` and `gradient-at-input`). The files are `NETWORK/REFERENCE.RULE.npz`:

| array | shape | what it is |
| --- | --- | --- |
| `contributions` | [targets, examples, ...input] float32 | input layout of the Keras file, channels last |
| `contributions_0`, `contributions_1` | the same | in their place for xpresso-human: sequence and half-life features |
| `examples` | [examples] int32 | rows of the stored inputs, 0-based: `test800.x.npy`, `inputs` in tal1's `keras-gradients.h5`, `digits200.x.npy`, `xpresso.*.npy`, records of `samples/data/held-out.fa` |
| `targets` | [targets] int32 | index in the network's output |
| `output`, `reference_output` | [targets, examples] float64 | the explained value at the input and at the reference: before the final sigmoid or softmax, of xpresso-human the output itself |
| `reference_bases` | [examples, length] int8 | `dinucleotide-shuffle` alone: the reference sequence of each example, 0 to 3 for A, C, G, T |

`zeros` is zero everywhere, `uniform` is 1/4 in each of the four channels. The half-life features have a reference of zeros in all three.
`reveal-cancel` applies RevealCancel to every ReLU, `genomics-default` to those after a dense layer and Rescale to those after a convolution.
`gradient-at-input` is Rescale, with the gradient at the input's winner for max pooling, which does not add up; not of tal1 with shuffles, where the authors' program pays every
position of a filter whose global maximum is 0.
The authors' program takes 1e-7 in the place of a zero part and of a part below 5e-8, so that RevealCancel does not add up exactly (see the figures).

## Figures of the run

Additivity: largest difference between the sum of the contributions and the difference of the outputs. Authors: contributions of the authors' program with its
rescale rule against Captum's, largest difference in an example relative to its largest contribution, median and largest over the examples and targets; where there is
max pooling the authors' program takes the gradient at the input's winner, which is another rule. Float32: Captum in float32 against Captum in float64, relative in the same way.

| network | rule | reference | additivity | authors | float32 |
| --- | --- | --- | --- | --- | --- |
"""


def write_readme(path, rows, tied):
    programs = ("captum", "torch", "deeplift")
    versions = {name: version(name) for name in programs} | {"tensorflow": version("tensorflow-cpu")}
    versions["torch"] = versions["torch"].split("+")[0]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    found = "; ".join(f"example {row}: filters {filters}" for row, filters in tied.items()) or "none of the 20"
    note = (
        "\n\n## Ties in the global maximum of tal1\n\n"
        "Examples in which a filter reaches its positive maximum at more than one position (to a relative 1e-6): "
        f"{found}.\n"
    )
    path.write_text(HEAD.format(**versions) + table + note)
