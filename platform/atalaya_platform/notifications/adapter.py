"""The mail transport of a process: SMTP when it is configured, else the outbox folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from atalaya_platform.mail.message import Sender
from atalaya_platform.mail.transport import MailTransport, transport_for
from atalaya_platform.notifications.outgoing import post
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings

ADAPTER = "mail_transport"
POST = "post"


def transport_of(runtime: Runtime) -> MailTransport:
    return cast(MailTransport, runtime.adapters[ADAPTER])


def sender_of(settings: Settings) -> Sender:
    """Who mails are from."""
    return Sender(settings.name, settings.address, settings.mail_from)


@asynccontextmanager
async def lifespan(runtime: Runtime) -> AsyncIterator[None]:
    """Choose the transport; each mail has its own connection, so nothing needs closing."""
    url = runtime.settings.smtp_url
    outbox = runtime.settings.data / "outbox"
    runtime.adapters[ADAPTER] = transport_for(url.get_secret_value() if url else None, outbox)
    runtime.adapters[POST] = post
    yield
