"""What a leaflet says, as plain lines of text: for a translation side by side."""

from collections.abc import Iterator

from generator.press.composing.views import ContactView, LeafletView, PanelView

Key = tuple[str, str]
"""A panel, and what of it: the same in all languages."""


def one_line(text: str) -> str:
    """A text without line breaks and without control characters, which no document may hold."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def leaflet_texts(view: LeafletView) -> Iterator[tuple[Key, str]]:
    """Every text of a leaflet in reading order. The words of print templates are not among them."""
    for panel in view.panels:
        for name, text in _said(view, panel):
            if text and (line := one_line(text)):
                yield (panel.id, name), line


def _said(view: LeafletView, panel: PanelView) -> Iterator[tuple[str, str | None]]:
    if panel.kind == "cover":
        yield "campaign", view.campaign_title
        yield "slogan", None if panel.title else view.slogan
    yield "title", panel.title
    yield from _own(panel)
    if panel.kind == "contacts":
        for contact in view.contacts:
            yield from _called(contact)
    if panel.kind == "back":
        yield from _called(view.helpline)
        yield "about", view.summary
        yield "issuer", view.issuer


def _own(panel: PanelView) -> Iterator[tuple[str, str | None]]:
    for number, text in enumerate(panel.text):
        yield f"text {number}", text
    if panel.kind == "guidance":
        yield "summary", panel.summary
    for number, step in enumerate(panel.steps):
        yield f"step {number}", step.do
        yield f"step {number} more", step.more
    for number, section in enumerate(panel.sections):
        yield f"section {number}", section.title
        yield f"section {number} text", str(section.html.striptags())
    for number, text in enumerate(panel.reading):
        yield f"reading {number}", text
    for number, message in enumerate(panel.messages):
        yield f"message {number}", message.text


def _called(contact: ContactView) -> Iterator[tuple[str, str | None]]:
    yield f"{contact.id} name", f"{contact.number}: {contact.name}"
    yield f"{contact.id} what", contact.what_for
    yield f"{contact.id} hours", contact.hours
