"""A printed file: what the press hands to the website's print library."""

from dataclasses import dataclass

from generator.model.addresses import download_path


@dataclass(frozen=True)
class Printed:
    """One PDF. ``path`` and ``thumbnail`` are relative to the print folder; ``trim`` is in mm."""

    campaign: str
    leaflet: str
    language: str
    unit: str | None
    """The unit it is printed for; ``None`` where it is for all."""
    kind: str
    """``press``, ``office`` or ``screen``."""
    path: str
    bytes: int
    pages: int
    trim: tuple[float, float]
    thumbnail: str | None = None

    @property
    def url(self) -> str:
        """Where the file stands on the website."""
        return download_path(self.path)
