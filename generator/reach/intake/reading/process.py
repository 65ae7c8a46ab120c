"""The native reader's process: what it tells, and why where it tells nothing."""

import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.reach.intake.grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from generator.reach.intake.reading.guard import MEGABYTE, Refused

MEMORY, MEMORY_EACH, MEMORY_MOST = 160 * MEGABYTE, 8, 1024 * MEGABYTE
"""Bytes that the reader may use: so many, and so many for each byte of the unpacked workbook.

A cell of the shortest kind has 27 bytes of XML and needs about 150 in the reader (measured).
"""
SECONDS, BYTES_A_SECOND, LONGEST = 4, 12 * MEGABYTE, 90
"""Of processor time: so many, and one more for so many bytes; the longest by the clock.

250,000 rows have 190 MB and take about 4.
"""
_TOO_MUCH = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL, -signal.SIGXCPU, 3}
"""How a process ends that asked for more than it may have."""
_REFUSALS = {
    "password": "report-password",
    "memory": "report-spreads-too-far",
    "damaged": "report-damaged-workbook",
    "rows": "too-many-rows",
    "cells": "report-too-many-cells",
}


@contextmanager
def native(content: bytes, unpacked: int) -> Iterator[Iterator[tuple[Any, ...]]]:
    """Start reading a workbook of so many bytes unpacked; its messages (see ``native.py``).

    Whoever takes a message waits for it, and gets ``Refused`` where there will be none. The
    process ends with the context.
    """
    program = Path(__file__).with_name("native.py")
    memory = min(MEMORY + MEMORY_EACH * unpacked, MEMORY_MOST)
    seconds = SECONDS + unpacked // BYTES_A_SECOND
    limits = (memory, seconds, MAX_COLUMNS + 1, MAX_ROWS, MAX_CELLS)
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-I", str(program), *map(str, limits)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    clock = threading.Timer(LONGEST, process.kill)
    clock.start()
    try:
        yield _messages(process)
    finally:
        clock.cancel()
        process.kill()
        process.communicate()


def _messages(process: subprocess.Popen[bytes]) -> Iterator[tuple[Any, ...]]:
    assert process.stdout  # noqa: S101 - it is a pipe
    try:
        pickle.load(process.stdout)  # noqa: S301 - it is ready, and has seen nothing of the file
    except EOFError:
        raise RuntimeError("the reader of workbooks does not start") from None
    while True:
        try:
            message = pickle.load(process.stdout)  # noqa: S301 - it comes from our own program
        except (EOFError, pickle.UnpicklingError):
            much = process.wait() in _TOO_MUCH
            raise Refused(_REFUSALS["memory" if much else "damaged"]) from None
        if message[0] == "end":
            return
        if message[0] == "refused":
            raise Refused(_REFUSALS[message[1]])
        yield message
