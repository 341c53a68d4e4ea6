"""What somebody wants to be exported, as a value that can be kept for the next time."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evreader.domain.extent import Extent
from evreader.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class ExportOrder:
    """One export.

    Attributes:
        format: the format's name.
        out: where to.
        extent: what goes out.
        options: what was chosen of the format's options.
        companion: whether the receipt and the rest are kept beside it.
        agreed: whether what stands at that place may be replaced.
    """

    format: str
    out: Path
    extent: Extent = field(default_factory=Extent)
    options: Mapping[str, str] = field(default_factory=dict)
    companion: bool = True
    agreed: bool = False

    def as_text(self) -> str:
        """The order as the settings keep it."""
        return json.dumps({
            "format": self.format,
            "out": str(self.out),
            "extent": asdict(self.extent),
            "options": dict(self.options),
            "companion": self.companion,
        })

    @classmethod
    def from_text(cls, text: str) -> ExportOrder | None:
        """The order kept in the settings; None if there is none, or it is damaged."""
        try:
            data: dict[str, Any] = json.loads(text)
            extent: dict[str, Any] = {
                name: tuple(value) if isinstance(value, list) else value
                for name, value in data["extent"].items()
            }
            return cls(
                str(data["format"]),
                Path(data["out"]),
                Extent(**extent),
                dict(data["options"]),
                bool(data["companion"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError, InputError):
            return None
