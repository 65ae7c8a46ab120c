"""Content streams in their operations (ISO 32000-1, 7.2 and 7.8.2), fast and forgiving.

Numbers come as floats, names as text with their slash, strings as bytes, arrays as lists,
dictionaries as dicts. What is no operation is passed over, as viewers do.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from generator.press.preflight import limits

_SPACE = rb"[\x00\t\n\x0c\r ]"
_END = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|$)"
_PLAIN = re.compile(
    _SPACE + rb"*+((?:[-+]?(?:\d++\.?\d*+|\.\d++)" + _SPACE + rb"++)*+)([A-Za-z*'\"]++[01]?)" + _END
)
"""The common operation: plain numbers and an operator. Possessive, so never slow."""
_TOKEN = re.compile(
    rb"(?:" + _SPACE + rb"++|%[^\r\n]*+)*+"
    rb"(?:(?P<number>[-+.\d]++)"
    rb"|/(?P<name>[^\x00\t\n\x0c\r ()<>\[\]{}/%]*+)"
    rb"|(?P<hex><[0-9A-Fa-f\x00\t\n\x0c\r ]*+>)"
    rb"|(?P<mark><<|>>|[\[\](){}>])"
    rb"|(?P<word>[^\x00\t\n\x0c\r ()<>\[\]{}/%]++)"
    rb"|(?P<other><))"
)
_STRING_PART = re.compile(rb"[^()\\]*+")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n?|\n|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_INLINE_END = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r ]|$)")
_CONSTANTS = {b"true": True, b"false": False, b"null": None}
_MOST = 1e9


class Operation(NamedTuple):
    """An operator with its operands; it stands in the stream from ``start`` to ``end``."""

    operator: bytes
    operands: list[Any]
    start: int
    end: int


class InlineImage(NamedTuple):
    """The operands of ``BI``: the image's dictionary and its packed data."""

    settings: dict[str, Any]
    data: bytes


def operations(data: bytes) -> Iterator[Operation]:
    """Every operation of a content stream, in order."""
    position, size = 0, len(data)
    plain = _PLAIN.match
    while position < size:
        found = plain(data, position)
        if found is None:
            operation = _slow(data, position)
            if operation is None:
                return
        else:
            operator, end = found[2], found.end()
            if operator in _CONSTANTS or operator == b"BI":
                operation = _slow(data, position)
                if operation is None:
                    return
            else:
                values = _floats(found[1])
                operation = Operation(operator, values, found.start(1), end)
        yield operation
        position = operation.end


def _floats(words: bytes) -> list[Any]:
    if b"\0" in words:  # a space in PDF, though not in Python
        words = words.replace(b"\0", b" ")
    return [
        value if -_MOST < value < _MOST else (_MOST if value > 0 else -_MOST)
        for value in map(float, words.split(None, limits.OPERANDS)[: limits.OPERANDS])
    ]


def _slow(data: bytes, position: int) -> Operation | None:
    """The next operation, token by token; none where the stream ends without one."""
    reader = _Tokens(data, position)
    operands: list[Any] = []
    start: int | None = None
    while True:
        kind, value = reader.next()
        if kind == "end":
            return None
        if start is None:
            start = reader.start
        if kind == "operator":
            if value == b"BI":
                return Operation(b"BI", [_inline(reader)], start, reader.position)
            return Operation(value, operands, start, reader.position)
        if kind == "value" and len(operands) < limits.OPERANDS:
            operands.append(value)


class _Tokens:
    """Reads values and operators one after the other."""

    def __init__(self, data: bytes, position: int) -> None:
        self.data = data
        self.position = position
        self.start = position
        self.depth = 0

    def next(self) -> tuple[str, Any]:
        """``("value", v)``, ``("operator", name)``, ``("close", mark)`` or ``("end", None)``."""
        found = _TOKEN.match(self.data, self.position)
        if found is None:
            self.position = len(self.data)
            return "end", None
        self.position = found.end()
        kind = found.lastgroup or ""
        self.start = found.start(kind)
        word = found[kind]
        if kind in {"mark", "other"}:
            return self._marked(word)
        if kind == "word" and word not in _CONSTANTS:
            return "operator", word
        return "value", _READERS[kind](word)

    def _marked(self, mark: bytes) -> tuple[str, Any]:
        if mark == b"(":
            return "value", self._string()
        if mark == b"[":
            return "value", self._members(b"]")
        if mark == b"<<":
            values = self._members(b">>")
            keys = values[0::2]
            pairs = zip(keys, values[1::2], strict=False)
            return "value", {k: v for k, v in pairs if isinstance(k, str) and v is not None}
        return "close", mark

    def _members(self, end: bytes) -> list[Any]:
        """What stands before a closing mark; deeper than any real file goes, nothing."""
        values: list[Any] = []
        self.depth += 1
        start = self.start
        while self.depth < limits.NESTING * 4:
            kind, value = self.next()
            if kind == "end" or (kind == "close" and value == end):
                break
            if kind == "value" and len(values) < limits.OPERANDS * 8:
                values.append(value)
        self.depth -= 1
        self.start = start
        return values

    def _string(self) -> bytes:
        """A literal string from after its first bracket (ISO 32000-1, 7.3.4.2)."""
        data, position, depth = self.data, self.position, 1
        begin = position
        while depth:
            found = _STRING_PART.match(data, position)
            position = found.end() if found else position
            character = data[position : position + 1]
            if not character:
                break
            position += 2 if character == b"\\" else 1
            depth += (character == b"(") - (character == b")")
        self.position = min(position, len(data))
        raw = data[begin : self.position - (depth == 0)]
        return _ESCAPE.sub(_unescaped, raw) if b"\\" in raw else raw


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 255])
    if found[2]:
        return _ESCAPED.get(found[2], found[2])
    return b""


def _number(word: bytes) -> float:
    """A number; what only looks like one is 0, as in viewers."""
    try:
        value = float(word)
    except ValueError:
        digits = re.match(rb"[-+]*(\d*\.?\d*)", word)
        value = float(digits[1]) if digits and digits[1].strip(b".") else 0.0
        value = -value if word.startswith(b"-") else value
    return min(max(value, -_MOST), _MOST)


def _name(word: bytes) -> str:
    if b"#" in word:
        word = re.sub(rb"#([0-9A-Fa-f]{2})", lambda hit: bytes([int(hit[1], 16)]), word)
    return "/" + word.decode("utf-8", "surrogateescape")


def _hex(word: bytes) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", word)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


_READERS: dict[str, Callable[[bytes], Any]] = {
    "word": _CONSTANTS.__getitem__,
    "number": _number,
    "name": _name,
    "hex": _hex,
}


def _inline(reader: _Tokens) -> InlineImage:
    """An inline image from after ``BI`` to its ``EI`` (ISO 32000-1, 8.9.7)."""
    values: list[Any] = []
    while len(values) < 64:
        kind, value = reader.next()
        if kind == "end" or (kind == "operator" and value == b"ID"):
            break
        if kind == "value":
            values.append(value)
    pairs = zip(values[0::2], values[1::2], strict=False)
    settings = {key: value for key, value in pairs if isinstance(key, str)}
    begin = reader.position + 1
    end = _inline_end(reader.data, begin, settings)
    reader.position = min(end[1], len(reader.data))
    return InlineImage(settings, reader.data[begin : end[0]])


def _inline_end(data: bytes, begin: int, settings: dict[str, Any]) -> tuple[int, int]:
    """Where the data ends, and where ``EI`` ends. Packed data may hold the letters by chance."""
    least = begin
    if "/F" not in settings and "/Filter" not in settings:
        least = begin + _raw_length(settings)
    for found in _INLINE_END.finditer(data, max(begin - 1, least - 1)):
        after = data[found.end() : found.end() + 12]
        if all(byte in b"\t\n\x0c\r" or 32 <= byte < 127 for byte in after):
            return max(found.start(), begin), found.end()
    return len(data), len(data)


_COMPONENTS = {"/G": 1, "/DeviceGray": 1, "/RGB": 3, "/DeviceRGB": 3, "/CMYK": 4, "/DeviceCMYK": 4}


def _raw_length(settings: dict[str, Any]) -> int:
    """The length of unpacked image data, as its dictionary says; 0 where that is not plain."""

    def get(short: str, long: str) -> Any:
        return settings.get(short, settings.get(long))

    bits = 1 if get("/IM", "/ImageMask") else get("/BPC", "/BitsPerComponent")
    space = get("/CS", "/ColorSpace")
    parts = 1 if bits == 1 and space is None else _COMPONENTS.get(str(space), 1)
    width, height = get("/W", "/Width"), get("/H", "/Height")
    if not all(isinstance(value, (int, float)) for value in (bits, width, height)):
        return 0
    return max(0, int((width * parts * bits + 7) // 8 * height))
