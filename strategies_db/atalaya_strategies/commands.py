"""`atalaya strategies`: import the catalogue and documents."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from atalaya_platform.terminal import console, settings_or_exit

if TYPE_CHECKING:
    from atalaya_strategies.documents.importing import Imported

app = typer.Typer(no_args_is_help=True, help="The strategies database.")
catalogue = typer.Typer(no_args_is_help=True, help="Which strategies and instruments there are.")
app.add_typer(catalogue, name="catalogue")


@catalogue.command("import")
def import_catalogue(
    table: Annotated[Path | None, typer.Argument(help="A table in CSV instead of the one that comes along.")] = None,
) -> None:
    """Import editions; what is there already, and what people changed, stays. A bad table is refused whole."""
    settings = settings_or_exit()
    from atalaya_platform.directory.organisations.importing import BadTable
    from atalaya_strategies.catalogue.commanded import import_table

    try:
        done = asyncio.run(import_table(settings, table))
    except (BadTable, OSError, UnicodeDecodeError) as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    console.print(f"{done.added} added, {done.updated} updated, {done.unchanged} unchanged.")


@app.command("import")
def import_documents(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders: PDF, DOCX, HTML or text.")],
    edition: Annotated[UUID | None, typer.Option(help="The edition whose text they are.")] = None,
    country: Annotated[str, typer.Option(help="Whose they are, by ISO 3166-1 alpha-3 code or a body's name.")] = "",
    language: Annotated[str, typer.Option(help="Their language by ISO 639 code, where it is not to be detected.")] = "",
    publish: Annotated[bool, typer.Option("--publish", help="Everybody reads them, also those of no edition.")] = False,
) -> None:
    """Import documents; a manifest.csv in a folder tells whose each file is. What is here already is left alone."""
    settings = settings_or_exit()
    from atalaya_platform.directory.organisations.importing import BadTable
    from atalaya_strategies.documents.commanded import WrongCommand, import_paths

    try:
        done = asyncio.run(
            import_paths(
                settings,
                paths,
                console,
                edition=edition,
                country=country.upper(),
                language=language.lower(),
                published=publish,
            )
        )
    except (WrongCommand, BadTable, OSError, UnicodeDecodeError) as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    _say(done)


@app.command("fetch")
def fetch_documents(
    country: Annotated[str, typer.Option(help="Only of this state or body, by ISO 3166-1 alpha-3 code or name.")] = "",
) -> None:
    """Fetch documents that are missing from their official addresses in the catalogue, one after the other."""
    settings = settings_or_exit()
    from atalaya_strategies.documents import commanded

    try:
        done = asyncio.run(commanded.fetch_documents(settings, console, country=country.upper()))
    except commanded.WrongCommand as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    _say(done)


def _say(done: "Imported") -> None:
    for line in done.said:
        console.print(line, markup=False, soft_wrap=True)
    counts = ", ".join(f"{count} {outcome}" for outcome, count in done.counts.items() if count)
    console.print(f"{counts or 'Nothing to do'}.")
