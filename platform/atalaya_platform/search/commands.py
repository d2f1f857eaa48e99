"""`atalaya search`: rebuild the index from the database, and say how far it is behind."""

import asyncio

import typer

from atalaya_platform.terminal import console, settings_or_exit

app = typer.Typer(no_args_is_help=True, help="The search index.")


@app.command("rebuild")
def rebuild_index() -> None:
    """Fill a fresh index from the database; searching goes on meanwhile."""
    settings = settings_or_exit()
    from atalaya_platform.search.commanded import rebuild_with_progress

    count = asyncio.run(rebuild_with_progress(settings, console))
    console.print(f"The index holds {count} documents.")


@app.command()
def status() -> None:
    """How many objects wait to be indexed, and for how long."""
    settings = settings_or_exit()
    from atalaya_platform.search.commanded import ask_lag

    behind = asyncio.run(ask_lag(settings))
    console.print(f"{behind.waiting} objects wait, the oldest for {behind.seconds:.1f} s.")
