"""What an import understood, as text for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from generator.model.project import Project
from generator.model.vietnamese import sort_key
from generator.reach.intake.received import Column, Left
from generator.reach.intake.understood import Understood
from generator.sources.catalogue import Catalogue

MOST = 40
"""Lines of one list; a longer one says how many more there are."""
WIDEST = 44
"""Characters of a heading that are shown."""


def tell_understood(project: Project, files: Iterable[Understood], say: Catalogue) -> str:
    """What each file was taken for: columns, units, sums, rows that are left alone."""
    return "\n".join(line for one in files for line in _file(project, one, say))


def _file(project: Project, one: Understood, say: Catalogue) -> Iterator[str]:
    kind = say(f"import.kind.{one.kind or 'none'}")
    yield f"{one.file}: {kind}; {say(f'import.state.{one.state}')}"
    yield from _list(say("import.columns"), _columns(project, one.columns, say), say)
    units = [f"“{unit.written}” → {unit.code} = {unit.path}" for unit in one.units]
    yield from _list(say("import.units"), units, say)
    yield from _list(say("import.left"), _left(one.left, say), say)
    sums = [
        f"{say(f'figures.{name}')}: {_grouped(total)}"
        for name, total in sorted(one.sums.items(), key=lambda pair: sort_key(pair[0]))
    ]
    yield from _list(say("import.sums"), sums, say)
    counts = {"reports": one.reports, "rows": one.rows}
    yield f"  {say('import.counts', **counts)}"
    for name in ("summed", "unchanged", "revising"):
        if count := getattr(one, name):
            yield f"  {say(f'import.{name}', n=count)}"


def _list(title: str, lines: Sequence[str], say: Catalogue) -> Iterator[str]:
    if lines:
        yield f"  {title}"
        yield from (f"    {line}" for line in lines[:MOST])
        if len(lines) > MOST:
            yield f"    {say('import.more', n=len(lines) - MOST)}"


def _columns(project: Project, columns: Sequence[Column], say: Catalogue) -> list[str]:
    sheets = {one.sheet for one in columns}
    width = max((len(one.heading[:WIDEST]) for one in columns), default=0)
    told = []
    for one in columns:
        meaning = " · ".join(_meaning(project, name, say) for name in one.meaning)
        where = f"{one.sheet}!{one.letter}" if len(sheets) > 1 else one.letter
        heading = one.heading[:WIDEST].ljust(width)
        told.append(f"{where:>3}  {heading}  → {meaning or say('import.ignored')}")
    return told


def _meaning(project: Project, name: str, say: Catalogue) -> str:
    """``unit`` or ``measure=people`` in the reader's words."""
    column, _, value = name.partition("=")
    if not value:
        return _first(say, f"import.field.{name}", f"column.{name}", name)
    if column == "audience" and value in project.audiences:
        return project.audiences[value].name.text(say.language)
    if column in {"campaign", "activity", "unit"}:
        return value
    return _first(say, f"choice.{column}.{value}", value)


def _first(say: Catalogue, *keys: str) -> str:
    """The first of these that the catalogue has; several ways to say it are separated by "|"."""
    known = next((key for key in keys if key in say), keys[-1])
    return say(known).split("|")[0]


def _left(left: Sequence[Left], say: Catalogue) -> list[str]:
    return [
        f"{f'{one.sheet}!' if one.sheet else ''}{one.line}  “{one.text}” "
        f"({say(f'import.left.{one.why}')})"
        for one in left
    ]


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
