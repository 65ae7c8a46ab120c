"""Can a hidden figure be worked out from the published ones by adding and subtracting?

Every figure is a sum over the same smallest cells (unit x audience x activity x period), so it is
a set of cells, and the question is whether one set's row of ones is a combination of others' rows.
Who knows the campaign's plan may know which cells are empty: only cells with reports are there.
"""

from collections.abc import Mapping
from typing import TypeVar

Atom = TypeVar("Atom")
PRIME = 2**61 - 1
"""Counting modulo a large prime is exact enough: two different sums agree once in 10^18."""


def told(
    published: Mapping[str, frozenset[Atom]], hidden: Mapping[str, frozenset[Atom]]
) -> tuple[str, tuple[str, ...]] | None:
    """A hidden figure that the published ones give back, and those that do; ``None`` if none is.

    By the normal equations: a row ``t`` lies in the span of rows ``r`` when the solution ``c`` of
    ``(r_i . r_j) c = (r_i . t)`` leaves nothing of ``t``; products of rows of ones are the sizes
    of the sets' intersections.
    """
    names = sorted(published)
    secrets = sorted(hidden)
    rows = [[len(published[one] & published[other]) for other in names] for one in names]
    sides = [[len(published[one] & hidden[secret]) for secret in secrets] for one in names]
    solved = _solve([[*row, *side] for row, side in zip(rows, sides, strict=True)], len(names))
    for number, secret in enumerate(secrets):
        weights = {column: row[len(names) + number] for column, row in solved.items()}
        reached = sum(weight * sides[column][number] for column, weight in weights.items())
        if (reached - len(hidden[secret])) % PRIME == 0:
            return secret, tuple(names[column] for column, weight in weights.items() if weight)
    return None


def _solve(rows: list[list[int]], width: int) -> dict[int, list[int]]:
    """Gauss and Jordan modulo the prime: by pivot column, the row that gives its unknown.

    Unknowns without a pivot are free and count as 0.
    """
    solved: dict[int, list[int]] = {}
    for row in rows:
        for column, other in solved.items():
            if row[column]:
                _subtract(row, other, row[column])
        pivot = next((column for column in range(width) if row[column]), None)
        if pivot is None:
            continue
        inverse = pow(row[pivot], -1, PRIME)
        row[:] = [value * inverse % PRIME for value in row]
        for other in solved.values():
            if other[pivot]:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return solved


def _subtract(row: list[int], other: list[int], times: int) -> None:
    row[:] = [(a - times * b) % PRIME for a, b in zip(row, other, strict=True)]
