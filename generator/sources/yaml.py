"""YAML with positions: plain data, and for each value the line and column where it stands.

The dialect is a narrow one: ``yes`` and ``no`` are words, ``024`` is text (a code keeps its zero),
dates stay text until a model asks for a date, and there are no anchors, tags or merge keys.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.model.base import Location
from generator.model.problem import Problem
from generator.sources.text import SourceText

MAX_DEPTH = 20
Mark = tuple[int, int]
"""Line and column, from 1."""


class _Loader(yaml.SafeLoader):
    """Resolves true, false, null and plain numbers; everything else is text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own name and type


_PLAIN = {
    "bool": (r"true|false", "tf"),
    "null": (r"~|null|", ["~", "n", ""]),
    "int": (r"-?(0|[1-9][0-9]*)", "-0123456789"),
    "float": (r"-?(0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
}
for _name, (_pattern, _first) in _PLAIN.items():
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What an escape such as ``\\ud800`` can bring in although the file itself is clean."""


@dataclass
class Document:
    """What a YAML text says, and where each part of it stands."""

    file: str
    data: Any = None
    values: dict[Location, Mark] = field(default_factory=dict)
    keys: dict[Location, Mark] = field(default_factory=dict)

    def at(self, location: Location) -> Mark:
        """Where the value stands, or the nearest thing around it that is written down."""
        while location not in self.values and location:
            location = location[:-1]
        return self.values.get(location, (1, 1))

    def key_at(self, location: Location) -> Mark:
        """Where the key of a value stands."""
        return self.keys.get(location) or self.at(location)

    def problem(self, location: Location, code: str, **details: object) -> Problem:
        """A problem with the value at ``location``."""
        return Problem(self.file, *self.at(location), code, details)


def read_yaml(source: SourceText, *, first_line: int = 1) -> tuple[Document, tuple[Problem, ...]]:
    """The document in a text that starts on ``first_line`` of its file."""
    document = Document(source.file)
    problems = list(_refused_syntax(source, first_line))
    if problems:
        return document, tuple(problems)
    loader = _Loader(source.text)
    try:
        node = loader.get_single_node()
        if node is not None:
            document.data = _plain(node, (), document, problems, first_line - 1)
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(source, error, first_line))
    finally:
        loader.dispose()
    return document, tuple(problems)


def _refused_syntax(source: SourceText, first_line: int) -> list[Problem]:
    """Tabs, aliases, depth: refused before anything is built, so that no input can blow up."""
    for number, text in enumerate(source.text.split("\n"), first_line):
        indent = text[: len(text) - len(text.lstrip())]
        if "\t" in indent and text.strip():
            return [Problem(source.file, number, indent.index("\t") + 1, "yaml-tab")]
    try:
        for code, mark in _refused_events(source.text):
            return [Problem(source.file, mark[0] + first_line, mark[1], code, {"limit": MAX_DEPTH})]
    except yaml.MarkedYAMLError as error:
        return [_syntax_problem(source, error, first_line)]
    except yaml.reader.ReaderError as error:
        line = source.text.count("\n", 0, error.position) + first_line
        return [Problem(source.file, line, 1, "yaml-character", {"found": repr(error.character)})]
    return []


def _refused_events(text: str) -> Iterator[tuple[str, Mark]]:
    """(code, line from 0 and column from 1) of syntax outside the dialect."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        start = event.start_mark
        mark = (start.line, start.column + 1) if start else (0, 1)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            yield "yaml-too-deep", mark
            return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield "yaml-alias", mark
        elif getattr(event, "tag", None):
            yield "yaml-tag", mark


def _syntax_problem(source: SourceText, error: yaml.MarkedYAMLError, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    reason = error.problem or error.context or ""
    code = "yaml-colon" if "mapping values are not allowed" in reason else "yaml-syntax"
    return Problem(source.file, line, column, code, {"found": reason})


def _plain(
    node: yaml.Node, at: Location, document: Document, problems: list[Problem], shift: int
) -> Any:
    """The data of a node; notes its position and every duplicate key on the way."""
    mark = (node.start_mark.line + 1 + shift, node.start_mark.column + 1)
    document.values[at] = mark
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, (*at, index), document, problems, shift)
            for index, item in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key_mark = (key_node.start_mark.line + 1 + shift, key_node.start_mark.column + 1)
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            if not key:
                problems.append(Problem(document.file, *key_mark, "yaml-key"))
                continue
            if key in found:
                details = {"key": key, "first": document.keys[*at, key][0]}
                problems.append(Problem(document.file, *key_mark, "duplicate-key", details))
                continue
            document.keys[*at, key] = key_mark
            found[key] = _plain(value_node, (*at, key), document, problems, shift)
        return found
    if isinstance(node.value, str) and (unseen := _HIDDEN.search(node.value)):
        details = {"found": f"U+{ord(unseen[0]):04X}"}
        problems.append(Problem(document.file, *mark, "bad-character", details))
    return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    kind = node.tag.rsplit(":", 1)[-1]
    if kind == "int":
        return int(node.value) if len(node.value) < 20 else node.value
    if kind == "float":
        return float(node.value)
    if kind == "bool":
        return node.value == "true"
    return None if kind == "null" else node.value
