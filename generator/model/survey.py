"""Surveys of knowledge, attitude and practice (KAP) in waves: what was asked, of whom, and how."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    AudienceId,
    Code,
    Count,
    Day,
    PlanEntryId,
    Record,
    ReferenceId,
    Slug,
    Text,
    UnitCode,
    Words,
)
from generator.model.vietnamese import fold

WaveId = Literal["baseline", "midline", "endline"]
WAVES: tuple[WaveId, ...] = ("baseline", "midline", "endline")
Dimension = Literal["knowledge", "attitude", "practice"]
CHILD_UNDER = 16
"""Whom the Law on Children (2016, article 1) calls a child: a guardian consents too."""
YOUNGEST = 6
"""Nobody younger is asked to answer a questionnaire."""

Answers = Annotated[tuple[Code, ...], Field(min_length=1)]


class Choice(Record):
    """An answer that may be given. ``id`` is what stands in the file of responses."""

    id: Slug
    text: Words


class Question(Record):
    """A question, and which answers show what the campaign wants people to know, think or do."""

    id: Slug
    """Also the column of the file of responses."""
    text: Words
    kind: Literal["yes-no", "single", "multiple", "scale"]
    dimension: Dimension
    answers: tuple[Choice, ...] = ()
    """Of ``single`` and ``multiple``; ``yes-no`` and ``scale`` bring their own."""
    scale: tuple[int, int] | None = None
    """The lowest and the highest point of a ``scale``."""
    wanted: Answers
    """The answers that count as right."""
    at_least: int = Field(default=1, ge=1)
    """Of ``multiple``: how many of the wanted answers a person must give."""
    asked_in: tuple[WaveId, ...] = ()
    """The waves in which it was asked; all where empty."""
    reworded_in: tuple[WaveId, ...] = ()
    """Waves that asked it in other words than the wave before: shares are not comparable."""
    plan: tuple[PlanEntryId, ...] = ()
    """The plan's lines that it tells something about."""

    @property
    def known(self) -> tuple[str, ...]:
        """Every answer that may stand in a file of responses."""
        if self.kind == "yes-no":
            return ("yes", "no")
        if self.kind == "scale" and self.scale:
            return tuple(str(point) for point in range(self.scale[0], self.scale[1] + 1))
        return tuple(answer.id for answer in self.answers)

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        points = self.scale[1] - self.scale[0] if self.scale else 0
        if self.kind == "scale" and not 1 <= points <= 10:
            raise PydanticCustomError("survey-scale", "no scale", {"at": "scale"})
        if self.kind in ("single", "multiple") and len(self.answers) < 2:
            raise PydanticCustomError("survey-answers", "two at least", {"at": "answers"})
        wrong = [name for name in self.wanted if name not in self.known]
        if wrong:
            details = {"found": wrong[0], "known": ", ".join(self.known), "at": "wanted"}
            raise PydanticCustomError("survey-unknown-answer", "no such answer", details)
        if self.at_least > len(self.wanted) or (self.at_least > 1 and self.kind != "multiple"):
            details = {"limit": str(len(self.wanted)), "at": "at_least"}
            raise PydanticCustomError("survey-at-least", "too many", details)
        return self


class Design(Record):
    """How people were chosen: it decides whether an interval may be claimed, and how wide.

    A ``cluster`` sample says how many clusters, and its design effect (``deff``) or its
    intra-cluster correlation (``icc``) where the responses do not name the clusters.
    """

    kind: Literal["simple-random", "systematic", "cluster", "convenience"]
    clusters: int | None = Field(default=None, ge=2, le=100_000)
    deff: float | None = Field(default=None, ge=1, le=100)
    icc: float | None = Field(default=None, ge=0, le=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "cluster" and self.clusters is None:
            raise PydanticCustomError("survey-clusters", "how many", {"at": "clusters"})
        given = [name for name in ("clusters", "deff", "icc") if getattr(self, name) is not None]
        if self.kind != "cluster" and given:
            details = {"found": given[0], "kind": self.kind, "at": given[0]}
            raise PydanticCustomError("survey-not-cluster", "only of clusters", details)
        if self.deff is not None and self.icc is not None:
            raise PydanticCustomError("survey-deff-and-icc", "one of the two", {"at": "icc"})
        return self


class Ethics(Record):
    """What protects the people who answer. Responses are anonymous: no name, no birthday."""

    consent: Words
    """Who was asked for consent, and how."""
    youngest: int = Field(ge=YOUNGEST, le=120)
    """The lowest age in whole years of anyone who was asked."""
    guardian_consent: bool = False
    """A parent or guardian of each child consented too."""
    approved_by: Text | None = None

    @model_validator(mode="after")
    def _children_are_protected(self) -> Self:
        if self.youngest < CHILD_UNDER and not self.guardian_consent:
            details = {"found": str(self.youngest), "limit": str(CHILD_UNDER), "at": "youngest"}
            raise PydanticCustomError("survey-guardian", "a guardian consents", details)
        return self


class Wave(Record):
    """One round of asking; ``responses`` names the CSV beside the survey, once there is one."""

    id: WaveId
    start: Day
    end: Day
    planned: Annotated[Count, Field(ge=1)]
    """How many people were to be asked."""
    design: Design | None = None
    """Where it differs from the survey's."""
    source: ReferenceId | None = None
    responses: Annotated[Text, StringConstraints(pattern=r"^[a-z0-9-]+\.csv$")] | None = None
    demonstration: bool = False
    note: Words | None = None

    @model_validator(mode="after")
    def _in_order_with_an_origin(self) -> Self:
        if self.end < self.start:
            details = {"first": str(self.start), "last": str(self.end), "at": "end"}
            raise PydanticCustomError("dates-reversed", "ends first", details)
        if self.responses and not self.demonstration and self.source is None:
            raise PydanticCustomError("survey-without-source", "where from", {"at": "responses"})
        return self


class SurveyHead(Record):
    """``campaigns/<campaign>/survey/<survey>.yml``"""

    title: Words
    audience: AudienceId
    units: tuple[UnitCode, ...] = Field(min_length=1)
    """Where people were asked."""
    design: Design
    ethics: Ethics
    demonstration: bool = False
    questions: tuple[Question, ...] = Field(min_length=1, max_length=200)
    waves: tuple[Wave, ...] = Field(min_length=1, max_length=len(WAVES))
    note: Words | None = None

    def asked(self, wave: WaveId) -> tuple[Question, ...]:
        """The questions of a wave."""
        return tuple(one for one in self.questions if not one.asked_in or wave in one.asked_in)

    def design_of(self, wave: Wave) -> Design:
        """How people were chosen in a wave."""
        return wave.design or self.design


@dataclass(frozen=True)
class Reply:
    """``count`` people who answered a question alike; ``right``: as is wanted."""

    right: bool
    count: int
    cluster: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Responses:
    """The replies of one wave, by question. Who gave none to a question is not among them."""

    people: int
    """Respondents of the wave; of counted answers, those of the question most answered."""
    replies: Mapping[str, tuple[Reply, ...]]


@dataclass(frozen=True)
class Survey:
    """A survey with what came back."""

    id: str
    head: SurveyHead
    responses: Mapping[str, Responses] = field(default_factory=dict)
    """By wave; a wave that is only planned has none."""

    @property
    def demonstration(self) -> bool:
        """Whether any of it is made up to show the kit."""
        return self.head.demonstration or any(wave.demonstration for wave in self.head.waves)

    def days(self) -> Iterator[date]:
        """The last day of each wave that was held."""
        return (wave.end for wave in self.head.waves if wave.id in self.responses)


_PERSONAL = (
    "name", "full name", "first name", "last name", "surname", "child name", "ten", "ho ten",
    "ho va ten", "ten tre", "ten con", "ho ten tre", "ho ten cha me", "birthday", "birth date",
    "date of birth", "dob", "ngay sinh", "ngay thang nam sinh", "nam sinh", "sinh nhat",
    "address", "home address", "dia chi", "noi o", "so nha", "phone", "phone number", "mobile",
    "telephone", "tel", "dien thoai", "so dien thoai", "sdt", "dt", "email", "e mail", "zalo",
    "facebook", "cccd", "cmnd", "can cuoc", "so can cuoc", "so cccd", "id card", "passport",
    "ho chieu", "gps", "latitude", "longitude", "toa do", "photo", "anh",
)  # fmt: skip


def looks_personal(column: str) -> bool:
    """Whether a column seems to hold what tells one person from all others."""
    plain = " ".join(re.findall(r"[a-z0-9]+", fold(column)))
    return plain in _PERSONAL or any(
        re.search(rf"\b{phrase}\b", plain) for phrase in _PERSONAL if " " in phrase
    )
