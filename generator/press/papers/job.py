"""All that is known of one leaflet as a job for a print shop: gathered once, then only set out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError

from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet, PrintingCondition
from generator.model.people import Contact
from generator.model.printed import Printed
from generator.model.project import Project
from generator.press.composing.compose import compose, leaflet_languages
from generator.press.composing.views import LeafletView
from generator.press.imposing.folding import FoldDiagram, Size, fold_diagram, folded_size, open_size
from generator.sources.reading import Reading

KINDS = ("press", "imposed", "office", "screen")
"""Kinds of files in the order in which they are listed."""
INKS = "CMYK"
"""The process inks in the order in which printers name them."""


@dataclass(frozen=True)
class PrintedFile:
    """One printed file, with what its makers found out about it.

    ``inks``: those that each page really prints with, of ``CMYK``; empty where nobody has looked.
    ``warnings``: how many the preflight has, ``None`` where it was not made.
    ``data``: the PDF itself, wanted of those files whose pages the papers show.
    """

    printed: Printed
    sha256: str
    inks: tuple[frozenset[str], ...] = ()
    warnings: int | None = None
    data: bytes | None = None


@dataclass(frozen=True)
class Delivery:
    """So many copies for one unit; ``within`` names the units above it."""

    unit: str
    name: str
    within: str
    copies: int


@dataclass(frozen=True)
class PrintJob:
    """A leaflet in all its languages as a print shop sees it. Words are in ``language``.

    Sizes are in mm. What is not known is ``None`` or empty: a line to fill in by hand.
    """

    language: str
    campaign: Campaign
    leaflet: Leaflet
    form: Format
    views: tuple[LeafletView, ...]
    """The leaflet in each of its languages, that of the sources first where it is one of them."""
    day: date
    version: str
    parent: str
    """The body above the issuer, where there is one."""
    issuer: str
    contact: Contact | None
    place: str
    """The name of the province."""
    files: tuple[PrintedFile, ...]
    sides: int
    open: Size
    folded: Size
    diagram: FoldDiagram
    inks: tuple[frozenset[str], ...]
    """By page, in whatever language; empty where nobody has looked."""
    condition: PrintingCondition | None
    deliveries: tuple[Delivery, ...]

    @property
    def final(self) -> bool:
        """Whether it may be printed for the public: only with a publishing licence."""
        return self.leaflet.licence is not None

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of the leaflet's languages."""
        return tuple(view.language for view in self.views)

    @property
    def shared(self) -> int:
        """How many copies have a unit that they go to."""
        return sum(delivery.copies for delivery in self.deliveries)

    @property
    def unshared(self) -> int | None:
        """How many copies go to nobody yet; ``None`` where nobody has said how many are printed."""
        return None if self.leaflet.copies is None else self.leaflet.copies - self.shared

    @property
    def colours(self) -> str | None:
        """How many inks the front and the back take: ``4/4``, ``1/0``."""
        if not self.inks:
            return None
        front, back = (frozenset[str]().union(*self.inks[side::2]) for side in (0, 1))
        return f"{len(front)}/{len(back)}"

    @property
    def press(self) -> tuple[PrintedFile, ...]:
        """The files for the press that are for all units, or else those of the units."""
        found = tuple(file for file in self.files if file.printed.kind == "press")
        return tuple(file for file in found if file.printed.unit is None) or found

    @property
    def warnings(self) -> int | None:
        """How many warnings the preflight has of the press files; ``None`` where it is not made."""
        found = [file.warnings for file in self.press]
        return None if None in found or not found else sum(each or 0 for each in found)

    @property
    def folder(self) -> str:
        """Where the papers stand, below the print folder."""
        return f"{self.campaign.id}/{self.leaflet.id}"


def print_job(
    project: Project, campaign: Campaign, leaflet: Leaflet, files: Sequence[PrintedFile]
) -> PrintJob:
    """Everything that the papers of a leaflet say. Every name in it is known to be good."""
    form = project.formats[leaflet.format]
    issuer = project.agencies[project.programme.issuer]
    language = project.language
    tags = leaflet_languages(project, campaign, leaflet)
    views = tuple(
        compose(project, campaign, leaflet, tag)
        for tag in sorted(tags, key=lambda tag: tag != language)
    )
    order = {tag: number for number, tag in enumerate(tags)}
    mine = sorted(files, key=lambda file: _place(file.printed, order))
    above = project.agencies.get(issuer.part_of or "")
    return PrintJob(
        language=language,
        campaign=campaign,
        leaflet=leaflet,
        form=form,
        views=views,
        day=project.as_of,
        version=leaflet.version or f"{project.as_of:%Y-%m-%d}",
        parent=above.name.text(language) if above else "",
        issuer=issuer.name.text(language),
        contact=_contact(project, issuer.id),
        place=project.province.name,
        files=tuple(mine),
        sides=views[0].sides,
        open=open_size(form),
        folded=folded_size(form),
        diagram=fold_diagram(form, views[0].sides if form.binding == "saddle" else None),
        inks=_inks(mine),
        condition=_condition(project, form),
        deliveries=tuple(_deliveries(project, leaflet)),
    )


def _place(printed: Printed, order: Mapping[str, int]) -> tuple[int, str, int, str]:
    """Files are listed by language, then those for all units, those for the press first."""
    kind = KINDS.index(printed.kind) if printed.kind in KINDS else len(KINDS)
    return order.get(printed.language, len(order)), printed.unit or "", kind, printed.path


def _contact(project: Project, issuer: str) -> Contact | None:
    """The issuer's own office, where the contacts have one that is right on the project's day."""
    right = project.contacts_on(project.as_of)
    return next((c for c in right if c.agency == issuer and c.kind == "office"), None)


def _inks(files: Sequence[PrintedFile]) -> tuple[frozenset[str], ...]:
    """The inks of each page, in whatever language and for whatever unit."""
    found: list[frozenset[str]] = []
    for file in files:
        if file.printed.kind == "press":
            pages = [*file.inks, *[frozenset[str]()] * (len(found) - len(file.inks))]
            found += [frozenset()] * (len(pages) - len(found))
            found = [old | new for old, new in zip(found, pages, strict=True)]
    return tuple(found)


def _condition(project: Project, form: Format) -> PrintingCondition | None:
    path = project.print / "profiles" / f"{form.inks}.yml"
    return Reading(project.print).yaml(path, PrintingCondition)[1]


def _deliveries(project: Project, leaflet: Leaflet) -> Iterator[Delivery]:
    """Who gets how many, as the leaflet lists them; a unit that is named twice gets both."""
    copies: dict[str, int] = {}
    for share in leaflet.distribution:
        copies[share.unit] = copies.get(share.unit, 0) + share.copies
    for unit, number in copies.items():
        place = project.places.get(unit)
        above = [each.full_name for each in project.places.above(unit)]
        within = ", ".join(above[:-1])
        yield Delivery(unit, place.full_name if place else unit, within, number)


def language_name(tag: str, language: str) -> str:
    """What a language is called in another (``Tiếng Việt``); the tag where nobody knows."""
    try:
        names = Locale.parse(language, sep="-").languages
    except (UnknownLocaleError, ValueError):
        return tag
    name = str(names.get(tag.split("-", maxsplit=1)[0], tag))
    return name[:1].upper() + name[1:]
