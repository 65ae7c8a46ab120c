"""Model to website: every page, in every language, as Markdown."""

from collections.abc import Iterable, Iterator, Mapping

from generator.model.printed import Printed
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.site.material import Figures, Material, as_mappings
from generator.site.page import SitePage, View
from generator.site.papers import Papers
from generator.site.views import VIEWS
from generator.site.voice import Voice
from generator.site.writer import Writer

_INDEX = ("index", "README")
"""Names that MkDocs takes for the page of the folder."""


def pages(
    project: Project,
    figures: Mapping[str, Figures],
    printed: Iterable[Printed],
    papers: Papers | None = None,
) -> dict[str, SitePage]:
    """The pages by the path of their Markdown file. Pure: the same sources, the same pages.

    ``figures``: the published figures by campaign (``figures.json`` as a mapping); a campaign may
    be missing. ``printed``: the print files. ``papers``: what goes with them to a print shop.
    Raises ``ProblemsFound`` when a guidance page takes a generated page's place.
    """
    material = Material(project, as_mappings(figures), tuple(printed), papers or {})
    found: dict[str, SitePage] = {}
    for language in project.programme.languages:
        writer = Writer(project, language)
        for view in _views(material, writer.voice):
            page = writer.write(view)
            found[page.path] = page
    return found


def _views(material: Material, voice: Voice) -> Iterator[View]:
    """Every view of one language; no two of one name."""
    taken: set[str] = set()
    for make in VIEWS:
        for view in make(material, voice):
            if view.name in taken or view.name.rpartition("/")[2] in _INDEX:
                file = material.project.page(view.name, voice.project.language).file
                raise ProblemsFound([Problem(file, 0, 0, "page-address-taken")])
            taken.add(view.name)
            yield view
