"""Measures the time from the start of the `deeplift` command to the first scores of the authors' network, and its parts.

From the repository root:

    python3 scripts/measure_startup.py

Explains one sequence, with the archive of classes that the script makes when it builds and without it, in turn, and
prints the median times. The parts are read off the JVM's log of loaded classes: each begins with the first class named.
"""

import argparse
import re
import statistics
import struct
import subprocess
import tempfile
import time
from fnmatch import fnmatchcase
from pathlib import Path

TARGET = Path("dl4j-deeplift-cli/target")
# part: the class whose loading begins it, or how its name begins
PARTS = {
    "the JVM": None,
    "the command line and its options": "io.github.dl4jdeeplift.cli.Main",
    "the Keras files": "io.github.dl4jdeeplift.cli.model.ModelFile",
    "ND4J's classes and native code": "org.nd4j.linalg.factory.Nd4j",
    "the network of Deeplearning4j": "io.github.dl4jdeeplift.keras.build.WeightLoader",
    "rules and programs": "io.github.dl4jdeeplift.rule.table.LibraryRules",
    "the parity gate": "io.github.dl4jdeeplift.ParityGate$$Lambda*",
    "scores, and their file": "io.github.dl4jdeeplift.engine.PairRunner",
}


def write_example(path):
    """One sequence of A, [1, 200, 4] in float32."""
    header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 200, 4), }"
    header += " " * (63 - (len(header) + 10) % 64) + "\n"
    numbers = struct.pack("<800f", *([1.0, 0.0, 0.0, 0.0] * 200))
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + numbers)


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def archive():
    """The file of the JDK that was last used."""
    return max(TARGET.glob("deeplift-*.jsa"), key=lambda path: path.stat().st_mtime).absolute()


def java_command(command):
    """What the script runs: its flags, with the arguments given."""
    script = Path("deeplift").read_text()
    flags = " ".join(re.search(r"flags='([^']*)'", script)[1].split())
    jar = (TARGET / "dl4j-deeplift-cli.jar").absolute()
    return ["java", f"-XX:SharedArchiveFile={archive()}", *flags.split(), "-jar", str(jar), *command[1:]]


def parts(command, log):
    """Milliseconds of each part."""
    java = java_command(command)
    subprocess.run([java[0], f"-Xlog:class+load:file={log}:uptime", *java[1:]], check=True, stdout=subprocess.DEVNULL)
    loaded = re.findall(r"^\[([\d.]+)s\] (\S+)", log.read_text(), re.MULTILINE)

    def first(name):
        return next((float(uptime) for uptime, found in loaded if fnmatchcase(found, name)), None)

    starts = [(part, 0.0 if name is None else first(name)) for part, name in PARTS.items()]
    starts = [start for start in starts if start[1] is not None] + [(None, float(loaded[-1][0]))]
    return {part: 1000 * (end - start) for (part, start), (_, end) in zip(starts, starts[1:])}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", default="../shared/models")
    parser.add_argument("--runs", type=int, default=11)
    arguments = parser.parse_args()
    subprocess.run(["./deeplift", "--version"], check=True, stdout=subprocess.DEVNULL)  # builds where needed
    model = Path(arguments.models) / "deeplift-genomics"
    with tempfile.TemporaryDirectory() as folder:
        example, used = Path(folder) / "example.npy", archive()
        aside = used.with_suffix(".aside")
        write_example(example)
        command = ["./deeplift", "explain", "--model", model / "model.json", "--weights", model / "weights.h5",
                   "--input", example, "--target", "0", "--output", Path(folder) / "scores.npz"]  # fmt: skip
        command = list(map(str, command))
        times = {"with the archive": [], "without": []}
        for _ in range(arguments.runs):
            times["with the archive"].append(seconds(command))
            used.rename(aside)
            try:
                times["without"].append(seconds(command))
            finally:
                aside.rename(used)
        for name, values in times.items():
            print(f"{name}: {statistics.median(values):.2f} s, {min(values):.2f} at least")
        runs = [parts(command, Path(folder) / "classes.log") for _ in range(5)]
        for part in runs[0]:
            print(f"  {part}: {statistics.median(run.get(part, 0) for run in runs):.0f} ms")


if __name__ == "__main__":
    main()
