"""The doctor on a whole installation: what is broken is named, with how to mend it."""

import json
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from atalaya_platform.database import migrate
from atalaya_platform.operations.doctor.examine import examine, settings_or_lines
from atalaya_platform.operations.doctor.line import Line, State
from atalaya_platform.operations.doctor.place import certificate_lines
from atalaya_platform.settings import Settings
from tests.platform.files.clamd_mock import ClamdMock, running
from tests.platform.mail.smtp_server import Mailroom, certificate, serving
from tests.platform.operations.conftest import Installation
from tests.services.atalaya import ATALAYA
from tests.services.process import free_port

BEAT = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())"


async def said(installation: Installation, **settings: Any) -> dict[str, Line]:
    """The worst line of each part."""
    lines = await examine(installation.settings.model_copy(update=settings))
    for line in lines:
        assert line.mend or line.state is State.OK, f"{line.part} does not say how to mend it"
    order = list(State)
    return {line.part: line for line in sorted(lines, key=lambda line: order.index(line.state))}


def state(lines: dict[str, Line], part: str) -> State:
    return lines[part].state


async def test_a_sound_installation(filled: Installation) -> None:
    filled.rows(BEAT)
    room = Mailroom()
    async with running(ClamdMock()) as clamd, serving(room) as port:
        lines = await said(
            filled, clamd=clamd, smtp_url=SecretStr(f"smtp://127.0.0.1:{port}"), mail_from="A <a@example.org>"
        )
    well = {"settings", "data folder", "database", "clock", "access rule", "schema", "worker", "jobs", "audit log"}
    assert {part for part in well | {"files", "antivirus", "mail"} if state(lines, part) is not State.OK} == set()
    assert "ClamAV" in lines["antivirus"].found
    assert room.received == [], "it only greets"


async def test_what_is_wrong_in_the_database_is_named(filled: Installation) -> None:
    filled.rows("DELETE FROM procrastinate_workers")
    filled.rows(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at)"
        " VALUES ('default', 'mail.send', 'failed', NULL), ('default', 'x', 'todo', now() - interval '2 hours')"
    )
    filled.rows("UPDATE audit_head SET seq = seq + 1 WHERE chain = 3")
    filled.rows("UPDATE alembic_version SET version_num = '20261123_01'")
    lines = await said(filled)
    assert state(lines, "schema") is State.FAULT
    assert "atalaya migrate" in lines["schema"].mend
    assert "worker" not in lines, "what depends on the schema is not asked"
    filled.rows("UPDATE alembic_version SET version_num = :head", head=migrate.heads()[0])
    lines = await said(filled)
    assert state(lines, "worker") is State.FAULT
    assert state(lines, "jobs") is State.WARNING
    assert "2:00" in lines["jobs"].found
    assert "mail.send (1)" in lines["dead jobs"].found
    assert state(lines, "audit log") is State.FAULT
    assert "audit verify" in lines["audit log"].mend
    filled.rows("DELETE FROM procrastinate_jobs")
    filled.rows("UPDATE audit_head SET seq = seq - 1 WHERE chain = 3")


async def test_a_role_that_could_read_everything(filled: Installation) -> None:
    assert filled.addresses.server is not None
    url = filled.addresses.server.url("postgres", "atalaya")
    lines = await said(filled, database_url=SecretStr(url))
    assert state(lines, "access rule") is State.FAULT
    assert "atalaya_app" in lines["access rule"].found


async def test_services_that_do_not_answer(filled: Installation) -> None:
    nobody = free_port()
    lines = await said(
        filled,
        clamd=f"127.0.0.1:{nobody}",
        smtp_url=SecretStr(f"smtp://127.0.0.1:{nobody}"),
        meilisearch_url=f"http://127.0.0.1:{nobody}",
    )
    assert {part: state(lines, part) for part in ("antivirus", "mail", "search")} == dict.fromkeys(
        ("antivirus", "mail", "search"), State.FAULT
    )
    lines = await said(filled, database_url=SecretStr(f"postgresql://x@127.0.0.1:{nobody}/x"))
    assert state(lines, "database") is State.FAULT
    assert state(lines, "files") is State.OK, "the rest is looked at all the same"


async def test_open_folders_and_addresses_without_encryption(filled: Installation) -> None:
    (filled.data / "keys").chmod(0o755)
    lines = await said(filled, host="0.0.0.0", public_url=None)
    assert f"chmod 700 {filled.data / 'keys'}" in lines["data folder"].mend
    assert "ATALAYA_PUBLIC_URL" in lines["settings"].mend
    (filled.data / "keys").chmod(0o700)
    assert state(await said(filled, public_url="http://atalaya.example.org"), "settings") is State.FAULT


def test_settings_that_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATALAYA_HOST", "0.0.0.0")
    monkeypatch.setenv("ATALAYA_DEMONSTRATION", "true")
    monkeypatch.setenv("ATALAYA_PORT", "eight thousand")
    lines = settings_or_lines()
    assert isinstance(lines, list)
    assert any("ATALAYA_PORT" in line.found for line in lines)
    monkeypatch.setenv("ATALAYA_PORT", "8000")
    lines = settings_or_lines()
    assert isinstance(lines, list)
    assert "demonstration accounts" in lines[0].found


@asynccontextmanager
async def https(tls: ssl.SSLContext) -> AsyncIterator[int]:
    """Something that greets with a certificate."""
    async with serving(Mailroom(), tls=tls) as port:
        yield port


async def test_certificates(tmp_path: Path) -> None:
    server, _ = certificate(tmp_path)
    async with https(server) as port:
        (line,) = await certificate_lines(Settings(public_url=f"https://localhost:{port}"))
        assert line.state is State.FAULT, "nobody's browser trusts it"
    (line,) = await certificate_lines(Settings(public_url=f"https://localhost:{free_port()}"))
    assert line.state is State.WARNING
    assert await certificate_lines(Settings(public_url="http://localhost:8000")) == []


def test_the_command_says_it_in_json_and_by_its_exit_code(tmp_path: Path) -> None:
    environment = {"ATALAYA_DATA": str(tmp_path / "nothing"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [ATALAYA, "doctor", "--json"], env=environment, capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert done.returncode == 1
    body = json.loads(done.stdout)
    assert body["well"] is False
    assert {"part", "state", "found", "mend"} == set(body["lines"][0])
    assert not (tmp_path / "nothing").exists(), "looking makes nothing"
