"""Measures this library beside PyTorch, Captum, tangermeme and shap, on the same networks, weights, data and threads.

From the repository root, on an idle machine:

    ../peers/bin/python scripts/compare_peers.py --write docs/performance.md

Every method of a workload runs once a round, ours and theirs in turn; tables hold the medians of the rounds.
Contributions of the same run are compared with ours. Parts: --networks, --workloads, --scaling-only.
"""

import argparse
import os
import statistics
import sys
import time

import numpy as np
import torch

import benchmark_server
from peer_methods import Data, Peers
from peer_report import Cell, Report

SHAPES = {"DEEP_STARR": (249, 4), "BPNET": (2114, 4), "BASSET": (600, 4), "AUTHORS": (200, 4), "MNIST": (1, 28, 28),
          "LSTM": (100, 8)}  # fmt: skip
# workload: references, targets, and examples where the network is not one of the large ones
WORKLOADS = {"one": (1, 1, 64), "references": (20, 1, 64), "targets": (1, 10, 64)}
FEWER = {("BPNET", "references"): 4, ("BPNET", "targets"): 8, ("BASSET", "references"): 16, ("BASSET", "targets"): 16,
         ("LSTM", "references"): 16}  # fmt: skip
OUTPUTS = {"AUTHORS": 3}
OWN = {"explain": ("explain", "RESCALE"), "own forward": ("forward",), "own gradient": ("explain", "GRADIENT"),
       "RevealCancel": ("explain", "REVEAL_CANCEL"), "output()": ("output",)}  # fmt: skip
PEERS = {"PyTorch forward": "forward", "PyTorch gradient": "gradient", "Captum": "captum", "tangermeme": "tangermeme",
         "shap": "shap"}  # fmt: skip
EXPLAINING = ("Captum", "tangermeme", "shap")
SLOW = 5.0  # seconds
WARM_UP = 2.0  # seconds, for each of our own methods


def channels_first(name, array, axis):
    return array if name == "MNIST" else np.ascontiguousarray(np.moveaxis(array, -1, axis))


def random_data(name, *counts):
    generator = np.random.default_rng(len(counts) * 1000 + counts[0])
    shape = SHAPES[name]
    if name in ("MNIST", "LSTM"):
        return generator.random((*counts, *shape), dtype=np.float32)
    return np.eye(4, dtype=np.float32)[generator.integers(0, 4, (*counts, shape[0]))]


class Session:
    """One network in both worlds."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.weights = server.network(name)

    def load(self, examples, references, targets, rules=("RESCALE",)):
        x = random_data(self.name, examples)
        r = random_data(self.name, examples, references) if references > 1 else random_data(self.name, 1)
        self.server.data(x, r)
        for rule in rules:
            self.server.prepare(rule, targets)
            self.warm_up("explain", rule)
        self.warm_up("forward")
        axis = 1 if references == 1 else 2
        return Data(channels_first(self.name, x, 1), channels_first(self.name, r, axis))

    def warm_up(self, *command):
        """The virtual machine compiles what runs often; two calls at least."""
        end, calls = time.monotonic() + WARM_UP, 0
        while calls < 2 or time.monotonic() < end:
            self.server.seconds(*command)
            calls += 1

    def contributions(self):
        return channels_first(self.name, self.server.contributions(), 2)


class Rounds:
    """Times methods in turn; one that fails is not called again."""

    def __init__(self, session, data, targets):
        self.session, self.data = session, data
        self.peers = Peers(session.name, session.weights, targets)
        self.seconds, self.errors = {}, {}

    def warm_up(self, methods):
        for method in methods:
            if method in PEERS:
                try:
                    self.peers.run(PEERS[method], self.data.first(2))
                except Exception as error:  # a library that cannot explain the network
                    self.errors[method] = f"{type(error).__name__}: {error}".splitlines()[0]

    def once(self, method):
        time.sleep(0.01)  # for threads that still spin
        if method in OWN:
            return self.session.server.seconds(*OWN[method])
        start = time.perf_counter()
        self.peers.run(PEERS[method], self.data)
        return time.perf_counter() - start

    def run(self, methods, budget, most):
        self.warm_up(methods)
        able = [method for method in methods if method not in self.errors]
        start = time.monotonic()
        for number in range(most):
            if number >= 3 and time.monotonic() - start > budget:
                break
            for method in able:
                times = self.seconds.setdefault(method, [])
                if method != "output()" or number == 0 or times[0] < SLOW:
                    times.append(self.once(method))

    def differences(self, methods):
        """The largest difference from our contributions, as a part of the largest contribution."""
        self.session.server.seconds("explain", "RESCALE")
        ours, result = self.session.contributions(), {}
        for method in methods:
            if method in self.errors or (method == "shap" and not self.data.shared):
                continue
            theirs = self.peers.run(PEERS[method], self.data).numpy()
            own = ours
            if method == "tangermeme":  # sums over the bases
                own, theirs = ours.sum(2), theirs.sum(2)
            result[method] = float(np.abs(own - theirs).max() / np.abs(own).max())
        return result


def measure(session, workload, arguments):
    references, targets, examples = WORKLOADS[workload]
    examples = FEWER.get((session.name, workload), examples)
    targets = min(targets, OUTPUTS.get(session.name, targets))
    alone = workload == "one"
    rules = ("RESCALE", "REVEAL_CANCEL", "GRADIENT") if alone else ("RESCALE",)
    data = session.load(examples, references, targets, rules)
    methods = ["explain", *EXPLAINING]
    if alone:
        methods = ["explain", "PyTorch forward", "own forward", "PyTorch gradient", "RevealCancel", "Captum",
                   "own gradient", "tangermeme", "output()", "shap"]  # fmt: skip
    rounds = Rounds(session, data, targets)
    rounds.run(methods, arguments.budget, arguments.rounds)
    medians = {method: statistics.median(times) for method, times in rounds.seconds.items()}
    counts = {method: len(times) for method, times in rounds.seconds.items()}
    cell = Cell(session.name, examples, references, targets, medians, counts, rounds.differences(EXPLAINING), rounds.errors)
    print(cell.line(), file=sys.stderr)
    return cell


def scaling(server, arguments):
    """Seconds of explain() for DeepSTARR against the number of examples, references and targets."""
    session, result = Session(server, "DEEP_STARR"), {}
    series = {
        "examples": [(n, 1, 1) for n in (1, 64, 128, 256, 384, 512)],
        "references": [(16, r, 1) for r in (1, 2, 5, 10, 15, 20)],
        "targets": [(64, 1, t) for t in (1, 2, 4, 6, 8, 10)],
    }
    for axis, (name, points) in enumerate(series.items()):
        for point in points:
            session.load(*point)
            times = [server.seconds("explain", "RESCALE") for _ in range(max(3, arguments.rounds // 2))]
            result.setdefault(name, []).append((point[axis], statistics.median(times)))
    return result


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--networks", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--workloads", nargs="*", choices=WORKLOADS, default=list(WORKLOADS))
    parser.add_argument("--scaling", action=argparse.BooleanOptionalAction, default=True, help="the plot's measurements")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=11, help="at most; 3 at least")
    parser.add_argument("--budget", type=float, default=8, help="seconds after which a workload's rounds end")
    parser.add_argument("--models", default="../shared/models", help="folder of published models")
    parser.add_argument("--write", metavar="FILE", help="puts the tables into a file, between its marks")
    return parser.parse_args()


def main():
    arguments = parse()
    torch.set_num_threads(arguments.threads)
    benchmark_server.build()
    report = Report(arguments.threads)
    with benchmark_server.BenchmarkServer(arguments.threads, arguments.models) as server:
        for name in arguments.networks:
            try:
                session = Session(server, name)
            except RuntimeError as error:
                report.left_out(name, error)
                continue
            for workload in arguments.workloads:
                report.add(measure(session, workload, arguments))
        if arguments.scaling:
            report.scaling = scaling(server, arguments)
    print(report.text())
    if arguments.write:
        report.write(arguments.write)


if __name__ == "__main__":
    main()
