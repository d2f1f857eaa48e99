"""The command line says what there is, at once and without a word about its own machinery."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import psycopg
import pytest

from atalaya_platform import cli
from atalaya_platform.database import migrate
from atalaya_platform.database.embedded import EmbeddedDatabase
from atalaya_platform.settings import Settings
from tests.conftest import clone
from tests.services.atalaya import ATALAYA


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "default", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


@pytest.mark.parametrize("module", ["atalaya_platform.cli", "atalaya_platform.identity.sign_in.trip"])
def test_importing_warns_of_nothing(module: str) -> None:
    """A warning at import would greet every administrator at every command."""
    assert run("-c", f"import {module}").stderr == ""


def test_a_start_loads_nothing_that_writes_workbooks_or_pdfs() -> None:
    """They are loaded when somebody first exports: a server that starts is waited for."""
    said = run("-c", "import sys; from atalaya_platform.plugin import discover; discover(); print(*sys.modules)").stdout
    loaded = set(said.split())
    assert {"fastapi", "atalaya_strategies.comparing.routes.region"} <= loaded
    assert not loaded & {"xlsxwriter", "typst"}


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


def test_the_document_stands_alone_on_standard_output() -> None:
    """A fresh clone has no built web application, and its client is generated from what this prints."""
    script = (
        "from unittest.mock import patch; from atalaya_platform import serving; from atalaya_platform.http import web\n"
        "with patch.object(web, 'frontend_folder', lambda settings: None): serving.print_document()"
    )
    said = run("-c", script)
    assert json.loads(said.stdout)["openapi"].startswith("3.")
    assert "there is no built web application" in said.stderr


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs `atalaya` with these settings in this process; its exit code and what it said, on one line."""

    def command(*arguments: str, **settings: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["atalaya", *arguments])
        with monkeypatch.context() as environment:
            for name, value in settings.items():
                environment.setenv(f"ATALAYA_{name.upper()}", value)
            with pytest.raises(SystemExit) as ended:
                cli.main()
        return int(ended.value.code or 0), " ".join(capsys.readouterr().err.split())

    return command


NOBODY = "postgresql://atalaya_app:canary@127.0.0.1:9/atalaya"


@pytest.mark.parametrize(
    "command", ["audit verify", "search status", "search rebuild", "migrate", "backup x.tar", "demo remove"]
)
def test_a_database_that_does_not_answer_is_said_in_words(
    command: str, told: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    code, said = told(*command.split(), data=str(tmp_path), database_url=NOBODY, database_owner_url=NOBODY)
    assert code == 1
    assert "does not answer" in said
    assert "canary" not in said


@pytest.mark.parametrize("command", ["audit verify", "search status", "search rebuild", "backup x.tar", "demo remove"])
def test_looking_after_an_installation_makes_none(
    command: str, told: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    """A slip in ATALAYA_DATA: an empty audit log would be whole, and an empty backup would be written."""
    code, said = told(*command.split(), data=str(tmp_path / "slip"))
    assert code == 1
    assert "Nothing is installed in" in said
    assert "ATALAYA_DATA" in said
    assert not (tmp_path / "slip").exists()


def test_a_search_engine_that_does_not_answer_is_said_in_words(
    told: Callable[..., tuple[int, str]], database_server: EmbeddedDatabase, database_name: str
) -> None:
    url = database_server.url("atalaya_app", database_name)
    code, said = told("search", "rebuild", database_url=url, meilisearch_url="http://127.0.0.1:9")
    assert code == 1
    assert "Meilisearch at http://127.0.0.1:9 does not answer" in said


def test_a_data_folder_that_cannot_be_made_is_said_in_words(told: Callable[..., tuple[int, str]]) -> None:
    code, said = told("migrate", data="/etc/hostname/data")
    assert (code, "ATALAYA_DATA" in said) == (1, True)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("database_url", "nonsense:canary", "postgresql://"),
        ("database_url", "mysql://root:canary@host/db", "postgresql://"),
        ("database_owner_url", "canary", "postgresql://"),
        ("meilisearch_url", "search:7700", "http://host:7700"),
        ("backplane_url", "valkey:6379", "redis://host:6379"),
        ("files_url", "/srv/files", "s3://bucket/prefix"),
        ("clamd", "clamd", "host:3310"),
        ("smtp_url", "mail.example.org", "smtp+starttls://"),
        ("smtp_url", "smtp://user:canary@mail.example.org", "smtps://"),
        ("public_url", "atalaya.example.org", "https://"),
        ("public_url", "https://example.org/atalaya", "without a path"),
        ("allowed_origins", "https://a.example", "JSON"),
        ("oidc", "canary", "JSON"),
        ("port", "70000", "65535"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_at_the_start(
    name: str, value: str, hint: str, told: Callable[..., tuple[int, str]]
) -> None:
    code, said = told("serve", **{name: value})
    assert code == 2
    assert f"ATALAYA_{name.upper()}" in said
    assert hint in said
    assert "canary" not in said


def test_a_setting_left_empty_is_not_set() -> None:
    """As docker compose hands on a variable that nobody set."""
    settings = Settings(smtp_url="", meilisearch_url="", files_url="", clamd="", public_url="", backplane_url="")
    assert settings.smtp_url is settings.meilisearch_url is settings.files_url is settings.backplane_url is None
    assert settings.address == "http://localhost:8000"


def test_a_server_refuses_a_schema_that_is_behind(database_server: EmbeddedDatabase, tmp_path: Path) -> None:
    name = f"behind_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    clone(database_server, name)
    url = database_server.url("atalaya_app", name)
    with psycopg.connect(database_server.url("atalaya_owner", name)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20261123_03'")
    environment = {"ATALAYA_DATABASE_URL": url, "ATALAYA_DATA": str(tmp_path), "ATALAYA_PORT": "0"}
    for command in ("serve", "worker"):
        refused = subprocess.run(
            [ATALAYA, command], env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False
        )
        said = " ".join(refused.stderr.split())
        assert refused.returncode == 1, said
        assert "at revision 20261123_03" in said
        assert "`atalaya migrate`" in said
    with psycopg.connect(database_server.url("atalaya_owner", name)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20991231_01'")
    migrate.require_newest(url)  # ahead: an older server that comes back while the others are upgraded
