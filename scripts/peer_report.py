"""Tables and a plot of what compare_peers.py measures."""

import importlib.metadata
import platform
import re
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

BEGIN, END = "<!-- compare_peers.py writes from here", "<!-- to here -->"
NAMES = {"DEEP_STARR": "DeepSTARR", "BPNET": "BPNet", "BASSET": "Basset", "AUTHORS": "the authors'", "MNIST": "MNIST",
         "LSTM": "LSTM"}  # fmt: skip
PEERS = ("Captum", "tangermeme", "shap")
RIGHT = 1e-3  # of the largest contribution: more is not rounding


@dataclass
class Cell:
    """Medians in seconds by method, how many runs each had, differences from our contributions, and errors."""

    network: str
    examples: int
    references: int
    targets: int
    medians: dict
    counts: dict
    differences: dict
    errors: dict

    def name(self):
        return NAMES[self.network]

    def against_peers(self):
        cells = [self.name(), self.examples, self.references, self.targets, milliseconds(self.medians["explain"])]
        for method in PEERS:
            if method in self.errors:
                cells.append("cannot")
                continue
            text = f"{milliseconds(self.medians[method])} ({self.medians[method] / self.medians['explain']:.1f})"
            if self.differences.get(method, 0) > RIGHT:
                text += ", wrong"
            cells.append(text)
        right = {method: size for method, size in self.differences.items() if size <= RIGHT}
        cells.append(", ".join(f"{method} {size:.0e}" for method, size in right.items()) or "-")
        return cells

    def against_passes(self):
        median = self.medians
        return [
            self.name(), milliseconds(median["explain"]), milliseconds(median["own forward"]),
            f"{median['explain'] / median['own forward']:.2f}", milliseconds(median["PyTorch forward"]),
            milliseconds(median["PyTorch gradient"]), f"{median['explain'] / median['PyTorch gradient']:.2f}",
            milliseconds(median["own gradient"]), milliseconds(median["RevealCancel"]),
            f"{median['RevealCancel'] / median['explain']:.2f}", milliseconds(median["output()"]),
        ]  # fmt: skip

    def line(self):
        times = ", ".join(f"{method} {milliseconds(value)} ({self.counts[method]})" for method, value in self.medians.items())
        differences = ", ".join(f"{method} {value:.1e}" for method, value in self.differences.items())
        return f"{self.network} {self.examples} x {self.references} x {self.targets}: {times}; {differences}; {self.errors}"


def milliseconds(seconds):
    value = seconds * 1000
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def processor():
    try:
        text = Path("/proc/cpuinfo").read_text()
        flags = "AVX-512" if "avx512f" in text else "AVX2" if "avx2" in text else "no AVX2"
        return re.search(r"model name\s*: (.*)", text)[1] + f" ({flags})"
    except (OSError, TypeError):
        return platform.processor() or platform.machine()


def java_version():
    return subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[0]


class Report:
    def __init__(self, threads):
        self.threads, self.cells, self.missing, self.scaling = threads, [], [], {}

    def add(self, cell):
        self.cells.append(cell)

    def left_out(self, network, error):
        self.missing.append(f"{NAMES[network]} network left out: {error}")

    def machine(self):
        versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("torch", "captum", "tangermeme", "shap"))
        return (f"{date.today()}: {processor()}, {self.threads} threads; {platform.system()} {platform.machine()}; {versions}; "
                f"Python {platform.python_version()}; {java_version()}; ND4J 1.0.0-M2.1, float32.")  # fmt: skip

    def text(self):
        parts = [self.machine(), *self.missing]
        if self.cells:
            header = ["network", "examples", "references", "targets", "explain(), ms", "Captum, ms (times ours)",
                      "tangermeme, ms (times ours)", "shap, ms (times ours)", "largest difference"]  # fmt: skip
            parts += ["### Against Captum, tangermeme and shap", table(header, [cell.against_peers() for cell in self.cells])]
            errors = {f"{method} on {cell.name()}: {error}" for cell in self.cells for method, error in cell.errors.items()}
            parts += ["\n".join(f"- {line}" for line in sorted(errors))] if errors else []
            wrong = {(method, cell.name()): size for cell in self.cells for method, size in cell.differences.items() if size > RIGHT}
            parts += ["\n".join(f"- {method} on {name} differs by {size:.0%} of the largest contribution."
                                for (method, name), size in wrong.items())] if wrong else []  # fmt: skip
        alone = [cell for cell in self.cells if "PyTorch gradient" in cell.medians]
        if alone:
            header = ["network, ms", "explain()", "own forward pass", "ratio", "PyTorch forward", "PyTorch forward and gradient",
                      "explain() to that", "own gradient", "RevealCancel", "to Rescale", "output()"]  # fmt: skip
            parts += [f"### Against one pass, {alone[0].examples} examples, one shared reference, one target",
                      table(header, [cell.against_passes() for cell in alone])]  # fmt: skip
        if self.scaling:
            rows = [[name, ", ".join(f"{count}: {milliseconds(seconds)}" for count, seconds in points)]
                    for name, points in self.scaling.items()]  # fmt: skip
            parts += ["### Cost against examples, references and targets",
                      "DeepSTARR; number: ms. Fixed: one reference, one target; 16 examples, one target; 64 examples, one reference.",
                      table(["against", "explain()"], rows), "![cost](performance-scaling.svg)"]  # fmt: skip
        return "\n\n".join(parts)

    def write(self, place):
        path = Path(place)
        old = path.read_text()
        head, rest = old.split(BEGIN, 1)
        mark, rest = rest.split("\n", 1)
        path.write_text(head + BEGIN + mark + "\n\n" + self.text() + "\n\n" + END + rest.split(END, 1)[1])
        if self.scaling:
            plot(self.scaling, path.with_name("performance-scaling.svg"))


def plot(scaling, path):
    """A panel each; the line is the one through the first and the last point."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "performance"
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, len(scaling), figsize=(9, 2.8), layout="constrained")
    for panel, (name, points) in zip(panels, scaling.items()):
        counts, seconds = zip(*points)
        panel.plot([counts[0], counts[-1]], [1000 * seconds[0], 1000 * seconds[-1]], color="0.7")
        panel.plot(counts, [1000 * value for value in seconds], "o", color="C0")
        panel.set(xlabel=name, ylabel="ms", xlim=(0, None), ylim=(0, None))
    figure.savefig(path, metadata={"Date": None})
