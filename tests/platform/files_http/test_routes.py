"""Files through HTTP: upload, read by the label, parts, inline or saved, take back, clean up."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.clock import ManualClock, SystemClock
from atalaya_platform.database.session import WriteSession, open_person
from atalaya_platform.events.streams import name_recipients
from atalaya_platform.files.actions import attach
from atalaya_platform.files.adapter import store_of
from atalaya_platform.files.jobs import forget_unattached, sweep
from atalaya_platform.files.queries import attachments_of
from atalaya_platform.http.problems import Conflict, Invalid, NotFound
from atalaya_platform.identity.models import Person
from atalaya_platform.ids import new_id
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World
from tests.platform.files import samples
from tests.platform.files_http.conftest import upload, uploaded

PNG = samples.png()


def caller_for(person: Person, *, strong: bool = False) -> Caller:
    """As much of a caller as attaching looks at."""
    return Caller(
        person_id=person.id,
        name=person.name,
        email=person.email,
        locale="en",
        time_zone="UTC",
        joined_at=person.created_at,
        roles=frozenset(),
        organisation_roles={},
        countries=frozenset(),
        tokens=frozenset(),
        permissions=frozenset(),
        strong=strong,
    )


async def post(
    harness: Harness, person: Person, file_ids: list[str], audience: str, label: Label, post_id: UUID | None = None
) -> UUID:
    """Attach as a post would; for TLP:RED to Ana and Bruno by name. The post's id."""
    object_id, post_id, strong = new_id(), post_id or new_id(), label is Label.RED
    async with harness.runtime.database.as_person(person.id, strong=strong) as session:
        if strong:
            await name_recipients(session, object_id, [UUID(one) for one in audience.split()])
            audience = f"named:{object_id}"
        ids = [UUID(one) for one in file_ids]
        await attach(
            session,
            caller_for(person, strong=strong),
            ids,
            object_id=object_id,
            post_id=post_id,
            audience=audience,
            label=label,
        )
    return post_id


async def status(client: Any, file: dict[str, Any]) -> tuple[int, int]:
    """How the file and its content answer."""
    found = await client.get(f"/api/v1/files/{file['id']}")
    return found.status_code, (await client.get(file["url"])).status_code


async def test_an_upload_is_its_authors_until_it_is_attached(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    ana, bruno, carla, stranger = [await client_for(one) for one in (cast.ana, cast.bruno, cast.carla, None)]
    file = await uploaded(ana, "Relatório 1.png", PNG)
    assert file["name"] == "Relatório 1.png"
    assert file["sha256"] == hashlib.sha256(PNG).hexdigest()
    assert (file["size"], file["media_type"], file["inline"], file["scanned"]) == (
        len(PNG),
        "image/png",
        True,
        "not configured",
    )
    assert await status(ana, file) == (200, 200)
    for other in (bruno, carla, stranger):
        assert await status(other, file) == (404, 404)
    await post(harness, cast.ana, [file["id"]], f"strict:{cast.group.id}", Label.AMBER_STRICT)
    assert await status(bruno, file) == (200, 200)
    for other in (carla, stranger, await client_for(cast.minister), await client_for(cast.admin)):
        assert await status(other, file) == (404, 404)


async def test_red_is_for_named_people_with_a_passkey(harness: Harness, cast: World, client_for: ClientFor) -> None:
    file = await uploaded(await client_for(cast.ana), "red.png", PNG)
    await post(harness, cast.ana, [file["id"]], f"{cast.ana.id} {cast.bruno.id}", Label.RED)
    assert await status(await client_for(cast.bruno, strong=True), file) == (200, 200)
    assert await status(await client_for(cast.bruno), file) == (404, 404)
    assert await status(await client_for(cast.carla, strong=True), file) == (404, 404)
    assert await status(await client_for(cast.admin, strong=True), file) == (404, 404)


async def test_what_is_published_is_for_everybody(harness: Harness, cast: World, client_for: ClientFor) -> None:
    file = await uploaded(await client_for(cast.ana), "open.png", PNG)
    await post(harness, cast.ana, [file["id"]], "public", Label.CLEAR)
    assert await status(await client_for(), file) == (200, 200)


async def test_pictures_are_shown_and_all_else_is_saved(cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    for name, content, kind in (
        ("a.png", PNG, "inline"),
        ("a.jpg", samples.jpeg(), "inline"),
        ("a.gif", samples.gif(), "inline"),
        ("a.webp", samples.webp(), "inline"),
        ("a.pdf", samples.pdf(), "attachment"),
        ("a.txt", b"x", "attachment"),
        ("a.csv", b"a,b\n", "attachment"),
        ("a.json", b"{}", "attachment"),
    ):
        file = await uploaded(ana, name, content)
        answer = await ana.get(file["url"])
        assert answer.content == content
        assert answer.headers["content-disposition"].startswith(kind)
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "html" not in answer.headers["content-type"]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


PARTS: list[tuple[str, int, int, int | None]] = [
    ("bytes=0-3", 206, 0, 4),
    ("bytes=4-", 206, 4, None),
    ("bytes=-5", 206, -5, None),
    ("bytes=0-99999", 206, 0, None),
    ("bytes=5-2", 200, 0, None),
    ("bytes=0-1,3-4", 200, 0, None),
    ("lines=1-2", 200, 0, None),
    ("bytes=-", 200, 0, None),
    ("bytes=" + "0-1," * 40 + "5-6", 200, 0, None),
    ("bytes=0-" + "9" * 19, 200, 0, None),
]


async def test_parts(cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    file = await uploaded(ana, "a.png", PNG)
    for wanted, code, start, end in PARTS:
        answer = await ana.get(file["url"], headers={"Range": wanted})
        assert answer.status_code == code, wanted
        assert answer.content == PNG[start:end]
        assert answer.headers["content-length"] == str(len(answer.content))


async def test_parts_that_are_not_there_and_content_that_is_known(cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    file = await uploaded(ana, "a.png", PNG)
    beyond = await ana.get(file["url"], headers={"Range": f"bytes={len(PNG)}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(PNG)}"
    whole = await ana.get(file["url"])
    known = await ana.get(file["url"], headers={"If-None-Match": whole.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    stale = await ana.get(file["url"], headers={"Range": "bytes=0-3", "If-Range": '"other"'})
    assert stale.status_code == 200


async def test_uploads_and_downloads_are_audited(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    file = await uploaded(ana, "a.png", PNG)
    await ana.get(file["url"])
    await ana.get(f"/api/v1/files/{new_id()}/content")
    rows = await harness.all("SELECT act, person_id, object_id FROM audit_entry ORDER BY at")
    assert rows == [
        ("files.file.upload", cast.ana.id, file["id"]),
        ("files.file.download", cast.ana.id, file["id"]),
    ]


async def test_an_upload_sent_twice_is_kept_once(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    key = {"Idempotency-Key": "paste-12345678"}
    first, second = [await upload(ana, "a.png", PNG, **key) for _ in range(2)]
    assert first.json() == second.json()
    assert second.headers["idempotency-replayed"] == "true"
    assert (await upload(ana, "a.png", samples.png(b"other"), **key)).status_code == 422
    assert await harness.one("SELECT count(*) FROM file") == 1
    later = SystemClock().now() + timedelta(hours=1)
    assert [one async for one in store_of(harness.runtime).ids(later)] == [UUID(first.json()["id"])]


async def test_one_takes_back_ones_own_while_no_post_has_it(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    loose, used = await uploaded(ana, "a.png", PNG), await uploaded(ana, "b.png", PNG)
    await post(harness, cast.ana, [used["id"]], f"strict:{cast.group.id}", Label.AMBER_STRICT)
    for file in (loose, used):
        assert (await bruno.delete(f"/api/v1/files/{file['id']}")).status_code == 404
    assert (await ana.delete(f"/api/v1/files/{used['id']}")).status_code == 409
    assert (await ana.delete(f"/api/v1/files/{loose['id']}")).status_code == 204
    assert await status(ana, loose) == (404, 404)
    await harness.run_jobs()
    assert not await store_of(harness.runtime).exists(UUID(loose["id"]))
    assert await store_of(harness.runtime).exists(UUID(used["id"]))


async def test_attaching_is_for_ones_own_and_once(harness: Harness, cast: World, client_for: ClientFor) -> None:
    file = await uploaded(await client_for(cast.ana), "a.png", PNG)
    strict = f"strict:{cast.group.id}"
    with pytest.raises(NotFound):
        await post(harness, cast.bruno, [file["id"]], strict, Label.AMBER_STRICT)
    post_id = await post(harness, cast.ana, [file["id"], file["id"]], strict, Label.AMBER_STRICT)
    await post(harness, cast.ana, [file["id"]], strict, Label.AMBER_STRICT, post_id)
    with pytest.raises(Conflict):
        await post(harness, cast.ana, [file["id"]], strict, Label.AMBER_STRICT)
    with pytest.raises(Invalid):
        await post(harness, cast.ana, [str(new_id()) for _ in range(21)], strict, Label.AMBER_STRICT)

    async def seen(session: WriteSession, person: Person) -> list[UUID]:
        await open_person(session, person.id, strong=False, reading=False)
        return [one.id for one in (await attachments_of(session, [post_id])).get(post_id, [])]

    async with harness.runtime.database.unit() as session:
        assert await seen(session, cast.bruno) == [UUID(file["id"])]
        assert await seen(session, cast.carla) == []


async def test_what_is_never_attached_goes_after_a_day(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    loose, used = await uploaded(ana, "a.png", PNG), await uploaded(ana, "b.png", PNG)
    await post(harness, cast.ana, [used["id"]], f"{cast.ana.id} {cast.bruno.id}", Label.RED)
    store = store_of(harness.runtime)
    orphan = new_id()

    async def bytes_of_nobody() -> Any:
        yield b"x"

    await store.put(orphan, bytes_of_nobody(), limit=10)
    harness.runtime.clock = clock = ManualClock(SystemClock().now())
    for hours, left in ((23, {loose["id"], used["id"], str(orphan)}), (2, {used["id"]})):
        clock.advance(timedelta(hours=hours))
        async with harness.runtime.database.system() as session:
            await forget_unattached(session, harness.runtime)
        await harness.run_jobs()
        async with harness.runtime.database.system() as session:
            await sweep(session, harness.runtime)
        kept = {str(one) async for one in store.ids(clock.now() + timedelta(days=1))}
        assert kept == left, "what is TLP:RED must stay, though the system cannot read it"
