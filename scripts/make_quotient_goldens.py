"""Makes golden cases of a quotient y = a/b by both of its forms, and compares the two.

From the repository root, in any environment with numpy (scripts/requirements-golden.txt has it):

    python scripts/make_quotient_goldens.py

Product: a times the power 1/b (2016 paper, section 2.3.5, equation 18, and the power's secant):
m_a = mean of 1/b, m_b = -mean a / (b1 b0). Solved: the product y b = a solved for y, m_a = 1/mean b,
m_b = -mean y / mean b. Both sum to y's difference; the library takes the second where the smaller
divisor is below a thousandth of the larger. Values are worked out in fractions, so nothing cancels;
the table that is printed says how far apart the forms are and by how much each misses the sum where
it is worked out in float32 and float64, relative to the larger y.
"""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np

OUTPUT = Path("dl4j-deeplift-core/src/test/resources/golden/quotient.json")
SWITCH = 1e-3
RATIOS = [1, 0.999, 0.5, 0.1, 0.01, 1.5e-3, 1.01e-3, 0.99e-3, 5e-4, 1e-5, 1e-10]
DIVIDENDS = [(2.5, -1.25), (0.75, 0.75), (-3.0, 0.125), (0.5, 0.0)]
LARGER = [1.0, 0.03, 700.0]


def product(a, a0, b, b0):
    return (1 / b + 1 / b0) / 2, -(a + a0) / 2 / b / b0


def solved(a, a0, b, b0):
    mean = (b + b0) / 2
    return 1 / mean, -(a / b + a0 / b0) / 2 / mean


def exact(number):
    """A number of float32, so that both data types start from the same."""
    return Fraction(float(np.float32(number)))


def difference(a, a0, b, b0):
    return a / b - a0 / b0


def sums(form, numbers):
    a, a0, b, b0 = numbers
    of_a, of_b = form(*numbers)
    return of_a * (a - a0) + of_b * (b - b0)


def missed(form, numbers, of_type):
    """By how much contributions of a form miss the difference, over the larger output."""
    rounded = [of_type(float(number)) for number in numbers]
    a, a0, b, b0 = rounded
    larger = max(abs(float(a / b)), abs(float(a0 / b0)), 1e-300)
    return abs(float(sums(form, rounded)) - float(difference(*numbers))) / larger


def cases():
    for ratio in RATIOS:
        for a, a0 in DIVIDENDS:
            for larger in LARGER:
                for first in (True, False) if ratio < 1 else (True,):
                    pair = [exact(larger), exact(larger * ratio)]
                    b, b0 = pair if first else pair[::-1]
                    yield ratio, (exact(a), exact(a0), b, b0)


def rows():
    """The cases, each by the form that the library takes."""
    result = []
    for ratio, numbers in cases():
        a, a0, b, b0 = numbers
        form = product if min(b, b0) >= exact(SWITCH) * max(b, b0) else solved
        assert sums(form, numbers) == difference(*numbers)
        assert sums(product, numbers) == sums(solved, numbers)
        of_a, of_b = form(*numbers)
        result.append(
            {
                "a": [float(a), float(a0)],
                "b": [float(b), float(b0)],
                "form": form.__name__,
                "multipliers": [float(of_a), float(of_b)],
            }
        )
    return result


def table():
    print("smaller over larger | m_a apart | product misses by float32, float64 | solved misses by float32, float64")
    for ratio in RATIOS:
        own = [numbers for r, numbers in cases() if r == ratio]
        apart = max(float(abs(1 - solved(*n)[0] / product(*n)[0])) for n in own)
        figures = [
            max(missed(form, n, of_type) for n in own)
            for form in (product, solved)
            for of_type in (np.float32, np.float64)
        ]
        print(f"{ratio:8g} | {apart:.2e} | " + " | ".join(f"{figure:.1e}" for figure in figures))


if __name__ == "__main__":
    table()
    lines = ",\n".join("  " + json.dumps(row) for row in rows())
    OUTPUT.write_text('{\n "cases": [\n' + lines + "\n ]\n}\n")
    print("wrote", OUTPUT)
