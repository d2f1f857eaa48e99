"""What plain Meilisearch with its defaults makes of the judged needs, as the baseline of Atalaya's own search."""

import argparse
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.ground import RESULTS, report
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


def measure(corpus: Path, unseen: bool) -> dict[str, Any]:
    """Means of each language; need by need only for the set that one may look into."""
    wanted = needs(UNSEEN if unseen else JUDGED)
    with (
        tempfile.TemporaryDirectory(prefix="atalaya-benchmark-") as data,
        plain_meilisearch(corpus, Path(data)) as source,
    ):
        results = evaluate(wanted, source, documents())
    kept = {"figure": "judged", "source": "plain Meilisearch", "needs": len(wanted), "languages": summary(results)}
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
    parser.add_argument("--json", type=Path, help="where the figures are kept")
    wanted = parser.parse_args()
    name = "judged-unseen" if wanted.unseen else "judged"
    result = measure(wanted.corpus, wanted.unseen)
    report(
        f"{result['needs']} {'unseen' if wanted.unseen else 'judged'} needs on plain Meilisearch",
        ["query", *COLUMNS],
        [[query, *(_cell(means[key]) for key in COLUMNS.values())] for query, means in result["languages"].items()],
        result,
        wanted.json or RESULTS / f"{name}.json",
    )


if __name__ == "__main__":
    main()
