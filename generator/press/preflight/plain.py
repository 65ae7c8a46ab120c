"""The look of the marked page where no province lends its own: a file may come from anywhere."""

from generator.model.look import Look

_COLOURS = {
    "paper": ("#FFFFFF", (0, 0, 0, 0)),
    "ink": ("#1B2136", (0, 0, 0, 100)),
    "indigo": ("#2A3A86", (95, 85, 5, 0)),
    "buckwheat": ("#B0316B", (20, 95, 30, 0)),
    "terrace": ("#B07300", (20, 50, 100, 15)),
    "leaf": ("#1F6B4F", (85, 30, 75, 15)),
    "red": ("#B3261E", (15, 95, 100, 5)),
    "stone": ("#5B6472", (0, 0, 0, 65)),
}
PLAIN = Look.model_validate(
    {
        "heading_font": "Manrope",
        "text_font": "Source Sans Pro",
        "tokens": [
            {"id": name, "light": light, "inks": inks, "use": name}
            for name, (light, inks) in _COLOURS.items()
        ],
    }
)
