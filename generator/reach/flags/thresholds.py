"""Where a number begins to look odd, and why there: a flag asks, it does not judge."""

from collections.abc import Mapping

from generator.model.people import Door

SLIP = 0.1
"""A total and its parts are told apart by counting errors, of a tenth at most."""
FEW_PEOPLE = 20
"""Smaller sums agree by chance."""

ONE_SEX = 0.85
"""Schools and villages have about as many of each sex; a talk mostly for mothers has fewer."""
SEX_AT_LEAST = 50
"""Of so many people, 85% of one sex do not come by chance."""

REPEATED = 3
"""Twice can be chance; three times the same numbers are mostly copied."""
SEVERAL = 2
"""Numbers that are the same: a single one may well come again."""
LARGE = 10
"""Smaller numbers come again by themselves."""

ROUND_VALUES = 20
"""Of so many numbers, and of that size at least, a share can be spoken of."""
ROUND_CHANCE = 0.2
"""Two of ten last digits are 0 or 5."""
ROUND_SHARE = 0.5
"""Below, some rounding does no harm to a sum."""
ROUND_LEVEL = 0.0001
"""How seldom chance alone may do it: a province has hundreds of units that are looked at."""

COPIES = 10
"""Copies are counted in packs; so many may be missing,"""
COPIES_SHARE = 0.02
"""or such a share of those printed: printers deliver a little more or less."""

SESSION: Mapping[Door | None, tuple[int, int]] = {
    "child": (3, 1000),
    "carer": (3, 300),
    "worker": (3, 300),
    None: (3, 300),
}
"""People at one session, by whom it is for: a whole school may stand in its yard; a hall of a
commune holds about 300."""

JUMP = 5
"""Campaign months bring two or three times as many; five times as many are mostly a slip."""
JUMP_OTHERS = 3
"""So many other periods show what is usual."""
JUMP_LEAST = 50
"""Below, a single session makes the difference."""
