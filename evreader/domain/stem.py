"""The stem of an English word, under which all its forms are compared; no word of the language.

Coarser than ``inflection``, which looks for words that a dictionary lists: here *decided*,
*decides* and *deciding* only have to come out alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SHORTEST = 3
_LONG = 4

# Endings, tried twice in this order, with what stands in their place.
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("sses", "ss"), ("iness", "y"), ("ily", "y"), ("ness", ""),
    ("ment", ""), ("ation", "ate"), ("ition", "ite"), ("ingly", ""), ("edly", ""),
    ("ably", "able"), ("ically", "ic"), ("ly", ""), ("ings", ""), ("ing", ""), ("ed", ""),
    ("s", ""),
)  # fmt: skip
_VERBAL = frozenset({"ing", "ings", "ed"})

_FORMS = """
say said|tell told|begin began begun|win won|lose lost|sell sold|buy bought|pay paid|make made
meet met|see saw seen|know knew known|think thought|write wrote written|speak spoke spoken
leave left|hold held|rise rose risen|fall fell fallen|grow grew grown|woman women|man men
child children|build built|send sent|bring brought|fly flew flown|drive drove driven|lead led
life lives|go went gone|come came|take took taken|give gave given|get got gotten|find found
feel felt|keep kept|run ran|sit sat|stand stood|hear heard|eat ate eaten|sleep slept|teach taught
catch caught|fight fought|break broke broken|choose chose chosen|wear wore worn|tear tore torn
throw threw thrown|draw drew drawn|blow blew blown|show shown|sing sang sung|swim swam swum
drink drank drunk|ring rang|sink sank sunk|spend spent|lend lent|bend bent
understand understood|lie lay lain|hide hid hidden|ride rode ridden|bite bit bitten
shake shook shaken|wake woke woken|steal stole stolen|freeze froze frozen
forget forgot forgotten|shoot shot|light lit|strike struck|swear swore sworn|dig dug|hang hung
stick stuck|swing swung|feed fed|bleed bled|flee fled|seek sought|deal dealt|mean meant
dream dreamt|burn burnt|learn learnt|smell smelt|sweep swept|weep wept|creep crept|kneel knelt
leap leapt|foot feet|tooth teeth|mouse mice|goose geese|wife wives|knife knives|leaf leaves
half halves|thief thieves|self selves|wolf wolves|good better best|bad worse worst
be is are was were am been being 're 'm|have has had having 've|do does did done doing|can could
will would 'll wo|shall should|may might|not n't|he him his|she her hers|i me my mine
we us our ours|they them their theirs|you your yours|who whom whose|it its
himself herself itself myself yourself themselves ourselves|a an|this these|that those
bear bore born borne|become became|far further|old elder
"""
_IRREGULAR = {
    form: stem
    for stem, *forms in (entry.split() for entry in re.split(r"[|\n]", _FORMS.strip()))
    for form in forms
}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word."""
    word = word.replace("’", "'")
    word = _IRREGULAR.get(word, word).removesuffix("'s").strip("'")
    word = _IRREGULAR.get(word, word)
    for _ in range(2):
        shorter = _without_ending(word)
        if shorter == word:
            break
        word = shorter
    word = _IRREGULAR.get(word, word)
    if len(word) >= _LONG:
        word = word.removesuffix("e")
    if len(word) >= _SHORTEST and word.endswith("y"):
        word = f"{word[:-1]}i"
    return word


def _without_ending(word: str) -> str:
    for ending, instead in _ENDINGS:
        body = word.removesuffix(ending)
        if body == word or len(body) < _SHORTEST - (ending == "s"):
            continue
        if ending == "s" and body[-1] in "sui":
            return word
        if ending not in _VERBAL:
            return body + instead
        if not re.search("[aeiouy]", body):
            return word
        doubled = len(body) >= _LONG and body[-1] == body[-2] and body[-1] not in "lsz"
        return body[:-1] if doubled else body
    return word
