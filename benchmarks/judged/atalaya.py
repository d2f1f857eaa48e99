"""Atalaya's own search as a source of rankings: passages of the corpus, found by words and by what they mean."""

import asyncio
import csv
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from tests.services.meilisearch import running_meilisearch

from atalaya_platform.search.document import Document as Entry
from atalaya_platform.search.meili import MeiliEngine
from atalaya_platform.search.port import Hit, Query, SearchEngine
from atalaya_platform.search.tantivy import TantivyEngine
from atalaya_strategies.documents.models import Document, Passage, passage_id
from atalaya_strategies.documents.queries.spoken import Spoken
from atalaya_strategies.documents.reading.whole import read_file
from atalaya_strategies.finding.meaning import meaning_of, understood
from atalaya_strategies.finding.queries import Read
from atalaya_strategies.finding.source import KIND, entries
from benchmarks.judged.baseline import KEY
from benchmarks.judged.collection import Page, documents
from benchmarks.judged.evaluation import Source

AT_ONCE = 2_000
PASSAGES = 100
FURTHER = 0.35


def _id(document: str) -> UUID:
    return uuid5(NAMESPACE_URL, document)


def _entries(file: Path, iso3: str, language: str, document: str) -> list[Entry]:
    found = read_file(file, language)
    row = Document(id=_id(document), place=iso3, language=language, title=found.title, name=file.name, published=True)
    texts = [page.text for page in found.pages]
    said = [
        Spoken(
            Passage(id=passage_id(row.id, one.page, one.ordinal), document_id=row.id, **one.model_dump()),
            texts[one.page - 1][one.start : one.end],
        )
        for one in found.passages
    ]
    return entries(Read(row, None), said)


def entries_of(corpus: Path) -> Iterator[Entry]:
    """What would be indexed of the corpus, exact duplicates once; read on both cores."""
    with (corpus / "manifest.csv").open(newline="", encoding="utf-8") as file:
        rows = list({row["sha256_16"]: row for row in csv.DictReader(file)}.values())
    with ProcessPoolExecutor() as pool:
        work = [
            pool.submit(_entries, corpus / row["file"], row["iso3"], row["language"], row["sha256_16"]) for row in rows
        ]
        for done in work:
            yield from done.result()


@asynccontextmanager
async def _engine(name: str, data: Path) -> AsyncIterator[SearchEngine]:
    if name == "tantivy":
        tantivy = TantivyEngine(data / "index")
        await tantivy.prepare()
        yield tantivy
        await tantivy.close()
        return
    with running_meilisearch(data, master_key=KEY) as server:
        meili = MeiliEngine(server.url, KEY, patience=600)
        await meili.prepare()
        yield meili
        await meili.close()


def pages_by_passages(hits: Sequence[Hit], by_id: dict[str, str]) -> list[Page]:
    """Pages by their best passage, and by a part of the next two."""
    scores: dict[Page, list[float]] = {}
    for hit in hits:
        scores.setdefault(Page(by_id[hit.parent_id], int(hit.extra["page"])), []).append(hit.score)
    return sorted(scores, key=lambda page: -(scores[page][0] + FURTHER * sum(scores[page][1:3])))


@contextmanager
def atalaya(corpus: Path, data: Path, engine: str) -> Iterator[Source]:
    """An index of the corpus for the length of the block. A page ranks as its passages do."""
    known = documents()
    by_id = {str(_id(document)): document for document in known}
    of_language = {
        language: [str(_id(document)) for document, one in known.items() if one.language == language]
        for language in {one.language for one in known.values()}
    }
    with asyncio.Runner() as runner:
        opened = _engine(engine, data)
        search = runner.run(opened.__aenter__())
        made = list(entries_of(corpus))
        for start in range(0, len(made), AT_ONCE):
            runner.run(search.index(made[start : start + AT_ONCE]))

        def ranked(text: str, language: str) -> list[Page]:
            asked = understood(text, language=None, finished=True)
            query = Query(
                text=text,
                audiences=("public",),
                kinds=(KIND,),
                filters={"document": of_language.get(language, [])}
                if of_language.get(language)
                else {"document": ["-"]},
                meaning=meaning_of(asked),
                also=asked.also,
                prefix_last=False,
                limit=PASSAGES,
            )
            return pages_by_passages(runner.run(search.search(query)).hits, by_id)

        try:
            yield ranked
        finally:
            runner.run(opened.__aexit__(None, None, None))
