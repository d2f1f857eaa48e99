"""A strategy's draft with one of everything in it, for each label of the matrix."""

from typing import Any

import httpx2

from atalaya_platform.ids import new_id
from atalaya_strategies.documents.models import Document, DocumentPage, Passage, passage_id
from tests.harness import Harness

DRAFTS = "/api/v1/strategies/drafts"
ANY = {"If-Match": "*"}
TEXT = "The national CSIRT coordinates incident response."


async def public_passage(harness: Harness) -> str:
    """The id of a passage that everybody reads, to be cited."""
    document = await harness.add(
        Document(
            place="TTO",
            name="public.txt",
            size=len(TEXT),
            sha256=new_id().bytes * 2,
            state="read",
            published=True,
            page_count=1,
            imported_at=harness.runtime.clock.now(),
        )
    )
    await harness.add(DocumentPage(document_id=document.id, number=1, text=TEXT))
    one = passage_id(document.id, 1, 0)
    await harness.add(Passage(id=one, document_id=document.id, page=1, ordinal=0, start=0, end=len(TEXT)))
    return str(one)


async def drafted(client: httpx2.AsyncClient, wanted: dict[str, Any], passage: str, said: str) -> dict[str, str]:
    """Begin a draft as this person: a section with two versions and one that was taken out, a comment, a task, a
    snapshot, a source, a question to experts; and another draft that was set aside. Ids by the names of path
    parameters."""

    async def did(method: str, path: str, **body: Any) -> Any:
        answer = await client.request(method, f"{DRAFTS}{path}", json=body, headers=ANY)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    draft = await did("POST", "", **wanted)
    at = f"/{draft['id']}"
    section, removed = draft["outline"][0]["id"], draft["outline"][1]["id"]
    await did("PATCH", f"{at}/sections/{section}", body=said)
    await did("DELETE", f"{at}/sections/{removed}")
    comment = await did("POST", f"{at}/comments", body=said, section_id=section)
    task = await did("POST", f"{at}/tasks", title=said[:200])
    await did("POST", f"{at}/sources", passage_id=passage)
    asked = await did("POST", f"{at}/expertise", elements=["5.1"], kind="legal", note=said[:200])
    for phase in ("stocktaking", "production", "consultation"):
        await did("POST", f"{at}/phase", phase=phase)
    await did("POST", f"{at}/phase", phase="production", reason="Many comments.")
    aside = await did("POST", "", **wanted)
    await did("POST", f"/{aside['id']}/archive")
    return {
        "draft_id": draft["id"],
        "archived_draft_id": aside["id"],
        "section_id": section,
        "removed_section_id": removed,
        "comment_id": comment["id"],
        "task_id": task["id"],
        "expertise_id": asked["id"],
        "passage_id": passage,
    }
