"""Anchors: the heads of the audit chains, signed and kept outside the database, one line an hour.

Somebody who owns the database can cut a chain together with its head, or compute everything again; then the log no
longer agrees with an anchor. Copy the anchors (or the same lines in the log) to where that somebody cannot write.
"""

import base64
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from atalaya_platform.audit.chain import Damage, Finding
from atalaya_platform.audit.queries import Heads

FOLDER = "anchors"
KEY = "keys/audit-anchor.key"
NOTHING = "0" * 64


@dataclass(frozen=True)
class Anchor:
    """One line: what the heads were at a moment."""

    at: str
    heads: Heads
    where: str


def signing_key(data: Path) -> Ed25519PrivateKey:
    """This data folder's key, made when first needed; readable by its owner only."""
    path = data / KEY
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        try:
            os.link(draft, path)  # fails when another process was first: then its key counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def _files(data: Path) -> list[Path]:
    return sorted((data / FOLDER).glob("*.jsonl"))


def _lines(path: Path) -> list[bytes]:
    """The lines that were written to their end. What a full disk or a crash cut off was no anchor yet."""
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def _last_line(data: Path) -> bytes | None:
    for path in reversed(_files(data)):
        if lines := _lines(path):
            return lines[-1]
    return None


def line_for(key: Ed25519PrivateKey, at: datetime, heads: Heads, before: bytes | None) -> bytes:
    """A signed line; it holds the hash of the line before, so that one cannot be taken out of the middle."""
    body = {
        "at": at.isoformat(),
        "heads": [[chain, seq, value.hex()] for chain, (seq, value) in sorted(heads.items())],
        "previous": hashlib.sha256(before).hexdigest() if before else NOTHING,
        "key": key.public_key().public_bytes_raw().hex(),
    }
    signature = base64.b64encode(key.sign(orjson.dumps(body))).decode()
    return orjson.dumps({**body, "signature": signature})


def write_anchor(data: Path, at: datetime, heads: Heads) -> bytes | None:
    """Append a line for these heads and return it; None when nothing was audited since the last one."""
    before = _last_line(data)
    if before is not None:
        kept = orjson.loads(before)["heads"]
        if kept == [[chain, seq, value.hex()] for chain, (seq, value) in sorted(heads.items())]:
            return None
    line = line_for(signing_key(data), at, heads, before)
    path = data / FOLDER / f"{at:%Y-%m}.jsonl"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(sum(len(one) + 1 for one in _lines(path)))
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return line


def _parsed(raw: bytes, where: str, public: bytes) -> Anchor:
    body = orjson.loads(raw)
    signature = base64.b64decode(body.pop("signature"))
    Ed25519PublicKey.from_public_bytes(public).verify(signature, orjson.dumps(body))
    return Anchor(body["at"], {chain: (seq, bytes.fromhex(value)) for chain, seq, value in body["heads"]}, where)


def anchors(data: Path) -> Iterator[Anchor | Finding]:
    """Every anchor of this data folder in order; a Finding in place of a line that was altered or follows a gap."""
    files = _files(data)
    if not files:
        return
    if not (data / KEY).exists():
        said = f"the key {data / KEY} is gone, so no anchor can be checked; bring it back from a backup"
        yield Finding(Damage.ANCHOR, -1, 0, said)
        return
    public = signing_key(data).public_key().public_bytes_raw()
    before: bytes | None = None
    for path in files:
        for number, raw in enumerate(_lines(path), 1):
            where = f"{path.name} line {number}"
            try:
                anchor = _parsed(raw, where, public)
                linked = orjson.loads(raw)["previous"] == (hashlib.sha256(before).hexdigest() if before else NOTHING)
            except (InvalidSignature, ValueError, KeyError, TypeError):
                yield Finding(Damage.ANCHOR, -1, 0, f"{where}: this anchor was altered: its signature does not fit")
            else:
                if not linked:
                    yield Finding(Damage.ANCHOR, -1, 0, f"{where}: anchors before this one were removed or altered")
                yield anchor
            before = raw
