"""Anchors of headings: plain letters that can be typed, and that stay while the words do."""

import re

from generator.model.vietnamese import fold


def slugify(text: str, separator: str) -> str:
    """``Kể với người lớn`` to ``ke-voi-nguoi-lon``; never empty (Markdown's ``toc`` calls it)."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    return separator.join(words) or "muc"
