"""What `atalaya search` does: rebuild with progress, and ask how far the index is behind."""

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from atalaya_platform.assembly import build_runtime, locate_database
from atalaya_platform.database.engine import create_engine
from atalaya_platform.search.indexing import Lag, engine_of, lag, rebuild
from atalaya_platform.search.lifespan import engine_for
from atalaya_platform.settings import Settings


async def rebuild_with_progress(settings: Settings, console: Console) -> int:
    """Fill a fresh index from the database; the number of its documents."""
    addresses = locate_database(settings, installed=True)
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


async def ask_lag(settings: Settings) -> Lag:
    """How far the index is behind."""
    addresses = locate_database(settings, installed=True)
    engine = create_engine(addresses.app, 2)
    runtime = build_runtime(settings, engine, addresses.conninfo)
    try:
        async with runtime.database.system() as session:
            return await lag(session)
    finally:
        await engine.dispose()
