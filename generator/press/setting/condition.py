"""The printing condition that press files are made for: what a press does with inks."""

from dataclasses import dataclass
from pathlib import Path

from generator.model.leaflet import PrintingCondition
from generator.model.problem import Problem, ProblemsFound
from generator.sources.reading import Reading


@dataclass(frozen=True)
class Condition:
    """A printing condition with its ICC profile."""

    name: str
    registry: str
    info: str
    profile: bytes


def read_condition(folder: Path, name: str) -> Condition:
    """The condition ``profiles/<name>.yml`` of a print folder.

    Raises ``ProblemsFound`` where there is none, or one whose profile is not of four inks.
    """
    file = f"print/profiles/{name}.yml"
    found = Reading(folder).yaml(folder / "profiles" / f"{name}.yml", PrintingCondition)[1]
    if found is None or not (folder / "profiles" / found.file).is_file():
        raise ProblemsFound([Problem(file, 0, 0, "file-missing")])
    profile = (folder / "profiles" / found.file).read_bytes()
    if profile[16:20] != b"CMYK":  # ISO 15076-1, 7.2.8
        raise ProblemsFound([Problem(file, 0, 0, "print-profile", {"found": found.file})])
    return Condition(found.condition, found.registry, found.info, profile)
