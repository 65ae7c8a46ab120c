"""Black that prints over its ground: text and thin lines, so that no plate shift leaves a rim.

Only what is black ink alone overprints. Everything else, white above all, knocks its ground out.
"""

import math
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Matrix, Name, Operator, Pdf

THIN = 2.0
"""Points: a black line thinner than this overprints (Ghent Workgroup, sheetfed offset)."""
MAX_DEPTH = 12
"""Forms within forms; a file of ours has two."""

Colour = tuple[str, tuple[float, ...]]
"""A colour's space and parts."""
Over = tuple[bool, bool]
"""Whether fills and strokes overprint."""

_UNKNOWN: Colour = ("", ())
_BLACK: Colour = ("/DeviceCMYK", (0.0, 0.0, 0.0, 1.0))
_DIRECT = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
_COLOURING = {"cs", "sc", "scn", *_DIRECT}
_TEXT = {"Tj", "TJ", "'", '"'}
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_PAINTING = {*_TEXT, *_STROKES, "f", "F", "f*", "sh", "Do", "INLINE IMAGE"}
_PATH = {"m", "l", "c", "v", "y", "h", "re", "W", "W*"}
_FILLED, _STROKED = {0, 2, 4, 6}, {1, 2, 5, 6}
"""Text rendering modes that fill, and those that stroke (ISO 32000-1, table 106)."""


@dataclass(frozen=True)
class _State:
    """As much of the graphics state as decides whether something overprints."""

    fill: Colour = _UNKNOWN
    stroke: Colour = _UNKNOWN
    width: float = math.inf
    scale: float = 1.0
    """How many points a unit of length is."""
    mode: int = 0
    over: Over = (False, False)

    def after(self, operator: str, operands: list[Any]) -> "_State":
        """The state after an operator that changes it (ISO 32000-1, 8.4.4, 8.6.8, 9.3.6)."""
        if operator.lower() in _COLOURING:
            if operator.isupper():
                return replace(self, stroke=_coloured(self.stroke, operator, operands))
            return replace(self, fill=_coloured(self.fill, operator, operands))
        if operator == "w":
            return replace(self, width=float(operands[0]))
        if operator == "cm":
            return replace(self, scale=self.scale * _enlarged(operands))
        if operator == "Tr":
            return replace(self, mode=int(operands[0]))
        return self

    def wanted(self, operator: str) -> Over:
        """What must overprint when this operator paints."""
        if operator in _TEXT:
            fills = self.mode in _FILLED and self.fill == _BLACK
            return fills, self.mode in _STROKED and self.stroke == _BLACK
        thin = self.width * self.scale < THIN
        return False, operator in _STROKES and thin and self.stroke == _BLACK


def _coloured(before: Colour, operator: str, operands: list[Any]) -> Colour:
    kind = operator.lower()
    if kind == "cs":
        return str(operands[0]), ()
    parts = tuple(float(value) for value in operands if not isinstance(value, Name))
    return _DIRECT.get(kind, before[0]), parts


def _enlarged(matrix: Any) -> float:
    """By how much a matrix enlarges lengths, in the mean of both directions."""
    a, b, c, d = (float(value) for value in list(matrix)[:4])
    return math.sqrt(abs(a * d - b * c))


@dataclass
class _Pass:
    """One going through a stream of content."""

    states: list[_State]
    written: list[Any] = field(default_factory=list)
    switched: bool = False
    placed: dict[str, float] = field(default_factory=dict)
    """The forms that are painted, each with the largest scale it is painted at."""
    _path: int | None = None
    """Where the path begins that is being drawn: nothing else may stand inside it."""

    def take(self, instruction: Any) -> None:
        """Write an instruction, after the switch that it needs."""
        operator, operands = str(instruction.operator), list(instruction.operands)
        state = self.states[-1]
        if operator in _PATH and self._path is None:
            self._path = len(self.written)
        elif operator == "q":
            self.states.append(state)
        elif operator == "Q":
            self.states[1:] = self.states[1:-1]
        elif operator in _PAINTING:
            self._switch(state, state.wanted(operator))
            if operator == "Do":
                name = str(operands[0])
                self.placed[name] = max(state.scale, self.placed.get(name, 0))
        else:
            self.states[-1] = state.after(operator, operands)
        if operator not in _PATH:
            self._path = None
        self.written.append(instruction)

    def _switch(self, state: _State, wanted: Over) -> None:
        if wanted == state.over:
            return
        switch = ContentStreamInstruction([Name(_name(wanted))], Operator("gs"))
        self.written.insert(len(self.written) if self._path is None else self._path, switch)
        self.states[-1] = replace(state, over=wanted)
        self.switched = True


def overprint_black(pdf: Pdf) -> None:
    """Switch overprint on before black text and thin black lines, off before all else.

    Pages, and the forms and tiling patterns that they paint, are gone through. A form that sets
    no colour of its own takes it from where it is painted, and never overprints.
    """
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        passed = _gone_through(page, _State(width=1.0))
        if passed.switched:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(passed.written))
            _add_switches(page.resources)
        _go_inside(page.resources, passed.placed, 1.0, seen, 0)


def _gone_through(stream: Any, start: _State) -> _Pass:
    passed = _Pass([start])
    for instruction in pikepdf.parse_content_stream(stream):
        passed.take(instruction)
    return passed


def _go_inside(
    resources: Any, placed: dict[str, float], own: float, seen: set[tuple[int, int]], depth: int
) -> None:
    """Rewrite the forms and patterns that ``resources`` name, each once.

    ``own`` is the scale of the stream's own space, in which patterns lie (ISO 32000-1, 8.7.3.1).
    """
    streams = [
        (stream, placed.get(name, own) if kind == "/XObject" else own)
        for kind in ("/XObject", "/Pattern")
        for name, stream in dict(resources.get(kind, Dictionary())).items()
        if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") != "/Image"
    ]
    for stream, scale in streams:
        if stream.objgen in seen or depth > MAX_DEPTH:
            continue
        seen.add(stream.objgen)
        inner = scale * _enlarged(stream.get("/Matrix", Matrix().as_array()))
        passed = _gone_through(stream, _State(scale=inner))
        if "/Resources" not in stream:
            continue
        if passed.switched:
            stream.write(pikepdf.unparse_content_stream(passed.written))
            _add_switches(stream.Resources)
        _go_inside(stream.Resources, passed.placed, inner, seen, depth + 1)


def _name(over: Over) -> str:
    return f"/Over{int(over[0])}{int(over[1])}"


def _add_switches(resources: Any) -> None:
    """The graphics states (ISO 32000-1, 8.6.7); in mode 1 the ground's other inks stay."""
    if "/ExtGState" not in resources:
        resources.ExtGState = Dictionary()
    for fills in (False, True):
        for strokes in (False, True):
            resources.ExtGState[_name((fills, strokes))] = Dictionary(
                Type=Name.ExtGState, op=fills, OP=strokes, OPM=int(fills or strokes)
            )
