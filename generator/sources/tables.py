"""Tables that people edit in a spreadsheet and keep as CSV."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.problem import Problem
from generator.sources.suggest import nearest, one_of
from generator.sources.text import SourceText
from generator.sources.yaml import Document

MAX_ROWS = 200_000
MAX_FIELD = 10_000


def read_table(
    source: SourceText, required: tuple[str, ...]
) -> tuple[tuple[tuple[Document, dict[str, str]], ...], tuple[Problem, ...]]:
    """The rows of a CSV file as (document that knows each cell's position, row by column name).

    Line is that of the row; column is the number of the field, from 1. Further columns are
    allowed; a missing one is a problem, with the nearest of those that are there.
    """
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(io.StringIO(source.text), strict=True)
    rows: list[tuple[Document, dict[str, str]]] = []
    problems: list[Problem] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        problems.extend(_header_problems(source.file, header, required))
        if problems:
            return (), tuple(problems)
        line = reader.line_num + 1
        for cells in reader:
            if len(rows) >= MAX_ROWS:
                problems.append(Problem(source.file, line, 1, "too-many-rows", {"limit": MAX_ROWS}))
                break
            if any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    details = {"found": len(cells), "wanted": len(header)}
                    problems.append(Problem(source.file, line, 1, "row-length", details))
                else:
                    rows.append(_row(source.file, line, header, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            Problem(source.file, reader.line_num, 1, "csv-syntax", {"found": str(error)})
        )
    return tuple(rows), tuple(problems)


def _row(
    file: str, line: int, header: list[str], cells: list[str]
) -> tuple[Document, dict[str, str]]:
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    document = Document(file, row, {(): (line, 1)})
    for number, name in enumerate(header, 1):
        document.values[(name,)] = (line, number)
    return document, row


def _header_problems(file: str, header: list[str], required: tuple[str, ...]) -> Iterator[Problem]:
    for name in required:
        if name not in header:
            near = nearest(name, [found for found in header if found not in required])
            code = "missing-column-near" if near else "missing-column"
            yield Problem(file, 1, 1, code, {"key": name, "known": one_of(near)})
    for number, name in enumerate(header, 1):
        if name and name in header[: number - 1]:
            yield Problem(file, 1, number, "duplicate-column", {"key": name})


def filled(row: Mapping[str, str], names: Mapping[str, Any]) -> dict[str, str]:
    """The cells that a model knows and that are not empty."""
    return {name: cell for name, cell in row.items() if name in names and cell}
