"""Ledgers as DuckDB sees them: text, one report a line, or the same in Parquet."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import duckdb

PARQUET = ".parquet"
LONGEST = 64 * 1024 * 1024
"""Of a line, in bytes: a report of a whole province with every breakdown is far shorter."""
_ROW = {
    "measure": "VARCHAR",
    "audience": "VARCHAR",
    "sex": "VARCHAR",
    "age_band": "VARCHAR",
    "ethnicity": "VARCHAR",
    "disability": "VARCHAR",
    "cohort": "VARCHAR",
    "value": "INTEGER",
    "note": "VARCHAR",
}
_LINE = {
    "id": "VARCHAR",
    "campaign": "VARCHAR",
    "activity": "VARCHAR",
    "unit": "VARCHAR",
    "period": "VARCHAR",
    "received_on": "DATE",
    "revises": "VARCHAR",
    "reason": "VARCHAR",
    "file": "VARCHAR",
    "sha256": "VARCHAR",
    "rows": f"STRUCT({', '.join(f'{name} {kind}' for name, kind in _ROW.items())})[]",
}


def open_ledgers(paths: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """A database in memory whose view ``ledger`` is the reports of these files.

    Files that are not there, or hold nothing, are empty ledgers. Nothing else is read: no
    extension is installed, nothing is fetched.
    """
    database = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    there = [str(path) for path in paths if path.is_file() and path.stat().st_size]
    database.execute("SET VARIABLE ledgers = $paths", {"paths": there})
    database.execute("SET preserve_insertion_order = false")
    database.execute("SET enable_progress_bar = false")  # it would write among the figures
    kind = "empty" if not there else "parquet" if there[0].endswith(PARQUET) else "text"
    shape = {
        "columns": ", ".join(f"{name}: '{of}'" for name, of in _LINE.items()),
        "nothing": ", ".join(f"NULL::{of} AS {name}" for name, of in _LINE.items()),
        "longest": LONGEST,
    }
    database.execute(statements(f"ledger_{kind}").format(**shape))
    return database


@lru_cache(maxsize=32)
def statements(name: str) -> str:
    """The statements of ``sql/<name>.sql``."""
    return (files("generator.reach.engine") / "sql" / f"{name}.sql").read_text("utf-8")
