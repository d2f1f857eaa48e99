"""`atalaya strategies`: import the catalogue."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from atalaya_platform.terminal import console, settings_or_exit

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
