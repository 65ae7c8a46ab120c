"""The faces that leaflets are set in: files of pinned packages, never the machine's own fonts."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from generator.documents.faces import alias, letters
from generator.model.look import Look

_WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Semibold": 600, "Bold": 700}
_WEIGHTS |= {"ExtraBold": 800, "Black": 900}
_FAMILIES = {
    "Manrope": ("font_manrope", "Manrope"),
    "Roboto": ("font_roboto", "Roboto"),
    "Source Sans": ("font_source_sans_pro", "SourceSansPro"),
    "Source Sans Pro": ("font_source_sans_pro", "SourceSansPro"),
    "Source Serif": ("font_source_serif_pro", "SourceSerifPro"),
    "Source Serif Pro": ("font_source_serif_pro", "SourceSerifPro"),
}


@dataclass(frozen=True)
class Face:
    """One file of one family. ``alias`` is the name that styles use."""

    alias: str
    file: str
    weight: int
    path: Path


def known_families() -> tuple[str, ...]:
    """The families that the project's packages hold."""
    return tuple(_FAMILIES)


@lru_cache(maxsize=8)
def family_faces(family: str) -> tuple[Face, ...]:
    """The upright faces of a family, lightest first; none when no package holds it."""
    if family not in _FAMILIES:
        return ()
    package, stem = _FAMILIES[family]
    folder = Path(str(files(package))) / "files"
    found = [
        Face(alias(family), path.name, weight, path)
        for name, weight in _WEIGHTS.items()
        if (path := folder / f"{stem}-{name}.ttf").is_file()
    ]
    return tuple(sorted(found, key=lambda face: (face.weight, face.file)))


def faces(look: Look) -> tuple[Face, ...]:
    """Every face that the look's leaflets may use."""
    families = dict.fromkeys((look.heading_font, look.text_font))
    return tuple(face for family in families for face in family_faces(family))


def font_css(look: Look, address: str) -> str:
    """The ``@font-face`` rules, and the properties ``--heading-font`` and ``--text-font``.

    ``address`` is put before each file's name.
    """
    rules = [
        f'@font-face {{ font-family: "{face.alias}"; font-weight: {face.weight}; '
        f'src: url("{address}{face.file}") }}'
        for face in faces(look)
    ]
    heading, text = alias(look.heading_font), alias(look.text_font)
    return "\n".join([*rules, f':root {{ --heading-font: "{heading}"; --text-font: "{text}" }}'])


def missing_letters(look: Look, text: str) -> str:
    """The letters of ``text`` that some face lacks, each once, in order; spaces do not count."""
    wanted = {ord(letter) for letter in text if not letter.isspace()}
    absent = {code for face in faces(look) for code in wanted - letters(face.path)}
    return "".join(chr(code) for code in sorted(absent))
