"""PostScript calculator functions (ISO 32000-1, 7.10.5): a small stack machine, bounded."""

import math
import re
from collections.abc import Callable
from typing import Any

from generator.press.preflight import limits

Values = tuple[float, ...]
_WORD = re.compile(rb"[{}]|[^\x00\t\n\x0c\r {}]++")
_STACK = 100
"""Values on the stack (ISO 32000-1, annex C)."""
_DEPTH = 32


class _StopError(ValueError):
    """The program is wrong, or does not end in time."""


def compiled(program: bytes, outputs: int) -> Callable[[Values], Values]:
    """The function of a program text; where it fails it gives zeros. Raises ``ValueError``."""
    words = iter(_WORD.findall(re.sub(rb"%[^\r\n]*", b"", program)))
    if next(words, b"") != b"{":
        raise _StopError
    code = _block(words, 0)

    def run(values: Values) -> Values:
        stack: list[Any] = list(values)
        try:
            _run(code, stack, [limits.FUNCTION_STEPS])
        except (_StopError, IndexError, ArithmeticError, ValueError, TypeError):
            return (0.0,) * outputs
        found = [float(value) for value in stack[-outputs:]]
        return tuple([0.0] * (outputs - len(found)) + found)

    return run


def _block(words: Any, depth: int) -> list[Any]:
    """A block in braces from after its opening one: numbers, names and blocks."""
    if depth > _DEPTH:
        raise _StopError
    code: list[Any] = []
    for word in words:
        if word == b"}":
            return code
        if word == b"{":
            code.append(_block(words, depth + 1))
            continue
        try:
            code.append(float(word) if b"." in word else int(word))
        except ValueError:
            code.append(word.decode("latin-1"))
    raise _StopError


def _run(code: list[Any], stack: list[Any], steps: list[int]) -> None:
    for word in code:
        steps[0] -= 1
        if steps[0] < 0 or len(stack) > _STACK:
            raise _StopError
        if not isinstance(word, str):
            stack.append(word)
        elif word == "if":
            block, test = stack.pop(), stack.pop()
            if test:
                _run(block, stack, steps)
        elif word == "ifelse":
            other, block, test = stack.pop(), stack.pop(), stack.pop()
            _run(block if test else other, stack, steps)
        elif word in _MOVES:
            _MOVES[word](stack)
        elif word in _ONE:
            stack.append(_ONE[word](stack.pop()))
        elif word in _TWO:
            right, left = stack.pop(), stack.pop()
            stack.append(_TWO[word](left, right))
        else:
            raise _StopError


def _roll(stack: list[Any]) -> None:
    by, count = int(stack.pop()), int(stack.pop())
    if count < 0 or count > len(stack):
        raise _StopError
    if count:
        rolled, by = stack[-count:], by % count
        stack[-count:] = rolled[count - by :] + rolled[: count - by]


def _copy(stack: list[Any]) -> None:
    count = int(stack.pop())
    if count < 0 or count > len(stack):
        raise _StopError
    if count:
        stack.extend(stack[-count:])


def _index(stack: list[Any]) -> None:
    place = int(stack.pop())
    if place < 0:
        raise _StopError
    stack.append(stack[-1 - place])


def _exch(stack: list[Any]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


def _shift(left: int, by: int) -> int:
    if abs(by) > 31:
        return 0
    return (left << by) & 0xFFFFFFFF if by >= 0 else left >> -by


def _power(left: float, right: float) -> float:
    if abs(right) > 1e4:
        raise _StopError
    value = float(left) ** right
    if isinstance(value, complex):
        raise _StopError
    return float(value)


def _inverted(value: Any) -> Any:
    return (not value) if isinstance(value, bool) else ~int(value)


_MOVES: dict[str, Callable[[list[Any]], None]] = {
    "pop": lambda stack: stack.__delitem__(-1),
    "dup": lambda stack: stack.append(stack[-1]),
    "exch": _exch,
    "copy": _copy,
    "index": _index,
    "roll": _roll,
    "true": lambda stack: stack.append(True),
    "false": lambda stack: stack.append(False),
}
_ONE: dict[str, Callable[[Any], Any]] = {
    "abs": abs,
    "neg": lambda a: -a,
    "ceiling": math.ceil,
    "floor": math.floor,
    "round": lambda a: math.floor(a + 0.5),
    "truncate": math.trunc,
    "cvi": math.trunc,
    "cvr": float,
    "sqrt": math.sqrt,
    "sin": lambda a: math.sin(math.radians(a)),
    "cos": lambda a: math.cos(math.radians(a)),
    "ln": math.log,
    "log": math.log10,
    "not": _inverted,
}
_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "idiv": lambda a, b: math.trunc(a / b),
    "mod": math.fmod,
    "exp": _power,
    "atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360,
    "bitshift": _shift,
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "and": lambda a, b: a & b,
    "or": lambda a, b: a | b,
    "xor": lambda a, b: a ^ b,
}
