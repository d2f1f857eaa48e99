"""What the commands about documents do."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from atalaya_platform.directory.commanded import opened
from atalaya_platform.settings import Settings
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.documents.found import files_in, is_language, with_known
from atalaya_strategies.documents.importing import Imported, import_files
from atalaya_strategies.documents.queries.keeping import edition_or_none


class WrongCommand(Exception):
    """What was asked cannot be done; the text says why."""


async def import_paths(
    settings: Settings, paths: Sequence[Path], console: Console, *, edition: UUID | None, country: str, language: str
) -> Imported:
    """Import files and folders, with progress. Raises WrongCommand, BadTable or OSError."""
    if country and country not in places():
        raise WrongCommand(f"There is no state or body {country}. Give an ISO 3166-1 alpha-3 code, such as JAM.")
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
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console) as progress:
            bar = progress.add_task("Documents", total=len(files))
            return await import_files(
                runtime,
                [with_known(one, place, language) for one in files],
                edition=row,
                done=lambda one: progress.update(bar, advance=1, description=one.path.name[:40]),
            )
