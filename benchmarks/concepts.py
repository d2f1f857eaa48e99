"""How fast the concepts of the shared corpus are recognised, and which are met: counts, never text.

Target: the whole corpus, about 2,500 pages, in six seconds of one core, with a recogniser that has seen no word yet.
Beside it the automaton alone is measured, which is the least that any recognition costs.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from atalaya_platform.search.stems import LANGUAGES
from atalaya_platform.search.text import fold
from atalaya_strategies.concepts.languages import vernacular
from atalaya_strategies.concepts.model import Thesaurus
from atalaya_strategies.concepts.reading import load
from atalaya_strategies.concepts.recognising import Annotation, Recogniser
from atalaya_strategies.concepts.roots import root
from benchmarks.corpus import CORPUS, Page, pages
from benchmarks.ground import RESULTS, report

SECONDS = 6.0
PASSAGE = 40
"""Words that a passage has at least, here: a paragraph, or several short ones together."""


def bare(whole: Thesaurus, read: list[Page]) -> float:
    """Seconds for folding every page and finding every term in it as it is written, with no rule at all."""
    terms = {fold(term.text) for concept in whole.concepts.values() for term in concept.every_term()}
    automaton = AhoCorasick(sorted(terms))
    began = time.process_time()
    for page in read:
        automaton.find_matches_as_indexes(fold(page.text), overlapping=True)
    return time.process_time() - began


def passages(text: str) -> list[tuple[int, int]]:
    """Where the passages of a page begin and end: blank lines part them, short ones go together."""
    found: list[tuple[int, int]] = []
    start = at = 0
    for block in text.split("\n\n"):
        at += len(block) + 2
        if len(text[start:at].split()) >= PASSAGE:
            found.append((start, at))
            start = at
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def without_any(page: Page, annotations: tuple[Annotation, ...]) -> tuple[int, int]:
    """How many passages a page has, and how many of them have no concept."""
    spans = passages(page.text)
    starts = [one.start for one in annotations]
    return len(spans), sum(not any(start <= one < end for one in starts) for start, end in spans)


def measure(folder: Path) -> dict[str, Any]:
    """The figures of one cold and one warm pass over the corpus."""
    whole = load()
    read = list(pages(folder))
    root.cache_clear()
    vernacular.cache_clear()
    began = time.process_time()
    recogniser = Recogniser(whole)
    built = time.process_time() - began
    began = time.process_time()
    found = [recogniser.annotate(page.text, page.language) for page in read]
    cold = time.process_time() - began
    began = time.process_time()
    for page in read:
        recogniser.annotate(page.text, page.language)
    warm = time.process_time() - began
    met = Counter(one.concept_id for annotations in found for one in annotations)
    ranked = sorted(whole.concepts, key=lambda name: (-met[name], name))
    per_language: dict[str, Counter[str]] = {}
    for page, annotations in zip(read, found, strict=True):
        number, empty = without_any(page, annotations)
        counts = {"pages": 1, "annotated": bool(annotations), "annotations": len(annotations)}
        per_language.setdefault(page.language, Counter()).update({**counts, "passages": number, "empty": empty})
    return {
        "figure": "concepts",
        "pages": len(read),
        "target_seconds": SECONDS,
        "seconds": {"built": round(built, 2), "cold": round(cold, 2), "warm": round(warm, 2)},
        "bare_seconds": round(bare(whole, read), 2),
        "pages_per_second": round(len(read) / cold),
        "languages": {name: dict(per_language[name]) for name in sorted(per_language)},
        "never_met": sum(not met[name] for name in whole.concepts),
        "most_met": {name: met[name] for name in ranked[:20]},
        "least_met": {name: met[name] for name in ranked[-20:]},
    }


def show(folder: Path, number: int, seed: int) -> None:
    """Print so many annotations of each language in their context, to be judged by reading; nothing of it is kept."""
    recogniser = Recogniser(load())
    found: dict[str, list[tuple[Page, Annotation]]] = {}
    for page in pages(folder):
        if page.language in LANGUAGES:
            found.setdefault(page.language, []).extend(
                (page, one) for one in recogniser.annotate(page.text, page.language)
            )
    draw = random.Random(seed)
    for language, every in found.items():
        for page, one in draw.sample(every, min(number, len(every))):
            before, after = page.text[max(0, one.start - 75) : one.start], page.text[one.end : one.end + 65]
            said = " ".join(f"{before}[[{page.text[one.start : one.end]}]]{after}".split())
            print(f"{language} {one.concept_id} ({one.term.tag}) {page.file[:20]} {page.number}: {said}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.concepts", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder with manifest.csv and the texts")
    parser.add_argument("--json", type=Path, default=RESULTS / "concepts.json", help="where the figures are kept")
    parser.add_argument("--show", type=int, default=0, help="show so many annotations of each language instead")
    parser.add_argument("--seed", type=int, default=1, help="which ones are shown")
    wanted = parser.parse_args()
    if not (wanted.corpus / "manifest.csv").exists():
        sys.exit(f"No manifest.csv in {wanted.corpus}: name the corpus's folder with --corpus.")
    if wanted.show:
        show(wanted.corpus, wanted.show, wanted.seed)
        return
    result = measure(wanted.corpus)
    report(
        f"Concepts on {result['pages']:,} pages: {result['seconds']['cold']} s, {result['pages_per_second']:,} pages/s "
        f"(target ≤ {SECONDS:.0f} s); again {result['seconds']['warm']} s; bare automaton {result['bare_seconds']} s",
        ["language", "pages", "with a concept", "annotations", "passages", "without any"],
        [
            [
                language,
                f"{count['pages']:,}",
                f"{count['annotated']:,}",
                f"{count['annotations']:,}",
                f"{count['passages']:,}",
                f"{count['empty'] / max(1, count['passages']):.0%}",
            ]
            for language, count in result["languages"].items()
        ],
        result,
        wanted.json,
    )
    for title in ("most_met", "least_met"):
        report(title, ["concept", "met"], [[name, f"{count:,}"] for name, count in result[title].items()], {}, None)
    if result["seconds"]["cold"] > SECONDS:
        sys.exit(1)


if __name__ == "__main__":
    main()
