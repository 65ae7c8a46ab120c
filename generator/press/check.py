"""What keeps a leaflet from being printed: found and told, never clipped or shrunk in silence."""

from collections.abc import Iterable, Iterator

from generator.model.base import Location
from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet
from generator.model.problem import Problem, ProblemsFound, Severity
from generator.model.project import Project
from generator.press.composing.compose import compose, leaflet_languages, missing_texts
from generator.press.composing.views import LeafletView, PanelView
from generator.press.setting.colours import ROLES, painter
from generator.press.setting.drawings import drawing
from generator.press.setting.fonts import family_faces, known_families, missing_letters
from generator.press.setting.layout import Measured
from generator.press.setting.typesetter import Typesetter
from generator.sources.reading import Reading
from generator.sources.suggest import nearest, one_of


def find_problems(project: Project) -> Iterator[Problem]:
    """Everything that is wrong with the project's leaflets, each language measured."""
    blocked = [*_look_problems(project), *_helpline_problems(project)]
    yield from blocked
    typesetter = Typesetter(project)
    for campaign in project.campaigns.values():
        for leaflet in campaign.leaflets:
            found = list(_leaflet_problems(project, campaign, leaflet))
            yield from found
            if not any(problem.severity == "error" for problem in (*blocked, *found)):
                yield from _set_problems(typesetter, campaign, leaflet)


def layout_problems(
    project: Project,
    campaign: Campaign,
    leaflet: Leaflet,
    view: LeafletView,
    measured: Iterable[Measured],
) -> tuple[Problem, ...]:
    """Panels whose text is too long or has a word too wide, and letters that no face holds."""
    found = []
    for each in measured:
        number = each.panel.source
        details = {"leaflet": leaflet.id, "panel": each.panel.name, "language": view.language}
        own = each.panel.local if each.panel.local and each.panel.local.unit else None
        if own:
            details |= {"unit": str(own.unit), "name": own.name}
        if each.lines_over:
            details["lines"] = str(each.lines_over)
            code = "slot-overflow" if own else "overflow"
            found.append(_at(project, campaign, leaflet, ("panels", number), code, details))
        if each.wide:
            details["found"] = each.wide
            code = "slot-wide" if own else "wide-word"
            found.append(_at(project, campaign, leaflet, ("panels", number), code, details))
    letters = missing_letters(project.look, _all_text(view))
    if letters:
        details = {"found": " ".join(letters), "language": view.language}
        found.append(_at(project, campaign, leaflet, (), "no-glyph", details))
    return tuple(found)


def refusals(campaign: str, leaflet: str, refused: Iterable[str]) -> tuple[Problem, ...]:
    """Addresses that a template or a style asked for and did not get."""
    file = f"campaigns/{campaign}/leaflets/{leaflet}.yml"
    return tuple(
        Problem(file, 0, 0, "print-address", {"found": url}) for url in sorted(set(refused))
    )


def _set_problems(
    typesetter: Typesetter, campaign: Campaign, leaflet: Leaflet
) -> Iterator[Problem]:
    project = typesetter.project
    for language in leaflet_languages(project, campaign, leaflet):
        view = compose(project, campaign, leaflet, language)
        try:
            measured = typesetter.measure(view, project.formats[leaflet.format])
        except ProblemsFound as found:
            yield from found.problems
            continue
        yield from layout_problems(project, campaign, leaflet, view, measured)
        yield from refusals(campaign.id, leaflet.id, typesetter.take_refused())


def _look_problems(project: Project) -> Iterator[Problem]:
    lacking = set(ROLES) - {token.id for token in project.look.tokens}
    if lacking:
        details = {"known": one_of(sorted(lacking))}
        yield Problem("campaigns/look.yml", 0, 0, "look-without-role", details)
    for key in ("heading_font", "text_font"):
        family = getattr(project.look, key)
        if not family_faces(family):
            known = one_of(nearest(family, known_families()) or known_families())
            yield Problem(
                "campaigns/look.yml", 0, 0, "unknown-font", {"found": family, "known": known}
            )


def _helpline_problems(project: Project) -> Iterator[Problem]:
    """A leaflet must not carry a number that is not, or not yet, or no longer, right."""
    helpline, day = project.helpline, project.as_of
    if helpline not in tuple(project.contacts_on(day)) or not helpline.number:
        details = {"found": helpline.id, "day": f"{day:%d/%m/%Y}"}
        yield Problem("campaigns/programme.yml", 0, 0, "helpline-not-valid", details)


def _leaflet_problems(project: Project, campaign: Campaign, leaflet: Leaflet) -> Iterator[Problem]:
    form = project.formats[leaflet.format]
    for folder, name in (("templates", form.template), ("styles", form.style)):
        if not (project.print / folder / name).is_file():
            file = f"print/formats/{form.id}.yml"
            yield Problem(file, 0, 0, "print-file-missing", {"found": f"print/{folder}/{name}"})
    if not (project.print / "profiles" / f"{form.inks}.yml").is_file():
        details = {"found": f"print/profiles/{form.inks}.yml"}
        yield Problem(f"print/formats/{form.id}.yml", 0, 0, "print-file-missing", details)
    yield from _panel_problems(project, campaign, leaflet, form)
    for number, language in enumerate(leaflet.languages):
        lacking = tuple(missing_texts(project, campaign, leaflet, language))
        if lacking:
            details = {"language": language, "known": one_of(lacking)}
            at = ("languages", number)
            yield _at(project, campaign, leaflet, at, "no-translation", details)
    yield from _picture_problems(project, leaflet, campaign)
    yield from _draft_problems(project, campaign, leaflet)


def _panel_problems(
    project: Project, campaign: Campaign, leaflet: Leaflet, form: Format
) -> Iterator[Problem]:
    filled = {panel.panel for panel in leaflet.panels}
    empty = [panel.id for panel in form.panels if panel.id not in filled and not panel.inside]
    if empty:
        details = {"known": one_of(empty), "format": form.id}
        yield _at(project, campaign, leaflet, ("panels",), "empty-panel", details, warning=True)
    for number, panel in enumerate(leaflet.panels):
        if panel.kind == "steps" and not panel.page:
            details = {"panel": panel.panel}
            yield _at(project, campaign, leaflet, ("panels", number), "steps-no-page", details)
    if "back" not in {panel.kind for panel in leaflet.panels}:
        yield _at(project, campaign, leaflet, ("panels",), "no-back", {})


def _picture_problems(project: Project, leaflet: Leaflet, campaign: Campaign) -> Iterator[Problem]:
    """Every picture must be printable in inks; one that is not would leave a hole."""
    paint = painter(project.look, "inks")
    for name in sorted(_pictures(project, campaign, leaflet)):
        picture = project.pictures[name]
        try:
            drawing(picture.svg, paint)
        except ValueError as error:
            yield Problem(picture.file, 0, 0, "leaflet-unprintable", {"found": str(error)})


def _draft_problems(project: Project, campaign: Campaign, leaflet: Leaflet) -> Iterator[Problem]:
    """A licensed leaflet should not print guidance that no reviewer has signed."""
    for number, panel in enumerate(leaflet.panels):
        if leaflet.licence and panel.page:
            head = project.page(panel.page, project.language).head
            if head.status == "draft":
                details = {"found": panel.page, "panel": panel.panel}
                at = ("panels", number)
                yield _at(project, campaign, leaflet, at, "draft-page", details, warning=True)


def _pictures(project: Project, campaign: Campaign, leaflet: Leaflet) -> Iterator[str]:
    names = [panel.picture for panel in leaflet.panels]
    names += [message.picture for message in campaign.messages]
    for panel in leaflet.panels:
        if panel.page and (panel.page, project.language) in project.pages:
            steps = project.page(panel.page, project.language).head.steps
            names += [step.picture for step in steps]
    yield from {name for name in names if name}


def _all_text(view: LeafletView) -> str:
    """Every word that the leaflet's data brings (templates have their own tests)."""
    words = [view.slogan, view.campaign_title, view.issuer, view.short_address, view.issued_by]
    for contact in view.contacts:
        words += [contact.name, contact.number, contact.what_for, contact.hours or ""]
    for panel in view.panels:
        words += [panel.title or "", *panel.text, *panel.reading, panel.summary or ""]
        words += [f"{part.title} {part.html.striptags()}" for part in panel.sections]
        words += _local_words(panel)
        words += [part or "" for step in panel.steps for part in (step.do, step.more)]
        words += [message.text for message in panel.messages]
    return "".join(words)


def _local_words(panel: PanelView) -> list[str]:
    if panel.local is None:
        return []
    called = [contact for _, contact in panel.local.rows if contact]
    words = [panel.local.name, panel.local.within]
    return words + [f"{contact.name} {contact.number}" for contact in called]


def _at(
    project: Project,
    campaign: Campaign,
    leaflet: Leaflet,
    where: Location,
    code: str,
    details: dict[str, str],
    *,
    warning: bool = False,
) -> Problem:
    """A problem at a place of the leaflet's file; codes of this room start with ``leaflet-``."""
    path = project.root / "campaigns" / campaign.id / "leaflets" / f"{leaflet.id}.yml"
    document, _ = Reading(project.root).yaml(path, Leaflet)
    line, column = document.at(where) if path.is_file() else (0, 0)
    severity: Severity = "warning" if warning else "error"
    return Problem(document.file, line, column, f"leaflet-{code}", details, severity)
