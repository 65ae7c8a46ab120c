"""The peers that the press room is measured against: the same leaflet, made the usual way."""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright
from weasyprint import CSS, HTML  # type: ignore[import-untyped] # ships no types
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped] # the same

from generator.documents.fetch import SCHEME, OwnFetcher
from generator.press.composing.compose import compose
from generator.press.setting.fonts import faces, font_css
from generator.press.setting.pages import pages_of
from generator.press.works import Sheet, Works

_ONE_SHOT = """
import json, sys, time
import typst
source, fonts, words = json.loads(sys.argv[1])
started = time.perf_counter()
compiler = typst.Compiler(source, font_paths=fonts, ignore_system_fonts=True, sys_inputs=words)
assert compiler.compile(format="pdf").startswith(b"%PDF")
print(time.perf_counter() - started)
"""
Make = Callable[[str], bytes]
"""From a unit's code to its PDF."""


class Peers:
    """Makers of one leaflet for a unit, none of which reuses a thing from one unit to the next."""

    def __init__(self, works: Works, sheet: Sheet) -> None:
        self.works, self.sheet = works, sheet
        self.styles = self._styles()

    def weasyprint(self, unit: str) -> bytes:
        """A plain loop: template, style sheets and pictures read and set anew, in RGB, untagged."""
        setter, sheet = self.works.typesetter, self.sheet
        fonts = FontConfiguration()
        view = compose(self.works.project, sheet.campaign, sheet.leaflet, sheet.view.language, unit)
        pages = pages_of(view, sheet.form, "press")
        html = setter._html(view, sheet.form, "press", pages, sheet.fits)
        setter._drawn.clear()
        fetcher = OwnFetcher(setter._sources(view, "light", blank=frozenset()))
        sheets = [CSS(string=text, url_fetcher=fetcher, font_config=fonts) for text in self.styles]
        document = HTML(string=html, base_url=f"{SCHEME}sheet/", url_fetcher=fetcher)
        return bytes(document.write_pdf(stylesheets=sheets, font_config=fonts))

    @contextmanager
    def chromium(self) -> Iterator[Make]:
        """A browser that is open already and prints page after page."""
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium")
            page = browser.new_page()

            def make(unit: str) -> bytes:
                page.set_content(self._standing_alone(unit), wait_until="load")
                return page.pdf(prefer_css_page_size=True, print_background=True)

            yield make
            browser.close()

    def typst(self, folder: Path, units: list[str]) -> list[float]:
        """Seconds that a compiler takes which is started anew for each unit, its start not counted.

        The files lie ready in ``folder``. In one process Typst remembers what it set before; a
        leaflet made on its own has nothing to remember.
        """
        for name in sorted(self._pictures()):
            (folder / f"{name}.svg").write_text(self.works.project.pictures[name].svg, "utf-8")
        source = (Path(__file__).parent / "leaflet.typ").read_text("utf-8")
        (folder / "leaflet.typ").write_text(source, "utf-8")
        fonts = dict.fromkeys(str(face.path.parent) for face in faces(self.works.project.look))
        times = []
        for unit in units:
            place = self.works.project.places
            words = {"unit": place[unit].full_name, "within": place.path(unit)}
            task = json.dumps([str(folder / "leaflet.typ"), list(fonts), words])
            run = subprocess.run(
                [sys.executable, "-c", _ONE_SHOT, task], capture_output=True, check=True, text=True
            )
            times.append(float(run.stdout))
        return times

    def _pictures(self) -> set[str]:
        shown = [panel.picture for panel in self.sheet.view.panels]
        shown += [step.picture for panel in self.sheet.view.panels for step in panel.steps]
        shown += [said.picture for panel in self.sheet.view.panels for said in panel.messages]
        return {each.address.rpartition("/")[2] for each in shown if each}

    def _styles(self) -> list[str]:
        setter, form = self.works.typesetter, self.sheet.form
        names = ("base.css", "parts.css", form.style)
        look = self.works.project.look
        from generator.press.setting.colours import variables  # noqa: PLC0415 - only peers need it

        own = [(setter.folder / "styles" / name).read_text("utf-8") for name in names]
        return [
            font_css(look, f"{SCHEME}font/"),
            variables(look, "light", self.sheet.view.accent),
            *own,
        ]

    def _standing_alone(self, unit: str) -> str:
        """The leaflet's page with everything that it needs inside, as a browser wants it."""
        setter, sheet = self.works.typesetter, self.sheet
        view = compose(self.works.project, sheet.campaign, sheet.leaflet, sheet.view.language, unit)
        pages = pages_of(view, sheet.form, "press")
        html = setter._html(view, sheet.form, "press", pages, sheet.fits)
        sources = setter._sources(view, "light", blank=frozenset())

        def data(match: re.Match[str]) -> str:
            from urllib.parse import unquote  # noqa: PLC0415 - only here

            kind, _, name = unquote(match[0].removeprefix(SCHEME)).partition("/")
            content, media = sources[kind](name)
            return f"data:{media};base64,{base64.b64encode(content).decode()}"

        address = re.compile(SCHEME + r"[a-z]+/[^\"')]+")
        styles = "\n".join(self.styles)
        return address.sub(data, html.replace("</head>", f"<style>{styles}</style></head>"))
