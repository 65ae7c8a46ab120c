"""Guidance pages: Markdown with a head of facts in YAML between two ``---`` lines."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from generator.model.base import LANGUAGE_TAG, PageId
from generator.model.page import GuidancePage, PageHead
from generator.model.problem import Problem
from generator.sources import rules
from generator.sources.reading import Reading
from generator.sources.suggest import nearest, one_of
from generator.sources.text import SourceText, shown_path
from generator.sources.validate import repeated, validate
from generator.sources.yaml import Document, read_yaml

_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def page_name(path: Path, content: Path, languages: tuple[str, ...]) -> tuple[str, str]:
    """(page id, language) of a file: ``skills/bullying.en.md`` is the English of its original."""
    name = path.relative_to(content).with_suffix("").as_posix()
    stem, dot, tag = name.rpartition(".")
    if dot and LANGUAGE_TAG.fullmatch(tag):
        return stem, tag
    return name, languages[0] if languages else ""


def read_page(
    source: SourceText, name: PageId, language: str
) -> tuple[Document, GuidancePage | None, tuple[Problem, ...]]:
    """The page in a Markdown file, its head checked against the model."""
    lines = source.text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        return Document(source.file), None, (Problem(source.file, 1, 1, "no-page-head"),)
    head_text = "\n".join(lines[1 : ends[1]])
    document, problems = read_yaml(SourceText(source.file, head_text, ""), first_line=2)
    if problems:
        return document, None, problems
    head, problems = validate(document, PageHead)
    if head is None:
        return document, None, problems
    page = GuidancePage(
        id=name,
        language=language,
        file=source.file,
        head=head,
        body="\n".join(lines[ends[1] + 1 :]).strip("\n") + "\n",
        body_line=ends[1] + 2 + _blank_lines(lines[ends[1] + 1 :]),
    )
    return document, page, problems


def _blank_lines(lines: list[str]) -> int:
    for number, line in enumerate(lines):
        if line.strip():
            return number
    return 0


def page_links(page: GuidancePage) -> Iterator[tuple[int, int, str]]:
    """(line, column, target) of every link and picture in the body that stays on the site."""
    fenced = False
    for number, line in enumerate(page.body.split("\n")):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced:
            continue
        for match in _LINK.finditer(line):
            target = match.group(1)
            if not _SCHEME.match(target) and not target.startswith("#"):
                yield page.body_line + number, match.start(1) + 1, target


def link_target(page: GuidancePage, target: str) -> str:
    """The id of the page that a relative link such as ``../skills/x.md#y`` leads to."""
    path = PurePosixPath(page.id).parent / target.partition("#")[0]
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            if not parts:
                return target
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts).removesuffix(".md")


def page_rules(
    document: Document,
    page: GuidancePage,
    pages: Collection[str],
    pictures: Collection[str],
) -> Iterator[Problem]:
    """A signed page says who signed and on what it rests; its links lead somewhere."""
    head = page.head
    if head.status == "reviewed":
        for key in ("reviewed_by", "reviewed_on", "sources"):
            if not getattr(head, key):
                yield document.problem(("status",), "reviewed-without", key=key)
    for line, column, target in page_links(page):
        name = link_target(page, target)
        picture = name.removeprefix("pictures/").removesuffix(".svg")
        is_picture = target.partition("#")[0].endswith(".svg")
        if is_picture and picture in pictures:
            continue
        if not is_picture and name in pages:
            continue
        known = one_of(nearest(picture if is_picture else name, pictures if is_picture else pages))
        code = "broken-picture" if is_picture else "broken-link"
        details = {"found": target, "known": known}
        yield Problem(page.file, line, column, code, details)


def read_pages(reading: Reading, languages: tuple[str, ...]) -> dict[tuple[str, str], GuidancePage]:
    """Every Markdown page in ``content/``; translations stand beside their originals."""
    content = reading.root / "content"
    located: list[tuple[Document, GuidancePage]] = []
    names: set[str] = set()
    for path in reading.listing(content, deep=True):
        if path.suffix != ".md":
            continue
        name, language = page_name(path, content, languages)
        file = shown_path(path, reading.root)
        reading.note(rules.file_name(file, name))
        if languages and language not in languages:
            details = {"found": language, "known": one_of(languages)}
            reading.note([Problem(file, 0, 0, "unknown-language", details)])
            continue
        if language in languages[:1] or not language:
            names.add(name)
        source = reading.text(path)
        if source is None:
            continue
        document, page, problems = read_page(source, name, language)
        reading.note((*problems, *repeated(document)))
        reading.written.append((document, PageHead))
        if page:
            located.append((document, page))
    reading.registers.define("page", names)
    for document, page in located:
        if page.id not in names:
            reading.note([Problem(page.file, 0, 0, "translation-without-original")])
        pictures = reading.registers.names.get("picture", frozenset())
        reading.note(page_rules(document, page, names, pictures))
    return {(page.id, page.language): page for _, page in located}
