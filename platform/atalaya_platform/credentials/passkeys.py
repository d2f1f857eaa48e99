"""Passkeys (WebAuthn): the options a browser is asked with, and the judgement of what it answers.

Every ceremony demands user verification, so a passkey is two factors in one and opens TLP:RED. A challenge is
good for one answer: keep it on the server beside the sign-in attempt, and delete it before verifying.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import webauthn
from cryptography.exceptions import UnsupportedAlgorithm
from webauthn.helpers import (
    base64url_to_bytes,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    parse_client_data_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

TIMEOUT_MS: Final = 5 * 60 * 1000
"""How long the browser may wait for the person; WebAuthn §15.1 recommends five minutes with verification."""
MAX_ANSWER: Final = 64 * 1024
"""Bytes of an answer as JSON; a real one has two or three thousand."""
MAX_CREDENTIAL_ID: Final = 1023
"""Bytes, by WebAuthn §4."""
MAX_PUBLIC_KEY: Final = 4096
"""Bytes of a COSE key; ML-DSA-87, the largest in use, has about 2,600."""

_MALFORMED: Final = (
    WebAuthnException, UnsupportedAlgorithm, ValueError, TypeError, KeyError, IndexError, AttributeError,
    OverflowError, RecursionError,
)  # fmt: skip
_TRANSPORTS: Final = frozenset(transport.value for transport in AuthenticatorTransport)


class PasskeyRefused(Exception):
    """The answer proves nothing. The reason is for the log; a person hears only that it did not work."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Who asks: the domain that passkeys are bound to, its name in the browser's dialogue, its origins.

    The id is a host name without port; every origin's host is that or ends in it (`https://a.example.org`).
    """

    id: str
    name: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ceremony:
    """`options` go to the browser as they are; `challenge` stays on the server until the answer comes."""

    challenge: bytes
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Passkey:
    """What is stored of a passkey: all of it is public, none of it secret."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...] = ()
    aaguid: str = ""
    synced: bool = False
    """Whether the authenticator keeps copies on other devices (a phone's cloud keychain)."""


@dataclass(frozen=True, slots=True)
class PasskeyUse:
    """A passed sign-in: store the count with the passkey in the same transaction."""

    sign_count: int
    synced: bool


def _descriptors(passkeys: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=passkey.credential_id,
            transports=[AuthenticatorTransport(name) for name in passkey.transports if name in _TRANSPORTS],
        )
        for passkey in passkeys
    ]


def registration_options(
    party: RelyingParty,
    *,
    user_handle: bytes,
    user_name: str,
    display_name: str,
    existing: Iterable[Passkey] = (),
) -> Ceremony:
    """Ask a browser to make a passkey.

    The user handle is at most 64 bytes and says nothing about the person: the id, never the mail address.
    Passkeys in `existing` are not made twice on one authenticator.
    """
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=user_handle,
        user_name=user_name,
        user_display_name=display_name,
        timeout=TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(existing),
    )
    return Ceremony(options.challenge, json.loads(webauthn.options_to_json(options)))


def authentication_options(party: RelyingParty, *, allowed: Iterable[Passkey] = ()) -> Ceremony:
    """Ask a browser to prove a passkey: one of `allowed`, or any that it holds for us when that is empty.

    Leave `allowed` empty before the person is known: a list would tell a stranger which accounts exist.
    """
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        timeout=TIMEOUT_MS,
        allow_credentials=_descriptors(allowed),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Ceremony(options.challenge, json.loads(webauthn.options_to_json(options)))


def _answer(credential: dict[str, Any] | str) -> dict[str, Any]:
    """The browser's answer as a small JSON object, not from a frame on another site."""
    try:
        text = credential if isinstance(credential, str) else json.dumps(credential)
        if len(text) > MAX_ANSWER:
            raise PasskeyRefused("the answer is far larger than any authenticator's")
        answer: dict[str, Any] = json.loads(text)
        client = parse_client_data_json(base64url_to_bytes(answer["response"]["clientDataJSON"]))
    except _MALFORMED as error:
        raise PasskeyRefused("the answer is malformed") from error
    if client.cross_origin:
        raise PasskeyRefused("the answer comes from a frame on another site")
    return answer


def verify_registration(party: RelyingParty, *, challenge: bytes, credential: dict[str, Any] | str) -> Passkey:
    """The new passkey to store, if the answer belongs to this challenge, origin and domain; else refused.

    The caller sees to it that no other account has this credential id (a unique constraint).
    """
    answer = _answer(credential)
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            require_user_verification=True,
        )
        if len(made.credential_id) > MAX_CREDENTIAL_ID or len(made.credential_public_key) > MAX_PUBLIC_KEY:
            raise PasskeyRefused("the credential id or public key is larger than any authenticator's")
        # A point off its curve would only be noticed at the first sign-in, when it is too late.
        decoded_public_key_to_cryptography(decode_credential_public_key(made.credential_public_key))
    except _MALFORMED as error:
        raise PasskeyRefused(str(error) or type(error).__name__) from error
    named = answer["response"].get("transports")
    known = {name for name in named if isinstance(name, str)} if isinstance(named, list) else set()
    return Passkey(
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=tuple(sorted(known & _TRANSPORTS)),
        aaguid=made.aaguid,
        synced=made.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
    )


def claimed_credential(credential: dict[str, Any] | str) -> bytes:
    """The credential id that a sign-in claims, by which to find the stored passkey. Proves nothing yet."""
    answer = _answer(credential)
    try:
        return base64url_to_bytes(answer["rawId"])
    except _MALFORMED as error:
        raise PasskeyRefused("the answer is malformed") from error


def claimed_challenge(credential: dict[str, Any] | str) -> bytes:
    """The challenge that an answer claims to answer, by which to find and delete the stored one. Proves nothing yet."""
    answer = _answer(credential)
    try:
        return parse_client_data_json(base64url_to_bytes(answer["response"]["clientDataJSON"])).challenge
    except _MALFORMED as error:
        raise PasskeyRefused("the answer is malformed") from error


def verify_authentication(
    party: RelyingParty,
    *,
    challenge: bytes,
    credential: dict[str, Any] | str,
    passkey: Passkey,
    user_handle: bytes,
) -> PasskeyUse:
    """What to store after a passed sign-in with this person's passkey; else refused.

    A count that does not grow means that the authenticator was copied (WebAuthn §6.1.1); passkeys that are
    synced always say nought, which is accepted as long as it stays nought.
    """
    answer = _answer(credential)
    try:
        if base64url_to_bytes(answer["rawId"]) != passkey.credential_id:
            raise PasskeyRefused("another passkey than the one looked up")
        handle = answer["response"].get("userHandle")
        if handle is not None and base64url_to_bytes(handle) != user_handle:
            raise PasskeyRefused("the passkey was made for another person")
        used = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise PasskeyRefused(str(error) or type(error).__name__) from error
    return PasskeyUse(
        sign_count=used.new_sign_count,
        synced=used.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
    )
