"""Running text of guidance pages for paper: Markdown to the few elements that print styles know."""

import markdown
import nh3
from markupsafe import Markup

_ELEMENTS = {"p", "ul", "ol", "li", "strong", "em", "br", "h3", "blockquote"}
"""What is left of a text on paper; of a link its words are left, of a picture nothing."""


def safe_html(text: str) -> Markup:
    """A part of a guidance page as HTML without links, pictures, scripts and attributes."""
    html = markdown.markdown(text, extensions=["sane_lists"])
    return Markup(nh3.clean(html, tags=_ELEMENTS, attributes={}))  # noqa: S704 - just cleaned
