"""Other people's tables: read, named and compared with the ledger as a mapping says."""
