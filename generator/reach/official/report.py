"""The official report, put together: head, what is left to do, text, signature, appendices."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.documents.docx import official_docx
from generator.documents.layout import Layout, layout_folder, layout_on
from generator.documents.paper import Paper, ToDo
from generator.documents.pdf import official_pdf
from generator.model.project import Project
from generator.model.reference import Reference
from generator.reach.official.appendices import Appendices
from generator.reach.official.content import Content
from generator.reach.official.figures import Counted, counted
from generator.reach.official.occasion import Occasion
from generator.reach.official.wording import Wording
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue

FORMATS = ("pdf", "docx")
_UNSURE = {"secondary", "unchecked"}


def official_report(project: Project, about: Occasion, style: str, *, exact: bool = False) -> bytes:
    """The report as a file. The same sources give the same bytes.

    Small numbers of people are hidden, unless ``exact``: then it says that it is for the office
    alone. Raises ``ProblemsFound`` where no layout is in force, or a face or letter is missing.
    """
    folder = layout_folder(project)
    layout = layout_on(folder, about.day)
    paper = report_paper(project, about, layout, exact=exact)
    if style == "docx":
        return official_docx(paper, layout, project.as_of)
    return official_pdf(paper, layout, folder, project.as_of)


def report_paper(
    project: Project, about: Occasion, layout: Layout, *, exact: bool = False
) -> Paper:
    """The report as plain data, in the first language of the project."""
    words = Wording(project, load_catalogue(PROGRAM_CATALOGUES, project.language, "en"), exact)
    campaigns = counted(project, about.years, exact=exact)
    return _Report(words, about, layout, campaigns).paper()


@dataclass(frozen=True)
class _Report:
    words: Wording
    about: Occasion
    layout: Layout
    campaigns: tuple[Counted, ...]

    def paper(self) -> Paper:
        say, project, language = self.words.say, self.words.project, self.words.language
        programme, about = project.programme, self.about
        issuer = project.agencies[programme.issuer]
        above = project.agencies.get(issuer.part_of or "")
        content = Content(self.words, about, self.campaigns)
        blocks = tuple(content.blocks())
        plan = programme.short.text(language)
        subject = say(f"official.subject.{about.kind}", span=content.span, plan=plan)
        name = say("official.name")
        number = self.layout.number[:1].lower() + self.layout.number[1:]
        belongs = say("official.belongs", number=number, body=issuer.name.text(language))
        return Paper(
            language=language,
            title=f"{name}: {subject}",
            author=issuer.name.text(language),
            to_do=ToDo(say("official.to-do"), tuple(self._to_do())),
            parent=above.name.text(language).upper() if above else "",
            body=issuer.name.text(language).upper(),
            state=self.layout.state.text(language),
            motto=self.layout.motto.text(language),
            number=self.layout.number,
            place_and_day=self._place_and_day(),
            name=name,
            subject=subject,
            blocks=blocks,
            copies_to=say("official.copies-to"),
            recipients=tuple(self._recipients()),
            signer=say("official.signer"),
            sign=say("official.sign"),
            signed=say("official.signed"),
            appendices=Appendices(content, belongs, tuple(self._sources())).all(),
            label=self._label(),
        )

    def _place_and_day(self) -> str:
        day, say = self.about.day, self.words.say
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        place = self.words.project.province.name
        return say("official.place-and-day", place=place, month=month, year=day.year)

    def _label(self) -> str:
        say = self.words.say
        labels = [say("official.label.made-up")] if self._made_up() else []
        labels += [say("official.label.internal")] if self.words.exact else []
        return " ".join(labels)

    def _recipients(self) -> Iterator[str]:
        say = self.words.say
        deadline = self.about.deadline
        for name in deadline.to if deadline else ():
            yield say("official.recipient", agency=self.words.agency(name))
        yield say("official.recipient.other")
        yield say("official.archive")

    def _sources(self) -> Iterator[Reference]:
        references, programme = self.words.project.references, self.words.project.programme
        for name in dict.fromkeys((*programme.above, programme.reference, self.layout.reference)):
            if name in references:
                yield references[name]

    def _to_do(self) -> Iterator[str]:
        """What the program cannot know, and what whoever signs should look at first."""
        say, project = self.words.say, self.words.project
        if self._made_up():
            yield say("official.to-do.made-up")
        if not project.agencies[project.programme.issuer].part_of:
            yield say("official.to-do.parent")
        yield say("official.to-do.number")
        yield say("official.to-do.write")
        yield say("official.to-do.sign")
        yield self._deadline()
        missing = sum(one.figures.reports.missing for one in self.campaigns)
        if missing:
            yield say("official.to-do.missing", n=missing)
        yield self._layout()
        if self.words.exact:
            yield say("official.to-do.exact")
        else:
            yield say("official.to-do.hidden", under=project.programme.suppress_under)

    def _made_up(self) -> bool:
        """Whether any figure, target, cost or survey is made up to show the kit."""
        return self.words.project.programme.demonstration or any(
            one.figures.demonstration
            or any(target.demonstration for target in one.campaign.targets)
            or (one.campaign.cost is not None and one.campaign.cost.demonstration)
            or any(survey["demonstration"] for survey in one.figures.surveys)
            for one in self.campaigns
        )

    def _deadline(self) -> str:
        say, as_of, due = self.words.say, self.words.project.as_of, self.about.due
        if due is None:
            return say("official.to-do.no-deadline")
        name = "official.to-do.in-time" if as_of <= due else "official.to-do.late"
        return say(name, due=self.words.day(due), as_of=self.words.day(as_of))

    def _layout(self) -> str:
        say = self.words.say
        source = self.words.project.references.get(self.layout.reference)
        if source is None:
            return say("official.to-do.layout.unknown", name=self.layout.reference)
        unsure = source.certainty in _UNSURE
        name = "official.to-do.layout.unsure" if unsure else "official.to-do.layout"
        number = source.number or source.title.text(self.words.language)
        kind = say(f"official.kind.{source.kind}")
        return say(name, kind=kind, number=number, day=self.words.day(source.checked_on))
