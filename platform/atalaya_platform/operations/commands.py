"""`atalaya backup`, `restore` and `doctor`."""

from pathlib import Path
from typing import Annotated

import typer

from atalaya_platform.terminal import settings_or_exit

commands = typer.Typer()


@commands.command("backup")
def make_backup(file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")]) -> None:
    """Back up everything to one file, while the server runs: database, files, keys, anchors of the audit log.

    The file holds all that people share here, TLP:RED too: keep it as safe as the installation itself.
    """
    settings = settings_or_exit()
    from atalaya_platform.operations.commanded import write_backup

    write_backup(settings, file)


@commands.command("restore")
def restore_backup(file: Annotated[Path, typer.Argument(help="A file that `atalaya backup` wrote.")]) -> None:
    """Restore a backup into a fresh installation, and prove it: checksums, files and the audit log.

    Stop the server first. An installation that somebody has used is refused.
    """
    settings = settings_or_exit()
    from atalaya_platform.operations.commanded import read_backup

    read_backup(settings, file)


@commands.command("doctor")
def examine_installation(
    as_json: Annotated[bool, typer.Option("--json", help="Say it in JSON, for machines.")] = False,
) -> None:
    """Look at every part of the installation, and say what is wrong and how to mend it.

    Ends with 0 when nothing is at fault (there may be warnings) and 1 when something is.
    """
    from atalaya_platform.operations.commanded import tell_findings

    tell_findings(as_json=as_json)
