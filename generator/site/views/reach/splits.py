"""The figures split by whom, through what, where and when: rows with their names and notes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.base import Words
from generator.model.campaign import Campaign
from generator.model.programme import PlanEntry
from generator.model.project import Project
from generator.site.charts.bars import RangeChart, range_chart
from generator.site.views.reach.notes import TOUCHED, Notes
from generator.site.voice import Voice

Part = Mapping[str, Any]
_MOST_BARS = 14
"""A drawing of more bars is longer than a screen and tells less than its table."""


@dataclass(frozen=True)
class Row:
    """One part of ``figures.json``, its name (and the language of it, if not the page's)."""

    name: str
    tongue: str | None
    part: Part
    notes: tuple[str, ...] = ()
    known: bool = True
    """False for the people of whom it is not known where they belong."""


@dataclass(frozen=True)
class Split:
    """A table with its drawing. ``id`` is the anchor, ``head`` stands over the names."""

    id: str
    title: str
    head: str
    rows: tuple[Row, ...]
    chart: RangeChart | None
    reports: bool
    """Whether reports are counted for each row."""
    known: str | None = None
    """Of how many of the counted people it is known at all."""
    withheld: bool = False
    """There are figures, and none can be shown without telling a small one."""

    @property
    def told(self) -> bool:
        """Whether it tells anything: a single row of people of whom nothing is known does not."""
        return self.withheld or any(row.known for row in self.rows)

    @property
    def hidden(self) -> bool:
        """Whether a table would say nothing but that, row after row."""
        return not self.reports and all(row.part["reach"].get("suppressed") for row in self.rows)

    @property
    def noted(self) -> bool:
        """Whether something stands beside a figure that must be seen."""
        return any(row.notes for row in self.rows)


class Splits:
    """One campaign's figures in one language. Each flag stands beside the first row it touches."""

    def __init__(
        self, project: Project, campaign: Campaign, figures: Part, voice: Voice, notes: Notes
    ) -> None:
        self._project, self._campaign = project, campaign
        self._figures, self._voice, self._notes = figures, voice, notes

    def units(self, parts: Iterable[Part], *, path: bool = False) -> tuple[Row, ...]:
        """Rows of units in the order of their names; with ``path``, those of a district together.

        Two small units may share a name: the path says where one lies.
        """
        places = self._project.places
        rows = []
        for part in parts:
            code = str(part["unit"])
            name = places.path(code) if path and code in places else str(part["name"])
            rows.append(Row(name, None, part, self._notes.of("unit", code)))
        return tuple(self._voice.listed(rows, lambda row: downwards(row.name)))

    def whom(self) -> tuple[Split, ...]:
        """By audience, and by what is known of the people."""
        voice = self._voice
        audiences = {one.id: one.name for one in self._project.audiences.values()}
        found = [
            self._split("audience", voice("Audience"), voice("People reached by audience"),
                        self._rows("audience", audiences)),
            self._split("sex", voice("Sex"), voice("People reached by sex"),
                        self._values("sex", self._sexes())),
            self._split("age_band", voice("Age"), voice("People reached by age"),
                        self._values("age_band", {})),
            self._split("ethnicity", voice("Ethnic group"), voice("People reached by ethnic group"),
                        self._values("ethnicity", {})),
            self._split("disability", voice("Disability"), voice("People reached by disability"),
                        self._values("disability", self._disabilities())),
        ]  # fmt: skip
        return tuple(split for split in found if split.told)

    def through(self) -> tuple[Split, ...]:
        """By channel and by activity."""
        voice = self._voice
        channels = {one.id: one.name for one in self._project.channels.values()}
        activities = {one.id: one.title for one in self._campaign.activities}
        found = [
            self._split("channel", voice("Channel"), voice("People reached by channel"),
                        self._rows("channel", channels)),
            self._split("activity", voice("Activity"), voice("People reached by activity"),
                        self._rows("activity", activities)),
        ]  # fmt: skip
        return tuple(split for split in found if split.told)

    def periods(self) -> Split | None:
        """By period, in the figures' order."""
        voice = self._voice
        rows = tuple(
            Row(voice.period(part["period"]), None, part, self._notes.of("period", part["period"]))
            for part in self._figures.get("by_period") or ()
        )
        split = self._split("period", voice("Period"), voice("People reached by period"), rows)
        return split if rows else None

    def _split(self, what: str, head: str, title: str, rows: tuple[Row, ...]) -> Split:
        known = [row for row in rows if row.part["reach"].get("high") is not None]
        drawn = len(known) >= 2 and len(rows) <= _MOST_BARS
        bars = [(row.name, row.part) for row in rows]
        return Split(
            id=f"by-{what.replace('_', '-')}",
            title=title,
            head=head,
            rows=rows,
            chart=range_chart(bars, self._voice) if drawn else None,
            reports=what in TOUCHED
            and any((row.part.get("reports") or {}).get("expected") for row in rows),
            known=self._known(what),
            withheld=what in self._figures.get("not_shown", ()),
        )

    def _known(self, what: str) -> str | None:
        share = (self._figures.get("disaggregated") or {}).get(what)
        if share is None:
            return None
        voice = self._voice
        return voice("Known of {share} of the people counted.", share=voice.percent(share))

    def _rows(self, what: str, register: Mapping[str, Words]) -> tuple[Row, ...]:
        """Rows whose names stand in a register."""
        return tuple(self._registered(what, register))

    def _registered(self, what: str, register: Mapping[str, Words]) -> Iterator[Row]:
        for part in self._figures.get(f"by_{what}") or ():
            words, notes = register.get(part[what]), self._notes.of(what, str(part[what]))
            name = self._voice.text(words) if words else str(part.get("name", part[what]))
            yield Row(name, self._voice.tongue(words) if words else None, part, notes)

    def _values(self, what: str, named: Mapping[str, str]) -> tuple[Row, ...]:
        """Rows of the values of a row's column; those of whom it is not known come last."""
        rows = [self._value(what, one, named) for one in self._figures.get(f"by_{what}") or ()]
        return tuple(sorted(rows, key=lambda row: not row.known))

    def _value(self, what: str, part: Part, named: Mapping[str, str]) -> Row:
        value, voice = str(part[what]), self._voice
        if value in ("unknown", ""):
            return Row(voice("not known"), None, part, known=False)
        if what == "age_band":
            return Row(self._ages(value), None, part)
        return Row(named.get(value) or str(part.get("name") or value), None, part)

    def _ages(self, band: str) -> str:
        """``6–10 tuổi``, ``từ 60 tuổi``."""
        voice = self._voice
        first, dash, last = band.partition("-")
        if dash:
            return voice("aged {first}–{last}", first=first, last=last)
        return voice("aged {first} and over", first=first.rstrip("+"))

    def _sexes(self) -> Mapping[str, str]:
        voice = self._voice
        return {"female": voice("Female"), "male": voice("Male")}

    def _disabilities(self) -> Mapping[str, str]:
        voice = self._voice
        return {"yes": voice("With a disability"), "no": voice("Without a disability")}


def downwards(path: str) -> str:
    """``North Quay, Old Mole``: the path of a unit from the top, to sort by."""
    return ", ".join(reversed(path.split(", ")))


def plan_rows(
    found: Iterable[Part] | Mapping[str, Part] | None, project: Project
) -> tuple[tuple[PlanEntry, Part], ...]:
    """What the plan's own lines got: each line with its figures, in the plan's order."""
    parts = (
        dict(found.items())
        if isinstance(found, Mapping)
        else {str(part["plan"]): part for part in found or ()}
    )
    return tuple((entry, parts[name]) for name, entry in project.plan.items() if name in parts)
