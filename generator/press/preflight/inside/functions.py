"""PDF's functions (ISO 32000-1, 7.10): sampled, exponential, stitched and calculated.

Hostile ones end soon: tables, nesting and steps are bounded. What cannot be read gives no function.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array

from generator.press.preflight import limits
from generator.press.preflight.inside.calculator import compiled
from generator.press.preflight.inside.reading import (
    FAULTS,
    content,
    entry,
    items,
    number,
    numbers,
    whole,
)

Values = tuple[float, ...]
Rule = Callable[[Values], Values]
_DEPTH = 8


@dataclass(frozen=True)
class Function:
    """A function from ``domain`` (pairs of bounds) to ``outputs`` values."""

    domain: Values
    ranges: Values
    rule: Rule
    cost: int = 1
    """Steps of one call, roughly."""

    def __call__(self, values: Sequence[float]) -> Values:
        """The outputs for inputs that are first brought into the domain."""
        return _clipped(self.rule(_clipped(tuple(values), self.domain)), self.ranges)


def read_function(thing: Any, depth: int = 0) -> Function | None:
    """A function, or an array of functions of the same inputs; none where it cannot be read."""
    try:
        return _read(thing, depth)
    except FAULTS:
        return None


def _read(thing: Any, depth: int) -> Function | None:
    if depth > _DEPTH:
        return None
    if isinstance(thing, Array):
        parts = [read_function(each, depth + 1) for each in items(thing, 64)]
        whole_ones = [part for part in parts if part]
        if not whole_ones or len(whole_ones) != len(parts):
            return None
        cost = sum(part.cost for part in whole_ones)
        return Function(whole_ones[0].domain, (), _beside(whole_ones), cost)
    domain, ranges = numbers(entry(thing, "/Domain")), numbers(entry(thing, "/Range"), 256)
    if not domain or len(domain) % 2:
        return None
    kind = whole(entry(thing, "/FunctionType"), -1)
    rule: Rule | None = None
    if kind == 0:
        rule = _sampled(thing, domain, ranges)
    elif kind == 2:
        rule = _exponential(thing)
    elif kind == 3:
        rule = _stitched(thing, domain, depth)
    elif kind == 4 and ranges:
        program = content(thing, limits.SAMPLES)
        rule = compiled(program, len(ranges) // 2)
        return Function(domain, ranges, rule, len(program) // 4)
    return Function(domain, ranges, rule) if rule else None


def _clipped(values: Values, bounds: Values) -> Values:
    if not bounds:
        return values
    pairs = zip(values, bounds[0::2], bounds[1::2], strict=False)
    return tuple(min(max(value, low), high) for value, low, high in pairs)


def _beside(parts: Sequence[Function]) -> Rule:
    def rule(values: Values) -> Values:
        return tuple(itertools.chain.from_iterable(part(values) for part in parts))

    return rule


def _exponential(thing: Any) -> Rule:
    """Type 2, 7.10.3."""
    start = numbers(entry(thing, "/C0")) or (0.0,)
    end = numbers(entry(thing, "/C1")) or (1.0,)
    power = number(entry(thing, "/N"), 1.0)

    def rule(values: Values) -> Values:
        x = values[0]
        share = x if power == 1 else (abs(x) ** min(power, 1e3) if x or power > 0 else 0.0)
        return tuple(a + share * (b - a) for a, b in zip(start, end, strict=False))

    return rule


def _stitched(thing: Any, domain: Values, depth: int) -> Rule | None:
    """Type 3, 7.10.4."""
    parts = [read_function(each, depth + 1) for each in items(entry(thing, "/Functions"), 256)]
    functions = [part for part in parts if part]
    bounds = numbers(entry(thing, "/Bounds"), 256)
    encode = numbers(entry(thing, "/Encode"), 512)
    count = len(parts)
    if not count or len(functions) != count or len(bounds) != count - 1:
        return None
    if len(encode) < 2 * count:
        return None
    edges = (domain[0], *bounds, domain[1])

    def rule(values: Values) -> Values:
        x = values[0]
        index = sum(x >= bound for bound in bounds)
        low, high = edges[index], edges[index + 1]
        start, end = encode[2 * index], encode[2 * index + 1]
        share = (x - low) / (high - low) if high != low else 0.0
        return functions[index]((start + share * (end - start),))

    return rule


def _sampled(thing: Any, domain: Values, ranges: Values) -> Rule | None:
    """Type 0, 7.10.2, linear between samples."""
    sizes = tuple(int(size) for size in numbers(entry(thing, "/Size"), 8))
    inputs, outputs = len(domain) // 2, len(ranges) // 2
    bits = whole(entry(thing, "/BitsPerSample"))
    count = math.prod(sizes) * outputs
    sound = len(sizes) == inputs and outputs and min(sizes) > 0 and count <= limits.SAMPLES
    if not sound or bits not in (1, 2, 4, 8, 12, 16, 24, 32):
        return None
    table = samples(content(thing), bits, count)
    encode = numbers(entry(thing, "/Encode")) or tuple(
        itertools.chain.from_iterable((0.0, size - 1.0) for size in sizes)
    )
    decode = numbers(entry(thing, "/Decode"), 256) or ranges
    top = float((1 << bits) - 1)
    steps = tuple(math.prod(sizes[:index]) for index in range(inputs))

    def rule(values: Values) -> Values:
        places = []
        for index, value in enumerate(values):
            low, high = domain[2 * index], domain[2 * index + 1]
            start, end = encode[2 * index], encode[2 * index + 1]
            share = (value - low) / (high - low) if high != low else 0.0
            places.append(min(max(start + share * (end - start), 0.0), sizes[index] - 1.0))
        sums = [0.0] * outputs
        for corner in itertools.product((0, 1), repeat=inputs):
            weight, at = 1.0, 0
            for index, (place, side) in enumerate(zip(places, corner, strict=True)):
                floor = min(int(place), sizes[index] - 1)
                weight *= place - floor if side else 1 - (place - floor)
                at += min(floor + side, sizes[index] - 1) * steps[index]
            if weight:
                for output in range(outputs):
                    sums[output] += weight * table[at * outputs + output]
        return tuple(
            decode[2 * output] + total / top * (decode[2 * output + 1] - decode[2 * output])
            for output, total in enumerate(sums)
        )

    return rule


def samples(data: bytes, bits: int, count: int) -> Sequence[int]:
    """``count`` whole numbers of so many bits each, the highest bit first."""
    if bits == 8:
        return data[:count].ljust(count, b"\0")
    size = (count * bits + 7) // 8
    data = data[:size].ljust(size, b"\0")
    if bits % 8 == 0:
        step = bits // 8
        return [int.from_bytes(data[at : at + step]) for at in range(0, count * step, step)]
    found: list[int] = []
    held, have = 0, 0
    for byte in data:
        held, have = (held << 8) | byte, have + 8
        while have >= bits and len(found) < count:
            have -= bits
            found.append(held >> have)
            held &= (1 << have) - 1
    return found
