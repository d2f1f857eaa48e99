"""The command line, `atalaya`: serve, work, migrate, and whatever commands the plugins declare.

Commands are listed before they are loaded: each imports what it needs only when it runs, so that asking for help costs
next to nothing.
"""

import gc
import sys
from importlib.metadata import entry_points

import typer
from rich.markup import escape

from atalaya_platform.audit.commands import commands as audit_commands
from atalaya_platform.operations.commands import commands as operations_commands
from atalaya_platform.terminal import console, explained, settings_or_exit

ENTRY_POINTS = "atalaya.commands"
"""Under which distributions name groups of commands: light modules, which import their work when they run."""

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Atalaya, the watchtower.")


@app.command()
def serve() -> None:
    """Serve the web application and the API (settings: ATALAYA_HOST, ATALAYA_PORT, ATALAYA_DATA, …)."""
    settings = settings_or_exit()
    gc.disable()  # what is loaded now stays as long as the process: looking through it again and again finds nothing
    from atalaya_platform import serving

    serving.serve(settings)


@app.command()
def worker() -> None:
    """Run background jobs in a process of their own."""
    settings = settings_or_exit()
    from atalaya_platform import serving

    serving.work(settings)


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = settings_or_exit()
    from atalaya_platform.assembly import locate_database
    from atalaya_platform.database import migrate as migrations

    addresses = locate_database(settings)
    if addresses.owner is None:
        console.print("Set ATALAYA_DATABASE_OWNER_URL to the address of the owner role, then run this again.")
        raise typer.Exit(2)
    migrations.migrate(addresses.owner)
    console.print(f"The database is at revision {migrations.current(addresses.owner)}.")


@app.command()
def openapi() -> None:
    """Print the OpenAPI document of the code, for generating clients."""
    from atalaya_platform import serving

    serving.print_document()


app.add_typer(audit_commands, name="audit")
app.add_typer(operations_commands)
for _entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name):
    app.add_typer(_entry.load(), name=_entry.name)


def main() -> None:
    """Run one command. What an operator can mend is told in words, and a fault of the program with its traceback."""
    try:
        sys.exit(app())
    except Exception as error:
        said = explained(error)
        if said is None:
            raise
        console.print(f"[red]{escape(said)}[/]", soft_wrap=True)
        sys.exit(1)
