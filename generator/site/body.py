"""The Markdown of a guidance page as it stands on the website."""

import posixpath
import re

from generator.model.page import GuidancePage
from generator.site import names
from generator.site.clean import without_html
from generator.sources.markdown import link_target

_LINK = re.compile(r"(!?\[[^\]]*\]\(\s*<?)([^)\s>]+)(>?[^)]*\))")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#")
_TITLE = re.compile(r"^(#\s)", re.MULTILINE)
_UNDERLINED = re.compile(r"^=+[ \t]*$", re.MULTILINE)


def body(page: GuidancePage, language: str, default: str) -> tuple[str, tuple[str, ...]]:
    """(Markdown, drawings it shows) of a page under the frame of ``language``.

    Its links are turned towards the pages and drawings of the website. A page has one first-level
    heading, its title, which the frame writes: one in the body becomes a second-level heading.
    """
    folder = posixpath.dirname(names.file_of(page.id, language, default))
    drawings: list[str] = []

    def turned(match: re.Match[str]) -> str:
        before, target, after = match.groups()
        if _ELSEWHERE.match(target):
            return match.group()
        name = link_target(page, target)
        anchor = target.partition("#")[1:]
        if name.endswith(".svg"):
            drawings.append(posixpath.basename(name).removesuffix(".svg"))
            found = f"pictures/{drawings[-1]}.svg"
        else:
            found = names.file_of(name, language, default)
        return before + posixpath.relpath(found, folder or ".") + "".join(anchor) + after

    text = _UNDERLINED.sub("---", _TITLE.sub(r"#\1", page.body))
    return _LINK.sub(turned, without_html(text)), tuple(dict.fromkeys(drawings))
