"""Passkeys: whole ceremonies with a software authenticator, honest and lying."""

import json
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from atalaya_platform.credentials.passkeys import (
    Ceremony,
    Passkey,
    PasskeyRefused,
    PasskeyUse,
    RelyingParty,
    authentication_options,
    claimed_credential,
    registration_options,
    verify_authentication,
    verify_registration,
)
from tests.platform.credentials.authenticator import SoftwareAuthenticator, decode, encode

ORIGIN = "https://atalaya.example.org"
PARTY = RelyingParty("atalaya.example.org", "Atalaya", (ORIGIN, "https://www.atalaya.example.org"))
ANA, BRUNO = b"person-ana", b"person-bruno"


def _ask_new(existing: tuple[Passkey, ...] = ()) -> Ceremony:
    return registration_options(
        PARTY, user_handle=ANA, user_name="ana@csirt.example", display_name="Ana Lucía", existing=existing
    )


def _registered(device: SoftwareAuthenticator) -> Passkey:
    ceremony = _ask_new()
    answer = device.create(ceremony.options, ORIGIN)
    return verify_registration(PARTY, challenge=ceremony.challenge, credential=answer)


def _sign_in(device: SoftwareAuthenticator, passkey: Passkey, origin: str = ORIGIN, **lies: Any) -> PasskeyUse:
    ceremony = authentication_options(PARTY)
    answer = device.get(ceremony.options, origin, **lies)
    return verify_authentication(
        PARTY, challenge=ceremony.challenge, credential=answer, passkey=passkey, user_handle=ANA
    )


def test_make_a_passkey_and_sign_in_with_it() -> None:
    device = SoftwareAuthenticator()
    passkey = _registered(device)
    assert passkey.credential_id == device.credentials[0].id
    assert (passkey.sign_count, passkey.transports, passkey.synced) == (0, ("hybrid", "internal"), False)
    for count in (1, 2, 3):
        use = _sign_in(device, passkey)
        assert use == PasskeyUse(sign_count=count, synced=False)
        passkey = replace(passkey, sign_count=use.sign_count)


def test_the_browser_may_send_text() -> None:
    device, ceremony = SoftwareAuthenticator(), _ask_new()
    answer = json.dumps(device.create(ceremony.options, PARTY.origins[1]))
    assert verify_registration(PARTY, challenge=ceremony.challenge, credential=answer).public_key


def test_what_the_browser_is_asked() -> None:
    device = SoftwareAuthenticator()
    passkey = _registered(device)
    options = json.loads(json.dumps(_ask_new((passkey,)).options))
    assert options["rp"] == {"name": "Atalaya", "id": "atalaya.example.org"}
    assert decode(options["user"]["id"]) == ANA
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "preferred"
    assert options["attestation"] == "none"
    assert [decode(item["id"]) for item in options["excludeCredentials"]] == [passkey.credential_id]
    with pytest.raises(RuntimeError, match="InvalidStateError"):
        device.create(options, ORIGIN)
    asked = authentication_options(PARTY, allowed=[passkey]).options
    assert asked["userVerification"] == "required"
    assert asked["allowCredentials"][0]["transports"] == ["hybrid", "internal"]
    assert authentication_options(PARTY).options["allowCredentials"] == []


def test_challenges_are_long_and_never_repeat() -> None:
    challenges = {authentication_options(PARTY).challenge for _ in range(50)}
    challenges |= {_ask_new().challenge for _ in range(50)}
    assert len(challenges) == 100
    assert all(len(challenge) >= 32 for challenge in challenges)


def test_a_synced_passkey_keeps_no_count() -> None:
    device = SoftwareAuthenticator(synced=True, counts=False)
    passkey = _registered(device)
    assert passkey.synced
    for _ in range(2):
        assert _sign_in(device, passkey) == PasskeyUse(sign_count=0, synced=True)


@pytest.mark.parametrize(
    "origin",
    [
        "http://atalaya.example.org",
        "https://atalaya.example.org:8443",
        "https://atalaya.example.org.evil.example",
        "https://evil.example",
        "https://ATALAYA.example.org",
        "null",
        "",
        "android:apk-key-hash:x",
    ],
)
def test_another_origin(origin: str) -> None:
    """What a phishing proxy cannot change: the browser writes the origin that it sees."""
    device, ceremony = SoftwareAuthenticator(), _ask_new()
    with pytest.raises(PasskeyRefused, match="origin"):
        verify_registration(PARTY, challenge=ceremony.challenge, credential=device.create(ceremony.options, origin))
    passkey = _registered(device)
    with pytest.raises(PasskeyRefused, match="origin"):
        _sign_in(device, passkey, origin)


@pytest.mark.parametrize("lie", [{"challenge": encode(b"x" * 64)}, {"challenge": ""}])
def test_another_challenge(lie: dict[str, str]) -> None:
    device, ceremony = SoftwareAuthenticator(), _ask_new()
    answer = device.create(ceremony.options, ORIGIN, **lie)
    with pytest.raises(PasskeyRefused, match="challenge"):
        verify_registration(PARTY, challenge=ceremony.challenge, credential=answer)
    passkey = _registered(device)
    with pytest.raises(PasskeyRefused, match="challenge"):
        _sign_in(device, passkey, **lie)


def test_an_answer_sent_again() -> None:
    """To a later challenge it does not fit; to its own the count has moved on."""
    device = SoftwareAuthenticator()
    passkey = _registered(device)
    ceremony = authentication_options(PARTY)
    answer = device.get(ceremony.options, ORIGIN)
    first = verify_authentication(
        PARTY, challenge=ceremony.challenge, credential=answer, passkey=passkey, user_handle=ANA
    )
    passkey = replace(passkey, sign_count=first.sign_count)
    for challenge, reason in (
        (authentication_options(PARTY).challenge, "challenge"),
        (ceremony.challenge, "count"),
    ):
        with pytest.raises(PasskeyRefused, match=reason):
            verify_authentication(PARTY, challenge=challenge, credential=answer, passkey=passkey, user_handle=ANA)


@pytest.mark.parametrize("count", [0, 3, 4])
def test_a_copied_authenticator_falls_behind(count: int) -> None:
    device = SoftwareAuthenticator()
    passkey = replace(_registered(device), sign_count=5)
    device.count = count
    with pytest.raises(PasskeyRefused, match="sign count"):
        _sign_in(device, passkey)


@pytest.mark.parametrize(("knob", "reason"), [("verifies_user", "verif"), ("present", "presen")])
def test_nobody_verified_or_present(knob: str, reason: str) -> None:
    device, ceremony = SoftwareAuthenticator(), _ask_new()
    passkey = _registered(device)
    setattr(device, knob, False)
    with pytest.raises(PasskeyRefused, match=reason):
        _sign_in(device, passkey)
    with pytest.raises(PasskeyRefused, match=reason):
        verify_registration(PARTY, challenge=ceremony.challenge, credential=device.create(ceremony.options, ORIGIN))


def test_another_domain() -> None:
    device, ceremony = SoftwareAuthenticator(), _ask_new()
    passkey = _registered(device)
    answer = device.create(ceremony.options, ORIGIN, rp_id="evil.example")
    with pytest.raises(PasskeyRefused, match="RP ID"):
        verify_registration(PARTY, challenge=ceremony.challenge, credential=answer)
    with pytest.raises(PasskeyRefused, match="RP ID"):
        _sign_in(device, passkey, rp_id="example.org")


def test_another_key() -> None:
    device, other = SoftwareAuthenticator(), SoftwareAuthenticator()
    passkey, foreign = _registered(device), _registered(other)
    with pytest.raises(PasskeyRefused, match="signature"):
        _sign_in(device, passkey, key=ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(PasskeyRefused, match="another passkey"):
        _sign_in(other, passkey)
    with pytest.raises(PasskeyRefused, match="signature"):
        _sign_in(device, replace(passkey, public_key=foreign.public_key))


def test_another_person() -> None:
    device = SoftwareAuthenticator()
    passkey = _registered(device)
    with pytest.raises(PasskeyRefused, match="another person"):
        _sign_in(device, passkey, user_handle=BRUNO)


def test_one_ceremony_passed_off_as_the_other() -> None:
    device, ceremony = SoftwareAuthenticator(), _ask_new()
    passkey = _registered(device)
    with pytest.raises(PasskeyRefused, match="type"):
        _sign_in(device, passkey, type="webauthn.create")
    answer = device.create(ceremony.options, ORIGIN, type="webauthn.get")
    with pytest.raises(PasskeyRefused, match="type"):
        verify_registration(PARTY, challenge=ceremony.challenge, credential=answer)


def test_a_frame_on_another_site() -> None:
    device = SoftwareAuthenticator()
    passkey = _registered(device)
    with pytest.raises(PasskeyRefused, match="frame"):
        _sign_in(device, passkey, cross_origin=True)


OFF_CURVE = {1: 2, 3: -7, -1: 1, -2: b"\x01" * 32, -3: b"\x02" * 32}


@pytest.mark.parametrize(
    "lie",
    [
        {"cose": OFF_CURVE},
        {"cose": {**OFF_CURVE, 3: -65535}},
        {"cose": {1: 2, 3: -7}},
        {"cose": {1: 3, 3: -257, -1: b"\xff" * 20_000, -2: b"\1\0\1"}},
        {"cose": []},
        {"cose": "x"},
        {"format": "tpm"},
        {"format": "unheard-of"},
        {"credential_id": b"x" * 2000},
        {"credential_id": b""},
    ],
)
def test_a_key_that_cannot_be_used(lie: dict[str, Any]) -> None:
    device, ceremony = SoftwareAuthenticator(), _ask_new()
    with pytest.raises(PasskeyRefused):
        verify_registration(
            PARTY, challenge=ceremony.challenge, credential=device.create(ceremony.options, ORIGIN, **lie)
        )


def test_claimed_credential() -> None:
    device = SoftwareAuthenticator()
    passkey = _registered(device)
    answer = device.get(authentication_options(PARTY).options, ORIGIN)
    assert claimed_credential(answer) == passkey.credential_id
    with pytest.raises(PasskeyRefused):
        claimed_credential({"id": "x"})


@pytest.mark.parametrize(
    "answer",
    [
        *("", "{", "[]", "null", '"x"', "1", "{}", "[" * 5000, "x" * 10_000_000, "\ud800"),
        *('{"response": 1}', '{"response": []}', '{"response": {"clientDataJSON": 1}}'),
        '{"response": {"clientDataJSON": "e30"}}',
    ],
)
def test_what_is_no_answer(answer: str) -> None:
    passkey = _registered(SoftwareAuthenticator())
    with pytest.raises(PasskeyRefused):
        verify_registration(PARTY, challenge=b"x" * 64, credential=answer)
    with pytest.raises(PasskeyRefused):
        verify_authentication(PARTY, challenge=b"x" * 64, credential=answer, passkey=passkey, user_handle=ANA)


_DEVICE = SoftwareAuthenticator()
_PASSKEY = _registered(_DEVICE)
_NEW, _USE = _ask_new(), authentication_options(PARTY)
_MADE = SoftwareAuthenticator().create(_NEW.options, ORIGIN)
_USED = _DEVICE.get(_USE.options, ORIGIN)

junk = st.one_of(st.none(), st.integers(), st.text(max_size=20), st.binary(max_size=80).map(encode))


@given(st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]), st.data())
@settings(max_examples=150, deadline=None)
def test_any_flipped_bit_of_a_sign_in_is_refused(part: str, data: st.DataObject) -> None:
    content = bytearray(decode(_USED["response"][part]))
    position = data.draw(st.integers(0, len(content) * 8 - 1))
    content[position // 8] ^= 1 << position % 8
    answer = {**_USED, "response": {**_USED["response"], part: encode(bytes(content))}}
    with pytest.raises(PasskeyRefused):
        verify_authentication(PARTY, challenge=_USE.challenge, credential=answer, passkey=_PASSKEY, user_handle=ANA)


_JUDGED = [
    *((_MADE, part) for part in ("id", "rawId", "type", "clientDataJSON", "attestationObject")),
    *((_USED, part) for part in ("id", "rawId", "type", "clientDataJSON", "authenticatorData", "signature")),
]


@given(st.sampled_from(_JUDGED), junk)
@settings(max_examples=300, deadline=None)
def test_junk_in_any_place_is_refused_and_never_breaks(place: tuple[dict[str, Any], str], value: Any) -> None:
    answer, part = place
    changed = {**answer, part: value}
    if part not in answer:
        changed = {**answer, "response": {**answer["response"], part: value}}
    with pytest.raises(PasskeyRefused):
        verify_registration(PARTY, challenge=_NEW.challenge, credential=changed)
    with pytest.raises(PasskeyRefused):
        verify_authentication(PARTY, challenge=_USE.challenge, credential=changed, passkey=_PASSKEY, user_handle=ANA)


@given(junk | st.lists(junk))
@settings(max_examples=50, deadline=None)
def test_junk_among_the_transports_is_left_out(value: Any) -> None:
    changed = {**_MADE, "response": {**_MADE["response"], "transports": value}}
    passkey = verify_registration(PARTY, challenge=_NEW.challenge, credential=changed)
    assert set(passkey.transports) <= {"usb", "nfc", "ble", "internal", "hybrid", "cable", "smart-card"}
