"""The folders of ``campaigns/``: each a campaign with its leaflets and its ledger of reports."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.model.campaign import Campaign
from generator.model.leaflet import Leaflet
from generator.sources import rules
from generator.sources.ledger import scan_ledger
from generator.sources.photos import photo_names, photo_rules, read_photos
from generator.sources.reading import Reading
from generator.sources.text import shown_path


def read_campaigns(reading: Reading, folder: Path, known: rules.Known) -> Iterator[Campaign]:
    """Every folder of ``campaigns/`` is a campaign, with its leaflets."""
    files = reading.listing(folder, deep=True)
    reading.note(rules.stray_files([path.relative_to(folder) for path in files]))
    names = sorted({path.relative_to(folder).parts[0] for path in files if path.parent != folder})
    for name in names:
        campaign = _read_campaign(reading, folder / name, known)
        if campaign:
            yield campaign


def _read_campaign(reading: Reading, folder: Path, known: rules.Known) -> Campaign | None:
    reading.note(rules.file_name(shown_path(folder, reading.root), folder.name))
    document, campaign = reading.yaml(folder / "campaign.yml", Campaign)
    photos = read_photos(reading, folder / "pictures")
    names = photo_names(reading, folder / "pictures")
    leaflets: list[Leaflet] = []
    for path in reading.listing(folder / "leaflets"):
        if path.suffix != ".yml":
            continue
        reading.note(rules.file_name(shown_path(path, reading.root), path.stem))
        leaflet_document, leaflet = reading.yaml(path, Leaflet)
        if leaflet:
            reading.note(photo_rules(leaflet_document, leaflet, names))
        if campaign and leaflet:
            reading.note(rules.leaflet_rules(leaflet_document, leaflet, campaign, known))
            leaflets.append(leaflet.model_copy(update={"id": path.stem}))
    if campaign is None:
        return None
    reading.note(rules.campaign_rules(document, campaign, known))
    own = {"id": folder.name, "leaflets": tuple(leaflets), "photos": photos}
    return campaign.model_copy(update=own)


def read_received(reading: Reading, folder: Path) -> date | None:
    """Check the ledger of one campaign: the newest day on which a report came, if one did.

    The program writes it, so it may grow past a hand-made file; its rows are not kept.
    """
    path = folder / "reach" / "ledger.jsonl"
    file = reading.remember(path) if path.exists() else None
    if file is None:
        return None
    problems, newest, _ = scan_ledger(path, file)
    reading.note(problems)
    return newest
