"""How much of a stranger's file is looked at: what is beyond is an error, never a hang."""

FILE_BYTES = 500_000_000
PAGES = 500
OBJECTS = 1_000_000
STREAM_BYTES = 400_000_000
"""One stream, unpacked."""
ALL_STREAM_BYTES = 2_000_000_000
CONTENT_BYTES = 64_000_000
"""One content stream, unpacked."""
SMALL_STREAM_BYTES = 16_000_000
"""A profile, a font, metadata, a table of a colour space."""
OPERATORS = 2_500_000
"""In the whole file, each form counted as often as it is drawn."""
THINGS = 400_000
"""Painted things in the whole file."""
OPERANDS = 8_192
"""Before one operator; also the members of one array within a content stream."""
NESTING = 24
"""Forms, patterns and masks within each other."""
PARENTS = 64
"""Levels of the page tree."""
IMAGE_PIXELS = 160_000_000
PAGE_POINTS = 14_400.0
"""The longest side of a page (ISO 32000-1, annex C)."""
RASTER_PIXELS = 16_000_000
"""Of one picture that is made of a page."""
TILES = 2_000_000
"""Of one tiling pattern in the area that it fills."""
DASHES = 200_000
"""Of all lines of one page."""
PAINTED_PAGES = 20_000
"""How often the area of a page may be painted over; what is slow to draw counts tenfold."""
SLOW_FUNCTION = 2_000_000_000
"""Steps of a calculator function over all pixels of an image or a page."""
DRAWN_NESTING = 14
"""Forms within each other that are still drawn: each may take the memory of a page."""
SAMPLES = 1_000_000
"""Of one sampled function."""
FUNCTION_STEPS = 10_000
"""Of one call of a calculator function."""
ANNOTATIONS = 5_000
"""Of one page."""
SPOTS_SHOWN = 8
"""Findings of one kind on one page; the others are counted."""
CODES = 24
"""Places of one page that are looked at closely for a QR code."""
