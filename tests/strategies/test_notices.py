"""Who is told of proposals and of what became of them."""

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.strategies.factories import act, proposed
from tests.strategies.test_curation import cast_and_clients


async def test_those_concerned_are_told(harness: Harness, client_for: ClientFor) -> None:
    _, clients = await cast_and_clients(harness, client_for)

    async def told() -> list[tuple[str, str]]:
        await harness.run_jobs()
        rows = await harness.all(
            "DELETE FROM notification n USING person p WHERE p.id = n.person_id RETURNING n.kind, p.name"
        )
        return sorted((row.kind.removeprefix("strategies.edition."), row.name) for row in rows)

    edition = (await proposed(clients["proposer"]))["id"]
    assert await told() == [("proposed", "Contact"), ("proposed", "Secretary")]
    await act(clients["curator"], edition, "review")
    assert await told() == []
    await act(clients["curator"], edition, "publish")
    assert await told() == [("confirm", "Contact"), ("published", "Bruno")]
    await act(clients["curator"], edition, "decline", reason="Withdrawn.")
    assert await told() == [("declined", "Bruno")]
