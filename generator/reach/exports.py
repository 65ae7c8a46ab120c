"""What leaves the room: files for everyone, files for other systems, text for a terminal."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from generator.model.project import Project
from generator.model.report import ReportRow
from generator.reach.cells import Value, csv_text
from generator.reach.exporting.dhis2 import dhis2_csv, dhis2_json, exact_values, published_values
from generator.reach.exporting.dhis2_metadata import metadata_text
from generator.reach.exporting.parquet import write_parquet
from generator.reach.exporting.workbook import workbook_bytes
from generator.reach.figures import figures_of, words
from generator.reach.hxl import hxl_csv
from generator.reach.reckoning import Reckoning, reckon
from generator.reach.results import By, Figures
from generator.reach.suppression import published
from generator.reach.surveys import survey_figures
from generator.reach.tables import plain_text, table_by
from generator.sources.atomic import write_file
from generator.sources.catalogue import Catalogue

Format = Literal["hxl", "csv", "xlsx", "dhis2", "dhis2-metadata", "parquet"]
COLUMNS = tuple(ReportRow.model_fields)
"""The contract's columns of a report row, in its order."""


def write_products(project: Project, campaign_id: str, folder: Path) -> list[Path]:
    """Write the published figures of a campaign into ``folder``; returns what was written."""
    found = reckon(project, campaign_id)
    figures = published_of(found)
    products = {
        "figures.json": _json(figures).encode(),
        "hxl.csv": hxl_csv(found, figures, words(project)).encode(),
        "dhis2.json": dhis2_json(published_values(found, figures, words(project))).encode(),
        "figures.xlsx": _workbook(found, figures),
    }
    for name, content in products.items():
        write_file(folder / name, content)
    return [folder / name for name in products]


def published_of(found: Reckoning) -> Figures:
    """The figures that everyone may see: small numbers of people are hidden."""
    project, campaign = found.project, found.campaign
    figures = published(figures_of(found), project.programme.suppress_under)
    return replace(figures, surveys=tuple(survey_figures(project, campaign.id, public=True)))


def export(project: Project, campaign_id: str, style: Format, path: Path) -> Path:
    """Write the exact figures, or the rows that count, for another system.

    ``dhis2`` is CSV where ``path`` ends so, else JSON; ``parquet`` is the ledger itself. Whoever
    holds the sources may have exact figures; what is passed on to everyone is what
    ``write_products`` writes.
    """
    found = reckon(project, campaign_id)
    if style == "parquet":
        write_parquet(found, path)
    else:
        write_file(path, _content(found, style, path))
    return path


def _content(found: Reckoning, style: Format, path: Path) -> bytes:
    if style == "csv":
        return rows_csv(found).encode()
    figures, say = figures_of(found), words(found.project)
    if style == "hxl":
        return hxl_csv(found, figures, say).encode()
    if style == "dhis2-metadata":
        return metadata_text(found, figures, say).encode()
    if style == "dhis2":
        values = exact_values(found, figures, say)
        table = path.suffix.lower() == ".csv"
        return (dhis2_csv(values) if table else dhis2_json(values)).encode()
    return _workbook(found, figures)


def show(project: Project, campaign_id: str, *, by: By, style: str, say: Catalogue) -> str:
    """The exact figures as text: an aligned ``table``, ``csv``, or the whole as ``json``.

    Headings, notes and the messages of flags are in the language of ``say``.
    """
    figures = figures_of(reckon(project, campaign_id), say)
    if style == "json":
        return _json(figures)
    table = table_by(figures, by)
    if style == "csv":
        return csv_text([table.columns, *table.rows])
    notes = [say("note.demonstration")] if figures.demonstration else []
    notes += [f"! {flag.message}" for flag in figures.flags]
    return plain_text(table, say) + "".join(f"{note}\n" for note in ["", *notes] if notes)


def rows_csv(found: Reckoning) -> str:
    """The rows of the reports that count, in the contract's columns."""
    rows: Iterable[Sequence[Value]] = found.engine.rows("answer_rows")
    return csv_text([COLUMNS, *rows])


def _json(figures: Figures) -> str:
    return json.dumps(figures.to_json(), ensure_ascii=False, indent=1) + "\n"


def _workbook(found: Reckoning, figures: Figures) -> bytes:
    title = found.campaign.title.text(found.project.language)
    return workbook_bytes(figures, title, words(found.project))
