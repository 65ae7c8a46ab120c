"""One line of an access log to the request that it tells of.

Read are the common and combined formats (Apache, nginx), the JSON of Caddy, and JSON of the field
names that are usual for nginx.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

_LINE = re.compile(
    rb"(?P<who>\S{1,200}) \S{1,200} .{1,200}? \[(?P<when>[^\]]{20,40})\] "
    rb'"(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}) \S+'
    rb'(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WHEN = re.compile(r"(\d\d)/(\w{3})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_NAMES = {
    "who": ("remote_addr", "remote_ip", "client_ip", "ip"),
    "when": ("time_iso8601", "time_local", "msec", "time", "ts", "@timestamp", "timestamp"),
    "method": ("request_method", "method"),
    "target": ("request_uri", "uri", "url", "path"),
    "status": ("status", "status_code"),
    "agent": ("http_user_agent", "user_agent", "agent"),
}


class UnreadableError(Exception):
    """A line that is none of the known formats."""


@dataclass(frozen=True)
class Request:
    """What a server was asked. ``who`` never leaves the memory of the process."""

    who: str
    when: datetime
    method: str
    target: str
    status: int
    agent: str
    early: bool = False
    """Asked for by a browser before its reader wanted it; only logs with headers tell."""


def read_request(line: bytes, offset: timezone) -> Request:
    """The request of a line; ``offset`` is for formats that count seconds without one.

    ``UnreadableError`` for anything else.
    """
    try:
        found = _from_json(line, offset) if line.startswith(b"{") else _from_text(line)
    except (ValueError, TypeError, OverflowError, RecursionError, OSError):
        raise UnreadableError from None
    if found is None:
        raise UnreadableError
    return found


def _from_text(line: bytes) -> Request | None:
    match = _LINE.match(line)
    if match is None:
        return None
    method, _, rest = match["request"].decode("utf-8", "replace").partition(" ")
    agent = (match["agent"] or b"").decode("utf-8", "replace")
    return Request(
        match["who"].decode("ascii", "replace"),
        _written(match["when"].decode("ascii", "replace")),
        method,
        rest.rpartition(" ")[0] or rest,
        int(match["status"]),
        "" if agent == "-" else agent,
    )


def _written(text: str) -> datetime:
    """``02/Mar/2018:10:00:00 +0700``, whatever language the machine speaks."""
    match = _WHEN.fullmatch(text)
    if match is None:
        raise ValueError
    day, month, year, hour, minute, second = match.groups()[:6]
    shift = timedelta(hours=int(match[8]), minutes=int(match[9]))
    zone = timezone(-shift if match[7] == "-" else shift)
    number = _MONTHS.index(month) + 1
    return datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=zone)


def _from_json(line: bytes, offset: timezone) -> Request | None:
    data = json.loads(line)
    request = data.get("request")
    fields: dict[str, Any] = {**data, **request} if isinstance(request, dict) else data
    if isinstance(request, str):  # nginx: $request is the whole request line
        method, _, rest = request.partition(" ")
        fields = {"method": method, "uri": rest.rpartition(" ")[0] or rest, **data}
    found = {name: _first(fields, names) for name, names in _NAMES.items()}
    if None in (found["when"], found["method"], found["target"], found["status"]):
        return None
    headers = fields.get("headers")
    agent = found["agent"] or _header(headers, "user-agent")
    purpose = _header(headers, "sec-purpose") + _header(headers, "purpose")
    return Request(
        str(found["who"] or ""),
        _moment(found["when"], offset),
        str(found["method"]),
        str(found["target"]),
        int(found["status"]),
        "" if agent == "-" else str(agent),
        "prefetch" in purpose or "prerender" in purpose,
    )


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def _header(headers: Any, name: str) -> str:
    """Caddy writes ``{"User-Agent": ["..."]}``."""
    for key, value in headers.items() if isinstance(headers, dict) else ():
        if str(key).lower() == name:
            return str(value[0] if isinstance(value, list) and value else value)
    return ""


def _moment(value: Any, offset: timezone) -> datetime:
    text = str(value)
    if re.fullmatch(r"\d{9,11}(\.\d+)?", text):
        return datetime.fromtimestamp(float(text), UTC).astimezone(offset)
    if "/" in text:
        return _written(text)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=offset)
