"""Plain Meilisearch with its defaults as a source of rankings: one index of the corpus's pages."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import meilisearch
from tests.services.meilisearch import running_meilisearch

from benchmarks.judged.collection import Page
from benchmarks.judged.evaluation import Source

KEY = "a-key-for-benchmarks-on-loopback-only"
SHOWN = 100


def pages_of(corpus: Path) -> Iterator[dict[str, Any]]:
    """Every page with text of the corpus's documents, exact duplicates once, as an engine takes it."""
    seen: set[str] = set()
    with (corpus / "manifest.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            document = row["sha256_16"]
            if document in seen:
                continue
            seen.add(document)
            text = (corpus / row["file"]).read_text(encoding="utf-8", errors="replace")
            for number, page in enumerate(text.split("\f")[: int(row["pages"])], start=1):
                if page.strip():
                    yield {
                        "id": f"{document}-{number}",
                        "document": document,
                        "page": number,
                        "language": row["language"],
                        "text": page,
                    }


@contextmanager
def plain_meilisearch(corpus: Path, data: Path) -> Iterator[Source]:
    """A server on these pages for the length of the block.

    All settings that decide a ranking are the defaults. What is set is that the text is what is searched, or the
    language's code "en" would be a hit for the Spanish and French word, and that one can filter by language.
    """
    with running_meilisearch(data, master_key=KEY) as server:
        client = meilisearch.Client(server.url, KEY)
        index = client.index("pages")
        settings = {"searchableAttributes": ["text"], "filterableAttributes": ["language"]}
        for task in (index.update_settings(settings), index.add_documents(list(pages_of(corpus)), "id")):
            done = client.wait_for_task(task.task_uid, timeout_in_ms=600_000)
            if done.status != "succeeded":
                raise RuntimeError(f"Meilisearch did not take the pages: {done.error}")

        def ranked(query: str, language: str) -> list[Page]:
            found = index.search(
                query,
                {"filter": f'language = "{language}"', "limit": SHOWN, "attributesToRetrieve": ["document", "page"]},
            )
            return [Page(hit["document"], hit["page"]) for hit in found["hits"]]

        yield ranked
