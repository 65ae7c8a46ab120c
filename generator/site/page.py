"""A page of the website: what it shows, and the Markdown that MkDocs renders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml


@dataclass(frozen=True)
class View:
    """What a page shows, before its template is filled.

    ``name`` is its path without language and slashes at the ends (``skills/bullying``; empty for
    the home page). ``above`` are the pages over it as (title, name), topmost first, without home.
    """

    name: str
    template: str
    title: str
    summary: str
    above: tuple[tuple[str, str], ...] = ()
    content_language: str | None = None
    """The language of the text, where it is not that of the page's frame."""
    words: Mapping[str, Any] = field(default_factory=dict)
    linked_pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class SitePage:
    """A page as Markdown. ``head`` is its front matter: what the frame around the text needs."""

    name: str
    language: str
    path: str
    """Of the Markdown file: ``en/skills/bullying.md``."""
    url: str
    """Below the website's address: ``en/skills/bullying/``."""
    head: Mapping[str, Any]
    body: str
    pictures: tuple[str, ...] = ()
    """The drawings on it, in the order in which they appear."""
    linked_pictures: tuple[str, ...] = ()
    """The drawings that its Markdown shows as files of their own."""

    @property
    def text(self) -> str:
        """The whole Markdown file, front matter first."""
        head = yaml.safe_dump(dict(self.head), allow_unicode=True, sort_keys=False, width=1000)
        return f"---\n{head}---\n\n{self.body}"
