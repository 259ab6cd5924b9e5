"""Measures the memory and time that `deeplift explain` takes for more sequences than memory holds scores of.

From the repository root:

    python3 scripts/measure_large_data.py --sequences 50000 --shuffles 20

Writes random sequences of 200 bases into a folder below target, explains them by the sample network against
dinucleotide shuffles, and prints the largest resident set of the process (heap and native memory together, as
the kernel counts it) and the time. Fails above --limit MiB.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LENGTH = 200


def write_sequences(path, count):
    generator = random.Random(1)
    with open(path, "w") as file:
        for number in range(count):
            file.write(f">sequence_{number}\n{''.join(generator.choices('ACGT', k=LENGTH))}\n")


def run(command):
    """Returns the exit code, the largest resident set in MiB, and seconds."""
    start = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024, time.monotonic() - start, usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sequences", type=int, default=50_000)
    parser.add_argument("--shuffles", type=int, default=20)
    parser.add_argument("--limit", type=float, default=2048)
    parser.add_argument("options", nargs="*", help="more options of deeplift explain, after --")
    arguments = parser.parse_args()
    subprocess.run(["./deeplift", "--version"], check=True, stdout=subprocess.DEVNULL)  # builds where needed
    with tempfile.TemporaryDirectory(dir="dl4j-deeplift-cli/target") as folder:
        sequences = Path(folder) / "sequences.fa"
        write_sequences(sequences, arguments.sequences)
        code, memory, seconds, processor = run(
            ["./deeplift", "explain", "--model", "samples/data/gata-cagatg.h5", "--fasta", str(sequences),
             "--reference", f"dinucleotide-shuffle:{arguments.shuffles}", "--output", str(Path(folder) / "scores.npz"),
             *arguments.options]
        )
        size = sum(path.stat().st_size for path in Path(folder).glob("*.npz")) / 2**20
    print(f"{arguments.sequences} sequences, {arguments.shuffles} shuffles: {memory:.0f} MiB at most, "
          f"{seconds:.0f} s ({processor:.0f} s of processors), {size:.0f} MiB written")
    if code != 0 or memory > arguments.limit:
        sys.exit(f"failed: exit code {code}, limit {arguments.limit:.0f} MiB")


if __name__ == "__main__":
    main()
