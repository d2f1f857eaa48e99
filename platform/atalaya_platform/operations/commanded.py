"""What `atalaya backup`, `restore` and `doctor` do, with what they say on the terminal."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import orjson
import typer
from rich.filesize import decimal
from rich.markup import escape

from atalaya_platform.assembly import Addresses, locate_database
from atalaya_platform.database.embedded import EmbeddedDatabaseError
from atalaya_platform.database.engine import create_engine
from atalaya_platform.database.session import Database
from atalaya_platform.events.ledger import audit
from atalaya_platform.files.adapter import store_for
from atalaya_platform.operations.archive import Manifest
from atalaya_platform.operations.backup import back_up
from atalaya_platform.operations.doctor.examine import examine, settings_or_lines
from atalaya_platform.operations.doctor.line import State
from atalaya_platform.operations.programs import OperationFailed
from atalaya_platform.operations.restore import Restored, restore
from atalaya_platform.operations.steps import shown
from atalaya_platform.plugin import discover
from atalaya_platform.settings import Settings
from atalaya_platform.terminal import console

T = TypeVar("T")


def _located(settings: Settings, *, installed: bool) -> tuple[Addresses, str]:
    """Where the database is, and its owner's address, which backup and restore need."""
    addresses = locate_database(settings, installed=installed)
    if addresses.owner is None:
        raise OperationFailed(
            "Set ATALAYA_DATABASE_OWNER_URL to the address of the owner role: the application's own role may not read "
            "everything, so it cannot make or restore a backup."
        )
    return addresses, addresses.owner


def _done(settings: Settings, work: Callable[[Addresses, str], Coroutine[Any, Any, T]], *, installed: bool) -> T:
    """Do this with the application's addresses and the owner's; what stops it is said, and ends the command."""
    try:
        return asyncio.run(work(*_located(settings, installed=installed)))
    except (OperationFailed, EmbeddedDatabaseError, OSError) as error:
        console.print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(1) from error


async def _record_backup(app_url: str, manifest: Manifest) -> None:
    engine = create_engine(app_url, 2)
    try:
        async with Database(engine).system() as session:
            files = len(manifest.entries)
            audit(session, None, "operations.installation.backup", made_at=manifest.made_at, entries=files)
    finally:
        await engine.dispose()


def write_backup(settings: Settings, file: Path) -> None:
    """Back up everything to a file that does not exist yet."""
    file = file.absolute()

    async def run(addresses: Addresses, owner: str) -> Manifest:
        with shown() as steps:
            manifest = await back_up(settings.data, owner, store_for(settings), file, steps)
        await _record_backup(addresses.app, manifest)
        return manifest

    manifest = _done(settings, run, installed=True)
    console.print(
        f"[green]Done.[/] {file} has {decimal(file.stat().st_size)} in {len(manifest.entries)} entries. It holds all "
        "that people share here, TLP:RED too: keep it as safe as the installation itself."
    )


def read_backup(settings: Settings, file: Path) -> None:
    """Restore a backup into a fresh installation."""
    file = file.absolute()

    async def run(addresses: Addresses, owner: str) -> Restored:
        with shown() as steps:
            return await restore(settings.data, addresses.app, owner, store_for(settings), file, discover(), steps)

    done = _done(settings, run, installed=False)
    console.print(
        f"[green]Restored[/] the backup of {done.manifest.made_at}: {done.files} files, {done.audit.entries} audit "
        "entries. The search index is built again when the server starts. Everybody signs in again. Tokens, "
        "memberships and keys that were withdrawn after that moment are valid again: withdraw them once more."
    )
    if not done.audit.sound:
        for finding in done.audit.findings:
            console.print(f"  [red]{finding.damage}[/]: {escape(finding.text)}")
        console.print("[red]The audit log in this backup is not whole.[/] It was so when the backup was made.")
        raise typer.Exit(1)


STYLES = {State.OK: "green", State.WARNING: "yellow", State.FAULT: "red"}


def tell_findings(*, as_json: bool) -> None:
    """Examine the installation and say what was found, to people or to machines."""
    settings = settings_or_lines()
    lines = settings if isinstance(settings, list) else asyncio.run(examine(settings))
    worst = State.FAULT if any(line.state is State.FAULT for line in lines) else State.OK
    if as_json:
        typer.echo(orjson.dumps({"well": worst is State.OK, "lines": [line.as_json() for line in lines]}).decode())
    else:
        for line in lines:
            style = STYLES[line.state]
            console.print(f"[{style}]{line.state:<8}[/] [bold]{escape(line.part)}[/]: {escape(line.found)}")
            if line.mend:
                console.print(f"         → {escape(line.mend)}")
    if worst is State.FAULT:
        raise typer.Exit(1)
