"""What the commands share: the terminal, settings that explain themselves, and faults told in words."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from atalaya_platform.settings import Settings

console = Console(stderr=True)

UNKNOWN_TO_THE_DATABASE = frozenset({"42P01", "42883", "42703", "3F000"})
"""SQLSTATE of a table, function, column or schema that the code expects and the database does not have."""


def settings_or_exit() -> "Settings":
    """The settings; what is wrong with them, in words, and exit code 2."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from atalaya_platform.settings import Settings, wrong_settings

    try:
        return Settings()
    except (ValidationError, SettingsError) as error:
        for name, said in wrong_settings(error).items():
            console.print(f"[red]{name}[/]: {escape(said)}")
        raise typer.Exit(2) from None


def explained(error: Exception) -> str | None:
    """What the operator can do about an error that ended a command; None for a fault of the program itself."""
    import psycopg
    from sqlalchemy.exc import DBAPIError

    from atalaya_platform.database.embedded import EmbeddedDatabaseError
    from atalaya_platform.database.engine import UnsafeRole
    from atalaya_platform.search.errors import SearchUnavailable

    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, psycopg.Error):
        first = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
        if cause.sqlstate in UNKNOWN_TO_THE_DATABASE:
            return f"The database has not the schema of this version ({first}). Run `atalaya migrate`, then this again."
        if isinstance(cause, psycopg.OperationalError):
            return f"The database does not answer: {first}. Check ATALAYA_DATABASE_URL; `atalaya doctor` says more."
        return f"The database refused: {first}. `atalaya doctor` says more."
    if isinstance(error, (EmbeddedDatabaseError, UnsafeRole, SearchUnavailable)):
        return f"{error}"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    return None
