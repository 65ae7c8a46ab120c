"""The home page: what to do now, whom to call, three doors, then the campaigns, then the rest."""

from collections.abc import Iterator

from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.views.audiences import door_title
from generator.site.voice import Voice


def home_views(material: Material, voice: Voice) -> Iterator[View]:
    """One view."""
    project = material.project
    emergency = material.emergency
    doors = [
        {
            "name": names.door(door),
            "id": door,
            "title": door_title(door, voice),
            "audiences": audiences,
            "picture": next((one.picture for one in audiences if one.picture), None),
        }
        for door in names.DOORS
        if (audiences := material.behind(door))
    ]
    yield View(
        name=names.HOME,
        template="home",
        title=voice.text(project.programme.website.name),
        summary=voice.text(project.programme.website.description),
        words={
            "emergency": project.page(emergency, voice.language) if emergency else None,
            "doors": doors,
            "campaigns": list(project.campaigns.values()),
            "contacts": material.contacts_of(
                one.id
                for kind in ("helpline", "police", "ambulance", "fire")
                for one in material.contacts.values()
                if one.kind == kind and one.unit is None
            ),
        },
    )
