"""The tables as files of Parquet, by way of pyarrow, which is installed apart."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from evreader.domain.bundle import LINKS_LEFT_OUT, Receipt
from evreader.errors import FormatError
from evreader.formats.files import whole_folder
from evreader.formats.parquet.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from evreader.domain.bundle import Bundle
    from evreader.formats.parquet.tables import Kind, Row


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write a folder with a file for each table.

    Raises:
        FormatError: pyarrow is not installed, or the folder cannot be written.
    """
    receipt = Receipt("parquet")
    tables = Tables(bundle)
    with whole_folder(out) as folder:
        files = {name: _File(columns) for name, columns in tables.columns.items()}
        for name, rows in tables.batches():
            files[name].add(rows)
            receipt.count(name, len(rows))
        for name, file in files.items():
            folder.write(f"{name}.parquet", file.finished())
        receipt.files += folder.names
    if tables.links:
        receipt.losses.append(LINKS_LEFT_OUT.format(tables.links))
    return receipt


class _File:
    """One table on its way into a file."""

    def __init__(self, columns: Mapping[str, Kind]) -> None:
        arrow, parquet = _libraries()
        self._arrow = arrow
        self._schema = arrow.schema([(name, _type(arrow, kind)) for name, kind in columns.items()])
        self._buffer = io.BytesIO()
        self._writer = parquet.ParquetWriter(self._buffer, self._schema, compression="zstd")

    def add(self, rows: list[Row]) -> None:
        """Add rows, whose cells are in the order of the columns."""
        if not rows:
            return
        columns = [
            self._arrow.array([_told(cell) for cell in column], field.type)
            for column, field in zip(zip(*rows, strict=True), self._schema, strict=True)
        ]
        self._writer.write_table(self._arrow.Table.from_arrays(columns, schema=self._schema))

    def finished(self) -> bytes:
        """The whole file."""
        self._writer.close()
        return self._buffer.getvalue()


def _told(cell: Any) -> Any:  # noqa: ANN401 - a cell may be of many types
    """A cell as pyarrow takes it: a map is a list of pairs."""
    return list(cell.items()) if isinstance(cell, dict) else cell


def _type(arrow: Any, kind: Kind) -> Any:  # noqa: ANN401 - pyarrow has no types
    pair = arrow.struct([("start", arrow.int32()), ("end", arrow.int32())])
    name = arrow.struct([("language", arrow.string()), ("text", arrow.string())])
    types = {
        "int": arrow.int64(),
        "float": arrow.float64(),
        "bool": arrow.bool_(),
        "text": arrow.string(),
        "date": arrow.date32(),
        "texts": arrow.map_(arrow.string(), arrow.string()),
        "spans": arrow.list_(pair),
        "names": arrow.list_(name),
    }
    return types[kind]


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise FormatError(
            "Parquet needs pyarrow, which is not installed; run: pip install 'evreader[parquet]'"
        ) from error
    return pa, parquet
