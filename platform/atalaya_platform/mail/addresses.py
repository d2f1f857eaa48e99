"""Mail addresses and web addresses that may stand in a message: checked once, so that no header can be added."""

import re
from email.headerregistry import Address
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator

_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)
_DOMAIN: Final = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_NAMED: Final = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>\s]+)>\s*")
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f\u0080-\u00a0\u2028\u2029<>\"\\]")


def mailbox(text: str) -> str:
    """`local@domain` in ASCII, a domain in another script being written in its ASCII form (IDNA).

    Raises `ValueError` for anything else, above all for line breaks, which would begin a header of their own.
    """
    local, at, domain = text.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower() if domain else ""
    except UnicodeError as error:
        raise ValueError("the part after @ is not a domain; check the address") from error
    if not at or len(text) > 254 or len(local) > 64 or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ValueError("this is not a mail address; write it as name@organisation.example")
    return f"{local}@{domain}"


def web_address(text: str) -> str:
    """An absolute `https:` (or, for trials, `http:`) address without anything that could end a header or a tag."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or _UNSAFE.search(text):
        raise ValueError("links in mail are absolute https addresses without spaces or quotes")
    if len(text) > 2_000:
        raise ValueError("the link is longer than mail programs bear")
    return text


def one_line(text: str) -> str:
    """A text of people's (a title, a name) as it may stand in a subject: one line, no invisible characters."""
    visible = "".join(sign if sign.isprintable() or sign.isspace() else "" for sign in text)
    return " ".join(visible.split())


def named_address(text: str) -> Address:
    """`Name <name@organisation.example>`, or the address alone. Raises `ValueError`."""
    found = _NAMED.fullmatch(text)
    if found is None:
        return Address(addr_spec=mailbox(text.strip()))
    if any(not sign.isprintable() for sign in found["name"]):
        raise ValueError("the name before the address holds a line break or another invisible character")
    return Address(display_name=found["name"].strip('" '), addr_spec=mailbox(found["address"]))


Mailbox = Annotated[str, AfterValidator(mailbox)]
WebAddress = Annotated[str, AfterValidator(web_address)]
Line = Annotated[str, AfterValidator(one_line)]
"""Collapsed to one line, since titles and names come from people."""
