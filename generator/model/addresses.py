"""Where things are found: the website's pages and the print files, as relative paths.

The website builds its pages under these paths and a leaflet's QR code leads to them, so the rule
stands here once. Every path is relative and has no leading slash; a page's ends with one.
"""

from generator.model.campaign import Campaign
from generator.model.leaflet import Leaflet
from generator.model.project import Project

EVERYWHERE = "chung"
"""The folder of what is printed for the whole province and not for one unit (CONTRACT.md)."""


def _in_language(path: str, language: str, default: str) -> str:
    """The default language stands at the root of the website, every other in a folder."""
    return path if language == default else f"{language}/{path}"


def page_path(page_id: str, language: str, default: str) -> str:
    """``skills/body-safety`` in ``en`` (default ``vi``): ``en/skills/body-safety/``."""
    return _in_language(f"{page_id}/", language, default)


def campaign_path(campaign_id: str, language: str, default: str) -> str:
    """``campaigns/<id>/``, in the language's folder where it is not the default."""
    return _in_language(f"campaigns/{campaign_id}/", language, default)


def print_path(
    campaign_id: str, leaflet_id: str, language: str, file: str, unit: str | None = None
) -> str:
    """A print file below ``out/print/``; ``file`` is ``press.pdf``, ``thumbnail.png``, ..."""
    return f"{campaign_id}/{leaflet_id}/{language}/{unit or EVERYWHERE}/{file}"


DOWNLOADS = "print"
"""The folder of the website with the print files."""


def download_path(print_file: str) -> str:
    """Where the website holds a file of the print folder, whose path below that is given."""
    return f"{DOWNLOADS}/{print_file}"


def leaflet_path(project: Project, campaign: Campaign, leaflet: Leaflet, language: str) -> str:
    """The page that a leaflet's QR code leads to: its own, else its campaign's.

    Every guidance page is on the website in every language of the programme (a page without a
    translation shows the original there), so the reader of a leaflet stays in one language.
    """
    if leaflet.page:
        return page_path(leaflet.page, language, project.language)
    return campaign_path(campaign.id, language, project.language)


def full_address(project: Project, path: str) -> str:
    """The whole address of a path of the website, as a QR code holds it."""
    return project.programme.website.address + path


def short_address(project: Project, path: str) -> str:
    """The address as it is printed for people who type it: no scheme, no closing slash."""
    return full_address(project, path).split("://", 1)[1].rstrip("/")


SCAN_KEY = "ma"
"""The query of a unit's QR code: a web server writes it into its log, a static page ignores it."""


def scan_address(
    project: Project, campaign: Campaign, leaflet: Leaflet, language: str, unit: str
) -> str:
    """The address in the QR code of a unit's own leaflet: ``...?ma=campaign.leaflet.unit``.

    It opens the same page as the leaflet's own address, and tells in the server's log which
    campaign, leaflet and unit it was printed for; nothing of the reader.
    """
    address = full_address(project, leaflet_path(project, campaign, leaflet, language))
    return f"{address}?{SCAN_KEY}={campaign.id}.{leaflet.id}.{unit}"
