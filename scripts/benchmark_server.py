"""This library in a process of its own, which explains and times on request (BenchmarkServer.java)."""

import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

CORE = Path("dl4j-deeplift-core")


def build():
    """Compiles the benchmarks, and lists the class path in a file."""
    subprocess.run(["./mvnw", "-q", "-B", "-ntp", "-Dquick", "-Pjmh", "-pl", str(CORE), "package"], check=True)


def _command(models):
    target = CORE / "target"
    class_path = [target / "test-classes", target / "classes", (target / "benchmarks.classpath").read_text().strip()]
    return [
        "java", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxBytes=200%",
        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=300%", f"-Ddeeplift.models={models}",
        "-cp", os.pathsep.join(map(str, class_path)), "io.github.dl4jdeeplift.benchmark.BenchmarkServer",
    ]  # fmt: skip


class BenchmarkServer:
    def __init__(self, threads, models):
        self.folder = tempfile.TemporaryDirectory()
        environment = os.environ | {"OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "passive"}
        self.process = subprocess.Popen(
            _command(models), env=environment, text=True, bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.folder.cleanup()

    def ask(self, *command):
        self.process.stdin.write(" ".join(map(str, command)) + "\n")
        answer = self.process.stdout.readline().strip()
        if answer.startswith("error") or not answer:
            raise RuntimeError(f"{' '.join(map(str, command))}: {answer or 'the process ended'}")
        return answer

    def network(self, name):
        """Builds a network, and returns its weights by the names that Deeplearning4j gives them."""
        with tempfile.TemporaryDirectory(dir=self.folder.name) as folder:
            self.ask("network", name, folder)
            return {path.stem: np.load(path) for path in Path(folder).glob("*.npy")}

    def data(self, examples, references):
        places = [Path(self.folder.name) / name for name in ("examples.npy", "references.npy")]
        np.save(places[0], examples)
        np.save(places[1], references)
        self.ask("data", *places)

    def prepare(self, rule, targets):
        self.ask("prepare", rule, targets)

    def seconds(self, *what):
        """Runs `explain RULE`, `forward` or `output` once."""
        return float(self.ask(*what))

    def contributions(self):
        """Returns those of the last explain, [targets, n, ...]."""
        place = Path(self.folder.name) / "contributions.npy"
        self.ask("save", place)
        return np.load(place)
