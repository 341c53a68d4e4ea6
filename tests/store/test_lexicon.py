from __future__ import annotations

from evreader.store.lexicon import CedictLexicon

LINES = [
    "# a remark",
    "電池 电池 [dian4 chi2] /battery/CL:節|节[jie2]/",
    "行 行 [hang2] /row/line/",
    "行 行 [xing2] /to walk/",
    "乾電池 干电池 [gan1 dian4 chi2] /variant of 電池|电池[dian4 chi2]/",
    "空 空",
]


def test_words_and_what_they_refer_to() -> None:
    lexicon = CedictLexicon(LINES)
    found = lexicon.renderings(["电池", "行", "干电池", "空", "無"])
    assert set(found) == {"电池", "行", "干电池"}
    assert found["电池"] == {"batteri": 1}
    assert found["行"] == {"row": 1, "line" if "line" in found["行"] else "lin": 1, "walk": 1}
    assert found["干电池"]["batteri"] == 0.9
    assert lexicon.renderings(["电池"])["电池"] is found["电池"]
