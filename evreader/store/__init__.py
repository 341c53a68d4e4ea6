"""The SQLite file: connection, migrations, journal, articles, annotations."""

from __future__ import annotations
