"""The names of the pages that are made from data, and where each page of the website stands."""

import posixpath

from generator.model.addresses import page_path
from generator.model.page import PageKind
from generator.model.people import Door

HOME = ""
CAMPAIGNS = "campaigns"
AGENCIES = "agencies"
PLAN = "plan"
CONTACTS = "contacts"
LIBRARY = "leaflets"
TOPICS = "topics"
ABOUT = "about"
SOURCES = "sources"

DOORS: tuple[Door, ...] = ("child", "carer", "worker")
SECTIONS: dict[PageKind, str] = {
    "skill": "skills",
    "procedure": "procedures",
    "officers": "officers",
    "plan": PLAN,
    "about": ABOUT,
}
"""The page that lists the guidance of each kind."""


def door(name: Door) -> str:
    """The landing page behind one of the three doors."""
    return f"for/{name}"


def audience(name: str) -> str:
    """The landing page of an audience."""
    return f"audiences/{name}"


def agency(name: str) -> str:
    """The page of an agency."""
    return f"{AGENCIES}/{name}"


def campaign(name: str) -> str:
    """The page of a campaign; its address is ``addresses.campaign_path``."""
    return f"{CAMPAIGNS}/{name}"


def reach(name: str) -> str:
    """The page with the figures of a campaign."""
    return f"{CAMPAIGNS}/{name}/reach"


def campaign_prints(name: str) -> str:
    """The leaflets of a campaign, where those of all campaigns are too many for a page."""
    return f"{LIBRARY}/{name}"


def url_of(name: str, language: str, default: str) -> str:
    """Where a page stands below the website's address; empty for the home page."""
    if name == HOME:
        return "" if language == default else f"{language}/"
    return page_path(name, language, default)


def file_of(name: str, language: str, default: str) -> str:
    """The Markdown file of a page, in MkDocs' folder of documents."""
    return (
        f"{url_of(name, language, default)}index.md"
        if name == HOME
        else (url_of(name, language, default).removesuffix("/") + ".md")
    )


def relative(target: str, here: str) -> str:
    """The link from the page at ``here`` to ``target``; both below the website's address."""
    path, hash_, anchor = target.partition("#")
    if path == here and hash_:
        return f"#{anchor}"
    found = posixpath.relpath(path or ".", here or ".")
    folder = path == "" or path.endswith("/")
    return f"{found}{'/' if folder else ''}{hash_}{anchor}"
