"""What the commands share: the terminal, and settings that explain themselves."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console

if TYPE_CHECKING:
    from atalaya_platform.settings import Settings

console = Console(stderr=True)


def settings_or_exit() -> "Settings":
    """The settings; what is wrong with them, in words, and exit code 2."""
    from pydantic import ValidationError

    from atalaya_platform.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        for item in error.errors():
            name = "_".join(["ATALAYA", *[str(part).upper() for part in item["loc"]]]) if item["loc"] else "Settings"
            console.print(f"[red]{name}[/]: {item['msg'].removeprefix('Value error, ')}")
        raise typer.Exit(2) from None
