"""What an English and a Chinese sentence can visibly share: numbers, dates, names, known words.

Each sentence is reduced to a set of keys in a vocabulary common to both languages, such as
``n:3500000`` for both "3.5 million" and 350万. The aligner only compares keys.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from evreader.domain.glossary import glossary, headword
from evreader.domain.language import HAN, LATIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Keys = frozenset[str]

# For learned keys: seen together so often, with this Dice coefficient; for names: so long.
_TWICE, _COMPANY, _NAME_LETTERS = 2, 0.7, 4

# Chance that a key of one side is also on the other side of a true translation, by kind of key:
# n number, l Latin string, g glossary, t transliteration (counted on the 405 links of the news
# development set), p whole pinyin, d learned from the document (both set by hand). Literary texts
# keep far less; likelihood lowers the values to what the document at hand shows.
KEPT = {"n": 0.67, "l": 0.84, "g": 0.6, "t": 0.27, "p": 0.7, "d": 0.75}

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9,
    "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "k": 1e3,
}  # fmt: skip
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"  # noqa: SIM905
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_en_number = re.compile(
    rf"(?<![\w.])(?P<figure>{_NUMBER}|{'|'.join(_NUMBER_WORDS)})(?:st|nd|rd|th)?"
    rf"(?:[\s-]?(?P<scale>{'|'.join(_SCALES)}))?(?!\w)",
    re.IGNORECASE,
)
_zh_number = re.compile(
    rf"(?P<figure>{_NUMBER})(?P<scale>[十百千万亿萬億]*)"
    rf"|(?P<han>[零〇○一二两三四五六七八九十百千万亿]+)"
)
_en_word = re.compile(
    f"[{LATIN}][{LATIN}.&-]*(?:['’](?!s\\b)[{LATIN}]+)?\\d*|[{LATIN}]*\\d[{LATIN}\\d]*"
)
_zh_latin = re.compile(f"[{LATIN}][{LATIN}\\d.&-]*|\\d+[{LATIN}]+")
_name = re.compile(r"[A-Z][a-z]{2,}")
_han_run = re.compile(f"[{HAN}]+")


def keys_of(en: Sequence[str], zh: Sequence[str]) -> tuple[list[Keys], list[Keys]]:
    """The keys of each English and each Chinese sentence; both sides must be seen together."""
    en_words = [_english_words(text) for text in en]
    zh_latin = [{w.strip(".-&").lower() for w in _zh_latin.findall(text)} for text in zh]
    shared = set().union(*en_words) & set().union(*zh_latin) if en and zh else set()
    heads = {word: headword(word) for words in en_words for word in words}
    known = {head: glossary()[head] for head in heads.values() if head}
    names = {name for text in en for name in _name.findall(text)}
    names = {n for n in names if n.lower() not in known and headword(n.lower()) is None}
    en_names, zh_names = _transliterated(en, zh, names) if names else ([], [])
    en_keys: list[Keys] = []
    zh_keys: list[Keys] = []
    for at, words in enumerate(en_words):
        keys = {f"n:{number:g}" for number in english_numbers(en[at])}
        keys.update(f"l:{word}" for word in words & shared)
        keys.update(f"g:{heads[word]}" for word in words if heads[word])
        en_keys.append(frozenset(keys.union(en_names[at] if en_names else ())))
    for at, text in enumerate(zh):
        lower = text.lower()
        keys = {f"n:{number:g}" for number in chinese_numbers(text)}
        keys.update(f"l:{word}" for word in zh_latin[at] & shared)
        keys.update(f"g:{head}" for head, forms in known.items() if any(f in lower for f in forms))
        zh_keys.append(frozenset(keys.union(zh_names[at] if zh_names else ())))
    return en_keys, zh_keys


def english_numbers(text: str) -> Iterator[float]:
    """The numbers in an English text, written as figures or words, with million and the like."""
    for match in _en_number.finditer(text):
        figure = match["figure"].lower().replace(",", "")
        number = float(figure) if figure[0].isdigit() else float(_NUMBER_WORDS[figure])
        yield number * _SCALES.get((match["scale"] or "").lower(), 1)


def chinese_numbers(text: str) -> Iterator[float]:
    """The numbers in a Chinese text, in figures with 万 and 亿 or in characters."""
    for match in _zh_number.finditer(text):
        if match["han"]:
            number = han_number(match["han"])
            if number is not None:
                yield number
            continue
        value = float(match["figure"].replace(",", ""))
        for scale in match["scale"]:
            value *= _HAN_SCALES[scale]
        yield value


def han_number(text: str) -> float | None:
    """The value of a number in characters (三百二十, 二〇二四); nothing for 万 alone."""
    if all(c in _HAN_DIGITS for c in text):
        return float("".join(str(_HAN_DIGITS[c]) for c in text))
    if text[0] not in _HAN_DIGITS and text[0] != "十":
        return None
    total, section, digit = 0, 0, 0
    for c in text:
        if c in _HAN_DIGITS:
            digit = _HAN_DIGITS[c]
        elif _HAN_SCALES[c] >= _HAN_SCALES["万"]:
            total = (total + section + digit) * _HAN_SCALES[c]
            section = digit = 0
        else:
            section += (digit or 1) * _HAN_SCALES[c]
            digit = 0
    return float(total + section + digit)


def learned_keys(
    pairs: Sequence[tuple[str, str]], en: Sequence[str], zh: Sequence[str]
) -> tuple[list[Keys], list[Keys]]:
    """Keys for words that keep company in pairs of sentences already taken for translations.

    A word and a pair of Han characters that occur together at least twice and seldom apart (Dice
    coefficient of 0.7 and more) make a key.
    """
    word_count: Counter[str] = Counter()
    gram_count: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    rows = [
        ({w for w in _english_words(e) if len(w) >= _NAME_LETTERS}, _bigrams(z)) for e, z in pairs
    ]
    for words, grams in rows:
        word_count.update(words)
        gram_count.update(grams)
    most = max(len(pairs) // 8, 4)
    for words, grams in rows:
        some = [g for g in grams if _TWICE <= gram_count[g] <= most]
        both.update((w, g) for w in words if _TWICE <= word_count[w] <= most for g in some)
    by_word: dict[str, list[str]] = {}
    for (word, gram), count in both.items():
        dice = 2 * count / (word_count[word] + gram_count[gram])
        if count >= _TWICE and dice >= _COMPANY:
            by_word.setdefault(word, []).append(gram)
    en_keys = [frozenset(f"d:{w}" for w in _english_words(text) & by_word.keys()) for text in en]
    zh_keys = []
    by_gram: dict[str, set[str]] = {}
    for word, grams_of in by_word.items():
        for gram in grams_of:
            by_gram.setdefault(gram, set()).add(f"d:{word}")
    for text in zh:
        found = _bigrams(text) & by_gram.keys()
        zh_keys.append(frozenset().union(*(by_gram[g] for g in found)))
    return en_keys, zh_keys


def _bigrams(text: str) -> set[str]:
    return {run[k : k + 2] for run in _han_run.findall(text) for k in range(len(run) - 1)}


def _english_words(text: str) -> set[str]:
    return {word.strip(".-&").lower() for word in _en_word.findall(text)} - {""}


def _transliterated(
    en: Sequence[str], zh: Sequence[str], names: set[str]
) -> tuple[list[set[str]], list[set[str]]]:
    """Keys for names spelt by sound: whole pinyin, or the consonants in broad classes."""
    from pypinyin import lazy_pinyin

    sounds: list[str] = []
    bones: list[str] = []
    for text in zh:
        runs = [lazy_pinyin(run) for run in _han_run.findall(text)]
        sounds.append("|".join("".join(run) for run in runs))
        bones.append("|".join("".join(map(_initial, run)) for run in runs))
    spelt = {name: name.lower() for name in names if len(name) >= _NAME_LETTERS}
    skeleton = {name: _skeleton(name) for name in names}
    skeleton = {name: bone for name, bone in skeleton.items() if len(bone) > 1}
    en_keys: list[set[str]] = []
    everywhere = "\n".join(sounds)
    spelt = {name: sound for name, sound in spelt.items() if sound in everywhere}
    for text in en:
        here = set(_name.findall(text)) & names
        keys = {f"p:{spelt[n]}" for n in here if n in spelt}
        keys.update(f"t:{skeleton[n]}" for n in here if n in skeleton and n not in spelt)
        en_keys.append(keys)
    wanted_sounds = set(spelt.values())
    wanted_bones = {bone for name, bone in skeleton.items() if name not in spelt}
    zh_keys = [
        {f"p:{s}" for s in wanted_sounds if s in sound}
        | {f"t:{b}" for b in wanted_bones if b in bone}
        for sound, bone in zip(sounds, bones, strict=True)
    ]
    return en_keys, zh_keys


_CLASSES = {
    **dict.fromkeys(("b", "p"), "P"), **dict.fromkeys(("d", "t"), "T"),
    **dict.fromkeys(("g", "k", "q", "c", "x"), "K"), **dict.fromkeys(("l", "r"), "L"),
    **dict.fromkeys(("f", "v", "w", "h"), "H"), **dict.fromkeys(("s", "z", "j"), "S"),
    "m": "M", "n": "N",
}  # fmt: skip
_SOUND = re.compile(
    r"(?P<soft>sch|sh|ch|th|ts|tz|c(?=[eiy])|g(?=[eiy])|s|z|j)"
    r"|(?P<mute>gh|h(?![aeiouy])|[nm](?![aeiouynm])"
    r"|r(?![aeiouyr])|(?<=[eoa])l$|y|[aeiou])|(?P<hard>ph|ck|qu|wh|.)"
)


def _skeleton(name: str) -> str:
    """The consonants of an English name as a Chinese transliteration keeps them, in classes."""
    found = []
    for match in _SOUND.finditer(name.lower()):
        if match["soft"]:
            found.append("S")
        elif match["hard"]:
            found.append("H" if match["hard"] == "ph" else _CLASSES.get(match["hard"][0], ""))
    return re.sub(r"(.)\1", r"\1", "".join(found))


def _initial(syllable: str) -> str:
    """The class of a pinyin syllable's first consonant; nothing for y, w, er and vowels."""
    if syllable[0] in "jqxzcs":
        return "S"
    if syllable[0] in "yw":
        return "H" if syllable[0] == "w" else ""
    return _CLASSES.get(syllable[0], "")
