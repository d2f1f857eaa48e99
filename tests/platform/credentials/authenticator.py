"""A software authenticator: what a browser and a security key together would answer, and what a liar would.

It speaks WebAuthn Level 3 with `none` attestation and P-256 keys. Any test, also one over HTTP, can take
part in a real ceremony: `answer = device.create(options, origin)`, `answer = device.get(options, origin)`.
"""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, BACKUP_ELIGIBLE, BACKED_UP, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40


def encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Credential:
    """One key pair for one domain and person."""

    id: bytes
    key: ec.EllipticCurvePrivateKey
    rp_id: str
    user_handle: bytes


@dataclass
class SoftwareAuthenticator:
    """Holds credentials and counts their uses. The public fields are the knobs by which it lies."""

    verifies_user: bool = True
    present: bool = True
    synced: bool = False
    counts: bool = True
    """A synced passkey keeps no count and always says nought."""
    count: int = 0
    credentials: list[Credential] = field(default_factory=list)

    def create(self, options: dict[str, Any], origin: str, **lies: Any) -> dict[str, Any]:
        """Answer `navigator.credentials.create`. Lies: rp_id, challenge, type, cross_origin, cose, format."""
        rp_id = lies.get("rp_id", options["rp"]["id"])
        excluded = {decode(item["id"]) for item in options.get("excludeCredentials", [])}
        if any(credential.id in excluded for credential in self.credentials):
            raise RuntimeError("InvalidStateError: this authenticator already holds a passkey for the account")
        credential = Credential(
            os.urandom(16), ec.generate_private_key(ec.SECP256R1()), rp_id, decode(options["user"]["id"])
        )
        self.credentials = [  # like a real one: a new resident key replaces the account's older one
            held for held in self.credentials if (held.rp_id, held.user_handle) != (rp_id, credential.user_handle)
        ]
        self.credentials.append(credential)
        numbers = credential.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        credential_id = lies.get("credential_id", credential.id)
        attested = bytes(16) + len(credential_id).to_bytes(2, "big") + credential_id
        attested += cbor2.dumps(lies.get("cose", cose))
        statement = {
            "fmt": lies.get("format", "none"),
            "attStmt": {},
            "authData": self._data(rp_id, ATTESTED) + attested,
        }
        client = self._client(lies.get("type", "webauthn.create"), options, origin, lies)
        return {
            "id": encode(credential_id),
            "rawId": encode(credential_id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encode(client),
                "attestationObject": encode(cbor2.dumps(statement)),
                "transports": ["internal", "hybrid"],
            },
        }

    def get(self, options: dict[str, Any], origin: str, **lies: Any) -> dict[str, Any]:
        """Answer `navigator.credentials.get`. Lies: as above, key, user_handle."""
        rp_id = lies.get("rp_id", options["rpId"])
        allowed = {decode(item["id"]) for item in options.get("allowCredentials", [])}
        credential = next(
            held for held in self.credentials if held.rp_id == options["rpId"] and (not allowed or held.id in allowed)
        )
        if self.counts:
            self.count += 1
        data = self._data(rp_id)
        client = self._client(lies.get("type", "webauthn.get"), options, origin, lies)
        key: ec.EllipticCurvePrivateKey = lies.get("key", credential.key)
        signature = key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return {
            "id": encode(credential.id),
            "rawId": encode(credential.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encode(client),
                "authenticatorData": encode(data),
                "signature": encode(signature),
                "userHandle": encode(lies.get("user_handle", credential.user_handle)),
            },
        }

    def _data(self, rp_id: str, flags: int = 0) -> bytes:
        flags |= PRESENT * self.present | VERIFIED * self.verifies_user
        flags |= (BACKUP_ELIGIBLE | BACKED_UP) * self.synced
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any], origin: str, lies: dict[str, Any]) -> bytes:
        return json.dumps(
            {
                "type": kind,
                "challenge": lies.get("challenge", options["challenge"]),
                "origin": origin,
                "crossOrigin": lies.get("cross_origin", False),
            }
        ).encode()
