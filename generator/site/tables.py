"""Tables in guidance: each scrolls by itself on a narrow screen and never widens the page."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class ScrollingTables(Extension):
    """Markdown extension; no settings."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Run after the headings have their text."""
        md.treeprocessors.register(_Wrapper(md), "scrolling-tables", 1)


class _Wrapper(Treeprocessor):
    def run(self, root: Element) -> None:
        """Put a box that takes the keyboard around each table, named after the heading over it."""
        heading = ""
        for number, element in enumerate(list(root)):
            if element.tag in ("h1", "h2", "h3", "h4"):
                heading = "".join(element.itertext())
            elif element.tag == "table":
                box = Element("div", {"class": "scroll", "role": "group", "tabindex": "0"})
                if heading:
                    box.set("aria-label", heading)
                box.append(element)
                box.tail, element.tail = element.tail, None
                root[number] = box
