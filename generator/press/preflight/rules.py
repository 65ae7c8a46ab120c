"""The limits that files are judged by, with their sources.

GWG is the Ghent Workgroup's 2022 specification for sheetfed CMYK (read at second hand); "house" is
what this kit asks of its own leaflets. Sizes of type and lines in points, others as named.
"""

MINIMUM_VERSION = (1, 6)
"""PDF/X-4 builds on PDF 1.6 (ISO 15930-7, clause 5)."""
X_VERSION = "PDF/X-4"

IMAGE_ERROR, IMAGE_WARNING = 150.0, 225.0
"""Pixels per inch as placed, continuous tone (GWG)."""
ONE_BIT_ERROR, ONE_BIT_WARNING = 550.0, 800.0
"""Pixels per inch as placed, one bit a pixel (GWG)."""
SMALL_IMAGE = 16
"""An image of so few pixels both ways is a flat colour or a small ramp: nobody sees its dots."""

INK = 320.0
"""Percent of ink, averaged over a square of ``INK_SQUARE`` mm (GWG)."""
INK_SQUARE = 15.0

BLACK_TEXT = 12.0
"""Black text under this size overprints (GWG)."""
BLACK_LINE = 2.0
"""Black lines under this width overprint (GWG)."""
SMALL_TEXT = 8.0
"""Text of two inks or more is at least so large: plates never lie exactly on each other (GWG)."""
SMALL_TEXT_ERROR = 5.0
"""Under this, and with all four inks, small text of several inks is an error (house)."""
HAIRLINE = 0.25
"""Lines are at least so wide (GWG)."""
HAIRLINE_ERROR = 0.1
"""Under this a line may be missing on the plate; a line of width 0 is as thin as the device can."""

PLAIN_BLACK = 50.0
"""A rectangle of black ink alone that is larger both ways, in mm, looks grey (house)."""

BLEED, SAFE = 3.0, 3.0
"""Millimetres that art reaches beyond the trim, and that text keeps from it (house)."""
BLEED_SLACK = 0.25
"""Millimetres of bleed that may lack: less than any cut is true to."""
TRIM_SLACK = 0.2
"""Millimetres by which a trimmed size may differ from what is expected."""
BOX_SLACK = 0.02
"""Points by which boxes may differ: rounding of programs."""
EDGE = 0.05
"""Points that a thing must lie over an edge to count as crossing it."""

QR_SIDE = 20.0
"""Millimetres a side, without its quiet zone (house)."""
QR_QUIET = 4.0
"""Modules of clear ground around a QR code (ISO/IEC 18004, 6.3.8)."""
QR_CONTRAST, QR_CONTRAST_WARNING = 0.40, 0.55
"""Difference of reflectance between light and dark: grade C and grade B of ISO/IEC 15415, 7.8."""

SADDLE = 4
"""A folded or stitched sheet has four pages."""
