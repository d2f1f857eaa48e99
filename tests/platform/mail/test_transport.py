"""Transports: delivered for good, or told whether trying again helps."""

import asyncio
import email
import logging
import os
import socket
import stat
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from atalaya_platform.mail.message import compose
from atalaya_platform.mail.transport import (
    MailDelayed,
    MailRefused,
    OutboxTransport,
    SmtpSettings,
    SmtpTransport,
    smtp_settings,
    transport_for,
)
from tests.platform.mail.samples import NOW, SENDER, mail
from tests.platform.mail.smtp_server import Mailroom, certificate, serving

logging.getLogger("mail.log").setLevel(logging.CRITICAL)


def _message() -> EmailMessage:
    return compose(mail(locale="es"), SENDER, now=NOW)


def _transport(port: int, security: str = "smtp", **more: Any) -> SmtpTransport:
    return SmtpTransport(SmtpSettings("127.0.0.1", port, security), timeout=2, **more)


async def test_delivery() -> None:
    room, message = Mailroom(), _message()
    async with serving(room) as port:
        await _transport(port).send(message)
    (envelope,) = room.received
    assert (envelope.mail_from, envelope.rcpt_tos) == ("atalaya@example.org", ["ana@csirt.example"])
    assert isinstance(envelope.content, bytes)
    arrived: Any = email.message_from_bytes(envelope.content, policy=default)
    assert arrived["Subject"] == "[TLP:AMBER] Loader seen"
    assert arrived["Message-ID"] == message["Message-ID"]
    assert "publicó un aviso" in arrived.get_body(("plain",)).get_content()


async def test_twice_not_now_then_accepted() -> None:
    """What a job sees: two delays, then done, with the same Message-ID each time."""
    room, message = Mailroom(replies=["451 Try again later", "421 Too busy"]), _message()
    async with serving(room) as port:
        for _ in range(2):
            with pytest.raises(MailDelayed, match=r"45|42"):
                await _transport(port).send(message)
        await _transport(port).send(message)
    assert room.attempts == 3
    assert len(room.received) == 1


@pytest.mark.parametrize("reply", ["450 Mailbox busy", "452 Full", "421 Closing"])
async def test_a_recipient_that_cannot_take_it_now(reply: str) -> None:
    async with serving(Mailroom(recipient_reply=reply)) as port:
        with pytest.raises(MailDelayed, match=reply[:3]):
            await _transport(port).send(_message())


@pytest.mark.parametrize("reply", ["550 No such person", "553 Not allowed", "554 Refused"])
async def test_refusals_for_good(reply: str) -> None:
    async with serving(Mailroom(recipient_reply=reply)) as port:
        with pytest.raises(MailRefused, match=reply):
            await _transport(port).send(_message())
    room = Mailroom(replies=[reply])
    async with serving(room) as port:
        with pytest.raises(MailRefused, match=reply):
            await _transport(port).send(_message())
    assert room.received == []


async def test_a_server_that_does_not_answer() -> None:
    async with serving(Mailroom(delay=5)) as port:
        transport = SmtpTransport(SmtpSettings("127.0.0.1", port, "smtp"), timeout=0.2)
        with pytest.raises(MailDelayed, match="in time"):
            await transport.send(_message())


async def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MailDelayed, match="reached"):
        await _transport(port).send(_message())


async def test_starttls_and_login(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    room = Mailroom()
    async with serving(room, starttls=server, login=True) as port:
        settings = smtp_settings(f"smtp+starttls://ana%40x:p%3Ass%2Fw%40rd@127.0.0.1:{port}")
        await SmtpTransport(settings, timeout=2, tls_context=client).send(_message())
        wrong = SmtpSettings("127.0.0.1", port, "smtp+starttls", "ana@x", "wrong")
        with pytest.raises(MailDelayed, match="let us in"):
            await SmtpTransport(wrong, timeout=2, tls_context=client).send(_message())
    assert room.encrypted == [True]


async def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    room = Mailroom()
    async with serving(room, tls=server) as port:
        await _transport(port, "smtps", tls_context=client).send(_message())
        with pytest.raises(MailDelayed):
            await _transport(port, "smtps").send(_message())  # a certificate that nobody vouches for
    assert len(room.received) == 1


async def test_encryption_is_never_given_up(tmp_path: Path) -> None:
    """A server (or somebody in between) that offers no STARTTLS gets neither password nor message."""
    room = Mailroom()
    async with serving(room) as port:
        settings = SmtpSettings("127.0.0.1", port, "smtp+starttls", "ana@x", "p:ss/w@rd")
        with pytest.raises(MailDelayed):
            await SmtpTransport(settings, timeout=2).send(_message())
    assert room.attempts == 0


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("To", "a@b.example, c@d.example"),
        ("To", None),
        ("From", None),
        ("To", "undisclosed:;"),
        ("To", "a@[127.0.0.1]"),
    ],
)
async def test_one_sender_one_recipient(header: str, value: str | None, tmp_path: Path) -> None:
    message = _message()
    del message[header]
    if value is not None:
        message[header] = value
    for transport in (_transport(1), OutboxTransport(tmp_path)):
        with pytest.raises(MailRefused, match=header):
            await transport.send(message)


async def test_line_breaks_never_reach_the_envelope() -> None:
    """CRLF injection: a header or an address cannot begin another one."""
    message = _message()
    for name, value in (("Subject", "x\r\nBcc: evil@x.example"), ("To", "a@b.example\r\nBcc: evil@x.example")):
        del message[name]
        with pytest.raises(ValueError, match="linefeed"):
            message[name] = value


async def test_the_outbox(tmp_path: Path) -> None:
    folder, message = tmp_path / "outbox", _message()
    transport = transport_for(None, folder)
    with capture_logs() as lines:
        await transport.send(message)
        await transport.send(message)  # again after a crash: the same file
    names = os.listdir(folder)
    assert len(names) == 1
    assert names[0].startswith("20261123T170500Z-")
    assert names[0].endswith(".eml")
    path = folder / names[0]
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    written = await asyncio.to_thread(path.read_bytes)
    assert email.message_from_bytes(written, policy=default)["Subject"] == "[TLP:AMBER] Loader seen"
    assert [line["recipient"] for line in lines] == ["ana@csirt.example"] * 2
    assert "Loader" not in str(lines)


async def test_an_outbox_that_cannot_be_written(tmp_path: Path) -> None:
    await asyncio.to_thread((tmp_path / "outbox").write_text, "in the way")
    with pytest.raises(MailDelayed, match="outbox"):
        await OutboxTransport(tmp_path / "outbox").send(_message())


@pytest.mark.parametrize(
    ("url", "settings"),
    [
        ("smtp://localhost", SmtpSettings("localhost", 25, "smtp")),
        ("smtp://localhost:1025", SmtpSettings("localhost", 1025, "smtp")),
        ("smtp+starttls://u:p@mx.example", SmtpSettings("mx.example", 587, "smtp+starttls", "u", "p")),
        ("smtps://u%40x:p%2Fq@mx.example:4465/", SmtpSettings("mx.example", 4465, "smtps", "u@x", "p/q")),
        ("smtp://[::1]:25", SmtpSettings("::1", 25, "smtp")),
    ],
)
def test_settings(url: str, settings: SmtpSettings) -> None:
    assert smtp_settings(url) == settings


@pytest.mark.parametrize(
    "url",
    ["", "mx.example", "http://mx.example", "smtp://", "smtp://u:p@mx.example", "smtps://u@mx.example", "smtps://a/b",
     "smtps://mx.example?x=1", "smtps://mx.example:port"],
)  # fmt: skip
def test_settings_that_cannot_work(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        smtp_settings(url)


def test_a_password_is_not_shown() -> None:
    transport = SmtpTransport(smtp_settings("smtps://user:hunter2-secret@mx.example"))
    assert "hunter2" not in repr(transport)
    assert isinstance(transport_for("smtp://localhost:1", Path("x")), SmtpTransport)
