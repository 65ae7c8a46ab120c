"""The HTML that a page may hold. Everything else is taken out, wherever it came from.

Guidance is Markdown from many hands, and names, notes and numbers come from files that many edit.
The templates escape what they fill in and raw HTML in guidance is shown as text; this list is the
second wall, over the whole text of every page.
"""

import re

import nh3

_LINKS = {"https", "tel", "sms", "mailto"}
_SHAPE = {"fill", "stroke", "transform"}
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "role", "title", "tabindex", "hidden",
          "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "aria-current"},
    "a": {"href", "hreflang", "rel", "download", "type"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "details": {"open"},
    "time": {"datetime"},
    "meter": {"value", "min", "max"},
    "svg": {"viewBox", "width", "height", "focusable", "preserveAspectRatio"},
    "g": _SHAPE,
    "path": {"d", *_SHAPE},
    "rect": {"x", "y", "width", "height", "rx", *_SHAPE},
    "line": {"x1", "y1", "x2", "y2", *_SHAPE},
    "circle": {"cx", "cy", "r", *_SHAPE},
    "text": {"x", "y", "text-anchor", *_SHAPE},
    "tspan": {"x", "y", "dy"},
    "pattern": {"width", "height", "patternUnits", "patternTransform"},
}  # fmt: skip
_TAGS = set(_ATTRIBUTES) - {"*"} | {
    "abbr", "article", "aside", "b", "blockquote", "br", "caption", "code", "dd", "defs", "desc",
    "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "header",
    "hr", "i", "li", "nav", "p", "pre", "section", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
}  # fmt: skip


def _attribute(tag: str, name: str, value: str) -> str | None:
    """No picture from another host, and no address that borrows the page's own scheme."""
    elsewhere = re.match(r"[\s\\/]*[\\/]{2}", value) or re.match(r"\s*[a-zA-Z][\w+.-]*:", value)
    if tag == "img" and name == "src" and elsewhere:
        return None
    if name == "href" and re.match(r"[\s]*[\\/]{2}", value):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "iframe", "object", "template", "noscript"},
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=_LINKS,
    link_rel=None,
)


def clean(html: str) -> str:
    """The same HTML with nothing in it that acts, fetches or styles by itself."""
    return _CLEANER.clean(html)


_TAG = re.compile(r"<(?!(?:https|mailto|tel):[^\s<>]+>)")


def without_html(markdown: str) -> str:
    """Markdown whose raw HTML shows as text, so that no tag or comment can swallow the page."""
    return _TAG.sub("&lt;", markdown)
