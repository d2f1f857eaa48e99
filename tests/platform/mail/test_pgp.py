"""OpenPGP: keys are read and judged, mail is encrypted so that only its reader sees more than the label."""

import time
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pysequoia
import pytest
from pysequoia.packet import PacketPile, Tag

from atalaya_platform.mail.message import compose
from atalaya_platform.mail.pgp import MAX_KEY, CannotEncrypt, KeyRefused, PublicKey, encrypt, read_key
from tests.platform.mail.samples import CONTENTS, NOW, SENDER, mail


def _pair(**options: Any) -> tuple[pysequoia.Tsk, PublicKey]:
    secret = pysequoia.Tsk.generate("Ana Lucía <ana@csirt.example>", **options)
    return secret, read_key(str(secret.extract_certificate()))


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def ana() -> tuple[pysequoia.Tsk, PublicKey]:
    return _pair()


def test_what_a_key_says(ana: tuple[pysequoia.Tsk, PublicKey]) -> None:
    secret, key = ana
    assert len(key.fingerprint) == 40
    assert key.fingerprint == secret.extract_certificate().fingerprint.upper()
    assert key.user_ids == ("Ana Lucía <ana@csirt.example>",)
    assert key.addresses == ("ana@csirt.example",)
    assert key.expires_at is None
    assert (key.revoked, key.can_encrypt, key.usable(_now())) == (False, True, True)
    assert abs(key.created_at - _now()) < timedelta(minutes=10)
    assert read_key(key.armoured) == key
    assert read_key(bytes(secret.extract_certificate())).fingerprint == key.fingerprint
    assert read_key("\r\n some words before\n" + key.armoured.replace("\n", "\r\n")).fingerprint == key.fingerprint


@pytest.mark.parametrize("suite", ["Cv25519", "P256", "RSA2k"])
@pytest.mark.parametrize("profile", ["RFC4880", "RFC9580"])
def test_kinds_of_keys(suite: str, profile: str) -> None:
    secret, key = _pair(cipher_suite=getattr(pysequoia.CipherSuite, suite), profile=getattr(pysequoia.Profile, profile))
    sealed = encrypt(compose(mail(), SENDER, now=NOW), key, now=_now())
    assert "Loader seen" in _opened(sealed.as_bytes(), secret)


def _opened(raw: bytes, secret: pysequoia.Tsk) -> str:
    """What the reader's mail program decrypts: one MIME entity."""
    outer = message_from_bytes(raw, policy=default)
    content = list(outer.iter_parts())[1].get_content()
    opened = pysequoia.decrypt(content, decryptor=secret.decryptor()).bytes
    assert opened is not None
    return opened.decode("ascii")


def test_a_mail_there_and_back(ana: tuple[pysequoia.Tsk, PublicKey]) -> None:
    secret, key = ana
    message = compose(mail(locale="es", unsubscribe="https://atalaya.example.org/u/1"), SENDER, now=NOW)
    raw = encrypt(message, key, now=_now()).as_bytes()
    outer = message_from_bytes(raw, policy=default)
    assert outer.get_content_type() == "multipart/encrypted"
    assert outer.get_param("protocol") == "application/pgp-encrypted"
    version, body = outer.iter_parts()
    assert version.get_content_type() == "application/pgp-encrypted"
    assert version.get_content().strip() == b"Version: 1"
    assert body.get_content_type() == "application/octet-stream"
    assert body.get_content().startswith(b"-----BEGIN PGP MESSAGE-----")
    assert outer["Subject"] == "[TLP:AMBER] [...]"
    for name in ("From", "To", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post"):
        assert outer[name] == message_from_bytes(message.as_bytes(), policy=default)[name]
    assert b"Loader" not in raw
    assert b"Caribbean" not in raw

    inner: Any = message_from_bytes(_opened(raw, secret).encode(), policy=default)
    assert inner["Subject"] == "[TLP:AMBER] Loader seen"
    assert inner.get_param("hp") == "cipher"
    assert inner.get_param("protected-headers") == "v1"
    assert "HP-Outer: Subject: [TLP:AMBER] [...]" in _opened(raw, secret).replace("\r\n ", " ")
    assert "publicó un aviso" in inner.get_body(("plain",)).get_content()
    assert "<html" in inner.get_body(("html",)).get_content()


def test_the_message_itself_is_not_changed(ana: tuple[pysequoia.Tsk, PublicKey]) -> None:
    message = compose(mail(), SENDER, now=NOW)
    before = message.as_bytes()
    encrypt(message, ana[1], now=_now())
    assert message.as_bytes() == before


def test_without_a_label_the_subject_says_nothing(ana: tuple[pysequoia.Tsk, PublicKey]) -> None:
    sealed = encrypt(compose(mail(CONTENTS[0]), SENDER, now=NOW), ana[1], now=_now())
    assert sealed["Subject"] == "[...]"


def test_nobody_else_opens_it(ana: tuple[pysequoia.Tsk, PublicKey]) -> None:
    raw = encrypt(compose(mail(), SENDER, now=NOW), ana[1], now=_now()).as_bytes()
    with pytest.raises(RuntimeError):
        _opened(raw, _pair()[0])


def test_an_expired_key() -> None:
    """The library itself would encrypt to it."""
    _, key = _pair(validity_seconds=1)
    assert key.expires_at is not None
    assert key.usable(key.created_at)
    later = key.expires_at
    assert not key.usable(later)
    with pytest.raises(CannotEncrypt, match="expired"):
        encrypt(compose(mail(), SENDER, now=NOW), key, now=later)
    time.sleep(max(0.0, (later - _now()).total_seconds()) + 0.1)
    assert read_key(key.armoured).expires_at == later
    assert pysequoia.encrypt(b"x", [pysequoia.Cert.from_bytes(key.armoured.encode())])


def test_a_key_about_to_expire() -> None:
    secret, _ = _pair()
    end = _now().replace(microsecond=0) + timedelta(days=30)
    certificate = secret.extract_certificate().set_expiration(end, secret.certifier())
    key = read_key(bytes(certificate))
    assert key.expires_at is not None
    assert abs(key.expires_at - end) < timedelta(seconds=2)
    assert key.usable(end - timedelta(days=1))
    assert not key.usable(end + timedelta(seconds=2))


def test_a_revoked_key() -> None:
    secret, _ = _pair()
    certificate = secret.extract_certificate()
    revocation = certificate.revoke(secret.certifier())
    key = read_key(bytes(certificate) + bytes(revocation))
    assert key.revoked
    with pytest.raises(CannotEncrypt, match="revoked"):
        encrypt(compose(mail(), SENDER, now=NOW), key, now=_now())


def test_a_key_that_cannot_encrypt() -> None:
    """Only the primary key and its name: it signs other keys and nothing else."""
    packets = list(PacketPile.from_bytes(bytes(_pair()[0].extract_certificate())))
    first_subkey = next(index for index, packet in enumerate(packets) if packet.tag == Tag.PublicSubkey)
    key = read_key(bytes(pysequoia.Cert.from_packets(packets[:first_subkey])))
    assert (key.can_encrypt, key.usable(_now())) == (False, False)
    with pytest.raises(CannotEncrypt, match="not made for encryption"):
        encrypt(compose(mail(), SENDER, now=NOW), key, now=_now())


def test_several_names_and_no_address() -> None:
    secret = pysequoia.Tsk.generate(
        user_ids=["Ana", "ana@b.example", "Ana <ANA@B.example>", "Team <t@c.example>", "x@"]
    )
    key = read_key(bytes(secret.extract_certificate()))
    assert len(key.user_ids) == 5
    assert key.addresses == ("ana@b.example", "t@c.example")


def test_a_name_made_to_lead_a_pattern_astray() -> None:
    secret = pysequoia.Tsk.generate(user_ids=["<" + "@" * 50_000, "a@" * 20_000, "Ana <ana@b.example>"])
    key = read_key(bytes(secret.extract_certificate()))
    assert key.addresses == ("ana@b.example",)
    assert max(len(name) for name in key.user_ids) <= 500


def test_private_keys_are_turned_away_at_once() -> None:
    secret, _ = _pair()
    for data in (str(secret), bytes(secret), "text before\n" + str(secret)):
        with pytest.raises(KeyRefused, match="private key"):
            read_key(data)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "hello",
        b"\0" * 100,
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabcd\n-----END PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----",
        "\ud800",
        "-----BEGIN PGP MESSAGE-----\n\nwWwGFQQHEt/B\n-----END PGP MESSAGE-----",
    ],
)
def test_what_is_no_key(data: str | bytes) -> None:
    with pytest.raises(KeyRefused, match="gpg --armor --export"):
        read_key(data)


def test_several_keys_at_once() -> None:
    both = _pair()[1].armoured + _pair()[1].armoured
    with pytest.raises(KeyRefused):
        read_key(both)
    binary = bytes(_pair()[0].extract_certificate()) + bytes(_pair()[0].extract_certificate())
    with pytest.raises(KeyRefused, match="single key"):
        read_key(binary)


def test_a_flooded_key() -> None:
    with pytest.raises(KeyRefused, match="export-minimal"):
        read_key(b"x" * (MAX_KEY + 1))


def test_a_message_and_a_signature_are_no_keys(ana: tuple[pysequoia.Tsk, PublicKey]) -> None:
    secret, key = ana
    message = pysequoia.encrypt(b"x", [pysequoia.Cert.from_bytes(key.armoured.encode())])
    for data in (message, pysequoia.sign(secret.signer(), b"x")):
        with pytest.raises(KeyRefused):
            read_key(data)


def test_reasons_are_short() -> None:
    """The library's errors carry its whole stack, with paths of the machine that built it."""
    with pytest.raises(KeyRefused) as refused:
        read_key("nonsense")
    assert len(str(refused.value)) < 400
    assert "anyhow" not in str(refused.value)
