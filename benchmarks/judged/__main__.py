"""What Atalaya's search makes of the judged needs, beside plain Meilisearch with its defaults."""

import argparse
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.ground import RESULTS, report
from benchmarks.judged.atalaya import atalaya
from benchmarks.judged.baseline import plain_meilisearch
from benchmarks.judged.collection import JUDGED, UNSEEN, documents, needs
from benchmarks.judged.evaluation import evaluate, summary

COLUMNS = {
    "nDCG@10": "ndcg",
    "of needs": "needs_with_ndcg",
    "recall@20": "recall",
    "ratio": "recall_ratio",
    "recall@20, touching too": "recall_touching",
    "its ratio": "recall_touching_ratio",
    "judged": "judged",
}


SOURCES = {"plain": "plain Meilisearch", "tantivy": "Atalaya on Tantivy", "meilisearch": "Atalaya on Meilisearch"}


def measure(corpus: Path, unseen: bool, name: str) -> dict[str, Any]:
    """Means of each language; need by need only for the set that one may look into."""
    wanted = needs(UNSEEN if unseen else JUDGED)
    with tempfile.TemporaryDirectory(prefix="atalaya-benchmark-") as data:
        opened = plain_meilisearch(corpus, Path(data)) if name == "plain" else atalaya(corpus, Path(data), name)
        with opened as source:
            results = evaluate(wanted, source, documents())
    kept = {"figure": "judged", "source": SOURCES[name], "needs": len(wanted), "languages": summary(results)}
    return kept if unseen else {**kept, "each": [_rounded(asdict(row)) for row in results]}


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}


def _cell(value: float | int | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judged", description=__doc__)
    parser.add_argument("corpus", type=Path, help="the folder with the texts and their manifest.csv")
    parser.add_argument("--unseen", action="store_true", help="the needs that nothing is tuned by, for the last figure")
    parser.add_argument("--source", choices=SOURCES, default="plain", help="whose rankings are measured")
    parser.add_argument("--json", type=Path, help="where the figures are kept")
    wanted = parser.parse_args()
    parts = ["judged", "unseen" if wanted.unseen else "", "" if wanted.source == "plain" else wanted.source]
    name = "-".join(filter(None, parts))
    result = measure(wanted.corpus, wanted.unseen, wanted.source)
    report(
        f"{result['needs']} {'unseen' if wanted.unseen else 'judged'} needs on {SOURCES[wanted.source]}",
        ["query", *COLUMNS],
        [[query, *(_cell(means[key]) for key in COLUMNS.values())] for query, means in result["languages"].items()],
        result,
        wanted.json or RESULTS / f"{name}.json",
    )


if __name__ == "__main__":
    main()
