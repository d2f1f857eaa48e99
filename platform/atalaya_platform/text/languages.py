"""Which of the four languages a text is in, by a vote of its commonest words: enough to pick a stemmer."""

import re
from collections.abc import Mapping
from typing import Final, Literal, cast

Language = Literal["en", "es", "pt", "fr"]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "es", "pt", "fr")

TEXT_SEARCH: Final[Mapping[Language, str]] = {
    "en": "english",
    "es": "spanish",
    "pt": "portuguese",
    "fr": "french",
}
"""PostgreSQL's built-in text-search configuration of each."""

_COMMON: Final[dict[Language, str]] = {
    "en": """the and of to in is that for it with as was on be at by this are from or an have has had not but
        they which you were we their been will would there what all can if when who more no do does my your
        our his her its about into than then them these those so some such may must should could shall how
        any only other after before between through during please thanks hello out up also one new where
        available needed update""",
    "es": """el la los las un una unos unas y e o u que de del en por para con sin sobre entre hasta desde no sí
        es son fue fueron ser está están estar ha han hay se su sus lo le les al como más pero muy ya este
        esta estos estas ese esa eso esto también cuando donde quien cual todo toda todos todas otro otra
        nos nuestro nuestra yo tú usted ustedes ellos ellas mi me te si porque según puede pueden debe
        gracias hola cada tiene tienen hace así aunque contra durante mediante cuanto antes después dice hemos""",
    "pt": """o a os as um uma uns umas e ou que de do da dos das em no na nos nas por pelo pela pelos pelas para
        com sem sobre entre até desde não sim é são foi foram ser está estão estar há se seu sua seus suas
        lhe ao aos à às como mais mas muito já este esta estes estas esse essa isso isto também quando onde
        quem qual todo toda todos todas outro outra nós nosso nossa eu você vocês eles elas meu minha me
        porque segundo pode podem deve obrigado obrigada olá cada tem têm faz assim embora contra durante
        num numa ele ela foi""",
    "fr": """le la les un une des du de et ou que qui en au aux pour par avec sans sur entre jusque depuis dans
        ne pas oui non est sont été fut être a ont il elle ils elles on se son sa ses leur leurs ce cet
        cette ces comme plus mais très déjà aussi quand où quoi quel quelle tout toute tous toutes autre
        autres nous notre nos vous votre vos je tu mon ma mes me te si parce selon peut peuvent doit merci
        bonjour chaque fait ainsi bien contre pendant lui afin donc lors""",
}
# Letters and endings that hardly occur in the other three.
_SIGNS: Final[dict[Language, re.Pattern[str]]] = {
    "en": re.compile(r"'s\b|\b\w{2,}n't\b|\b(?:wh|th)\w{2,}|\w{3,}ing\b|\w{2,}tion\b(?<!\bction)"),
    "es": re.compile(r"[ñ¿¡]|\w{2,}(?:ción|ciones|ciona\w*|idad|iento)\b"),
    "pt": re.compile(r"[ãõ]|\w{2,}(?:ção|ções|[êâ]ncias?|idade|mento|nh[ao]s?|lh[ao]s?)\b"),
    "fr": re.compile(r"[œèùû]|\b(?:l|d|qu|n|s|j|c|m)['’]\w|\w{3,}(?:eux|aux|ité|ités|ées?|ment)\b"),
}
_WORD: Final = re.compile(r"[^\W\d_]+")
# What is not prose says nothing about its language: code, addresses, mentions' targets, indicators, hashes.
_CODE: Final = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\]\([^()\s]*\)", re.DOTALL)
_ADDRESS: Final = re.compile(r"://|@|\.\w{2,}/")
_LONGEST: Final = 40
_ENOUGH: Final = 4_000


def _weights() -> dict[str, dict[Language, float]]:
    votes: dict[str, dict[Language, float]] = {}
    for language, words in _COMMON.items():
        for word in words.split():
            votes.setdefault(word, {})[language] = 1.0
    for shared in votes.values():
        for language in shared:
            shared[language] = 1.0 / len(shared) ** 2  # a word of three languages hardly counts for any
    return votes


_VOTES: Final = _weights()


def scores(text: str) -> dict[Language, float]:
    """The votes for each language; the text's first `_ENOUGH` characters of prose are read."""
    pieces = _CODE.sub(" ", text[: 4 * _ENOUGH]).casefold().split()
    prose = " ".join(piece for piece in pieces if len(piece) <= _LONGEST and not _ADDRESS.search(piece))[:_ENOUGH]
    total: dict[Language, float] = dict.fromkeys(LANGUAGES, 0.0)
    for word in _WORD.findall(prose):
        for language, weight in _VOTES.get(word, {}).items():
            total[language] += weight
    for language, sign in _SIGNS.items():
        total[language] += 0.7 * len(sign.findall(prose))
    return total


def detect(text: str) -> Language | None:
    """The language, or nothing when the text is too short or torn between two to tell."""
    ranked = sorted(scores(text).items(), key=lambda item: item[1], reverse=True)
    (best, most), (_, second) = ranked[0], ranked[1]
    if most < 0.6 or most < 1.15 * second:
        return None
    return best


def stemmer(text: str, fallback: str = "en") -> str:
    """The text-search configuration for this text; `fallback` is the language when the text says nothing."""
    chosen = detect(text) or (fallback if fallback in TEXT_SEARCH else "en")
    return TEXT_SEARCH[cast(Language, chosen)]
