CREATE TEMP VIEW ledger AS SELECT {nothing} WHERE false;
