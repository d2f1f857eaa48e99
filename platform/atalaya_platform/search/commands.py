"""`atalaya search`: rebuild the index from the database, and say how far it is behind."""

import asyncio

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from atalaya_platform.assembly import build_runtime, locate_database
from atalaya_platform.database.engine import create_engine
from atalaya_platform.search.indexing import engine_of, lag, rebuild
from atalaya_platform.search.lifespan import engine_for
from atalaya_platform.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The search index.")
console = Console(stderr=True)


async def _rebuild(settings: Settings) -> int:
    addresses = locate_database(settings)
    engine = create_engine(addresses.app, 4)
    runtime = build_runtime(settings, engine, addresses.conninfo)
    runtime.adapters["search_engine"] = engine_for(settings)
    try:
        await engine_of(runtime).prepare()
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TextColumn("{task.completed}"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=console) as progress:
            bars = {kind: progress.add_task(kind, total=None) for kind in runtime.registry.sources}
            return await rebuild(runtime, lambda kind, done: progress.update(bars[kind], completed=done))
    finally:
        await engine_of(runtime).close()
        await engine.dispose()


@app.command("rebuild")
def rebuild_index() -> None:
    """Fill a fresh index from the database; searching goes on meanwhile."""
    count = asyncio.run(_rebuild(Settings()))
    console.print(f"The index holds {count} documents.")


@app.command()
def status() -> None:
    """How many objects wait to be indexed, and for how long."""

    async def ask() -> None:
        addresses = locate_database(Settings())
        engine = create_engine(addresses.app, 2)
        runtime = build_runtime(Settings(), engine, addresses.conninfo)
        async with runtime.database.system() as session:
            behind = await lag(session)
        console.print(f"{behind.waiting} objects wait, the oldest for {behind.seconds:.1f} s.")
        await engine.dispose()

    asyncio.run(ask())
