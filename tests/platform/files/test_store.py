"""The store: the same behaviour on a folder, in memory and over the S3 protocol."""

import asyncio
import hashlib
import os
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from obstore.store import MemoryStore

from atalaya_platform.files.store import FileMissing, FileStore, FileTooLarge, StoreUnavailable, open_store
from atalaya_platform.ids import new_id
from tests.platform.files.s3_mock import S3Mock

MB = 1_048_576


async def _chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def _read(store: FileStore, file_id: UUID, start: int = 0, end: int | None = None) -> bytes:
    content = await store.get(file_id, start, end)
    return b"".join([chunk async for chunk in content.chunks])


@pytest.fixture(scope="module")
async def s3() -> AsyncIterator[tuple[S3Mock, str]]:
    mock = S3Mock()
    address, server, task = await mock.start()
    yield mock, address
    server.should_exit = True
    await task


@pytest.fixture(params=["folder", "memory", "s3"])
def store(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    s3: tuple[S3Mock, str],
    monkeypatch: pytest.MonkeyPatch,
) -> FileStore:
    if request.param == "memory":
        return FileStore(MemoryStore())
    if request.param == "folder":
        return open_store(None, tmp_path / "files")
    return _s3_store(s3[1], tmp_path, monkeypatch)


def _s3_store(address: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> FileStore:
    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    return open_store("s3://bucket/some/prefix", folder)


async def test_what_was_put_comes_back(store: FileStore) -> None:
    file_id = new_id()
    parts = [os.urandom(300_000), b"", b"end"]
    stored = await store.put(file_id, _chunks(*parts), limit=MB)
    whole = b"".join(parts)
    assert (stored.size, stored.sha256) == (len(whole), hashlib.sha256(whole).hexdigest())
    assert await store.exists(file_id)
    assert await store.size(file_id) == len(whole)
    assert await _read(store, file_id) == whole


async def test_large_files_go_in_parts(store: FileStore) -> None:
    file_id, piece = new_id(), os.urandom(700_000)
    stored = await store.put(file_id, _chunks(*[piece] * 18), limit=20 * MB)
    assert stored.size == 18 * 700_000
    assert await _read(store, file_id) == piece * 18
    assert await _read(store, file_id, 699_999, 700_001) == piece[-1:] + piece[:1]


@pytest.mark.parametrize(
    ("start", "end", "part"),
    [
        (0, None, b"0123456789"),
        (0, 10, b"0123456789"),
        (3, None, b"3456789"),
        (3, 5, b"34"),
        (9, 10, b"9"),
        (8, 99, b"89"),
    ],
)
async def test_ranges(store: FileStore, start: int, end: int | None, part: bytes) -> None:
    file_id = new_id()
    await store.put(file_id, _chunks(b"0123456789"), limit=10)
    content = await store.get(file_id, start, end)
    assert (content.start, content.end, content.size) == (start, start + len(part), 10)
    assert b"".join([chunk async for chunk in content.chunks]) == part


@pytest.mark.parametrize(("start", "end"), [(10, None), (10, 11), (5, 5), (5, 4), (-1, 5), (11, None), (2**70, None)])
async def test_ranges_that_the_file_does_not_have(store: FileStore, start: int, end: int | None) -> None:
    file_id = new_id()
    await store.put(file_id, _chunks(b"0123456789"), limit=10)
    with pytest.raises(ValueError, match="10 bytes"):
        await store.get(file_id, start, end)


async def test_an_empty_file(store: FileStore) -> None:
    file_id = new_id()
    assert (await store.put(file_id, _chunks(), limit=0)).size == 0
    assert await _read(store, file_id) == b""


async def test_too_large_is_not_kept(store: FileStore) -> None:
    small, large = new_id(), new_id()
    assert (await store.put(small, _chunks(b"x" * 1000), limit=1000)).size == 1000
    with pytest.raises(FileTooLarge, match="larger than 12 MB"):
        await store.put(large, _chunks(*[b"x" * MB] * 13), limit=12 * MB)
    assert not await store.exists(large)
    with pytest.raises(FileTooLarge, match=r"0\.5 MB"):
        await store.put(large, _chunks(b"x" * MB), limit=MB // 2)
    assert not await store.exists(large)


async def test_a_broken_upload_is_not_kept(store: FileStore) -> None:
    async def cut() -> AsyncIterator[bytes]:
        for _ in range(7):
            yield b"x" * MB
        raise ConnectionAbortedError("the client went away")

    file_id = new_id()
    with pytest.raises((ConnectionAbortedError, StoreUnavailable)):
        await store.put(file_id, cut(), limit=100 * MB)
    assert not await store.exists(file_id)
    assert (await store.put(file_id, _chunks(b"again"), limit=5)).size == 5


async def test_an_id_is_written_once(store: FileStore) -> None:
    file_id = new_id()
    await store.put(file_id, _chunks(b"first"), limit=10)
    with pytest.raises(FileExistsError):
        await store.put(file_id, _chunks(b"second"), limit=10)
    assert await _read(store, file_id) == b"first"


async def test_missing_and_deleted(store: FileStore) -> None:
    file_id = new_id()
    assert not await store.exists(file_id)
    for reading in (store.get(file_id), store.size(file_id)):
        with pytest.raises(FileMissing):
            await reading
    await store.delete(file_id)
    await store.put(file_id, _chunks(b"x"), limit=1)
    await store.delete(file_id)
    assert not await store.exists(file_id)
    await store.delete(file_id)


async def test_what_is_there_can_be_listed(store: FileStore) -> None:
    ids = {new_id() for _ in range(3)}
    for file_id in ids:
        await store.put(file_id, _chunks(b"x"), limit=1)
    later, earlier = datetime(2100, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC)
    assert ids <= {file_id async for file_id in store.ids(later)}
    assert [file_id async for file_id in store.ids(earlier)] == []


async def test_only_ids_are_listed(tmp_path: Path) -> None:
    store = open_store(None, tmp_path)
    await asyncio.to_thread((tmp_path / "README").write_text, "not ours")
    assert [file_id async for file_id in store.ids(datetime(2100, 1, 1, tzinfo=UTC))] == []


async def test_the_folder_is_closed_to_others_and_holds_only_ids(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "files"
    store, file_id = open_store(None, folder), new_id()
    await store.put(file_id, _chunks(b"x"), limit=1)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [(Path(at).name, names) for at, _, names in os.walk(folder) if names] == [(file_id.hex[-2:], [file_id.hex])]
    again = open_store(None, folder)
    assert await _read(again, file_id) == b"x"


async def test_nothing_half_written_stays_in_the_folder(tmp_path: Path) -> None:
    store = open_store(None, tmp_path)
    with pytest.raises(FileTooLarge):
        await store.put(new_id(), _chunks(*[b"x" * MB] * 8), limit=7 * MB)
    assert [name for _, _, names in os.walk(tmp_path) for name in names] == []


async def test_s3_objects_lie_under_the_prefix_and_requests_are_signed(
    s3: tuple[S3Mock, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock, address = s3
    store, file_id = _s3_store(address, tmp_path, monkeypatch), new_id()
    await store.put(file_id, _chunks(b"x"), limit=1)
    assert f"bucket/some/prefix/{file_id.hex[-2:]}/{file_id.hex}" in mock.objects
    assert mock.unsigned == 0
    assert mock.uploads == {}


async def test_s3_that_fails(s3: tuple[S3Mock, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mock, address = s3
    store = _s3_store(address, tmp_path, monkeypatch)
    monkeypatch.setattr(mock, "failing", True)
    for doing in (store.size(new_id()), store.put(new_id(), _chunks(b"x"), limit=1), store.delete(new_id())):
        with pytest.raises(StoreUnavailable):
            await doing


async def test_a_store_that_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "files"
    store = open_store(None, folder)
    await asyncio.to_thread(folder.rmdir)
    await asyncio.to_thread(folder.write_text, "in the way")
    with pytest.raises((StoreUnavailable, FileMissing)):
        await store.size(new_id())
    with pytest.raises(StoreUnavailable):
        await store.put(new_id(), _chunks(b"x"), limit=1)


@pytest.mark.parametrize(
    "url", ["", "s3://", "s3:///", "file:///etc", "https://a.example/b", "gs://bucket", "memory://"]
)
def test_other_addresses_are_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="s3://bucket"):
        open_store(url, tmp_path)
