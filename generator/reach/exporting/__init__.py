"""Figures for other systems: DHIS2, a workbook with charts, Parquet."""
