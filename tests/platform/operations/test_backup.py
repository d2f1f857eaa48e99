"""Backing up a filled installation, restoring it elsewhere, and refusing what is damaged or in use."""

import os
import tarfile
from pathlib import Path
from uuid import UUID

import pytest

from atalaya_platform.operations.archive import MANIFEST, unpack
from atalaya_platform.operations.backup import back_up
from atalaya_platform.operations.programs import OperationFailed, program
from atalaya_platform.operations.restore import Restored, restore
from atalaya_platform.plugin import Registry
from tests.platform.operations.conftest import CONTENTS, Installation, install, put, remove


async def backed_up(installation: Installation, target: Path) -> Path:
    await back_up(installation.data, installation.owner, installation.store, target)
    return target


async def restored(installation: Installation, source: Path, registry: Registry) -> Restored:
    addresses = installation.addresses
    return await restore(installation.data, addresses.app, installation.owner, installation.store, source, registry)


async def test_a_damaged_backup_is_refused_untouched(
    filled: Installation, fresh: Installation, tmp_path: Path, registry: Registry
) -> None:
    source = await backed_up(filled, tmp_path / "b.tar")
    whole = source.read_bytes()
    place = whole.index(CONTENTS["note.txt"][:64]) + 5
    damages = {
        "one changed byte": whole[:place] + b"X" + whole[place + 1 :],
        "cut off": whole[: len(whole) // 2],
        "nothing": b"",
        "something else": b"PK\x03\x04" * 1000,
    }
    for name, content in damages.items():
        source.write_bytes(content)
        with pytest.raises(OperationFailed):
            await restored(fresh, source, registry)
        assert fresh.rows("SELECT count(*) FROM person") == [(0,)], name
    assert not list(fresh.data.glob(".restore-*"))


async def test_everything_comes_back(
    filled: Installation, fresh: Installation, tmp_path: Path, registry: Registry
) -> None:
    filled.rows(
        "INSERT INTO sign_in_session"
        " (id, person_id, token_hash, state, strong, seen_at, expires_at, address, user_agent)"
        " SELECT gen_random_uuid(), id, 'x', 'signed_in', true, now(), now() + interval '1 day', '', '' FROM person"
    )
    source = await backed_up(filled, tmp_path / "backup.tar")
    assert source.stat().st_mode & 0o077 == 0, "it holds everything: its owner's only"
    assert os.listdir(tmp_path) == ["backup.tar"]
    done = await restored(fresh, source, registry)

    before, after = filled.everything(), fresh.everything()
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == set()
    assert len(before["person"]) == 1
    for file_id, name in fresh.rows("SELECT id, name FROM file"):
        content = await fresh.store.get(UUID(str(file_id)))
        assert b"".join([chunk async for chunk in content.chunks]) == CONTENTS[name]

    assert done.audit.sound, done.audit.findings
    assert (done.files, done.audit.entries, done.audit.anchors) == (3, 31, 1)
    assert fresh.rows("SELECT act FROM audit_entry ORDER BY at DESC LIMIT 1") == [("operations.installation.restore",)]
    key = "keys/audit-anchor.key"
    assert (fresh.data / key).read_bytes() == (filled.data / key).read_bytes()
    assert (fresh.data / key).stat().st_mode & 0o077 == 0

    queued = {(kind, str(one)) for kind, one in fresh.rows("SELECT kind, object_id FROM search_change")}
    organisations = {str(one) for (one,) in fresh.rows("SELECT id FROM organisation")}
    if "organisation" in registry.sources:
        assert {("organisation", one) for one in organisations} <= queued
    assert not (fresh.data / "search").exists(), "the engine finds no index and rebuilds it"

    ended = fresh.rows("SELECT ended_at IS NOT NULL FROM sign_in_session")
    assert ended == [(True,)], "a session that was ended after the backup must not live again"
    rule = fresh.rows("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = 'file'")
    assert rule == [(True,)]
    with pytest.raises(OperationFailed, match="in use"):
        await restored(fresh, source, registry)


async def test_a_backup_is_not_overwritten_and_a_failed_one_leaves_nothing(
    filled: Installation, tmp_path: Path
) -> None:
    (tmp_path / "b.tar").write_text("mine")
    with pytest.raises(OperationFailed, match="there already"):
        await backed_up(filled, tmp_path / "b.tar")
    assert (tmp_path / "b.tar").read_text() == "mine"
    ((lost,),) = filled.rows("SELECT id FROM file LIMIT 1")
    content = b"".join([chunk async for chunk in (await filled.store.get(UUID(str(lost)))).chunks])
    await filled.store.delete(UUID(str(lost)))
    with pytest.raises(OperationFailed, match="not in the store"):
        await backed_up(filled, tmp_path / "c.tar")
    await put(filled.store, UUID(str(lost)), b"y" * len(content))
    with pytest.raises(OperationFailed, match="not what the database knows"):
        await backed_up(filled, tmp_path / "c.tar")
    await filled.store.delete(UUID(str(lost)))
    await put(filled.store, UUID(str(lost)), content)
    assert os.listdir(tmp_path) == ["b.tar"]


def test_names_that_no_backup_has_are_refused(tmp_path: Path) -> None:
    source, folder = tmp_path / "evil.tar", tmp_path / "out"
    folder.mkdir()
    for name in ("../escape", "/etc/passwd", "data/other/x", "data/keys", "files/../../x", "x"):
        with tarfile.open(source, "w") as tar:
            tar.addfile(tarfile.TarInfo(name))
            tar.addfile(tarfile.TarInfo(MANIFEST))
        with pytest.raises(OperationFailed, match="which no backup"):
            unpack(source, folder)
        assert list(folder.rglob("*")) == []


def test_links_are_refused(tmp_path: Path) -> None:
    link = tarfile.TarInfo("data/keys/x")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.addfile(link)
    (tmp_path / "out").mkdir()
    with pytest.raises(OperationFailed, match="which no backup"):
        unpack(tmp_path / "evil.tar", tmp_path / "out")


async def test_a_program_that_is_too_old_is_not_used() -> None:
    with pytest.raises(OperationFailed, match="postgresql-client-99"):
        await program("pg_dump", 99)
    assert (await program("pg_dump", 18)).name.startswith("pg_dump")


async def test_tampering_before_the_backup_shows_after_the_restore(
    filled: Installation, tmp_path: Path, registry: Registry
) -> None:
    filled.rows("UPDATE audit_entry SET act = 'forged' WHERE seq = 7")
    another = install("another")
    try:
        done = await restored(another, await backed_up(filled, tmp_path / "b.tar"), registry)
    finally:
        remove(another)
    assert [(one.damage, one.seq) for one in done.audit.findings] == [("changed", 7)]
