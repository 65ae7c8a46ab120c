"""How a form looks: the province's colours, light enough for black ink and a grey printer."""

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from generator.model.look import Look

FONT = "Arial"
"""On every office computer, with every Vietnamese letter; the identity's own fonts are not."""
NUMBER, TEXT, DAY, NOTHING = "#,##0", "@", "dd/mm/yyyy", ";;;"
"""``NOTHING`` shows no value at all: keys stand in narrow margins of the sheet."""


class Styles:
    """The named styles of one workbook; a cell takes one by its name."""

    def __init__(self, book: Workbook, look: Look) -> None:
        self.book = book
        self.colours = {token.id: token.light.lstrip("#") for token in look.tokens}
        ink, indigo, stone = (self.colours[name] for name in ("ink", "indigo", "stone"))
        line = Side("thin", color=self.tint("stone", 0.55))
        self.box = Border(line, line, line, line)
        white = Side("thin", color="FFFFFF")
        self.between = Border(left=white, right=white)
        heading = self.fill(indigo)
        band = self.fill(self.tint("indigo", 0.14))
        field = self.fill(self.tint("terrace", 0.16))
        self.add("lc small", Font(FONT, 9, color=stone))
        self.add("lc title", Font(FONT, 16, bold=True, color=indigo))
        self.add("lc text", Font(FONT, 10, color=ink), wrap=True)
        self.add("lc line", Font(FONT, 10.5, color=ink))
        self.add("lc strong", Font(FONT, 10.5, bold=True, color=ink))
        self.add(
            "lc verdict", Font(FONT, 13, bold=True, color=ink), fill=field, box=True, indent=True
        )
        self.add(
            "lc group",
            Font(FONT, 10, bold=True, color="FFFFFF"),
            fill=heading,
            middle=True,
            apart=True,
        )
        self.add(
            "lc heading",
            Font(FONT, 9, bold=True, color="FFFFFF"),
            fill=heading,
            middle=True,
            apart=True,
        )
        self.add("lc key", Font(FONT, 2, color="FFFFFF"), form=NOTHING)
        self.add(
            "lc band", Font(FONT, 10.5, bold=True, color=ink), fill=band, wrap=True, indent=True
        )
        self.add("lc label", Font(FONT, 10, color=ink), box=True, wrap=True, indent=True)
        self.add("lc total", Font(FONT, 10.5, bold=True, color=ink), form=NUMBER, box=True)
        self.add("lc not asked", Font(FONT, 10), self.fill(self.tint("stone", 0.28)), box=True)
        self.add("lc check", Font(FONT, 9.5, color=ink), box=True, wrap=True, indent=True)
        self.add("lc number", Font(FONT, 11, color=ink), field, NUMBER, box=True, unlocked=True)
        self.add(
            "lc word", Font(FONT, 10, color=ink), field, TEXT, box=True, unlocked=True, wrap=True
        )
        self.add("lc day", Font(FONT, 10.5, color=ink), field, DAY, box=True, unlocked=True)
        self.add("lc step", Font(FONT, 12, color=ink), wrap=True, top=True)
        self.add("lc term", Font(FONT, 12, bold=True, color=indigo), wrap=True, top=True)
        self.add("lc subtitle", Font(FONT, 13, bold=True, color=indigo), wrap=True)

    def add(
        self,
        name: str,
        font: Font,
        fill: PatternFill | None = None,
        form: str = "General",
        **how: bool,
    ) -> None:
        """Make a named style; ``how``: box, apart, wrap, middle, top, indent, unlocked."""
        style = NamedStyle(name)
        style.font = font
        style.number_format = form
        if fill:
            style.fill = fill
        if how.get("box"):
            style.border = self.box
        if how.get("apart"):
            style.border = self.between
        middle = how.get("middle", False)
        style.alignment = Alignment(
            horizontal="center" if middle else "left" if how.get("indent") else None,
            vertical="top" if how.get("top") else "center",
            wrap_text=how.get("wrap", middle),
            indent=int(how.get("indent", False)),
        )
        style.protection = Protection(locked=not how.get("unlocked"))
        self.book.add_named_style(style)

    def tint(self, name: str, share: float) -> str:
        """A colour of the identity on white paper, as much of it as ``share``."""
        parts = (int(self.colours[name][at : at + 2], 16) for at in (0, 2, 4))
        return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)

    def fill(self, colour: str) -> PatternFill:
        """A plain surface."""
        return PatternFill("solid", fgColor=colour, bgColor=colour)


def rule(formula: str, fill: PatternFill, *, bold: bool = False) -> Rule:
    """A colour for the cells of which a formula is true."""
    made: Rule = FormulaRule([formula], fill=fill, font=Font(bold=True) if bold else None)  # type: ignore[no-untyped-call]
    return made
