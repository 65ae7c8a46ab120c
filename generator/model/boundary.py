"""The outlines of places, where a province gives them: what a map is drawn from."""

from dataclasses import dataclass

Point = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""
Ring = tuple[Point, ...]
"""A closed line; its first point is not repeated at the end."""


@dataclass(frozen=True)
class Boundary:
    """The outline of the unit that bears ``code``.

    Its parts and the holes in them are all rings: what lies inside an odd number of rings belongs
    to the unit.
    """

    code: str
    rings: tuple[Ring, ...]
