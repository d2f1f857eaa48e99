"""How long a typed query takes to be read for its concepts, keystroke by keystroke, as it is typed.

Target: 3 ms of processor time at the 99th percentile. The queries are typed letter by letter, with mistakes;
`fresh` forgets before each keystroke the words that were guessed at earlier ones.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from atalaya_platform.search.text import parse, words
from atalaya_strategies.concepts.asking import Asking, How
from atalaya_strategies.concepts.reading import load
from benchmarks.corpus import CORPUS, pages
from benchmarks.ground import RESULTS, report

MILLISECONDS = 3.0
OFTEN = {"en": 8, "fr": 4, "pt": 4}
"""On so many pages of the corpus a word stands that is frequent."""

QUERIES = (
    "protección de la infraestructura crítica en el Caribe",
    "infraestrutcura critica",
    'ransomware hospitales "plan nacional" -phishing',
    "ciberdelincuencia y formacion de jueces",
    "formação de juízes e procuradores em crime cibernético",
    "compartilhameno de informações entre setores",
    "cibersegurança nas pequenas e médias empresas",
    "partage d’informations entre les secteurs",
    "infrastructures critiqes et secteur privé",
    "lutte contre la cybercriminalité et coopération internationale",
    "cybersecuirty workforce developement",
    "national csirt incident response capabilities",
    "public-private partnership for critical information infrastructure",
    "vulnerability disclosure policy, safe harbour for researchers",
    "child online protection awareness campaign in schools",
    "i+d en cifrado",
    "the of and by",
    "man-in-the-middle 5G",
)


def typed() -> list[str]:
    """What stands in the box after each keystroke."""
    return [query[:length] for query in QUERIES for length in range(1, len(query) + 1)]


def mistaken(folder: Path) -> tuple[int, list[str]]:
    """How many words are frequent in the corpus, and those which, typed alone, are corrected into a concept."""
    standing = Counter(
        (page.language, word) for page in pages(folder) if page.language in OFTEN for word in set(words(page.text))
    )
    frequent = [
        word
        for (language, word), number in standing.items()
        if number >= OFTEN[language] and len(word) > 3 and not any(sign.isdigit() for sign in word)
    ]
    asking = Asking(load())
    return len(frequent), [
        word for word in frequent if any(one.how is How.MISSPELT for one in asking.ask(f"{word} ").recognised)
    ]


def measure(rounds: int) -> dict[str, Any]:
    """Milliseconds of every keystroke of every round, and of the platform's own reading of the same."""
    asking = Asking(load())
    times: dict[str, list[float]] = {"parse": [], "ask": [], "fresh": []}
    for _ in range(rounds):
        for text in typed():
            began = time.thread_time()
            parse(text)
            times["parse"].append(time.thread_time() - began)
            began = time.thread_time()
            asking.ask(text)
            times["ask"].append(time.thread_time() - began)
    for text in typed():
        asking.forget()
        began = time.thread_time()
        asking.ask(text)
        times["fresh"].append(time.thread_time() - began)
    figures = {}
    for name, found in times.items():
        found.sort()
        marks = {"p50": found[len(found) // 2], "p99": found[int(len(found) * 0.99)], "longest": found[-1]}
        figures[name] = {mark: round(value * 1_000, 3) for mark, value in marks.items()}
    return {"figure": "asking", "keystrokes": len(times["ask"]), "target_p99_ms": MILLISECONDS, **figures}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.asking", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder with manifest.csv and the texts")
    parser.add_argument("--json", type=Path, default=RESULTS / "asking.json", help="where the figures are kept")
    wanted = parser.parse_args()
    result = measure(wanted.rounds)
    if (wanted.corpus / "manifest.csv").exists():
        frequent, wrong = mistaken(wanted.corpus)
        result |= {"frequent_words": frequent, "corrected_into_a_concept": len(wrong)}
        print(f"Of {frequent:,} frequent words {len(wrong)} are corrected into a concept: {', '.join(sorted(wrong))}")
    report(
        f"Reading a query for its concepts, {result['keystrokes']:,} keystrokes (target p99 ≤ {MILLISECONDS:.0f} ms)",
        ["what", "p50 ms", "p99 ms", "longest ms"],
        [[name, *(f"{value:.2f}" for value in result[name].values())] for name in ("parse", "ask", "fresh")],
        result,
        wanted.json,
    )
    if result["fresh"]["p99"] > MILLISECONDS:
        sys.exit(1)


if __name__ == "__main__":
    main()
