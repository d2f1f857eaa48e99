"""What a file really is, from its own bytes; the client's word (type, name) only says what it ought to be.

A file passes when its extension is on the list, its content is of that kind at its very start, its inner frame
closes where the file ends, and it is not a second kind at the same time. Archives stay opaque: nothing here
decompresses anything, so no bomb can go off. Malware is the antivirus's matter.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final

import puremagic

from atalaya_platform.files import structure
from atalaya_platform.files.kinds import ACTIVE, BY_EXTENSION, EXECUTABLE, KINDS, PUREMAGIC_EXECUTABLE, Family, Kind
from atalaya_platform.files.names import extension as extension_of
from atalaya_platform.files.names import safe_name
from atalaya_platform.http.wording import said, sentences, told

_HEAD: Final = 64 * 1024
_CHUNK: Final = 1024 * 1024


class Refusal(StrEnum):
    """Why a file is not taken; stable names for the interface to translate."""

    EMPTY = "empty"
    EXTENSION = "extension"
    EXECUTABLE = "executable"
    ACTIVE = "active"
    MISMATCH = "mismatch"
    BROKEN = "broken"
    POLYGLOT = "polyglot"
    MACROS = "macros"


class FileRefused(Exception):
    """The file is not taken; `text` tells the person why and what to do instead."""

    def __init__(self, refusal: Refusal, text: str) -> None:
        super().__init__(text)
        self.refusal = refusal
        self.text = text


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A file that is what it says. `name` is safe to show; `media_type` and `inline` are for sending it."""

    name: str
    kind: str
    media_type: str
    inline: bool
    size: int
    stix: bool = False
    """JSON that says it is a STIX bundle."""


_BINARY: Final = tuple(magic for kind in KINDS for magic in kind.magic if len(magic) >= 5)
_IN_AN_ARCHIVE: Final = said("To share it as a sample, put it into a .zip or .7z archive with a password.")


def sniff(name: str, file: BinaryIO) -> Sniffed:
    """Judge a file by its content. Raises `FileRefused`. Reads the whole of it once; run it in a thread.

    `file` is seekable and is left at its beginning.
    """
    try:
        return _judge(safe_name(name), file)
    finally:
        file.seek(0)


def _judge(shown: str, file: BinaryIO) -> Sniffed:
    kind = _expected(shown)
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(_HEAD)
    if size == 0:
        raise FileRefused(
            Refusal.EMPTY, said("{file} is empty. Check that it was saved, then send it again.", file=shown)
        )
    _refuse_programs(shown, head)
    if kind.magic and not head.startswith(kind.magic):
        raise _mismatch(shown, kind, head)
    try:
        stix = _inspect(kind, shown, file, head, size)
    except structure.Malformed as error:
        raise FileRefused(
            Refusal.BROKEN,
            said("{file} is damaged or incomplete ({why}). Save it again and send that.", file=shown, why=told(error)),
        ) from error
    except structure.TwoInOne as error:
        raise FileRefused(
            Refusal.POLYGLOT,
            sentences(
                said("{file} carries something else inside ({what}).", file=shown, what=told(error)), _IN_AN_ARCHIVE
            ),
        ) from error
    except structure.HasMacros as error:
        raise FileRefused(
            Refusal.MACROS,
            sentences(said("{file} carries macros. Save it without them, or as PDF.", file=shown), _IN_AN_ARCHIVE),
        ) from error
    return Sniffed(shown, kind.name, kind.media_type, kind.inline, size, stix)


def _expected(shown: str) -> Kind:
    extension = extension_of(shown)
    if extension in BY_EXTENSION:
        return BY_EXTENSION[extension]
    if extension in EXECUTABLE:
        raise FileRefused(
            Refusal.EXECUTABLE,
            sentences(said("Programs and scripts (.{extension}) are not taken.", extension=extension), _IN_AN_ARCHIVE),
        )
    if extension in ACTIVE:
        raise FileRefused(
            Refusal.ACTIVE,
            sentences(
                said("Web pages and drawings (.{extension}) are not taken.", extension=extension), _IN_AN_ARCHIVE
            ),
        )
    taken = ", ".join(BY_EXTENSION)
    if not extension:
        text = said("Files without an extension are not taken. Use one of: {taken}.", taken=taken)
    else:
        text = said(
            "Files of the kind .{extension} are not taken. Use one of: {taken}.", extension=extension, taken=taken
        )
    raise FileRefused(Refusal.EXTENSION, text)


def _matches(head: bytes) -> list[tuple[str, str]]:
    """puremagic's candidates as (extension, name), best first; only those with more than a chance of being right."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return []
    return [(match.extension, match.name) for match in found if match.offset == 0 and len(match.byte_match) >= 2]


def _refuse_programs(shown: str, head: bytes) -> None:
    program = head.startswith((b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!", b"\0asm", b"L\0\0\0\x01\x14\x02\0"))
    program = program or re.match(rb"[\xcf\xce]\xfa\xed\xfe|\xfe\xed\xfa[\xcf\xce]", head) is not None
    if head.startswith(b"MZ"):  # two letters can also begin a sentence: then it is text
        program = b"\0" in head[:64]
    if program or any(extension in PUREMAGIC_EXECUTABLE and b"\0" in head[:64] for extension, _ in _matches(head)[:1]):
        raise FileRefused(
            Refusal.EXECUTABLE,
            sentences(said("{file} is a program, whatever its name says.", file=shown), _IN_AN_ARCHIVE),
        )


def _mismatch(shown: str, kind: Kind, head: bytes) -> FileRefused:
    if head.startswith(b"\xd0\xcf\x11\xe0") and kind.family is Family.OFFICE:
        return FileRefused(
            Refusal.MISMATCH,
            said(
                "{file} is an older or password-protected Office file, which cannot be checked. "
                "Save it in the present format without password, or send it inside an archive.",
                file=shown,
            ),
        )
    names = [name for _, name in _matches(head)]
    values = {"file": shown, "kind": kind.name}
    if not names:
        text = said(
            "{file} is named as {kind}, but its content is something else. Give it the extension of what it is.",
            **values,
        )
    else:
        text = said(
            "{file} is named as {kind}, but its content seems to be: {found}. Give it the extension of what it is.",
            found=names[0],
            **values,
        )
    return FileRefused(Refusal.MISMATCH, text)


def _inspect(kind: Kind, shown: str, file: BinaryIO, head: bytes, size: int) -> bool:
    """The checks of each family; says whether the file is a STIX bundle."""
    match kind.family:
        case Family.IMAGE:
            if kind.name == "webp" and head[8:12] != b"WEBP":
                raise _mismatch(shown, kind, head)
            structure.check_image(kind.name, file, head, size)
        case Family.PDF:
            structure.check_pdf(file, size)
        case Family.OFFICE:
            if not structure.is_office(kind.name, kind.media_type, file, head, size):
                raise _mismatch(shown, kind, head)
        case Family.ARCHIVE:
            structure.check_archive(kind.name, file, size)
        case Family.CAPTURE:
            structure.refuse_zip_tail(file, size)
        case Family.TEXT | Family.MAIL | Family.SIGNATURE:
            return _inspect_text(kind, shown, file, head, size)
    return False


# Atomic, because comments could otherwise be divided among the repetitions in exponentially many ways.
_MARKUP: Final = re.compile(
    rb"(?>\s*(?:<!--.*?-->\s*)*)<(?:!doctype\s+(?:html|svg)|html|head|body|script|svg|iframe|object|embed|meta|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_PROLOG: Final = re.compile(
    r"\ufeff?\s*(?:<\?(?!xml-stylesheet)[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*", re.DOTALL
)
_XML_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^>]*)>", re.DOTALL)
_HEADER_LINES: Final = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+")
_MAIL_HEADER: Final = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_ARMOUR: Final = re.compile(
    rb"^-----BEGIN PGP (?:MESSAGE|SIGNATURE|SIGNED MESSAGE|PUBLIC KEY BLOCK)-----", re.MULTILINE
)


def _inspect_text(kind: Kind, shown: str, file: BinaryIO, head: bytes, size: int) -> bool:
    if kind.family is Family.SIGNATURE and size <= _HEAD and structure.is_binary_signature(head):
        return False
    if kind.family is Family.MAIL:  # its parts may be in any encoding, its header is ASCII
        fields = _HEADER_LINES.match(head)
        if not fields or b"\0" in head or len(_MAIL_HEADER.findall(fields[0])) < 2:
            raise _mismatch(shown, kind, head)
        return False
    encoding = _encoding(file)
    if encoding is None or head.startswith(_BINARY):  # a PDF can be all ASCII
        raise _mismatch(shown, kind, head)
    text = head.decode(encoding, "ignore")
    if _MARKUP.match(text.encode("utf-8").removeprefix(b"\xef\xbb\xbf")):
        raise FileRefused(
            Refusal.ACTIVE, sentences(said("{file} is a web page or drawing.", file=shown), _IN_AN_ARCHIVE)
        )
    plain = text.lstrip("\ufeff \t\r\n")
    match kind.name:
        case "json":
            if not plain.startswith(("{", "[")):
                raise _mismatch(shown, kind, head)
            return re.search(r'"type"\s*:\s*"bundle"', text) is not None and '"bundle--' in text
        case "xml":
            _check_xml(kind, shown, text, head)
        case "pgp":
            if not _ARMOUR.search(head):
                raise _mismatch(shown, kind, head)
    return False


def _check_xml(kind: Kind, shown: str, text: str, head: bytes) -> None:
    prolog = _XML_PROLOG.match(text)
    root = _XML_ROOT.match(text, prolog.end() if prolog else 0)
    if "<!ENTITY" in text or "<?xml-stylesheet" in text:
        raise FileRefused(
            Refusal.ACTIVE,
            sentences(
                said("{file} defines entities or names a style sheet. Save it without them.", file=shown),
                _IN_AN_ARCHIVE,
            ),
        )
    if not root:
        raise _mismatch(shown, kind, head)
    name, attributes = root[1].casefold(), root[2]
    if name in {"html", "svg", "stylesheet", "transform", "script"} or re.search(
        r"www\.w3\.org/(?:1999/xhtml|2000/svg|1999/XSL)", attributes
    ):
        raise FileRefused(
            Refusal.ACTIVE, sentences(said("{file} is a web page or drawing.", file=shown), _IN_AN_ARCHIVE)
        )


def _encoding(file: BinaryIO) -> str | None:
    """UTF-8, UTF-16 with its mark, or Windows-1252 (what spreadsheets here still write); nothing if not text."""
    file.seek(0)
    start = file.read(2)
    if start in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16" if _decodes(file, "utf-16") else None
    if _decodes(file, "utf-8"):
        return "utf-8"
    return "cp1252" if _decodes(file, "cp1252") else None


_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Whether all of it is text without control characters. Escape (0x1b) is borne: logs have colours."""
    file.seek(0)
    decoder = structure.decoder(encoding)
    try:
        while chunk := file.read(_CHUNK):
            if _CONTROL.search(decoder.decode(chunk)):
                return False
        return not _CONTROL.search(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False
