"""Characters that XML and spreadsheets cannot hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evreader.domain.bundle import Receipt

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Legal:
    """Makes text fit for XML 1.0: what it cannot hold becomes U+FFFD, one for one.

    Attributes:
        replaced: how many characters that was so far.
    """

    def __init__(self) -> None:
        self.replaced = 0

    def __call__(self, text: str) -> str:
        """The text with each forbidden character replaced."""
        clean, number = _FORBIDDEN.subn("\ufffd", text)
        self.replaced += number
        return clean

    def report(self, receipt: Receipt) -> None:
        """Say how many characters were replaced, if any were."""
        if self.replaced:
            receipt.losses.append(
                f"Control characters that the format cannot hold, now “\ufffd”: {self.replaced}."
            )
