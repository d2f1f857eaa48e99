"""Files of posts: they are taken off by an edit, and go with the post that is deleted."""

from uuid import UUID

import httpx2

from atalaya_platform.files.models import File
from tests.conftest import ClientFor
from tests.forum.factories import post, topic
from tests.harness import Harness
from tests.platform.factories import person, world


async def upload(harness: Harness, author: UUID, name: str) -> str:
    row = File(
        author_id=author,
        object_id=author,
        audience=f"person:{author}",
        name=name,
        media_type="text/plain",
        size=12,
        sha256=b"0" * 32,
    )
    return str((await harness.add(row)).id)


async def test_an_edit_takes_a_file_off(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    made = await topic(ana, cast)
    wrong, right, later = [await upload(harness, cast.bruno.id, name) for name in ("wrong.txt", "right.txt", "new.txt")]
    text = f"[wrong](attachment:{wrong}) and [right](attachment:{right})"
    mine = await post(bruno, made["id"], text, attachments=[wrong, right])
    path = f"/api/v1/posts/{mine['id']}"
    strange = {"body": text, "detached": [made["id"]]}
    assert (await bruno.patch(path, json=strange, headers={"If-Match": "*"})).status_code == 404
    assert (
        await ana.patch(path, json={"body": text, "detached": [wrong]}, headers={"If-Match": "*"})
    ).status_code == 403
    change = {"body": text, "detached": [wrong], "attachments": [later]}
    edited = await bruno.patch(path, json=change, headers={"If-Match": '"1"'})
    assert edited.status_code == 200, edited.text
    assert [one["name"] for one in edited.json()["attachments"]] == ["right.txt", "new.txt"]
    assert f"/api/v1/files/{wrong}/content" not in edited.json()["html"]
    for client in (ana, bruno):
        assert (await client.get(f"/api/v1/files/{wrong}")).status_code == 404
        assert (await client.get(f"/api/v1/files/{right}")).status_code == 200
    discarded = await harness.all("SELECT args FROM procrastinate_jobs WHERE task_name = 'files.discard'")
    assert [row.args["file_id"] for row in discarded] == [wrong]
    rest = {"body": "No files", "detached": [right, later]}
    assert (await bruno.patch(path, json=rest, headers={"If-Match": '"2"'})).json()["attachments"] == []
    with harness.counted() as statements:
        assert (await ana.get(f"/api/v1/topics/{made['id']}/posts")).json()["items"][1]["attachments"] == []
    assert len(statements) <= 2


async def test_a_deleted_post_takes_its_files_along(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    made = await topic(ana, cast)
    for deletes in (bruno, ana):  # its author, and the steward
        file = await upload(harness, cast.bruno.id, "secret.txt")
        mine = await post(bruno, made["id"], f"[secret](attachment:{file})", attachments=[file])
        gone = await deletes.delete(f"/api/v1/posts/{mine['id']}")
        assert (gone.status_code, gone.json()["attachments"]) == (200, [])
        for client in (ana, bruno):
            assert (await client.get(f"/api/v1/files/{file}")).status_code == 404
    assert await harness.one("SELECT count(*) FROM file") == 0


async def test_a_hidden_post_shows_its_files_to_whoever_still_reads_it(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    reader = await person(harness, cast.brazil)
    moderator = await person(harness, cast.brazil, platform_role="moderator")
    ana, bruno, other, moderates = [await client_for(one) for one in (cast.ana, cast.bruno, reader, moderator)]
    made = await topic(ana, cast)
    file = await upload(harness, cast.bruno.id, "secret.txt")
    mine = await post(bruno, made["id"], f"[secret](attachment:{file})", attachments=[file])

    async def reads(client: httpx2.AsyncClient) -> bool:
        """Whether the text, what is known of the file and its content are all there; or none of them."""
        text = (await client.get(f"/api/v1/posts/{mine['id']}")).json()["post"]
        known = await client.get(f"/api/v1/files/{file}")
        # No store holds its bytes: whoever may not read it is refused before that is found out, in other words.
        etag = {"If-None-Match": f'"{(b"0" * 32).hex()}"'}
        content = await client.get(f"/api/v1/files/{file}/content", headers=etag)
        answers = {bool(text["body"]), bool(text["attachments"]), known.is_success, content.status_code == 304}
        assert len(answers) == 1, (text, known.text, content.status_code)
        return answers.pop()

    everybody = (ana, bruno, other, moderates)
    assert [await reads(one) for one in everybody] == [True, True, True, True]
    acts = f"/api/v1/posts/{mine['id']}/moderation"
    assert (await ana.post(acts, json={"act": "hide", "reason": "names a victim"})).is_success
    assert [await reads(one) for one in everybody] == [True, True, False, True]
    assert (await ana.post(acts, json={"act": "restore"})).is_success
    assert [await reads(one) for one in everybody] == [True, True, True, True]
