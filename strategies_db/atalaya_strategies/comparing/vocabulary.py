"""The closed word lists of comparing."""

from enum import StrEnum


class VocabularyId(StrEnum):
    """The lists of elements against which texts are measured; `data/vocabularies/`."""

    NCS_GUIDE = "ncs-guide-2021"
    ENISA = "enisa-ncss-2016"
    CMM = "cmm-2021"


class TextState(StrEnum):
    """Whether there is a text to measure: it is here; its pages are pictures yet (OCR); or there is none."""

    HERE = "here"
    NEEDS_OCR = "needs_ocr"
    NONE = "none"


class Became(StrEnum):
    """What became of an element from one edition to the next."""

    GAINED = "gained"
    LOST = "lost"
    STRONGER = "stronger"
    WEAKER = "weaker"
    SAME = "same"
