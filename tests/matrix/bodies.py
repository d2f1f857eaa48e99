"""What each operation of the matrix is asked with: valid bodies, so that a refusal is about the caller."""

from collections.abc import Callable
from typing import Any

import pysequoia

from atalaya_platform.credentials.secrets import SecretKind, new_secret
from atalaya_platform.ids import new_id
from tests.matrix.cast import LABELS, Stage

Body = dict[str, Any]
Maker = Callable[[Stage, str], Body]
REASON = "Because the matrix asks."
SECRETS = {
    kind: new_secret(SecretKind.INVITATION if kind == "invitation" else SecretKind.CONFIRMATION)
    for kind in ("invitation", "unverified", "endorsement", "review", "test")
}
"""What mailed links carry, by what they open: an invitation, an application in this state, a contact test."""
KEY = str(pysequoia.Tsk.generate("Somebody <somebody@example.org>").extract_certificate())


def _topic(stage: Stage, column: str) -> Body:
    ids = stage.ids[column]
    recipients = [str(stage.world.bruno.id)] if column == "RED" else []
    return {
        "group_id": ids["group_id"],
        "title": "A further topic",
        "body": "Text.",
        "label": LABELS[column],
        "recipients": recipients,
    }


def _audience(stage: Stage, column: str) -> Body:
    asked = _topic(stage, column)
    return {name: asked[name] for name in ("label", "group_id", "recipients")}


LABELLED_BODIES: dict[str, Maker] = {
    "compute_audience": _audience,
    "create_topic": _topic,
    "create_post": lambda s, c: {"body": "A reply."},
    "update_post": lambda s, c: {"body": "A corrected reply."},
    "update_topic": lambda s, c: {"title": "A better title"},
    "relabel_topic": lambda s, c: {"label": "TLP:AMBER+STRICT" if c != "STRICT" else "TLP:AMBER"},
    "move_topic": lambda s, c: {
        "group_id": str(s.world.hidden.id if c != "HIDDEN" else s.world.group.id),
        "label": "TLP:AMBER+STRICT",
    },
    "split_topic": lambda s, c: {"title": "Split off", "post_ids": [s.ids[c]["post_id"]]},
    "place_topic": lambda s, c: {"pinned": True},
    "set_answer": lambda s, c: {"post_id": s.ids[c]["post_id"]},
    "set_read": lambda s, c: {"number": 2},
    "create_acknowledgement": lambda s, c: {"status": "acknowledged"},
    "create_flag": lambda s, c: {"reason": "other", "note": REASON},
    "set_moderation": lambda s, c: {"act": "hide", "reason": REASON},
    "promote_post": lambda s, c: {"title": "A good practice", "review_on": "2027-06-01"},
    "set_reaction": lambda s, c: {"emoji": "👍", "on": True},
    "post_message": lambda s, c: {"id": str(new_id()), "body": "Hello."},
    "put_message": lambda s, c: {"body": "Good morning."},
    "update_message": lambda s, c: {"body": "Good evening."},
    "create_topic_from_messages": lambda s, c: {"messages": [s.ids[c]["message_id"]], "title": "From the chat"},
    "update_channel": lambda s, c: {"topic": "What it is for"},
    "relabel_group_channel": lambda s, c: {"label": "TLP:AMBER+STRICT" if c != "STRICT" else "TLP:AMBER"},
    "mark_channel_read": lambda s, c: {"seq": 1},
    "set_channel_settings": lambda s, c: {"muted": True},
    "add_conversation_people": lambda s, c: {"people": [str(s.world.carla.id)]},
    "create_group_channel": lambda s, c: {"name": "further", "label": "TLP:AMBER"},
    "update_group": lambda s, c: {"description": "What it is for."},
    "join_group": lambda s, c: {},
    "leave_group": lambda s, c: {"organisation_id": str(s.world.brazil.id)},
    "invite_to_group": lambda s, c: {"organisation_id": str(s.world.chile.id)},
    "request_to_join_group": lambda s, c: {"reason": REASON},
}

PLAIN_BODIES: dict[str, Maker] = {
    "apply_for_membership": lambda s, c: {
        "community": "stakeholders",
        "contact_email": "new@example.net",
        "contact_name": "Newcomer",
        "kind": "private",
        "name": "A company",
        "reason": "To learn and to share what we see every day.",
    },
    "verify_application": lambda s, c: {"token": SECRETS["unverified"]},
    "decide_application": lambda s, c: {"decision": "accept", "reason": REASON},
    "endorse_application": lambda s, c: {"reason": REASON},
    "object_to_application": lambda s, c: {"reason": REASON},
    "proceed_with_application": lambda s, c: {"reason": REASON},
    "start_contact_test": lambda s, c: {"organisation_ids": [str(s.world.jamaica.id)]},
    "answer_contact_test": lambda s, c: {"token": SECRETS["test"]},
    "create_conversation": lambda s, c: {"people": [str(s.world.bruno.id)]},
    "set_draft": lambda s, c: {"client_at": "2026-11-23T12:00:00Z", "body": "A whole thought"},
    "create_group": lambda s, c: {"name": "A further group"},
    "update_group_member": lambda s, c: {"steward": True},
    "admit_to_group": lambda s, c: {},
    "refuse_to_group": lambda s, c: {},
    "invite_person": lambda s, c: {
        "email": "invited@example.org",
        "organisation_id": str(s.world.jamaica.id),
        "role": "member",
    },
    "accept_invitation": lambda s, c: {
        "token": SECRETS["invitation"],
        "name": "Awaited",
        "password": "lantern quarry mellow otter",
    },
    "change_me": lambda s, c: {"title": "Analyst"},
    "make_api_token": lambda s, c: {"name": "script", "scopes": ["search:object:read"]},
    "confirm_me": lambda s, c: {"password": "not the one"},
    "add_own_key": lambda s, c: {"armoured": KEY},
    "add_organisation_key": lambda s, c: {"armoured": KEY},
    "add_passkey": lambda s, c: {"credential": {"id": "x"}, "name": "phone"},
    "change_my_password": lambda s, c: {"current": "x", "new": "a long enough new one"},
    "confirm_totp": lambda s, c: {"code": "000000"},
    "change_notification_preferences": lambda s, c: {"digest_hour": 7, "kinds": {}},
    "mark_notifications_read": lambda s, c: {"all": True},
    "update_organisation": lambda s, c: {"constituency": "The public sector."},
    "change_member_role": lambda s, c: {"role": "viewer"},
    "grant_platform_role": lambda s, c: {"role": "moderator"},
    "suspend_person": lambda s, c: {"reason": REASON},
    "reinstate_person": lambda s, c: {"reason": REASON},
    "request_password_reset": lambda s, c: {"email": "nobody@example.org"},
    "confirm_password_reset": lambda s, c: {
        "token": "unknown-token-of-some-length",
        "password": "a long enough new one",
    },
    "sign_in_as_demonstration": lambda s, c: {"person_id": str(s.world.ana.id)},
    "sign_in_with_passkey": lambda s, c: {"credential": {"id": "x"}},
    "sign_in_with_password": lambda s, c: {"email": "nobody@example.org", "password": "not the one at all"},
    "sign_in_with_recovery_code": lambda s, c: {"code": "AAAA-AAAA"},
    "sign_in_with_code": lambda s, c: {"code": "000000"},
    "step_up": lambda s, c: {"credential": {"id": "x"}},
    "subscribe": lambda s, c: {"level": "all"},
    "preview_text": lambda s, c: {"markdown": "**bold**"},
    "exchange_token": lambda s, c: {},
    "read_all": lambda s, c: {},
}

LABELLED_BODIES |= {
    "create_draft": lambda s, c: {name: value for name, value in _topic(s, c).items() if name != "body"},
    "update_draft": lambda s, c: {"title": "A better title"},
    "relabel_draft": lambda s, c: {"label": "TLP:AMBER+STRICT" if c != "STRICT" else "TLP:AMBER"},
    "add_draft_section": lambda s, c: {"title": "A further section"},
    "save_draft_section": lambda s, c: {"body": "As we see it now."},
    "move_draft_section": lambda s, c: {"after": None},
    "change_draft_phase": lambda s, c: {"phase": "consultation"},
    "add_draft_comment": lambda s, c: {"body": "Well said."},
    "edit_draft_comment": lambda s, c: {"body": "Very well said."},
    "resolve_draft_comment": lambda s, c: {"resolved": True},
    "add_draft_task": lambda s, c: {"title": "Count the incidents"},
    "update_draft_task": lambda s, c: {"title": "Count them again"},
    "finish_draft_task": lambda s, c: {"done": True},
    "add_draft_source": lambda s, c: {"passage_id": s.ids[c]["passage_id"], "quote": "national CSIRT"},
    "ask_draft_expertise": lambda s, c: {"elements": ["5.2"], "kind": "technical"},
}

EDITION = {
    "place": "JAM",
    "title_en": "National Cybersecurity Strategy",
    "kind": "national_cybersecurity_strategy",
    "language": "en",
    "source_url": "https://gov.example/strategy",
}
"""Facts of an edition of Jamaica for the catalogue."""

PLAIN_BODIES |= {
    "propose_edition": lambda s, c: {**EDITION, "title_en": "A further strategy"},
    "correct_edition": lambda s, c: {"note": REASON},
    "review_edition": lambda s, c: {},
    "publish_edition": lambda s, c: {},
    "confirm_edition": lambda s, c: {},
    "correct_document": lambda s, c: {"title": "A strategy"},
    "decline_edition": lambda s, c: {"reason": REASON},
}

UNKNOWN = "00000000-0000-7000-8000-000000000000"


def plain_parameters(stage: Stage) -> dict[str, str]:
    """Path parameters that have no label: Jamaica's own things, else what does not exist."""
    return {
        "organisation_id": str(stage.world.jamaica.id),
        "person_id": str(stage.people["colleague"].id),
        "place": "topic:" + UNKNOWN,
        "token": "unknown-token-of-some-length",
        "role": "moderator",
        "provider_id": "none",
        "member_id": UNKNOWN,
        "invitation_id": UNKNOWN,
        "request_id": UNKNOWN,
        "application_id": UNKNOWN,
        "test_id": UNKNOWN,
        "token_id": UNKNOWN,
        "key_id": UNKNOWN,
        "passkey_id": UNKNOWN,
        "session_id": UNKNOWN,
        "edition_id": UNKNOWN,
        "document_id": UNKNOWN,
        "number": "1",
        "version": "1",
        "code": "JAM",
    }
