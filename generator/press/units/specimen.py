"""A slot that says every letter: it brings into a base what any unit's slot may need."""

import string
from collections.abc import Iterator

from generator.model.people import Contact
from generator.model.project import Project
from generator.press.composing.views import ContactView, LocalView, PanelView

_ALPHABET = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
)
"""Every letter of Vietnamese, and those of foreign names."""
_SIGNS = string.digits + string.punctuation + "–—·“”‘’…\N{NO-BREAK SPACE}"


def specimen(project: Project, slot: PanelView) -> LocalView:
    """A slot that says every letter that any unit's could say, in each of its styles."""
    own = [place.full_name for place in project.places]
    own += [str(words) for contact in project.contacts.values() for words in _said(contact)]
    letters = sorted({*_ALPHABET, *_ALPHABET.upper(), *_SIGNS, *"".join(own)} - {" ", "\n"})
    text = " ".join(letters)
    contact = ContactView("", "office", text, text, text, text, free=False, demonstration=True)
    assert slot.local is not None  # noqa: S101 - a slot says something
    rows = tuple((kind, contact) for kind, _ in slot.local.rows)
    return LocalView("specimen", text, text, (*rows, *slot.local.rows), slot.local.address, text)


def _said(contact: Contact) -> Iterator[str]:
    for words in (contact.name, contact.what_for, contact.hours):
        yield from words.root.values() if words else ()
    yield contact.number or ""
