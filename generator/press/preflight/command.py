"""What the command does with files: judge each, tell all, draw the marked pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.press.preflight import limits
from generator.press.preflight.judge import preflight
from generator.press.preflight.marked import marked_files
from generator.press.preflight.telling import to_json, to_text
from generator.sources.atomic import write_file
from generator.sources.catalogue import Catalogue


@dataclass(frozen=True)
class Found:
    """What is to be said of the files, and whether all of them pass."""

    told: str
    passes: bool


def judge_files(
    paths: Sequence[Path],
    say: Catalogue,
    style: Literal["text", "json"] = "text",
    marked: Path | None = None,
) -> Found:
    """The verdicts on files, told in the language of ``say``.

    ``marked``: where a PDF with the marked page of each file is written. Raises ``OSError`` where a
    file cannot be read or written.
    """
    judged, pages = [], []
    for path in paths:
        with path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)  # one more than is judged: enough to say so
        verdict = preflight(data)
        judged.append((str(path), verdict))
        if marked:
            pages.append((path.name, data, verdict))
    if marked:
        write_file(marked, marked_files(pages, say.language))
    told = to_json(judged, say) if style == "json" else to_text(judged, say)
    return Found(told, all(verdict.passes for _, verdict in judged))
