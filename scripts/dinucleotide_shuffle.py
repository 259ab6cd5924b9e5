"""Shuffles that keep every count of two neighboring letters: random Eulerian paths.

Altschul and Erickson 1985: a random last exit for every letter, drawn again until all of them lead
to the last letter of the sequence, then the other exits in random order.
"""

import numpy as np


def _leads_to(last_exits, end):
    for letter in last_exits:
        seen = set()
        while letter != end and letter not in seen:
            seen.add(letter)
            letter = last_exits[letter]
        if letter != end:
            return False
    return True


def dinucleotide_shuffle(letters, generator):
    """`letters` is an array of integers; its first and last letter stay where they are."""
    exits = {int(a): letters[1:][letters[:-1] == a].copy() for a in np.unique(letters[:-1])}
    end = int(letters[-1])
    while True:
        chosen = {a: int(generator.integers(len(following))) for a, following in exits.items()}
        if _leads_to({a: int(exits[a][i]) for a, i in chosen.items() if a != end}, end):
            break
    order = {}
    for a, following in exits.items():
        last = [] if a == end else [following[chosen[a]]]
        rest = following if a == end else np.delete(following, chosen[a])
        order[a] = iter([*generator.permutation(rest), *last])
    path = [int(letters[0])]
    for _ in range(len(letters) - 1):
        path.append(int(next(order[path[-1]])))
    return np.array(path, letters.dtype)
