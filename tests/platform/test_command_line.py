"""The command line says what there is, at once and without a word about its own machinery."""

import subprocess
import sys
from importlib.metadata import entry_points

import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "default", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


@pytest.mark.parametrize("module", ["atalaya_platform.cli", "atalaya_platform.identity.sign_in.trip"])
def test_importing_warns_of_nothing(module: str) -> None:
    """A warning at import would greet every administrator at every command."""
    assert run("-c", f"import {module}").stderr == ""


def test_help_lists_every_command_and_loads_none() -> None:
    """Neither the web framework nor the database driver is needed to say what there is."""
    script = (
        "import sys; from atalaya_platform.cli import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    )
    said = run("-c", script).stdout
    for name in ("serve", "worker", "migrate", "openapi", "backup", "restore", "doctor", "audit"):
        assert f" {name} " in said
    for entry in entry_points(group="atalaya.commands"):
        assert f" {entry.name} " in said
    loaded = set(said.splitlines()[-1].split())
    assert "atalaya_platform.cli" in loaded
    assert not loaded & {
        "fastapi",
        "sqlalchemy",
        "sqlmodel",
        "pydantic",
        "psycopg",
        "atalaya_platform.directory.plugin",
    }


@pytest.mark.parametrize("group", ["demo", "directory", "search", "strategies", "user", "audit"])
def test_every_group_says_what_it_has(group: str) -> None:
    script = f"from atalaya_platform.cli import app; app([{group!r}, '--help'], standalone_mode=False)"
    assert "Commands" in run("-c", script).stdout


@pytest.mark.parametrize(
    "module", ["serving", "search.commanded", "directory.commanded", "operations.commanded", "audit.reporting"]
)
def test_what_commands_import_when_they_run_is_there(module: str) -> None:
    assert run("-c", f"import atalaya_platform.{module}").stderr == ""
