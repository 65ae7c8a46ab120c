"""An invented province with one campaign, built in memory: what the press room's tests print."""

from datetime import date
from pathlib import Path

from generator.model.agency import Agency
from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet
from generator.model.look import Look, Picture
from generator.model.page import GuidancePage, PageHead
from generator.model.people import Audience, Contact
from generator.model.place import Gazetteer, Place
from generator.model.programme import Programme
from generator.model.project import Project
from generator.model.reference import Reference
from generator.sources.reading import Reading

ROOT = Path(__file__).parents[2]
DAY = date(2021, 3, 9)

TOKENS = {
    "white": ("#FFFFFF", (0, 0, 0, 0)),
    "paper": ("#FFFCF5", (0, 1, 4, 0)),
    "ink": ("#1B2136", (0, 0, 0, 100)),
    "indigo": ("#2A3A86", (95, 85, 5, 0)),
    "buckwheat": ("#B0316B", (20, 95, 30, 0)),
    "terrace": ("#E9A820", (5, 35, 95, 0)),
    "leaf": ("#1F6B4F", (85, 30, 75, 15)),
    "red": ("#B3261E", (15, 95, 100, 5)),
    "stone": ("#5B6472", (0, 0, 0, 65)),
    "leaf-soft": ("#7DB79B", (50, 5, 45, 0)),
    "wood": ("#8A5A3C", (30, 60, 75, 20)),
    "indigo-soft": ("#8C9AD6", (45, 35, 0, 0)),
    "sky": ("#CFE3F2", (18, 4, 2, 0)),
    "leaf-pale": ("#D5EBDF", (16, 0, 14, 0)),
    "skin-dark": ("#D9A077", (10, 40, 55, 0)),
    "indigo-pale": ("#DDE3F7", (12, 8, 0, 0)),
    "buckwheat-soft": ("#DE8CB2", (8, 52, 5, 0)),
    "stone-pale": ("#E3E6EA", (0, 0, 0, 10)),
    "skin-light": ("#F2C9A4", (2, 23, 37, 0)),
    "red-pale": ("#F8DAD7", (0, 16, 10, 0)),
    "buckwheat-pale": ("#F8DCE8", (0, 15, 2, 0)),
    "terrace-pale": ("#FBEBC4", (0, 6, 26, 0)),
}

STEPS = {
    "vi": [
        ("Nói “Không!” thật to.", "Thân thể con là của con.", "say-no"),
        ("Chạy ngay ra chỗ có người.", "Đồ chơi, quà bánh để lại hết.", "walk-away"),
        ("Kể với người lớn con tin.", "Kể nhiều lần, đến khi có người giúp.", "tell-adult"),
        ("Gọi 111.", "Gọi miễn phí, ban đêm cũng có người nghe.", "call-111"),
    ],
    "en": [
        ("Say “No!” out loud.", "Your body is yours.", "say-no"),
        ("Run to where people are.", "Leave toys and sweets behind.", "walk-away"),
        ("Tell an adult you trust.", "Tell again until somebody helps.", "tell-adult"),
        ("Call 111.", "It is free. Somebody answers at night too.", "call-111"),
    ],
}
CARERS = {
    "vi": [
        ("Bình tĩnh lắng nghe.", "Ngồi ngang tầm mắt con, để con kể hết.", "stay-calm"),
        ("Nói “Bố mẹ tin con”.", "Con không có lỗi. Nói câu đó thật rõ.", "believe-child"),
        ("Giữ nguyên quần áo, tin nhắn.", "Cất vào túi giấy, chưa giặt.", "keep-evidence"),
        ("Gọi 111 hoặc 113.", "Đang nguy hiểm thì gọi 113 trước.", "emergency-113"),
    ],
    "en": [
        ("Stay calm and listen.", "Sit at the child's eye level.", "stay-calm"),
        ("Say “I believe you”.", "It is not the child's fault. Say so clearly.", "believe-child"),
        ("Keep clothes and messages.", "In a paper bag. Wash nothing.", "keep-evidence"),
        ("Call 111 or 113.", "In danger right now, call 113 first.", "emergency-113"),
    ],
}  # fmt: skip


def look() -> Look:
    tokens = [
        {"id": name, "light": light, "inks": inks, "use": name}
        for name, (light, inks) in TOKENS.items()
    ]
    return Look.model_validate(
        {"heading_font": "Manrope", "text_font": "Source Sans Pro", "tokens": tokens}
    )


def page(name: str, language: str, title: str, steps: list[tuple[str, str, str]]) -> GuidancePage:
    head = PageHead.model_validate(
        {
            "title": title,
            "summary": title,
            "kind": "skill",
            "steps": [{"do": do, "more": more, "picture": pic} for do, more, pic in steps],
        }
    )
    return GuidancePage(
        id=name, language=language, file=f"content/{name}.md", head=head, body="", body_line=9
    )


def trifold(**changes: object) -> Leaflet:
    panels = [
        {"panel": "cover", "kind": "cover", "picture": "cover-safe-home"},
        {"panel": "inside-left", "kind": "steps", "page": "skills/body",
         "title": {"vi": "Con làm gì khi thấy sợ?", "en": "What can I do when I am afraid?"}},
        {"panel": "inside-middle", "kind": "steps", "page": "skills/carers"},
        {"panel": "inside-right", "kind": "contacts", "picture": "who-helps",
         "title": {"vi": "Gọi ai?", "en": "Who to call?"}},
        {"panel": "flap", "kind": "messages",
         "title": {"vi": "Ba điều cần nhớ", "en": "Three things to remember"}},
        {"panel": "back", "kind": "back"},
    ]  # fmt: skip
    values = {
        "id": "to-gap",
        "title": {"vi": "Tờ gấp cho cả nhà", "en": "Leaflet for the family"},
        "format": "a4-trifold",
        "audience": "parents",
        "accent": "buckwheat",
        "panels": panels,
    }
    return Leaflet.model_validate(values | changes)


def poster(**changes: object) -> Leaflet:
    panels = [
        {"panel": "head", "kind": "cover", "picture": "cover-safe-home"},
        {"panel": "steps", "kind": "steps", "page": "skills/body"},
        {"panel": "foot", "kind": "back"},
    ]
    values = {
        "id": "ap-phich",
        "title": {"vi": "Áp phích cho thôn, bản", "en": "Poster for the village"},
        "format": "a3-poster",
        "audience": "parents",
        "accent": "buckwheat",
        "panels": panels,
    }
    return Leaflet.model_validate(values | changes)


def campaign(*leaflets: Leaflet) -> Campaign:
    messages = [
        ("listen", "Tin con. Con kể là con đã rất can đảm.",
         "Believe the child. It took courage to tell.", "believe-child"),
        ("no-hit", "Không đánh con. Dạy con bằng lời.",
         "Never hit. Teach with words.", "no-hitting"),
        ("call", "Thấy trẻ bị hại, gọi 111 ngay.", "See a child harmed? Call 111 now.", "call-111"),
    ]  # fmt: skip
    return Campaign.model_validate(
        {
            "id": "khong-xam-hai",
            "title": {"vi": "Không xâm hại, không bạo lực", "en": "No abuse, no violence"},
            "slogan": {
                "vi": "Lắng nghe trẻ, che chở trẻ, gọi 111",
                "en": "Listen to children, shelter them, call 111",
            },
            "summary": {"vi": "Cho mọi nhà.", "en": "For every home."},
            "start": "2021-01-01",
            "end": "2021-12-31",
            "owner": "office",
            "plan": ["line"],
            "audiences": ["parents"],
            "picture": "cover-safe-home",
            "accent": "buckwheat",
            "messages": [
                {"id": name, "text": {"vi": vi, "en": en}, "audience": "parents",
                 "page": "skills/body", "picture": picture}
                for name, vi, en, picture in messages
            ],
            "activities": [
                {"id": "leaflets", "title": "Phát tờ gấp", "channel": "leaflets",
                 "audiences": ["parents"], "level": "commune", "periods": ["2021-Q1"],
                 "measures": ["copies_distributed"]}
            ],
        }
    ).model_copy(update={"leaflets": leaflets})  # fmt: skip


def contacts() -> dict[str, Contact]:
    rows = [
        ("helpline", "111", "Tổng đài quốc gia bảo vệ trẻ em", "National child helpline",
         "Khi trẻ bị hại, bị đánh, bị doạ, hay cần người nghe",
         "When a child is harmed, hit, threatened or needs somebody to listen"),
        ("police", "113", "Công an", "Police",
         "Khi đang nguy hiểm", "When somebody is in danger"),
        ("ambulance", "115", "Cấp cứu", "Ambulance",
         "Khi có người bị thương", "When somebody is hurt"),
    ]  # fmt: skip
    hours = {"vi": "Cả ngày lẫn đêm", "en": "Day and night"}
    return {
        name: Contact.model_validate(
            {"id": name, "kind": name, "name": {"vi": vi, "en": en}, "number": number,
             "what_for": {"vi": when, "en": when_en}, "free": True, "hours": hours,
             "references": ["ref"]}
        )
        for name, number, vi, en, when, when_en in rows
    }  # fmt: skip


def reference(**changes: object) -> Reference:
    """What the contacts rest on."""
    values = {"id": "ref", "kind": "web", "title": "Nguồn", "publisher": "Nguồn",
              "checked_on": DAY.isoformat(), "certainty": "verified"}  # fmt: skip
    return Reference.model_validate(values | changes)


def pictures() -> dict[str, Picture]:
    """The real drawings of the project."""
    from generator.sources.pictures import read_picture  # noqa: PLC0415 - only here
    from generator.sources.text import read_source  # noqa: PLC0415 - only here

    colours = frozenset(light for light, _ in TOKENS.values())
    found = {}
    for path in sorted((ROOT / "content" / "pictures").glob("*.svg")):
        source, problems = read_source(path, ROOT)
        assert source is not None, problems
        picture, problems = read_picture(source, path.stem, colours)
        assert picture is not None, problems
        found[picture.id] = picture
    return found


def formats() -> dict[str, Format]:
    """The real formats of the project."""
    reading = Reading(ROOT)
    found = {}
    for path in sorted((ROOT / "print" / "formats").glob("*.yml")):
        _, form = reading.yaml(path, Format)
        assert form is not None, reading.problems
        found[path.stem] = form.model_copy(update={"id": path.stem})
    return found


def programme() -> Programme:
    words = {
        "vi": "Chương trình bảo vệ trẻ em Thung Lũng",
        "en": "Valley child protection programme",
    }
    line = {"id": "line", "section": "I", "text": "Một dòng"}
    return Programme.model_validate(
        {
            "id": "plan", "title": words, "short": words, "reference": "ref", "place": "99",
            "places_on": DAY.isoformat(), "first_year": 2020, "last_year": 2022,
            "languages": ["vi", "en"],
            "levels": [{"id": "commune", "name": "Xã", "plural": "Xã"}],
            "website": {"name": "Lá Chắn Thung Lũng", "address": "https://thunglung.example/",
                        "description": words},
            "issuer": "office", "helpline": "helpline",
            "goals": [line | {"kind": "general"}],
            "components": [line | {"id": "c1", "short": "Một", "activities": [line]}],
        }
    )  # fmt: skip


def project(*leaflets: Leaflet, **changes: object) -> Project:
    """The invented province with the leaflets given, or with one trifold and one poster."""
    office = Agency.model_validate(
        {"id": "office", "name": {"vi": "Sở Lao động – Thương binh và Xã hội Thung Lũng",
         "en": "Department of Labour and Social Affairs, Valley"}, "short": "Sở",
         "kind": "department", "role": "Giúp trẻ", "references": ["ref"]}
    )  # fmt: skip
    parents = Audience.model_validate(
        {"id": "parents", "name": "Cha mẹ", "description": "Cha mẹ", "door": "carer"}
    )
    children = parents.model_copy(update={"id": "children", "door": "child"})
    titles = {"vi": "Khi con kể chuyện bị hại", "en": "When your child tells you"}
    pages = {
        ("skills/body", lang): page("skills/body", lang, "Body", STEPS[lang]) for lang in STEPS
    } | {
        ("skills/carers", lang): page("skills/carers", lang, titles[lang], CARERS[lang])
        for lang in CARERS
    }
    the_campaign = campaign(*(leaflets or (trifold(), poster())))
    values: dict[str, object] = {
        "root": ROOT,
        "theme": ROOT / "theme",
        "print": ROOT / "print",
        "programme": programme(),
        "look": look(),
        "places": Gazetteer((Place(code="99", name="Thung Lũng", level="commune"),), DAY),
        "populations": (),
        "agencies": {"office": office},
        "audiences": {"parents": parents, "children": children},
        "channels": {},
        "contacts": contacts(),
        "references": {"ref": reference()},
        "pictures": pictures(),
        "formats": formats(),
        "campaigns": {the_campaign.id: the_campaign},
        "pages": pages,
        "ledgers": {},
        "as_of": DAY,
        "sources": {},
    }
    return Project(**(values | changes))  # type: ignore[arg-type] # a test names the field
