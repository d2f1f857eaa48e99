"""Verifying the audit log before somebody's eyes."""

import asyncio

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from atalaya_platform.audit.verify import Report, verify_database
from atalaya_platform.database.engine import create_engine
from atalaya_platform.settings import Settings
from atalaya_platform.terminal import console


def report_on(settings: Settings, app_url: str) -> Report:
    """Verify with a progress bar on the terminal."""

    async def run() -> Report:
        engine = create_engine(app_url, 2)
        columns = (TextColumn("Verifying the audit log"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        try:
            with Progress(*columns, console=console, transient=True) as progress:
                task = progress.add_task("verify", total=None)
                return await verify_database(
                    engine, settings.data, lambda done, total: progress.update(task, completed=done, total=total)
                )
        finally:
            await engine.dispose()

    return asyncio.run(run())
