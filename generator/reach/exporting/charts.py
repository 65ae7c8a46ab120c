"""Charts of a workbook: native ones, each beside the table that it is drawn from.

A range is drawn as what is certain with what is possible on top of it; a target as a mark. They
are told apart in grey, too. What is hidden or unknown leaves a gap.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.legend import Legend
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from generator.reach.cells import Value
from generator.reach.exporting.sheets import FACE, put, table
from generator.reach.results import Figures, Part

CERTAIN, POSSIBLE, TARGET = "1F4E79", "9DC3E6", "C00000"
CAME, LATE, MISSING = "548235", "F4B183", "7F7F7F"
HIGH = 9.5
"""Of a chart, in centimetres."""
WIDE = 17
WIDTHS = (24, 20, 20, 18)
"""Of the columns under a chart, in characters: as wide as a page together."""
MOST_BARS = 40
"""More cannot be told apart on a page."""
ROWS = 21
"""Of a sheet that a chart covers."""
Say = Callable[..., str]


@dataclass(frozen=True)
class Drawn:
    """A chart's table: a name and as many numbers as there are columns, a row a point."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    colours: tuple[str, ...]
    kind: str
    """``range`` (a last column more than bars are marks), ``stack`` or ``lines``."""


def charts_of(figures: Figures, say: Say) -> list[Drawn]:
    """What of the figures is worth a picture: only what has at least one number."""
    units = _top_units(figures)
    name, low = say("figures.name"), say("figures.low")
    found = [
        _ranges(say("chart.reach"), units, say),
        _ranges(say("chart.audience"), figures.by_audience, say),
        Drawn(
            say("chart.timeline"),
            (say("chart.until"), low, say("figures.high")),
            tuple((f"{one.until:%d/%m/%Y}", one.low, one.high) for one in figures.timeline),
            (CERTAIN, POSSIBLE),
            "lines",
        ),
        Drawn(
            say("chart.reports"),
            (name, say("figures.on_time"), say("figures.late"), say("figures.missing")),
            tuple((part.name, part.reports.on_time, part.reports.late, part.reports.missing)
                  for part in units),
            (CAME, LATE, MISSING),
            "stack",
        ),
    ]  # fmt: skip
    return [one for one in found if any(value for row in one.rows for value in row[1:])]


def _top_units(figures: Figures) -> tuple[Part, ...]:
    """The units right under the province, or the province's own where there are no others."""
    tops = [part for part in figures.by_unit if part.under is None]
    below = [part for part in figures.by_unit if len(tops) == 1 and part.under == tops[0].key]
    return tuple((below or tops)[:MOST_BARS])


def _ranges(title: str, parts: Sequence[Part], say: Say) -> Drawn:
    """Reach of each part; targets only where any part has one."""
    columns = [say("figures.name"), say("figures.low"), say("chart.more"), say("figures.target")]
    rows: list[tuple[Value, ...]] = [
        (part.name, *_range(part.reach.low, part.reach.high), part.reach.target) for part in parts
    ]
    if all(row[-1] is None for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Drawn(title, tuple(columns), tuple(rows), (CERTAIN, POSSIBLE, TARGET), "range")


def _range(low: int | None, high: int | None) -> tuple[Value, Value]:
    return (None, None) if low is None or high is None else (low, max(high - low, 0))


def draw(sheet: Worksheet, row: int, drawn: Drawn) -> int:
    """The chart, its table under it; returns the next free row."""
    put(sheet, row, 1, drawn.title).font = Font(name=FACE, bold=True, size=13)
    first = row + ROWS
    table(sheet, first, drawn.columns, drawn.rows, widths=WIDTHS[: len(drawn.columns)])
    last = first + len(drawn.rows)
    chart = (_lines if drawn.kind == "lines" else _bars)(sheet, drawn, first, last)
    chart.height, chart.width = HIGH, WIDE
    chart.legend = Legend(legendPos="b")
    chart.y_axis.numFmt, chart.y_axis.number_format = "#,##0", "#,##0"
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.y_axis.scaling.min = 0
    sheet.add_chart(chart, f"A{row + 1}")
    return last + 3


def _bars(sheet: Worksheet, drawn: Drawn, first: int, last: int) -> BarChart:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "stacked", 100, 60
    marked = drawn.kind == "range" and len(drawn.columns) > len(drawn.colours)
    columns = len(drawn.columns) - 1 if marked else len(drawn.columns)
    _series(chart, sheet, (2, columns), (first, last), drawn.colours)
    if marked:
        chart += _marks(sheet, len(drawn.columns), first, last, drawn.colours[-1])
    return chart


def _marks(sheet: Worksheet, column: int, first: int, last: int, colour: str) -> LineChart:
    """Targets: marks without a line, as one unit's target has nothing to do with the next one's."""
    chart = LineChart()
    _series(chart, sheet, (column, column), (first, last), (colour,))
    series = chart.series[0]
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    series.smooth = False
    series.marker.symbol, series.marker.size = "diamond", 9
    series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
    series.marker.graphicalProperties.line.solidFill = colour
    return chart


def _lines(sheet: Worksheet, drawn: Drawn, first: int, last: int) -> LineChart:
    chart = LineChart()
    _series(chart, sheet, (2, len(drawn.columns)), (first, last), drawn.colours)
    styles = zip(chart.series, drawn.colours, ("circle", "square"), strict=True)
    for series, colour, symbol in styles:
        series.graphicalProperties.line.solidFill = colour
        series.graphicalProperties.line.width = 28575
        series.marker.symbol, series.marker.size, series.smooth = symbol, 7, False
        series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.marker.graphicalProperties.line.solidFill = colour
    return chart


def _series(
    chart: BarChart | LineChart,
    sheet: Worksheet,
    columns: tuple[int, int],
    rows: tuple[int, int],
    colours: Sequence[str],
) -> None:
    first, last = rows
    data = Reference(sheet, min_col=columns[0], max_col=columns[1], min_row=first, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=last))
    for series, colour in zip(chart.series, colours, strict=False):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
