"""JSON Schemas of every file that people edit, so that an editor helps as one types."""

import json
from pathlib import Path

from pydantic import BaseModel

from generator.model.agency import Agencies
from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet
from generator.model.look import Look
from generator.model.mapping import Mapping
from generator.model.page import PageHead
from generator.model.people import Audiences, Channels, Contacts
from generator.model.photo import PhotoRecord
from generator.model.programme import Programme
from generator.model.reference import References
from generator.model.survey import SurveyHead
from generator.sources.atomic import write_file

SCHEMAS: dict[str, type[BaseModel]] = {
    "programme": Programme,
    "agencies": Agencies,
    "audiences": Audiences,
    "channels": Channels,
    "contacts": Contacts,
    "references": References,
    "look": Look,
    "campaign": Campaign,
    "leaflet": Leaflet,
    "photo": PhotoRecord,
    "survey": SurveyHead,
    "mapping": Mapping,
    "format": Format,
    "page": PageHead,
}


def write_schemas(folder: Path) -> list[Path]:
    """One ``<name>.schema.json`` a kind of file (JSON Schema 2020-12); returns what was written."""
    written = []
    for name, model in SCHEMAS.items():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(),
        }
        path = folder / f"{name}.schema.json"
        write_file(path, (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())
        written.append(path)
    return written
