"""Writes short functions as each version of Python compiles them, in the form in which Keras saves Lambda layers.

From the repository root, with each version (2.7, 3.6 to 3.13; nothing else is needed):

    python3.8 scripts/make_python_lambdas.py

Writes dl4j-deeplift-keras-import/src/test/resources/python-lambdas/VERSION.json: the base64 of the marshalled code by
the source, as Keras's func_dump makes it. The sources are those of scripts/python_lambdas.txt, one a line.
"""

from __future__ import print_function

import codecs
import io
import json
import marshal
import os
import sys

FOLDER = "dl4j-deeplift-keras-import/src/test/resources/python-lambdas"


def compiled(source):
    """A lambda, or the function that a line of statements defines."""
    names = {}
    if source.startswith("lambda"):
        return eval(compile(source, "python_lambdas.py", "eval"), names)
    exec(compile(source.replace(";;", "\n "), "python_lambdas.py", "exec"), names)
    return names["function"]


def dumped(source):
    return codecs.encode(marshal.dumps(compiled(source).__code__), "base64").decode("ascii")


def main():
    with io.open("scripts/python_lambdas.txt") as lines:
        sources = [str(line.rstrip("\n")) for line in lines if line.strip()]
    path = os.path.join(FOLDER, "%d.%d.json" % sys.version_info[:2])
    with io.open(path, "w") as file:
        file.write(json.dumps({source: dumped(source) for source in sources}, indent=0, sort_keys=True).replace(" \n", "\n") + u"\n")
    print(path, len(sources))


if __name__ == "__main__":
    main()
