"""The place that it runs in: settings, data folder, disk, address and certificate."""

import asyncio
import os
import shutil
import ssl
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from atalaya_platform.operations.doctor.line import Line, fault, ok, warning
from atalaya_platform.settings import Settings

PRIVATE = ("keys", "files", "anchors", "outbox", "incoming")
GIGABYTE = 1 << 30
EXPIRES_SOON = 21
"""Days before the end of a certificate at which the doctor warns."""


async def settings_lines(settings: Settings) -> list[Line]:
    """What the settings say together that each alone does not."""
    lines: list[Line] = []
    if settings.demonstration and not settings.on_loopback:
        lines.append(
            fault(
                "settings",
                f"demonstration accounts, which need no password, are offered on {settings.host}",
                "Unset ATALAYA_DEMONSTRATION, or set ATALAYA_HOST=127.0.0.1.",
            )
        )
    if settings.public_url is None and not settings.on_loopback:
        lines.append(
            fault(
                "settings",
                f"it listens on {settings.host}, but nobody said under which address people reach it",
                "Set ATALAYA_PUBLIC_URL, for instance https://atalaya.example.org: links in mails, passkeys and the "
                "check of where requests come from need it.",
            )
        )
    elif not settings.https and not _local(settings.address):
        lines.append(
            fault(
                "settings",
                f"people reach it at {settings.address}, without encryption",
                "Put a proxy with a certificate in front (docker-compose.yml has one) and set ATALAYA_PUBLIC_URL to "
                "its https address.",
            )
        )
    return lines or [ok("settings", f"people reach it at {settings.address}")]


def _local(address: str) -> bool:
    return urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")


async def folder_lines(settings: Settings) -> list[Line]:
    """Whether the data folder is there, writable, and closed where it must be."""
    return await asyncio.to_thread(_folder_lines, settings.data)


def _folder_lines(data: Path) -> list[Line]:
    if not data.is_dir():
        return [
            fault(
                "data folder",
                f"there is no folder {data}",
                "Start the server once (`atalaya serve`), or set ATALAYA_DATA to where the data are.",
            )
        ]
    if not os.access(data, os.W_OK | os.X_OK):
        return [
            fault(
                "data folder",
                f"{data} cannot be written by this user",
                f"Give it to the user that runs Atalaya: chown -R <user> {data}",
            )
        ]
    lines = []
    if sys.platform != "win32":
        for name in PRIVATE:
            folder = data / name
            if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
                lines.append(
                    fault(
                        "data folder",
                        f"{folder} can be entered by other users of this machine",
                        f"Close it: chmod 700 {folder}",
                    )
                )
    return lines or [ok("data folder", f"{data.resolve()} is there and closed")]


async def disk_lines(settings: Settings) -> list[Line]:
    """Whether there is room."""
    if not await asyncio.to_thread(settings.data.is_dir):
        return []
    usage = await asyncio.to_thread(shutil.disk_usage, settings.data)
    free, share = usage.free / GIGABYTE, usage.free / usage.total
    found = f"{free:.1f} GB ({share:.0%}) are free at {settings.data}"
    mend = "Free some room, or move the data folder to a larger disk: a full disk stops all writing."
    if free < 1 or share < 0.02:
        return [fault("disk", found, mend)]
    if free < 5 or share < 0.1:
        return [warning("disk", found, mend)]
    return [ok("disk", found)]


async def certificate_lines(settings: Settings) -> list[Line]:
    """Whether the public address answers with a certificate that browsers believe, and for how long."""
    if not settings.https:
        return []
    parts = urlsplit(settings.address)
    host, port = parts.hostname or "", parts.port or 443
    proxy = "Look at the proxy in front (Caddy renews certificates by itself when port 80 or 443 reaches it)."
    try:
        async with asyncio.timeout(10):
            _, writer = await asyncio.open_connection(host, port, ssl=ssl.create_default_context())
    except ssl.SSLCertVerificationError as error:
        return [fault("certificate", f"browsers refuse the certificate of {host}: {error.verify_message}", proxy)]
    except (OSError, TimeoutError) as error:
        return [
            warning(
                "certificate",
                f"{host}:{port} does not answer from here ({type(error).__name__})",
                "If it answers from outside, all is well. Otherwise check the proxy, the DNS record and "
                "ATALAYA_PUBLIC_URL.",
            )
        ]
    certificate = writer.get_extra_info("ssl_object").getpeercert()
    writer.close()
    end = datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
    days = (end - datetime.now(UTC)).days
    found = f"the certificate of {host} is valid for {days} more days"
    return [warning("certificate", found, proxy)] if days < EXPIRES_SOON else [ok("certificate", found)]
