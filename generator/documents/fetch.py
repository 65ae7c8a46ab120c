"""What the renderer may read: fonts, drawings and style sheets that this program hands it.

Everything has an address of our own (``lachan:picture/call-111``). A file of the machine, an
address of the network and a ``data:`` address are refused and remembered, never read.
"""

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from weasyprint.urls import URLFetcherResponse  # type: ignore[import-untyped] # ships no types

SCHEME = "lachan:"
Source = Callable[[str], tuple[bytes, str]]
"""From the rest of an address to content and media type; ``KeyError`` where there is none."""


class RefusedError(ValueError):
    """An address that is not ours, or that leads to nothing fit to print."""


class OwnFetcher:
    """Answers ``lachan:<kind>/<name>`` from ``sources[kind]``; keeps what it refused."""

    _fail_on_errors = False  # WeasyPrint asks; a refusal leaves a gap and is found in ``refused``

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self.refused: list[str] = []

    def __call__(self, url: str) -> URLFetcherResponse:
        """The content at one of our addresses. Raises ``RefusedError`` for any other."""
        kind, _, name = unquote(url).removeprefix(SCHEME).partition("/")
        if url.startswith(SCHEME) and kind in self.sources:
            try:
                content, media = self.sources[kind](name)
            except (KeyError, ValueError):
                pass
            else:
                return URLFetcherResponse(url, content, {"Content-Type": media})
        self.refused.append(url)
        raise RefusedError(url)
