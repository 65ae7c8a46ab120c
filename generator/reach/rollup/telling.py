"""The national roll-up as a table, JSON, CSV or a workbook."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.base import Words
from generator.reach.cells import Value, csv_text
from generator.reach.exporting.workbook import rollup_bytes
from generator.reach.results import By, Figures
from generator.reach.rollup.adding import Share
from generator.reach.tables import MEASURES, REPORTS, Table, plain_text, table_by
from generator.sources.catalogue import Catalogue

SHOWN: tuple[By, ...] = ("unit", "audience")
"""The families of which tables are made; JSON has all."""


@dataclass(frozen=True)
class Rolled:
    """One campaign over provinces."""

    title: Words
    figures: Figures
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class RollUp:
    """Every campaign that was asked for, in the order in which the sources name them."""

    campaigns: tuple[Rolled, ...]

    @property
    def as_of(self) -> date:
        """The newest day of any source."""
        return max((one.figures.as_of for one in self.campaigns), default=date.min)


def show_rollup(found: RollUp, *, style: str, say: Catalogue) -> bytes:
    """``table``, ``json``, ``csv`` or ``xlsx``, in the language of ``say``."""
    if style == "json":
        return _json(found, say).encode()
    if style == "csv":
        return _csv(found).encode()
    if style == "xlsx":
        return _workbook(found, say)
    return _text(found, say).encode()


def _json(found: RollUp, say: Catalogue) -> str:
    """Each campaign has the contract's shape; its ``by_unit`` are the provinces."""
    content = {
        "as_of": found.as_of.isoformat() if found.campaigns else None,
        "exact": all(one.figures.exact for one in found.campaigns),
        "campaigns": [
            {
                **one.figures.to_json(),
                "title": one.title.text(say.language),
                "provinces": [
                    {
                        "unit": share.province.code,
                        "name": share.province.name,
                        "as_of": share.figures.as_of.isoformat(),
                        "demonstration": share.figures.demonstration,
                    }
                    for share in one.shares
                ],
            }
            for one in found.campaigns
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _csv(found: RollUp) -> str:
    """A row for each province and audience of each campaign, and one for the whole."""
    columns = _columns(found)
    rows: list[list[Value]] = [["campaign", "by", "id", *columns, "demonstration"]]
    for one in found.campaigns:
        for by in SHOWN:
            table = table_by(one.figures, by)
            for number, row in enumerate(table.rows):
                last = number == len(table.rows) - 1
                if last and by != SHOWN[0]:  # the whole stands once
                    continue
                cells = dict(zip(table.columns, row, strict=True))
                kind = "total" if last else "province" if by == "unit" else by
                head = [one.figures.campaign, kind, cells[by]]
                made_up = "true" if one.figures.demonstration else "false"
                rows.append([*head, *(cells.get(name) for name in columns), made_up])
    return csv_text(rows)


def _columns(found: RollUp) -> list[str]:
    """The columns of all campaigns: a measure has one where any of them counts it."""
    counted = {name for one in found.campaigns for name in one.figures.measures}
    reach = ("name", "low", "high", "target", "coverage_low", "coverage_high")
    return [*reach, *(name for name in MEASURES if name in counted), *REPORTS]


def _text(found: RollUp, say: Catalogue) -> str:
    blocks = []
    for one in found.campaigns:
        notes = [say("note.demonstration")] if one.figures.demonstration else []
        notes += [say("note.suppressed")] if not one.figures.exact else []
        head = [f"{one.title.text(say.language)} ({one.figures.campaign})", *notes]
        tables = [plain_text(table, say) for table in tables_of(one.figures, say)]
        blocks.append("\n".join([*head, "", *tables]))
    return "\n".join(blocks)


def tables_of(figures: Figures, say: Catalogue) -> Iterator[Table]:
    """Provinces, then audiences; the last row of each is the whole."""
    for by in SHOWN:
        table = table_by(figures, by)
        *rows, total = table.rows
        whole = (say("rollup.total"), *total[1:])
        yield Table(table.columns, (*rows, whole))


def _workbook(found: RollUp, say: Catalogue) -> bytes:
    campaigns = [(one.title.text(say.language), one.figures) for one in found.campaigns]
    return rollup_bytes(campaigns, say)
