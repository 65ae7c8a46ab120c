"""Reads built pages as a strict reader would: what stands in them, and where they lead."""

import gzip
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class PageText:
    """A page: its elements in order, each with all the text inside it."""

    path: Path
    source: str
    elements: list[Element] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def one(self, tag: str) -> Element:
        found = self.all(tag)
        assert len(found) == 1, f"{len(found)} <{tag}> in {self.path}"
        return found[0]

    @property
    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    def meta(self, name: str) -> str:
        return next(
            e.attributes["content"] for e in self.all("meta") if e.attributes.get("name") == name
        )

    def links(self) -> list[str]:
        return [e.attributes["href"] for e in self.all("a") if "href" in e.attributes]

    @property
    def main(self) -> str:
        return self.one("main").text


class _Reader(HTMLParser):
    def __init__(self, page: PageText) -> None:
        super().__init__()
        self.page = page
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self.open or self.open[-1].tag != tag:
            self.page.unclosed.append(tag)
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read_page(path: Path) -> PageText:
    source = path.read_text(encoding="utf-8")
    page = PageText(path, source)
    reader = _Reader(page)
    reader.feed(source)
    reader.close()
    page.unclosed += [element.tag for element in reader.open]
    return page


def read_site(folder: Path) -> dict[str, PageText]:
    return {
        path.relative_to(folder).as_posix().removesuffix("index.html"): read_page(path)
        for path in sorted(folder.rglob("*.html"))
    }


def target(folder: Path, page: Path, link: str) -> tuple[Path, str]:
    """(file, anchor) that a relative link of a page leads to."""
    path, _, anchor = link.partition("#")
    found = (page.parent / unquote(path)).resolve() if path else page
    if found.is_dir():
        found = found / "index.html"
    assert folder.resolve() in [found, *found.parents], f"{link} in {page} leads out of the site"
    return found, unquote(anchor)


def weight(page: PageText) -> tuple[int, int]:
    """How many files a page asks for, and their bytes as they travel."""
    files = {page.path}
    for element in page.all("img", "script", "link"):
        link = element.attributes.get("src", element.attributes.get("href", ""))
        if not link.startswith("http"):
            files.add((page.path.parent / link.partition("#")[0]).resolve())
    return len(files), sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
