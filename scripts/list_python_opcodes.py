"""Prints one line with the instructions of the Python that runs it: the version, then NAME=NUMBER/CELLS.

CELLS is the number of two-byte cells that Python keeps for itself behind the instruction. The lines of all supported
versions make the table by which Lambda layers are read; from the repository root, with each of them:

    python2.7 scripts/list_python_opcodes.py
"""

from __future__ import print_function

import opcode
import sys

BYTE = 256

entries = getattr(opcode, "_inline_cache_entries", {})


def cells(name, number):
    return entries.get(name, 0) if isinstance(entries, dict) else entries[number]


listed = [
    "%s=%d/%d" % (name, number, cells(name, number))
    for name, number in sorted(opcode.opmap.items(), key=lambda item: item[1])
    if number < BYTE and name != "CACHE" and not name.startswith("INSTRUMENTED_")
]
print("%d.%d" % sys.version_info[:2], " ".join(listed))
