"""One living thing for every operation of the matrix that acts on one without a label, so that who may can.

Each is made for somebody of the cast: Jamaica's application, Brazil's contact test, Carla's invitation into the group.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from atalaya_platform.directory.contact_tests.models import ContactTest, ContactTestTarget
from atalaya_platform.directory.groups.models import GroupAdmission
from atalaya_platform.directory.invitations.models import Invitation
from atalaya_platform.directory.keys.models import OpenPgpKey
from atalaya_platform.directory.vetting.models import Application
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.identity.models import ApiToken, Passkey
from atalaya_platform.ids import new_id
from atalaya_platform.notifications.models import NotificationPreference
from atalaya_platform.notifications.unsubscribing import token_for
from atalaya_strategies.documents.models import passage_id
from tests.harness import sign_in_of
from tests.matrix.bodies import EDITION, KEY, SECRETS
from tests.matrix.cast import Stage
from tests.platform import factories

DAYS = timedelta(days=5)


async def _id(stage: Stage, row: Any) -> str:
    return str((await stage.harness.add(row)).id)


async def _applications(stage: Stage) -> None:
    now = stage.harness.runtime.clock.now()
    made = {}
    for status in ("unverified", "endorsement", "review"):
        made[status] = await _id(
            stage,
            Application(
                name=f"Team in {status}",
                kind="government",
                country="JAM",
                community="network",
                contact_name="Somebody",
                contact_email=f"{status}@example.org",
                reason="To share what is seen.",
                status=status,
                submitted_at=now,
                token_hash=hashed(SECRETS[status]),
                address_hash=hashed("203.0.113.7"),
            ),
        )
    for name in ("get_application", "endorse_application", "object_to_application", "proceed_with_application"):
        stage.own[name] = {"application_id": made["endorsement"]}
    stage.own["decide_application"] = {"application_id": made["review"]}
    stage.own["get_application_status"] = {"token": SECRETS["review"]}


async def _contact_test(stage: Stage) -> None:
    now = stage.harness.runtime.clock.now()
    mailbox = "UPDATE organisation SET email = 'csirt@example.org' WHERE id = :i RETURNING id"
    await stage.harness.all(mailbox, i=stage.world.jamaica.id)
    test = await stage.harness.add(ContactTest(started_by=stage.world.secretary.id, closes_at=now + DAYS))
    target = {
        "organisation_id": stage.world.brazil.id,
        "email": "brazil@example.org",
        "token_hash": hashed(SECRETS["test"]),
    }
    await stage.harness.add(ContactTestTarget(test_id=test.id, sent_at=now, **target))
    stage.own["get_contact_test"] = {"test_id": str(test.id)}
    stage.own["get_contact_test_question"] = {"token": SECRETS["test"]}


async def _groups(stage: Stage) -> None:
    """In each of the two groups: Brazil's membership, an invitation of Carla, a request of Chile's contact point."""
    world, carla, asks = stage.world, stage.world.carla, stage.people["outsider_contact_point"]
    for column, ids in stage.ids.items():
        group = UUID(ids["group_id"])
        members = await stage.harness.all(
            "SELECT id FROM group_member WHERE group_id = :g AND organisation_id = :o", g=group, o=world.brazil.id
        )
        ids["member_id"] = str(members[0].id)
        if column not in ("CLEAR", "HIDDEN"):  # the other columns are of the same group as CLEAR
            ids |= {name: stage.ids["CLEAR"][name] for name in ("invitation_id", "request_id")}
            continue
        invitation = GroupAdmission(group_id=group, kind="invitation", person_id=carla.id, asked_by=world.ana.id)
        ids["invitation_id"] = await _id(stage, invitation)
        request = GroupAdmission(group_id=group, kind="request", person_id=asks.id, asked_by=asks.id)
        ids["request_id"] = await _id(stage, request)
    for name in ("accept_group_invitation", "decline_group_invitation"):
        stage.own[name] = {"invitation_id": stage.ids["CLEAR"]["invitation_id"]}
    ways = {"join_group": "open", "request_to_join_group": "request"}
    for name, joining in ways.items():
        made = await factories.group(stage.harness, world.bruno, organisations=(world.brazil,), joining=joining)
        stage.own[f"{name}:CLEAR"] = {"group_id": str(made.id)}


async def _people(stage: Stage) -> None:
    now, world = stage.harness.runtime.clock.now(), stage.world
    invitation = Invitation(
        email="awaited@example.org",
        organisation_id=world.jamaica.id,
        role="member",
        invited_by=world.ana.id,
        token_hash=hashed(SECRETS["invitation"]),
        expires_at=now + DAYS,
    )
    stage.own["revoke_invitation"] = {"invitation_id": await _id(stage, invitation)}
    stage.own["get_invitation_offer"] = {"token": SECRETS["invitation"]}
    suspended = await factories.person(stage.harness, world.jamaica, name="Suspended")
    await stage.harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING id", p=suspended.id)
    stage.own["reinstate_person"] = {"person_id": str(suspended.id)}
    stage.own["withdraw_platform_role"] = {"person_id": str(stage.people["moderator"].id)}
    preference = await stage.harness.add(NotificationPreference(person_id=world.ana.id))
    place = f"topic:{stage.ids['GREEN']['topic_id']}"
    link = token_for(preference.unsubscribe_key, world.ana.id, place)
    stage.own["read_unsubscribe_link"] = stage.own["unsubscribe"] = {"token": link}
    stage.own["read_subscription"] = {"place": place}


async def _belongings(stage: Stage) -> None:
    """What is the author's, and one key of the author's organisation. Everybody has signed in just now."""
    now, ana, add = stage.harness.runtime.clock.now(), stage.world.ana, stage.harness.add
    await stage.harness.all("UPDATE sign_in_session SET confirmed_at = :now RETURNING id", now=now)
    place = f"topic:{stage.ids['CLEAR']['topic_id']}:reply"
    draft = {"body": "Half a thought", "client_at": "2026-11-23T11:00:00Z"}
    await stage.clients["author"].put(f"/api/v1/drafts/{place}", json=draft)
    for name in ("get_draft", "set_draft", "delete_draft"):
        stage.own[name] = {"place": place}
    searched = {"name": "Reporting", "wanted": {"q": "incident reporting"}}
    answer = await stage.clients["author"].post("/api/v1/strategies/searches", json=searched)
    for name in ("change_saved_search", "forget_saved_search"):
        stage.own[name] = {"search_id": answer.json()["id"]}
    scopes = ["search:object:read"]
    token = ApiToken(person_id=ana.id, token_hash=hashed("matrix"), name="script", scopes=scopes, expires_at=now + DAYS)
    stage.own["end_api_token"] = {"token_id": await _id(stage, token)}
    _, session = sign_in_of(ana, now, strong=False)
    stage.own["end_my_session"] = {"session_id": await _id(stage, session)}
    passkeys = [
        await add(Passkey(person_id=ana.id, credential_id=new_id().bytes, public_key=b"k", name=name))
        for name in ("phone", "token")
    ]
    stage.own["remove_passkey"] = {"passkey_id": str(passkeys[0].id)}
    owners: dict[str, dict[str, Any]] = {
        "remove_own_key": {"person_id": ana.id},
        "remove_organisation_key": {"organisation_id": stage.world.jamaica.id},
    }
    for name, owner in owners.items():
        key = OpenPgpKey(armoured=KEY, fingerprint=name, user_ids=["Somebody"], added_by=ana.id, **owner)
        stage.own[name] = {"key_id": await _id(stage, key)}


async def _editions(stage: Stage) -> None:
    """A proposal of Brazil's for Jamaica's catalogue, a reviewed one, and a published one that Jamaica may confirm."""
    made = []
    for number, steps in enumerate(((), ("review",), ("review", "publish"))):
        facts = {**EDITION, "title_en": f"National Cybersecurity Strategy, part {number}"}
        answer = await stage.clients["partner"].post("/api/v1/strategies/editions", json=facts)
        assert answer.status_code == 201, answer.text
        made.append(answer.json()["id"])
        for step in steps:
            path = f"/api/v1/strategies/editions/{made[-1]}/{step}"
            answer = await stage.clients["secretary"].post(path, json={}, headers={"If-Match": "*"})
            assert answer.status_code == 200, answer.text
    proposed, reviewed, published = made
    for name in ("review_edition", "decline_edition", "correct_edition", "get_edition", "list_edition_changes"):
        stage.own[name] = {"edition_id": proposed}
    stage.own["publish_edition"] = {"edition_id": reviewed}
    stage.own["confirm_edition"] = {"edition_id": published}
    stage.own["compare_editions"] = {"edition_id": proposed, "later_id": published}


async def _documents(stage: Stage) -> None:
    """Documents of Jamaica's without an edition, which curators and its contact point read: one read, one waiting."""
    secretary = stage.clients["secretary"]
    made = []
    for number in range(3):
        file = {"file": (f"{number}.txt", b"1 A strategy\n\nCritical infrastructure. " * (number + 9), "text/plain")}
        answer = await secretary.post("/api/v1/strategies/documents", params={"place": "JAM"}, files=file)
        assert answer.status_code == 201, answer.text
        made.append(answer.json()["id"])
        if number == 0:
            await stage.harness.run_jobs()
    read, waiting, removed = made
    names = ("get_document", "get_document_page", "get_document_original", "correct_document", "list_page_concepts")
    compared = ("compare_strategies", "export_comparison", "list_counting_passages", "get_document_profile")
    for name in (*names, *compared):
        stage.own[name] = {"document_id": read}
    annotated = passage_id(UUID(read), 1, 0)
    stage.own["judge_annotation"] = {"passage_id": str(annotated), "concept": "critical-infrastructure"}
    stage.own["retry_document"] = {"document_id": waiting}
    stage.own["delete_document"] = {"document_id": removed}


async def furnish(stage: Stage) -> None:
    """Make everything."""
    stage.own["create_acknowledgement"] = {"topic_id": "{advisory_id}"}
    stage.own["restore_draft"] = stage.own["remove_draft"] = {"draft_id": "{archived_draft_id}"}
    stage.own["restore_draft_section"] = {"section_id": "{removed_section_id}"}
    await _applications(stage)
    await _contact_test(stage)
    await _groups(stage)
    await _people(stage)
    await _belongings(stage)
    await _editions(stage)
    await _documents(stage)
