"""Simulated DNA for the sample network: two motif matrices and the sequences that carry them.

Every base outside of the planted motifs is drawn uniformly from A, C, G, T. Positions are 0-based
and half-open: GATA=37-47 means the bases 37 to 46 of the sequence, the first base being 0.
"""

from dataclasses import dataclass

import numpy as np

ALPHABET = "ACGT"
LENGTH = 200

_CORE = 0.98  # probability of the consensus base inside of the core
_FLANK = 0.93  # and at the flanking positions, which make chance hits rare


@dataclass(frozen=True)
class Motif:
    """A motif by its consensus: `core` is the part that the paper names, the rest are flanks."""

    name: str
    consensus: str

    def matrix(self):
        """Base probabilities, shape [width, 4], columns A, C, G, T."""
        start = self.consensus.index(self.name)
        core = range(start, start + len(self.name))
        rows = []
        for position, letter in enumerate(self.consensus):
            probability = _CORE if position in core else _FLANK
            row = np.full(4, (1 - probability) / 3)
            row[ALPHABET.index(letter)] = probability
            rows.append(row)
        return np.array(rows)

    def sample(self, generator):
        return np.array([generator.choice(4, p=row) for row in self.matrix()])


GATA = Motif("GATA", "ACTGATAAGGC")
CAGATG = Motif("CAGATG", "TACAGATGGTC")
MOTIFS = (GATA, CAGATG)


@dataclass(frozen=True)
class Record:
    """One sequence as base indices, its label and where its motifs lie: (name, start, end)."""

    bases: np.ndarray
    label: int
    planted: tuple

    def letters(self):
        return "".join(ALPHABET[base] for base in self.bases)

    def header(self, number):
        kind = "positive" if self.label else "negative"
        places = {}
        for name, start, end in self.planted:
            places.setdefault(name, []).append(f"{start}-{end}")
        written = " ".join(f"{name}={','.join(spans)}" for name, spans in sorted(places.items()))
        return f">{kind}_{number:03d} label={int(self.label)} {written}"


def _starts_without_overlap(widths, generator):
    while True:
        starts = [int(generator.integers(0, LENGTH - width + 1)) for width in widths]
        spans = sorted(zip(starts, widths))
        if all(a + width <= b for (a, width), (b, _) in zip(spans, spans[1:])):
            return starts


def record(label, generator):
    """A positive has both motifs once, a negative has one of the two, once or twice."""
    if label:
        motifs = list(MOTIFS)
    else:
        motifs = [MOTIFS[generator.integers(2)]] * int(generator.integers(1, 3))
    bases = generator.integers(0, 4, LENGTH)
    instances = [motif.sample(generator) for motif in motifs]
    starts = _starts_without_overlap([len(instance) for instance in instances], generator)
    planted = []
    for motif, instance, start in zip(motifs, instances, starts):
        bases[start : start + len(instance)] = instance
        planted.append((motif.name, start, start + len(instance)))
    return Record(bases, label, tuple(planted))


def records(count, seed):
    """`count` records, every second one positive."""
    generator = np.random.default_rng(seed)
    return [record(index % 2 == 0, generator) for index in range(count)]


def one_hot(all_records):
    """float32 [records, LENGTH, 4], channels A, C, G, T."""
    return np.eye(4, dtype=np.float32)[np.stack([r.bases for r in all_records])]


def labels(all_records):
    return np.array([int(r.label) for r in all_records])


def write_fasta(path, all_records):
    counts = {True: 0, False: 0}
    with open(path, "w") as out:
        for r in all_records:
            counts[bool(r.label)] += 1
            out.write(f"{r.header(counts[bool(r.label)])}\n{r.letters()}\n")


def chance_hits(motif, all_records):
    """How often the background matches as well as a planted instance, per sequence.

    A match is a stretch that no planted motif touches and whose log-odds reach the lowest
    tenth of what planted instances have.
    """
    log_odds = np.log2(motif.matrix() / 0.25)
    width = len(log_odds)
    rows = np.arange(width)
    generator = np.random.default_rng(0)
    planted = [log_odds[rows, motif.sample(generator)].sum() for _ in range(2000)]
    threshold = np.quantile(planted, 0.1)
    hits = 0
    for r in all_records:
        for start in range(LENGTH - width + 1):
            free = all(start + width <= a or b <= start for _, a, b in r.planted)
            hits += free and log_odds[rows, r.bases[start : start + width]].sum() >= threshold
    return hits / len(all_records)
