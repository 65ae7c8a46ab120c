"""The job ticket: what a print shop must know, for a person on paper and for a program in JSON."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from generator.documents.faces import alias
from generator.model.look import Look
from generator.press.papers.edge import profile
from generator.press.papers.job import INKS, PrintedFile, PrintJob, language_name
from generator.press.papers.pictures import PagePicture

THUMBNAIL = 41.0
"""The longer side of a page's picture in mm."""
MOST_PICTURES = 8
"""The proof shows all pages."""
SHAPE = 1
"""Of ``ticket.json``: grows when a key changes its meaning or goes; new keys may come any time."""


def ticket_json(job: PrintJob) -> bytes:
    """``ticket.json``: the facts of the ticket under stable keys, sorted.

    Lengths are numbers in mm, days are ISO dates, paths start at the ticket's own folder, what is
    not known is ``null``. ``status`` is ``final`` only when the licence is entered. ``checks`` has
    the number of warnings of our PDF/X-4 checks, ``null`` where a press file was not checked.
    """
    form, leaflet = job.form, job.leaflet
    facts = {
        "ticket": SHAPE,
        "status": "final" if job.final else "draft",
        "campaign": {"id": job.campaign.id, "title": job.campaign.title.text(job.language)},
        "leaflet": {"id": leaflet.id, "title": leaflet.title.text(job.language)},
        "version": job.version,
        "date": job.day.isoformat(),
        "issuer": {"name": job.issuer, **_contact(job)},
        "licence": _licence(job),
        "printer": _printer(job),
        "languages": list(job.languages),
        "format": {"id": form.id, "name": form.name.text(job.language)},
        "size": {
            "open_mm": list(job.open),
            "folded_mm": list(job.folded),
            "page_mm": [form.width, form.height],
            "bleed_mm": form.bleed,
        },
        "sides": job.sides,
        "colours": {
            "notation": job.colours,
            "pages": [in_order(inks) for inks in job.inks] or None,
        },
        "paper": paper(job) or None,
        "copies": leaflet.copies,
        "demonstration": leaflet.demonstration,
        "finishing": {
            "fold": form.fold,
            "folds_mm": [
                {"from_left": f.x, "way": f.direction, "order": f.order} for f in _folds(job)
            ],
            "binding": form.binding,
        },
        "distribution": {
            "units": [
                {"unit": d.unit, "name": d.name, "within": d.within, "copies": d.copies}
                for d in job.deliveries
            ],
            "shared": job.shared,
            "unshared": job.unshared,
        },
        "printing_condition": job.condition
        and {"name": job.condition.condition, "info": job.condition.info},
        "checks": {"pdfx4_warnings": job.warnings},
        "files": [_file(job, file) for file in job.files],
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def ticket_values(job: PrintJob, look: Look, pictures: Sequence[PagePicture]) -> dict[str, Any]:
    """What the ticket's template is given."""
    whole = [file for file in job.files if file.printed.unit is None]
    first = [picture for picture in pictures if picture.language == job.languages[0]]
    sheets = job.sides // 4 if job.form.binding == "saddle" else 1
    return {
        "job": job,
        "paper": paper(job),
        "printer": printer(job),
        "plates": _plates(job),
        "languages": [language_name(tag, job.language) for tag in job.languages],
        "language_name": lambda tag: language_name(tag, job.language),
        "files": [{"path": path_in_folder(job, file), "file": file} for file in whole],
        "own": own_parts(job),
        "face": alias(look.text_font),
        "deliveries": [
            (within, list(units)) for within, units in groupby(job.deliveries, lambda d: d.within)
        ],
        "profile": profile(job.diagram, sheets),
        "pictures": [{"picture": each, "wide": _wide(each)} for each in first[:MOST_PICTURES]],
    }


def _plates(job: PrintJob) -> list[list[str]]:
    """The inks of each side, or once those of all where they are the same."""
    plates = [in_order(inks) for inks in job.inks]
    return plates if any(each != plates[0] for each in plates) else plates[:1]


def own_parts(job: PrintJob) -> dict[str, int]:
    """For how many units there are files of their own, and how many files."""
    units = [file.printed.unit for file in job.files if file.printed.unit is not None]
    return {"units": len(set(units)), "files": len(units)}


def ticket_text(job: PrintJob) -> str:
    """Every word that data brings to ticket and proof, to look for letters that a face lacks."""
    names = [f"{each.name} {each.within}" for each in job.deliveries]
    condition = [job.condition.condition, job.condition.info] if job.condition else []
    words = [
        job.leaflet.title.text(job.language),
        job.campaign.title.text(job.language),
        job.form.name.text(job.language),
        job.issuer,
        job.version,
        paper(job),
        *printer(job),
        *(value or "" for value in _contact(job).values()),
        *(_licence(job) or {}).values(),
    ]
    return "".join([*words, *names, *condition])


def _wide(picture: PagePicture) -> float:
    """The width of a thumbnail in mm: the longer side of all is the same."""
    return round(THUMBNAIL * min(1.0, picture.width / picture.height), 2)


def paper(job: PrintJob) -> str:
    """The paper that the leaflet asks for, else what suits the format; empty where neither does."""
    wanted = job.leaflet.paper or job.form.paper
    return wanted.text(job.language) if wanted else ""


def printer(job: PrintJob) -> tuple[str, str]:
    """The print shop and its address: that of the licence, else the one that is meant to do it."""
    licence, meant = job.leaflet.licence, job.leaflet.printer
    if licence and licence.printer:
        return licence.printer, licence.printer_address or ""
    return (meant.name, meant.address) if meant else ("", "")


def path_in_folder(job: PrintJob, file: PrintedFile) -> str:
    """Where a file stands, seen from the leaflet's own folder."""
    return file.printed.path.removeprefix(f"{job.folder}/")


def in_order(inks: frozenset[str]) -> list[str]:
    """Inks as printers name them: ``C M Y K``."""
    return sorted(inks, key=lambda ink: (INKS.find(ink) % 9, ink))


def _folds(job: PrintJob) -> Any:
    return job.diagram.folds if job.form.fold != "none" or job.form.binding != "none" else ()


def _contact(job: PrintJob) -> dict[str, str | None]:
    if job.contact is None:
        return {"address": None, "number": None}
    where = job.contact.address
    return {
        "address": where.text(job.language) if where else None,
        "number": job.contact.number,
    }


def _licence(job: PrintJob) -> dict[str, str] | None:
    licence = job.leaflet.licence
    if licence is None:
        return None
    return {
        "number": licence.number,
        "issued": licence.issued.isoformat(),
        "issued_by": licence.issued_by.text(job.language),
    }


def _printer(job: PrintJob) -> dict[str, str | None] | None:
    name, address = printer(job)
    return {"name": name, "address": address or None} if name else None


def _file(job: PrintJob, file: PrintedFile) -> dict[str, Any]:
    printed = file.printed
    return {
        "path": path_in_folder(job, file),
        "kind": printed.kind,
        "language": printed.language,
        "unit": printed.unit,
        "sha256": file.sha256,
        "bytes": printed.bytes,
        "pages": printed.pages,
        "trim_mm": list(printed.trim),
        "inks": [in_order(inks) for inks in file.inks] or None,
        "warnings": file.warnings,
    }
