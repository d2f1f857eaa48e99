"""What the commands about documents do."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from atalaya_platform.directory.commanded import opened
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.documents.fetching import Fetcher, NotFetched
from atalaya_strategies.documents.found import Found, files_in, is_language, with_known
from atalaya_strategies.documents.importing import Imported, Outcome, import_files
from atalaya_strategies.documents.queries.keeping import edition_or_none, to_fetch
from atalaya_strategies.web import web_of

COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


class WrongCommand(Exception):
    """What was asked cannot be done; the text says why."""


async def import_paths(
    settings: Settings,
    paths: Sequence[Path],
    console: Console,
    *,
    edition: UUID | None,
    country: str,
    language: str,
    published: bool,
) -> Imported:
    """Import files and folders, with progress. Raises WrongCommand, BadTable or OSError."""
    _require_place(country)
    if language and not is_language(language):
        raise WrongCommand(f"There is no language {language}. Give an ISO 639 code, such as es.")
    files = files_in(paths)
    if not files:
        raise WrongCommand("There are no files in what was named.")
    async with opened(settings) as runtime:
        row = None
        if edition is not None:
            async with runtime.database.system() as session:
                row = await edition_or_none(session, edition)
            if row is None:
                raise WrongCommand(f"There is no edition {edition}. `atalaya` pages show it at the end of the address.")
            if country and country != row.place:
                raise WrongCommand(f"The edition is of {row.place}, not of {country}. Leave --country out.")
        place = row.place if row is not None else country
        with Progress(*COLUMNS, console=console) as progress:
            bar = progress.add_task("Documents", total=len(files))
            return await import_files(
                runtime,
                [with_known(one, place, language) for one in files],
                edition=row,
                published=published,
                done=lambda one: progress.update(bar, advance=1, description=one.path.name[:40]),
            )


def _require_place(code: str) -> None:
    if code and code not in places():
        raise WrongCommand(f"There is no state or body {code}. Give an ISO 3166-1 alpha-3 code, such as JAM.")


async def fetch_documents(settings: Settings, console: Console, *, country: str) -> Imported:
    """Fetch what is missing from official addresses, with progress. Raises WrongCommand."""
    _require_place(country)
    async with opened(settings) as runtime:
        async with runtime.database.system() as session:
            editions = await to_fetch(session, country)
        with (
            tempfile.TemporaryDirectory() as folder,
            Progress(*COLUMNS, console=console) as progress,
        ):
            bar = progress.add_task("Documents", total=len(editions))
            fetcher = Fetcher(web_of(runtime), Path(folder))
            return await fetch_editions(
                runtime,
                editions,
                fetcher,
                lambda one: progress.update(bar, advance=1, description=f"{one.place} {one.title_en[:36]}"),
            )


async def fetch_editions(
    runtime: Runtime, editions: Sequence[Edition], fetcher: Fetcher, done: Callable[[Edition], None]
) -> Imported:
    """Fetch and import the document of each; one that does not come is said, and the others go on."""
    result = Imported()
    for edition in editions:
        try:
            fetched = await fetcher.fetch(edition.document_url)
        except NotFetched as error:
            result.counts[Outcome.FAILED] += 1
            result.said.append(f"{edition.place}, {edition.title_en}: {error}")
        else:
            one = Found(fetched.path, edition.place, address=edition.document_url)
            result.merge(await import_files(runtime, [one], edition=edition))
            fetched.path.unlink(missing_ok=True)
        done(edition)
    return result
