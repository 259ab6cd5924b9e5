"""Lists what the released CUDA library of ND4J can run, for CudaOperationsTest.

From the repository root:

    python3 scripts/list_cuda_operations.py

Downloads the jar of nd4j-cuda-11.6 (600 MB) to a temporary folder, unpacks libnd4jcuda.so (905 MB) there and reads two
kinds of names off it, without running it:

- `operation NAME`: a class of the operation registry, `sd::ops::NAME`, or a synonym that is registered beside it;
- `kernel FAMILY NAME`: a kernel for the device, FAMILY instantiated with the function `simdOps::NAME`.
"""

import argparse
import mmap
import re
import tempfile
import urllib.request
import zipfile
from pathlib import Path

VERSION = "1.0.0-M2.1"
NAME = f"nd4j-cuda-11.6-{VERSION}-linux-x86_64.jar"
JAR = f"https://repo.maven.apache.org/maven2/org/nd4j/nd4j-cuda-11.6/{VERSION}/{NAME}"
LIBRARY = "org/nd4j/linalg/jcublas/bindings/linux-x86_64/libnd4jcuda.so"
OPERATION = re.compile(rb"_ZTSN2sd3ops(\d+)(\w+)E\0")
SYNONYM = re.compile(rb"_ZN2sd3ops(\d+)__registratorSynonym_(\w+)")
KERNEL = re.compile(rb"\0_Z(\d+)([A-Za-z]\w*)\0")
FUNCTION = re.compile(r"7simdOps(\d+)([A-Za-z]\w*)")


def sized(length, text):
    """A name in a mangled one: its length, then itself."""
    return text[: int(length)]


def operations(library):
    names = {sized(length, name.decode()) for length, name in OPERATION.findall(library)}
    for length, name in SYNONYM.findall(library):
        names.add(sized(int(length) - len("__registratorSynonym_"), name.decode()))
    return names


def kernels(library):
    found = set()
    for length, mangled in KERNEL.findall(library):
        family, function = sized(length, mangled.decode()), FUNCTION.search(mangled.decode())
        if function:
            found.add((family, sized(*function.groups())))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jar", type=Path, help="the jar, where it is at hand")
    parser.add_argument("--output", type=Path,
                        default=Path("dl4j-deeplift-core/src/test/resources/cuda-operations.txt"))  # fmt: skip
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        jar = arguments.jar or Path(urllib.request.urlretrieve(JAR, Path(folder) / NAME)[0])
        with zipfile.ZipFile(jar) as archive:
            place = archive.extract(LIBRARY, folder)
        with open(place, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as library:
            lines = [f"operation {name}" for name in sorted(operations(library))]
            lines += [f"kernel {family} {function}" for family, function in sorted(kernels(library))]
    arguments.output.write_text("\n".join([f"# {NAME}, by scripts/list_cuda_operations.py", *lines]) + "\n")
    print(f"{len(lines)} names in {arguments.output}")


if __name__ == "__main__":
    main()
