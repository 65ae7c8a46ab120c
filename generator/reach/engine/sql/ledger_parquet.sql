CREATE TEMP VIEW ledger AS SELECT * FROM read_parquet(getvariable('ledgers'));
