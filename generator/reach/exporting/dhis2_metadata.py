"""What DHIS2 must know before data come: units, data elements, categories, data sets.

To be imported once (Import/Export, Metadata import), and again when units, audiences or activities
change: identifiers and codes stay, so nothing is made twice.

The choices, and why:

- A data element is a measure of one audience. Audiences are separate by definition and targets are
  set for each; as a category they would multiply the combinations, of which DHIS2 makes all.
- Measures of people are told apart by sex, age band and disability, which are closed lists; unknown
  is an option of its own. Ethnicities are free words, so they are summed (the ``csv`` export and
  ``figures.json`` have them).
- The activity is the attribute: data elements stay the same over campaigns and provinces.
- A data set is a campaign's activities of one kind of period; one more is for the whole campaign.
- Copies left are a stock: the last value counts. Bounds of reach are not added up at all.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, get_args

from generator.model.campaign import Activity
from generator.model.people import Measure
from generator.model.period import Period, parse_period
from generator.model.place import Place
from generator.model.project import Project
from generator.model.report import AgeBand, Disability, Sex
from generator.reach.exporting.codes import (
    DEFAULT_COMBO,
    UnitCodes,
    code_of,
    period_type,
    short_name,
    uid,
)
from generator.reach.exporting.dhis2 import ALL, REACHED, combo_code, element_code, whole_period
from generator.reach.ground import Ground, units_of
from generator.reach.reckoning import Reckoning
from generator.reach.results import PERSON_MEASURES, Figures

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "sex": get_args(Sex),
    "age_band": get_args(AgeBand),
    "disability": get_args(Disability),
}
"""How people are told apart, in the order of a combination's code."""
PEOPLE = "people-apart"
"""The code of the category combination of people."""
OPENED = date(1900, 1, 1)
"""DHIS2 wants a first day of every unit; this one where the register knows none."""
Say = Callable[..., str]
Thing = dict[str, Any]


def metadata_text(found: Reckoning, figures: Figures, say: Say) -> str:
    """Everything that the campaign's data values name, as DHIS2's metadata in JSON."""
    project = found.project
    combos, categories, options = _people(say)
    activities = _activities(found)
    elements = [*_elements(project, say)]
    content = {
        "organisationUnitLevels": [*_levels(project)],
        "organisationUnits": [*_units(project)],
        "categoryOptions": [*options, *activities["categoryOptions"]],
        "categories": [*categories, *activities["categories"]],
        "categoryCombos": [combos["categoryCombo"], *activities["categoryCombos"]],
        "categoryOptionCombos": [
            *combos["categoryOptionCombos"],
            *activities["categoryOptionCombos"],
        ],
        "dataElements": elements,
        "dataSets": [*_data_sets(found, figures, elements, say)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _thing(kind: str, code: str, name: str, **more: Any) -> Thing:
    return {
        "id": uid(kind, code),
        "code": code,
        "name": name,
        "shortName": short_name(name, code),
        **more,
    }


def _ref(kind: str, code: str) -> Thing:
    return {"id": uid(kind, code), "code": code}


def _levels(project: Project) -> Iterator[Thing]:
    """The programme's levels, the province's first."""
    for number, level in enumerate(project.programme.levels, 1):
        code = code_of("level", level.id)
        yield {
            "id": uid("organisationUnitLevel", code),
            "code": code,
            "name": level.name.text(project.language),
            "level": number,
        }


def _units(project: Project) -> Iterator[Thing]:
    """Every unit that there ever was, each after the one that it belonged to at the end."""
    codes = UnitCodes.of(project.places.places)
    ground = Ground(project.places)
    above = {place: [*_above(ground, place, project)] for place in codes.places}
    for place in sorted(codes.places, key=lambda one: (len(above[one]), codes[one])):
        code = codes[place]
        parents = above[place]
        yield _thing(
            "organisationUnit",
            code,
            place.full_name,
            openingDate=(place.valid_from or OPENED).isoformat(),
            **({"closedDate": place.valid_to.isoformat()} if place.valid_to else {}),
            **({"parent": _ref("organisationUnit", codes[parents[0]])} if parents else {}),
        )


def _above(ground: Ground, place: Place, project: Project) -> Iterator[Place]:
    last = min(place.valid_to or project.as_of, project.as_of)
    last = max(last, place.valid_from or last)
    return ground.above(place, Period("", last, last))


def _people(say: Say) -> tuple[dict[str, Any], list[Thing], list[Thing]]:
    """The category combination of people, its categories and their options."""
    options, categories = [], []
    for category, names in CATEGORIES.items():
        for name in names:
            code = code_of(category, name)
            options.append(_thing("categoryOption", code, _option_name(category, name, say)))
        categories.append(
            _thing(
                "category", category, say(f"dhis2.category.{category}"),
                dataDimensionType="DISAGGREGATION", dataDimension=True,
                categoryOptions=[_ref("categoryOption", code_of(category, one)) for one in names],
            )
        )  # fmt: skip
    combo = {
        "id": uid("categoryCombo", PEOPLE),
        "code": PEOPLE,
        "name": say("dhis2.people-apart"),
        "dataDimensionType": "DISAGGREGATION",
        "categories": [_ref("category", category) for category in CATEGORIES],
    }
    cells = [
        {
            "id": uid("categoryOptionCombo", combo_code(*cell)),
            "code": combo_code(*cell),
            "name": ", ".join(
                _option_name(category, name, say)
                for category, name in zip(CATEGORIES, cell, strict=True)
            ),
            "categoryCombo": _ref("categoryCombo", PEOPLE),
            "categoryOptions": [
                _ref("categoryOption", code_of(category, name))
                for category, name in zip(CATEGORIES, cell, strict=True)
            ],
        }
        for cell in product(*CATEGORIES.values())
    ]
    return {"categoryCombo": combo, "categoryOptionCombos": cells}, categories, options


def _option_name(category: str, name: str, say: Say) -> str:
    """An option's name, which no other option of DHIS2 may bear: ``unknown`` says of what."""
    return say(f"dhis2.{category}.unknown" if name == "unknown" else f"trait.{category}.{name}")


def _activities(found: Reckoning) -> dict[str, list[Thing]]:
    """The campaign's activities as an attribute: a category, and a combination of it alone."""
    campaign, language = found.campaign, found.project.language
    titles = {one.id: one.title.text(language) for one in campaign.activities}
    reported = [name for (name,) in found.engine.rows("answer_activities")]
    title = campaign.title.text(language)
    names = {
        code_of(campaign.id, one): f"{title}: {titles.get(one, one)}"
        for one in dict.fromkeys([*titles, *reported])
    }
    combo = _ref("categoryCombo", _attribute(campaign.id))
    return {
        "categoryOptions": [_thing("categoryOption", *one) for one in names.items()],
        "categories": [
            _thing(
                "category",
                _attribute(campaign.id),
                title,
                dataDimensionType="ATTRIBUTE",
                dataDimension=True,
                categoryOptions=[_ref("categoryOption", one) for one in names],
            )
        ],
        "categoryCombos": [
            {
                **combo,
                "name": title,
                "dataDimensionType": "ATTRIBUTE",
                "categories": [_ref("category", _attribute(campaign.id))],
            }
        ],
        "categoryOptionCombos": [
            {
                **_ref("categoryOptionCombo", code),
                "name": name,
                "categoryCombo": combo,
                "categoryOptions": [_ref("categoryOption", code)],
            }
            for code, name in names.items()
        ],
    }


def _attribute(campaign: str) -> str:
    return code_of("activities", campaign)


def _elements(project: Project, say: Say) -> Iterator[Thing]:
    """Every measure of every audience and of all, and the bounds of reach."""
    names = {name: one.name.text(project.language) for name, one in project.audiences.items()}
    for measure in get_args(Measure):
        for audience, of in {**names, ALL: say("dhis2.all")}.items():
            apart = measure in PERSON_MEASURES and audience != ALL
            yield _element(
                element_code(measure, audience),
                f"{say(f'figures.{measure}')} – {of}",
                "LAST" if measure == "copies_left" else "SUM",
                _ref("categoryCombo", PEOPLE) if apart else DEFAULT_COMBO,
                say("dhis2.not-reach") if measure in PERSON_MEASURES else "",
            )
    for name in REACHED:
        bound = name.removeprefix("reach_")
        yield _element(
            element_code(name), say(f"figures.{bound}"), "NONE", DEFAULT_COMBO, say("dhis2.reach")
        )


def _element(code: str, name: str, sums: str, combo: Thing, about: str) -> Thing:
    return _thing(
        "dataElement",
        code,
        name,
        domainType="AGGREGATE",
        valueType="INTEGER_ZERO_OR_POSITIVE",
        aggregationType=sums,
        zeroIsSignificant=True,
        categoryCombo=combo,
        **({"description": about} if about else {}),
    )


def _data_sets(
    found: Reckoning, figures: Figures, elements: Sequence[Thing], say: Say
) -> Iterator[Thing]:
    """One for each kind of period in which activities report, and one for the whole campaign."""
    campaign = found.campaign
    title = campaign.title.text(found.project.language)
    apart = [one for one in elements if not one["code"].endswith(f".{ALL}")]
    whole = [one for one in elements if one["code"].endswith(f".{ALL}")]
    kinds: dict[str, list[Activity]] = {}
    for activity in campaign.activities:
        for kind in dict.fromkeys(period_type(period) for period in activity.periods):
            kinds.setdefault(kind, []).append(activity)
    for kind, activities in sorted(kinds.items()):
        measures: set[str] = {measure for one in activities for measure in one.measures}
        for one in activities:  # a report may count more than was asked for
            measures |= found.amounts.get(("activity", one.id), {}).keys()
        named = {element_code(m, name) for m in measures for name in found.project.audiences}
        yield _thing(
            "dataSet",
            code_of(campaign.id, kind),
            f"{title} ({say(f'dhis2.{kind}')})",
            periodType=kind,
            timelyDays=max(one.report_within_days for one in activities),
            categoryCombo=_ref("categoryCombo", _attribute(campaign.id)),
            dataSetElements=[_member(one) for one in apart if one["code"] in named],
            organisationUnits=_taking_part(found, activities),
        )
    yield _thing(
        "dataSet",
        code_of(campaign.id, "whole"),
        f"{title} ({say('dhis2.whole')})",
        periodType=period_type(whole_period(figures)),
        categoryCombo=DEFAULT_COMBO,
        dataSetElements=[_member(one) for one in whole],
        organisationUnits=_everywhere(found),
    )


def _member(element: Thing) -> Thing:
    return {"dataElement": {"id": element["id"], "code": element["code"]}}


def _taking_part(found: Reckoning, activities: Iterable[Activity]) -> list[Thing]:
    codes = UnitCodes.of(found.project.places.places)
    ground = Ground(found.project.places)
    taking = {
        codes[place]
        for one in activities
        for period in one.periods
        for place in units_of(ground, one.level, one.units, parse_period(period))
    }
    reporting = {codes[duty.place] for duty in found.duties}
    return [_ref("organisationUnit", code) for code in sorted(taking | reporting)]


def _everywhere(found: Reckoning) -> list[Thing]:
    codes = UnitCodes.of(found.project.places.places)
    shown = {codes[place] for place in found.ground.all()} | {codes[found.project.province]}
    return [_ref("organisationUnit", code) for code in sorted(shown)]
