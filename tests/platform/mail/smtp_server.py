"""A real SMTP server (aiosmtpd) on a free port of this machine, whose answers a test may script."""

import asyncio
import contextlib
import datetime
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Mailroom:
    """Takes mail. Each of `replies` is given to one message instead of accepting it; `delay` (s) comes before."""

    replies: list[str] = field(default_factory=list)
    recipient_reply: str | None = None
    delay: float = 0.0
    received: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    attempts: int = 0

    async def take(self, session: Session, envelope: Envelope) -> str:
        self.attempts += 1
        await asyncio.sleep(self.delay)
        if self.replies:
            return self.replies.pop(0)
        self.received.append(envelope)
        self.encrypted.append(session.ssl is not None)
        return "250 Accepted"

    def recipient(self, envelope: Envelope, address: str) -> str:
        if self.recipient_reply:
            return self.recipient_reply
        envelope.rcpt_tos.append(address)
        return "250 OK"


def _handler(room: Mailroom) -> object:
    """aiosmtpd finds its hooks by the names of SMTP commands, which are not names that this house writes."""

    async def data(_handler: object, _server: SMTP, session: Session, envelope: Envelope) -> str:
        return await room.take(session, envelope)

    async def rcpt(
        _handler: object, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        return room.recipient(envelope, address)

    return type("Handler", (), {"handle_DATA": data, "handle_RCPT": rcpt})()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's TLS context with a fresh certificate for this machine, and a client's that trusts just that."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()) + made.public_bytes(pem)
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cadata=made.public_bytes(pem).decode())


def _authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ana@x", b"p:ss/w@rd")
    return AuthResult(success=good, handled=False)


@contextlib.asynccontextmanager
async def serving(
    room: Mailroom,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
    port: int = 0,
) -> AsyncIterator[int]:
    """Serve until the block ends; yields the port, a free one unless it is given.

    `login` asks for user `ana@x` with password `p:ss/w@rd`.
    """
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            _handler(room),
            hostname="mx.test",
            loop=loop,
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=login,
            auth_require_tls=starttls is not None,
            authenticator=_authenticate,
        )

    server = await loop.create_server(protocol, "127.0.0.1", port, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
