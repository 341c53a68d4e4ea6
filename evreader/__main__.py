"""``python -m evreader``: the same as the command ``evreader``."""

from __future__ import annotations

from evreader.cli import main

if __name__ == "__main__":
    main()
