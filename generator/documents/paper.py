"""An official document as plain data: said once, written as PDF and as DOCX with the same words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Heading:
    """A heading within the text; ``level`` is 1 for the document's own parts."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``basis``: a law or plan that the document rests on; ``note``: small print."""

    text: str
    kind: Literal["text", "basis", "note"] = "text"


@dataclass(frozen=True)
class Blank:
    """Dotted lines where a person writes; ``hint`` says what."""

    hint: str
    lines: int = 3


@dataclass(frozen=True)
class Items:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """A range as a drawing: shares of the widest bar of its table, from 0 to 1."""

    low: float
    high: float


Cell = str | Bar


@dataclass(frozen=True)
class Column:
    """A column: its heading, how wide it is beside the others, where its cells stand."""

    head: str
    width: float = 1
    side: Literal["left", "right", "centre"] = "right"


@dataclass(frozen=True)
class Table:
    """A table with a caption above; ``totals``: so many of the last rows are sums."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0
    note: str = ""
    """What stands in small print below it."""

    @property
    def short(self) -> bool:
        """Whether it stays whole."""
        return len(self.rows) <= SHORT


SHORT = 13
"""A table of so many rows or fewer is not torn by the end of a page."""
Block = Heading | Paragraph | Blank | Items | Table


@dataclass(frozen=True)
class Appendix:
    """What follows the signature, each from a new page."""

    number: str
    title: str
    belongs: str
    """To which document it belongs."""
    blocks: tuple[Block, ...]
    wide: bool = False
    """On pages that lie across."""


@dataclass(frozen=True)
class ToDo:
    """The box on the first page: what is still to be done, to be taken out before signing."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """The whole document in the order in which it is read."""

    language: str
    title: str
    """What programs call it."""
    author: str
    to_do: ToDo
    parent: str
    body: str
    state: str
    motto: str
    number: str
    place_and_day: str
    name: str
    """The kind of document (BÁO CÁO)."""
    subject: str
    blocks: tuple[Block, ...]
    copies_to: str
    recipients: tuple[str, ...]
    signer: str
    sign: str
    signed: str
    appendices: tuple[Appendix, ...] = ()
    label: str = ""
    """What stands at the foot of every page, such as that the figures are made up."""

    def words(self) -> str:
        """Every word of it, to look for letters that a face lacks."""
        return " ".join(
            (
                *(value for value in vars(self).values() if isinstance(value, str)),
                self.to_do.title,
                *self.to_do.items,
                *self.recipients,
                *_said(self.blocks),
                *(
                    text
                    for each in self.appendices
                    for text in (each.number, each.title, each.belongs, *_said(each.blocks))
                ),
            )
        )


def _said(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (block.caption, block.note, *(column.head for column in block.columns))
            yield from (cell for row in block.rows for cell in row if isinstance(cell, str))
        elif isinstance(block, Items):
            yield from block.items
        elif isinstance(block, Blank):
            yield block.hint
        else:
            yield block.text
