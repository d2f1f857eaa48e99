"""OpenPGP for mail: reading people's public keys, and encrypting to them (PGP/MIME, RFC 3156).

The server holds public keys only. pysequoia encrypts also to a key that has expired or was revoked, so whether a
key may be used is judged here, each time.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import compat32
from typing import Final

import pysequoia
from pysequoia.packet import PacketPile, SignatureType, Tag

from atalaya_platform.http.wording import said
from atalaya_platform.mail.addresses import mailbox
from atalaya_platform.mail.message import POLICY

MAX_KEY: Final = 256 * 1024
"""Bytes of a public key, armoured or not; more is a key that was flooded with foreign signatures."""
OUTER_SUBJECT: Final = "[...]"  # RFC 9788 §3.2.1

_NAME: Final = 500  # characters of a user id that are kept
_ADDRESS: Final = re.compile(r"<([^<>\s@]+@[^<>\s@]+)>|^([^<>\s@]+@[^<>\s@]+)$")
_PRIVATE: Final = re.compile(rb"-----BEGIN PGP PRIVATE KEY BLOCK-----")


class KeyRefused(Exception):
    """This cannot be taken as a public key; the text says what to do."""


class CannotEncrypt(Exception):
    """The key cannot be used at this moment: expired, revoked, or without a part for encryption."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What is known of a public key. `expires_at` is when it can no longer be encrypted to.

    `armoured` is the key itself, cleaned of what does not belong to it; store and read that.
    """

    armoured: str
    fingerprint: str
    user_ids: tuple[str, ...]
    addresses: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked: bool
    can_encrypt: bool

    def usable(self, now: datetime) -> bool:
        """Whether mail can be encrypted to it at that moment (aware)."""
        return self.can_encrypt and not self.revoked and (self.expires_at is None or now < self.expires_at)


def _reason(error: Exception) -> str:
    """The first line of what the library says; below it follows its stack."""
    return str(error).partition("\n")[0].strip()[:200]


def read_key(data: str | bytes) -> PublicKey:
    """A public key, armoured or binary. Raises `KeyRefused` for a private key, several keys, or something else."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if len(raw) > MAX_KEY:
        raise KeyRefused(said("This key is larger than 256 KiB. Export it anew with --export-options export-minimal."))
    if _PRIVATE.search(raw):
        raise KeyRefused(said("This is a private key. Never give it away; export and upload the public one."))
    try:
        secret = any(packet.tag in (Tag.SecretKey, Tag.SecretSubkey) for packet in PacketPile.from_bytes(raw))
        certificate = None if secret else pysequoia.Cert.from_bytes(raw)
    except Exception as error:  # the library raises plain RuntimeError and, for broken armour, others
        raise KeyRefused(
            said(
                "This is not one OpenPGP public key ({reason}). "
                "Export a single key with: gpg --armor --export <fingerprint>",
                reason=_reason(error),
            )
        ) from error
    if certificate is None:
        raise KeyRefused(said("This is a private key. Never give it away; export and upload the public one."))
    return _described(certificate)


def _described(certificate: pysequoia.Cert) -> PublicKey:
    user_ids = tuple(str(user_id)[:_NAME] for user_id in certificate.user_ids)
    primary, parts = _subkeys(certificate)
    ends = [part.expires_at for part in parts]
    latest = None if not ends or None in ends else max(end for end in ends if end is not None)
    own = certificate.expiration
    limits = [limit for limit in (own.astimezone(UTC) if own else None, latest) if limit is not None]
    return PublicKey(
        # Not `str(certificate)`, which writes the names before it, in whatever script they are.
        armoured=pysequoia.armor(bytes(certificate), pysequoia.ArmorKind.PublicKey),
        fingerprint=certificate.fingerprint.upper(),
        user_ids=user_ids,
        addresses=tuple(dict.fromkeys(_addresses(user_ids))),
        created_at=primary,
        expires_at=min(limits, default=None),
        revoked=certificate.is_revoked,
        can_encrypt=bool(parts) and _encrypts(certificate),
    )


def _addresses(user_ids: tuple[str, ...]) -> Iterator[str]:
    for user_id in user_ids:
        for found in _ADDRESS.finditer(user_id):
            try:
                yield mailbox((found[1] or found[2]).strip()).lower()
            except ValueError:
                continue


def _encrypts(certificate: pysequoia.Cert) -> bool:
    try:
        pysequoia.encrypt(b"", [certificate])
    except RuntimeError:
        return False
    return True


@dataclass(slots=True)
class _Part:
    """A key or subkey, and what its newest binding signature says of it."""

    created_at: datetime
    signed_at: datetime | None = None
    encrypts: bool = False
    expires_at: datetime | None = None
    revoked: bool = False


_BINDINGS: Final = (
    SignatureType.SubkeyBinding,
    SignatureType.DirectKey,
    SignatureType.GenericCertification,
    SignatureType.PositiveCertification,
    SignatureType.CasualCertification,
    SignatureType.PersonaCertification,
)


def _subkeys(certificate: pysequoia.Cert) -> tuple[datetime, list[_Part]]:
    """When the key was made, and its parts that encrypt.

    The library verified the signatures when it parsed the certificate, but tells only of the primary key's end;
    a subkey that ends earlier would be used beyond it.
    """
    parts: list[_Part] = []
    fingerprint = certificate.fingerprint.lower()
    for packet in PacketPile.from_bytes(bytes(certificate)):
        if packet.tag in (Tag.PublicKey, Tag.PublicSubkey):
            parts.append(_Part(created_at=packet.key_created or datetime.min.replace(tzinfo=UTC)))
        elif (
            packet.tag == Tag.Signature and parts and (packet.issuer_fingerprint or fingerprint).lower() == fingerprint
        ):
            _bind(parts[-1], packet)
    return parts[0].created_at.astimezone(UTC), [part for part in parts if part.encrypts and not part.revoked]


def _bind(part: _Part, packet: pysequoia.packet.Packet) -> None:
    if packet.signature_type == SignatureType.SubkeyRevocation:
        part.revoked = True
    if packet.signature_type not in _BINDINGS or packet.key_flags is None:
        return
    made = packet.signature_created
    if part.signed_at is not None and made is not None and made < part.signed_at:
        return
    part.signed_at = made
    part.encrypts = packet.key_flags.transport_encryption or packet.key_flags.storage_encryption
    life = packet.key_validity_period
    part.expires_at = (part.created_at + life).astimezone(UTC) if life else None


def encrypt(message: EmailMessage, key: PublicKey, *, now: datetime) -> EmailMessage:
    """The message encrypted to this key, with its subject inside and only the label outside (RFC 9788).

    Raises `CannotEncrypt` when the key may not be used at that moment: then send nothing but a link, or nothing.
    """
    if not key.usable(now):
        state = "revoked" if key.revoked else "expired" if key.can_encrypt else "not made for encryption"
        raise CannotEncrypt(f"the key {key.fingerprint} is {state}")
    outer = _outer(message)
    try:
        certificate = pysequoia.Cert.from_bytes(key.armoured.encode("ascii"))
        sealed = pysequoia.encrypt(_inner(message, outer), [certificate])
    except RuntimeError as error:
        raise CannotEncrypt(f"the key {key.fingerprint} cannot be used: {_reason(error)}") from error
    version, body = EmailMessage(policy=POLICY), EmailMessage(policy=POLICY)
    version.set_content(b"Version: 1\r\n", "application", "pgp-encrypted", cte="7bit")
    body.set_content(
        sealed.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), "application", "octet-stream", cte="7bit",
        disposition="inline", filename="encrypted.asc",
    )  # fmt: skip
    outer["Content-Type"] = 'multipart/encrypted; protocol="application/pgp-encrypted"'
    for part in (version, body):
        del part["MIME-Version"]  # stands once, at the top
        outer.attach(part)
    return outer


def _is_outer(name: str) -> bool:
    return not name.lower().startswith("content-") and name.lower() != "mime-version"


def _outer(message: EmailMessage) -> EmailMessage:
    """Everything that servers need, and of the subject no more than its label."""
    outer = EmailMessage(policy=POLICY)
    for name, value in message.items():
        if _is_outer(name):
            label = re.match(r"\[TLP:[A-Z+]+\] ", str(value))
            outer[name] = (label[0] if label else "") + OUTER_SUBJECT if name.lower() == "subject" else value
    outer["MIME-Version"] = "1.0"
    return outer


def _inner(message: EmailMessage, outer: EmailMessage) -> bytes:
    """The message itself with all its headers, and with what of them can be seen outside."""
    inner = copy.deepcopy(message)
    inner.set_param("hp", "cipher", header="Content-Type")
    inner.set_param("protected-headers", "v1", header="Content-Type")  # for programs older than RFC 9788
    seen = message_from_bytes(outer.as_bytes(), policy=compat32)
    for name, value in seen.items():
        if _is_outer(name):
            inner["HP-Outer"] = f"{name}: {' '.join(str(value).split())}"
    return inner.as_bytes()
