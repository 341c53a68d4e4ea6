"""``override``, which the type checker looks at and the running program hardly.

``typing.override`` came with Python 3.12. Taken from ``typing_extensions`` it costs 20–80 ms of
each start on 3.11, for a decorator that does nothing when the program runs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
elif sys.version_info >= (3, 12):
    from typing import override
else:

    def override(method):  # noqa: ANN001, ANN201 - the checker takes the one above
        """Say that a method stands in for its parent's."""
        return method


__all__ = ["override"]
