"""Figures as DHIS2 takes them: data values in JSON or CSV, named by codes (``idScheme=code``).

The shape is that of ``/api/dataValueSets``. DHIS2 adds up over units itself, so each unit has
only what is its own.

- The office's file is exact: a value for each unit, period, activity (the attribute option
  combination), measure and audience (together the data element), sex, age and disability.
- Everyone's file has one value a unit and measure for the whole campaign, and says nothing that
  ``figures.json`` does not say: each value is a published figure, or what is left of one when the
  published figures under it are taken away. So nothing that is hidden can be worked out from both
  together, and DHIS2's own sums give the published figures back.

How many people were reached cannot be added up: its two bounds are data elements of their own,
which DHIS2 does not aggregate.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

from generator.model.period import Period, parse_period
from generator.reach.cells import Value, csv_text
from generator.reach.exporting.codes import DEFAULT, UnitCodes, code_of, dhis2_period
from generator.reach.ground import unit_key
from generator.reach.reckoning import Reckoning
from generator.reach.results import PERSON_MEASURES, Figures, Part

COLUMNS = (
    "dataelement", "period", "orgunit", "categoryoptioncombo", "attributeoptioncombo", "value",
    "storedby", "lastupdated", "comment", "followup",
)  # fmt: skip
"""The order of DHIS2's CSV."""
ALL = "all"
"""In a code, where an audience stands: all of them together."""
REACHED = ("reach_low", "reach_high")
"""Elements that DHIS2 does not add up."""
Say = Callable[..., str]


@dataclass(frozen=True)
class DataValue:
    """One value; every name is a code."""

    dataElement: str  # noqa: N815 - the names are DHIS2's
    period: str
    orgUnit: str  # noqa: N815
    categoryOptionCombo: str  # noqa: N815
    attributeOptionCombo: str  # noqa: N815
    value: str
    comment: str


def element_code(measure: str, audience: str = ALL) -> str:
    """The code of a data element: ``people.children``, ``reach_low.all``."""
    return code_of(measure, audience)


def combo_code(sex: str | None, age: str | None, disability: str | None) -> str:
    """The code of a category option combination; the default's where nothing is told apart."""
    return DEFAULT if sex is None else code_of(sex, age or "", disability or "")


def exact_values(found: Reckoning, figures: Figures, say: Say) -> list[DataValue]:
    """What each unit's own reports say, and how many people were reached there."""
    codes = UnitCodes.of(found.project.places.places)
    comment = say("dhis2.demonstration") if figures.demonstration else ""
    places = found.engine.places
    values = [
        DataValue(
            element_code(measure, audience),
            dhis2_period(period),
            codes[places[place]],
            combo_code(sex, age, disability),
            code_of(figures.campaign, activity),
            str(value),
            comment,
        )
        for measure, audience, activity, period, place, sex, age, disability, value in (
            found.engine.rows("answer_dhis2")
        )
    ]
    return [*values, *_reached(found, figures, codes, comment)]


def published_values(found: Reckoning, figures: Figures, say: Say) -> list[DataValue]:
    """One value a unit and measure, from published figures alone.

    A unit has what is left of its figure without those of its sub-units; where some of these are
    hidden, theirs stays in it, and the comment says so.
    """
    codes = UnitCodes.of(found.project.places.places)
    comment = say("dhis2.demonstration") if figures.demonstration else ""
    units = {unit_key(place): codes[place] for place in found.ground.all()}
    top, period = codes[found.project.province], dhis2_period(whole_period(figures))
    values = []
    for measure in figures.measures:
        least = found.project.programme.suppress_under if measure in PERSON_MEASURES else 0
        for key, value, more in _left(figures, measure):
            if value < least:  # what several hidden units have together
                continue
            notes = [comment] if comment else []
            notes += [say("dhis2.with-hidden")] if more else []
            values.append(
                DataValue(
                    element_code(measure), period, units.get(key, top), DEFAULT, DEFAULT,
                    str(value), " ".join(notes),
                )
            )  # fmt: skip
    return [*values, *_reached(found, figures, codes, comment)]


def whole_period(figures: Figures) -> str:
    """The shortest period with all that was reported; the last year where no period has it."""
    spans = [parse_period(part.id) for part in figures.by_period] or [
        parse_period(str(figures.as_of.year))
    ]
    first, last = min(one.first for one in spans), max(one.last for one in spans)
    wanted = Period("", first, last)
    fitting = (one for one in _around(last) if parse_period(one).covers(wanted))
    return next(fitting, str(last.year))


def _around(day: date) -> Iterator[str]:
    """The month, quarter, half and year of a day."""
    yield f"{day.year}-{day.month:02d}"
    yield f"{day.year}-Q{(day.month + 2) // 3}"
    yield f"{day.year}-S{(day.month + 5) // 6}"
    yield str(day.year)


def _left(figures: Figures, measure: str) -> Iterator[tuple[str, int, bool]]:
    """(unit key, what is the unit's own, whether a hidden sub-unit's is in it), from the top.

    The key of what is no unit's is empty: it belongs to the province.
    """
    below: dict[str | None, list[Part]] = {}
    for part in figures.by_unit:
        below.setdefault(part.under, []).append(part)

    def open_below(key: str | None) -> Iterator[Part]:
        """The nearest units under it whose figure is shown."""
        for part in below.get(key, ()):
            if part.measures.get(measure) is not None:
                yield part
            else:
                yield from open_below(part.key)

    def hides(key: str | None) -> bool:
        return any(
            measure in part.measures and part.measures[measure] is None
            for part in below.get(key, ())
        )

    total = figures.measures.get(measure)
    sums: Iterable[tuple[str | None, int | None]] = (
        (None, total),
        *((part.key, part.measures.get(measure)) for part in figures.by_unit),
    )
    for key, value in sums:
        if value is not None:
            inside = [part.measures[measure] or 0 for part in open_below(key)]
            left = value - sum(inside)
            if left or not inside:
                yield key or "", left, hides(key)


def _reached(
    found: Reckoning, figures: Figures, codes: UnitCodes, comment: str
) -> Iterator[DataValue]:
    """People reached, at least and at most, in each unit and the province: not to be added up."""
    units = {unit_key(place): codes[place] for place in found.ground.all()}
    period, top = dhis2_period(whole_period(figures)), codes[found.project.province]
    shown = {units[part.key]: part.reach for part in figures.by_unit} | {top: figures.reach}
    for unit, reach in shown.items():
        for name, value in zip(REACHED, (reach.low, reach.high), strict=True):
            if value is not None:
                yield DataValue(
                    element_code(name), period, unit, DEFAULT, DEFAULT, str(value), comment
                )


def dhis2_json(values: Iterable[DataValue]) -> str:
    """The data value set in JSON; a value without a comment has none."""
    listed = [{name: text for name, text in asdict(one).items() if text} for one in values]
    return json.dumps({"dataValues": listed}, ensure_ascii=False, indent=1) + "\n"


def dhis2_csv(values: Iterable[DataValue]) -> str:
    """The data value set in CSV: a heading, then a row a value."""
    rows: list[tuple[Value, ...]] = [COLUMNS]
    rows += [
        (
            one.dataElement, one.period, one.orgUnit, one.categoryOptionCombo,
            one.attributeOptionCombo, one.value, "", "", one.comment, "",
        )
        for one in values
    ]  # fmt: skip
    return csv_text(rows)
