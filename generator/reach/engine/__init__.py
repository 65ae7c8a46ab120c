"""The engine: DuckDB counts a ledger's reports as the contract says. The SQL stands in ``sql/``."""

from generator.reach.engine.engine import ROOT, Engine, Question
from generator.reach.engine.ledgers import open_ledgers

__all__ = ["ROOT", "Engine", "Question", "open_ledgers"]
