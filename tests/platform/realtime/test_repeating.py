"""A create that is sent again, however often and however much at once, is made once and answered the same."""

import asyncio

from tests.platform.realtime.conftest import Stage


async def test_the_same_topic_sent_at_once_is_one_topic(stage: Stage) -> None:
    ana, again = await stage.live.client(stage.cast.ana), await stage.live.client(stage.cast.ana, server=1)
    topic = {"group_id": str(stage.cast.group.id), "title": "Sent at once", "body": "x", "label": "TLP:AMBER"}
    headers = {"Idempotency-Key": "sent-at-once"}
    answers = await asyncio.gather(
        *((ana, again)[number % 2].http.post("/api/v1/topics", json=topic, headers=headers) for number in range(8))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert {answer.headers["etag"] for answer in answers} == {'"1"'}
    assert sum("idempotency-replayed" in answer.headers for answer in answers) == 7
    assert len(await stage.live.sql("SELECT 1 FROM topic WHERE title = 'Sent at once'")) == 1
    other = await ana.http.post("/api/v1/topics", json=topic | {"title": "Another"}, headers=headers)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    refused = await ana.http.post(
        "/api/v1/topics", json=topic | {"title": ""}, headers={"Idempotency-Key": "corrected"}
    )
    assert refused.status_code == 422
    corrected = await ana.http.post("/api/v1/topics", json=topic, headers={"Idempotency-Key": "corrected"})
    assert corrected.status_code == 201, "what was refused claims no key"


async def test_two_edits_of_one_version_are_one_edit_and_one_refusal(stage: Stage) -> None:
    """Both read the version before either writes: the row's lock decides, and not the order of reading."""
    ana, again = await stage.live.client(stage.cast.ana), await stage.live.client(stage.cast.ana, server=1)
    topic = {"group_id": str(stage.cast.group.id), "title": "Edited", "body": "x", "label": "TLP:AMBER"}
    made = (await ana.http.post("/api/v1/topics", json=topic)).json()
    post = (await ana.http.get(f"/api/v1/topics/{made['id']}/posts")).json()["items"][0]
    group, channel = f"/api/v1/groups/{stage.cast.group.id}", f"/api/v1/channels/{stage.channel}"
    message = f"{channel}/messages/0190aaaa-0000-7000-8000-{made['id'][-12:]}"
    await ana.http.put(message, json={"body": "first"})
    organisation = f"/api/v1/organisations/{stage.cast.jamaica.id}"
    edits = {
        f"/api/v1/topics/{made['id']}": ("title", '"1"'),
        f"/api/v1/posts/{post['id']}": ("body", f'"{post["version"]}"'),
        message: ("body", '"1"'),
        channel: ("topic", (await ana.http.get(channel)).headers["etag"]),
        group: ("description", (await ana.http.get(group)).headers["etag"]),
        organisation: ("constituency", (await ana.http.get(organisation)).headers["etag"]),
    }
    for path, (field, etag) in edits.items():
        answers = await asyncio.gather(
            *(
                (ana, again)[number % 2].http.patch(path, json={field: f"by {number}"}, headers={"If-Match": etag})
                for number in range(6)
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5, (path, answers[0].text)
        (won,) = (number for number, answer in enumerate(answers) if answer.status_code == 200)
        assert answers[won].json()[field] == f"by {won}"
        for answer in answers:
            if answer.status_code == 412:
                assert answer.json()["version"] > int(etag.strip('"'))
        assert (await ana.http.patch(path, json={field: "blind"})).status_code == 428
