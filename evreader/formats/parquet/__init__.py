"""Parquet: a folder of tables with typed columns, for DuckDB, pandas, Polars and Spark."""

from __future__ import annotations

from evreader.formats.parquet.writing import write

__all__ = ["write"]
