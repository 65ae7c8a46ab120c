"""The words of a tagged file's content, piece by piece, and the spaces that keep them apart."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Matrix, Operator, Pdf, String

Place = tuple[Any, int]
"""A page's object number, and the number of a piece of marked content on that page."""
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


class _Font:
    """A font by the letters that its codes of two bytes stand for."""

    def __init__(self, font: Any) -> None:
        self._table = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""

    @cached_property
    def letters(self) -> dict[bytes, str]:
        """What each code stands for; spaces that keep words together are plain spaces."""
        pairs = _PAIR.findall(self._table)
        found = {bytes.fromhex(c.decode()): bytes.fromhex(t.decode()) for c, t in pairs}
        return {
            code: text.decode("utf-16-be").replace("\N{NO-BREAK SPACE}", " ")
            for code, text in found.items()
        }

    @cached_property
    def space(self) -> bytes | None:
        """The code of a space; ``None`` where the font has none."""
        return min((code for code, text in self.letters.items() if text == " "), default=None)

    def read(self, codes: bytes) -> str:
        """The text that codes stand for."""
        pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
        return "".join(self.letters.get(pair, "") for pair in pairs)


@dataclass
class Piece:
    """A piece of marked content: what it says, and how high its last line is, in points."""

    text: str = ""
    baseline: float = 0.0
    shown: int = -1
    """Which instruction of the page shows its last letters."""
    space: bytes | None = None
    """The code of a space in the font of those letters."""


class Speech:
    """What the pages of a file say; ``pieces`` holds every piece of marked content."""

    def __init__(self, pdf: Pdf) -> None:
        self.pieces: dict[Place, Piece] = {}
        self._pdf = pdf
        self._fonts: dict[Any, _Font] = {}
        self._pages = {page.objgen: pikepdf.parse_content_stream(page) for page in pdf.pages}
        self._changed: set[Any] = set()
        for page in pdf.pages:
            self._listen(page)

    def _font(self, thing: Any) -> _Font:
        return self._fonts.setdefault(thing.objgen, _Font(thing))

    def _listen(self, page: pikepdf.Page) -> None:
        fonts = page.resources.get("/Font", Dictionary())
        marks: list[Piece | None] = []
        spaces = [Matrix()]
        line, font = Matrix(), _Font(Dictionary())
        for number, instruction in enumerate(self._pages[page.objgen]):
            operator, operands = str(instruction.operator), instruction.operands
            if operator in ("BDC", "BMC"):
                marks.append(self._piece(page, operands))
            elif operator == "EMC":
                marks.pop()
            elif operator in ("q", "Q", "cm"):
                _transform(spaces, operator, operands)
            elif operator == "Tm":
                line = Matrix(*map(float, operands)) @ spaces[-1]
            elif operator == "Tf":
                font = self._font(fonts[str(operands[0])])
            elif operator in ("Tj", "TJ"):
                piece = next((mark for mark in reversed(marks) if mark), Piece())
                piece.text += font.read(_codes(operands[0]))
                piece.baseline, piece.shown, piece.space = line.f, number, font.space

    def _piece(self, page: pikepdf.Page, operands: Any) -> Piece | None:
        properties = operands[1] if len(operands) > 1 else None
        if not isinstance(properties, Dictionary) or "/MCID" not in properties:
            return None
        return self.pieces.setdefault((page.objgen, int(properties.MCID)), Piece())

    def end_with_space(self, place: Place) -> None:
        """Let a piece end with a space, which nobody sees and everybody hears."""
        piece = self.pieces[place]
        if piece.space is None:
            return
        instructions = self._pages[place[0]]
        shown = instructions[piece.shown].operands[0]
        letters = list(shown) if isinstance(shown, Array) else [shown]
        instructions[piece.shown] = ContentStreamInstruction(
            [Array([*letters, String(piece.space)])], Operator("TJ")
        )
        piece.text += " "
        self._changed.add(place[0])

    def write(self) -> None:
        """Write the pages that have changed."""
        for page in self._pdf.pages:
            if page.objgen in self._changed:
                content = pikepdf.unparse_content_stream(self._pages[page.objgen])
                page.Contents = self._pdf.make_stream(content)


def _transform(spaces: list[Matrix], operator: str, operands: Any) -> None:
    """Follow the coordinates through an operator that saves, restores or changes them."""
    if operator == "q":
        spaces.append(spaces[-1])
    elif operator == "Q":
        spaces.pop()
    else:
        spaces[-1] = Matrix(*map(float, operands)) @ spaces[-1]


def _codes(shown: Any) -> bytes:
    parts = shown if isinstance(shown, Array) else [shown]
    return b"".join(bytes(part) for part in parts if isinstance(part, String))
