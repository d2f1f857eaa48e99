"""The frames of binary formats: where a file of each kind has to begin and end, read without decompressing.

A polyglot needs room before, behind or between: these checks leave none where a second format could sit.
"""

import codecs
import re
import struct
from typing import BinaryIO, Final

from atalaya_platform.http.wording import said

_CHUNK: Final = 1024 * 1024
_EOCD: Final = b"PK\x05\x06"
_TAIL: Final = 22 + 65_535
"""A zip's end record and its longest comment."""
_MAX_ENTRIES: Final = 10_000
_MAX_DIRECTORY: Final = 4 * 1024 * 1024
_MAX_PNG_CHUNKS: Final = 100_000

# Long enough that compressed pixels spell none of them by chance.
_SCRIPT: Final = re.compile(rb"<(?:script[\s/>]|!doctype html|html[\s/>]|iframe\s|\?php\s)", re.IGNORECASE)


class Malformed(Exception):
    """Cut off or damaged; the message names the place."""


class TwoInOne(Exception):
    """Also a file of another kind; the message names it."""


class HasMacros(Exception):
    """An Office file with a program in it."""


def decoder(encoding: str) -> codecs.IncrementalDecoder:
    """A strict decoder that takes a text in pieces."""
    return codecs.getincrementaldecoder(encoding)("strict")


def _tail(file: BinaryIO, size: int, length: int) -> bytes:
    file.seek(max(0, size - length))
    return file.read(length)


def _end_record(tail: bytes) -> int | None:
    """Where in the tail a zip's end record stands whose comment reaches exactly to the end of the file."""
    position = tail.rfind(_EOCD)
    while position >= 0:
        if len(tail) - position >= 22:
            (comment,) = struct.unpack_from("<H", tail, position + 20)
            if position + 22 + comment == len(tail):
                return position
        position = tail.rfind(_EOCD, 0, position)
    return None


def refuse_zip_tail(file: BinaryIO, size: int) -> None:
    """A zip is read from its end, so it can be hung on to nearly anything (as a JAR on a picture)."""
    if _end_record(_tail(file, size, _TAIL)) is not None:
        raise TwoInOne(said("an archive"))


def check_image(kind: str, file: BinaryIO, head: bytes, size: int) -> None:
    """Begins and ends as its format does, and holds neither a script nor an archive."""
    refuse_zip_tail(file, size)
    if kind == "png":
        _walk_png(file, size)
    elif kind == "gif":
        if size < 14 or _tail(file, size, 1) != b";":
            raise Malformed(said("its end is missing"))
    elif kind == "webp":
        (length,) = struct.unpack_from("<I", head.ljust(12, b"\0"), 4)
        if length + 8 not in {size, size - 1}:
            raise Malformed(said("its length is wrong"))
    elif b"\xff\xd9" not in _tail(file, size, _CHUNK):  # cameras append data behind the end mark
        raise Malformed(said("its end is missing"))
    _refuse_scripts(file)


def _walk_png(file: BinaryIO, size: int) -> None:
    """Chunk by chunk to IEND, which has to be the file's end."""
    position = 8
    for _ in range(_MAX_PNG_CHUNKS):
        file.seek(position)
        front = file.read(8)
        if len(front) < 8:
            break
        (length,) = struct.unpack(">I", front[:4])
        position += 12 + length
        if front[4:] == b"IEND":
            if position != size:
                raise TwoInOne(said("data behind the picture's end")) if position < size else Malformed(said("cut off"))
            return
    raise Malformed(said("its end is missing"))


def _refuse_scripts(file: BinaryIO) -> None:
    file.seek(0)
    kept = b""
    while chunk := file.read(_CHUNK):
        if _SCRIPT.search(kept + chunk):
            raise TwoInOne(said("a web page or script"))
        kept = chunk[-32:]


def check_pdf(file: BinaryIO, size: int) -> None:
    """Begins with its mark (checked before) and ends with it; viewers would bear junk on both sides."""
    refuse_zip_tail(file, size)
    tail = _tail(file, size, 2048)
    end = tail.rfind(b"%%EOF")
    if end < 0:
        raise Malformed(said("its end mark is missing"))
    if tail[end + 5 :].strip(b"\r\n\t \0"):
        raise TwoInOne(said("data behind the document's end"))


def check_archive(kind: str, file: BinaryIO, size: int) -> None:
    """Only that it is whole; what is in it stays closed."""
    if kind == "zip":
        if _end_record(_tail(file, size, _TAIL)) is None:
            raise Malformed(said("its directory is missing"))
    else:
        refuse_zip_tail(file, size)


def _entries(file: BinaryIO, size: int) -> list[bytes]:
    """The names in a zip's directory, which has to stand right before the end record: nothing is unpacked."""
    tail = _tail(file, size, _TAIL)
    at = _end_record(tail)
    if at is None:
        raise Malformed(said("its directory is missing"))
    disk, start_disk, here, total, length, offset = struct.unpack_from("<4H2I", tail, at + 4)
    position = size - len(tail) + at
    if disk or start_disk or here != total or total > _MAX_ENTRIES or length > _MAX_DIRECTORY:
        raise Malformed(said("its directory is not one that Office writes"))
    if offset + length != position:
        raise TwoInOne(said("data around the document"))
    file.seek(offset)
    directory, names, cursor = file.read(length), [], 0
    for _ in range(total):
        if directory[cursor : cursor + 4] != b"PK\x01\x02" or cursor + 46 > length:
            raise Malformed(said("its directory is damaged"))
        name, extra, comment = struct.unpack_from("<3H", directory, cursor + 28)
        names.append(directory[cursor + 46 : cursor + 46 + name])
        cursor += 46 + name + extra + comment
    if cursor != length:
        raise Malformed(said("its directory is damaged"))
    return names


def is_binary_signature(content: bytes) -> bool:
    """Whether all of it is OpenPGP signature packets (tag 2), of whatever version (RFC 9580 §4.2, §5.2)."""
    position = 0
    while position < len(content):
        first, rest = content[position], content[position + 1 : position + 6].ljust(5, b"\0")
        if first == 0xC2:
            if rest[0] < 192:
                front, length = 2, rest[0]
            elif rest[0] < 224:
                front, length = 3, (rest[0] - 192 << 8) + rest[1] + 192
            else:
                front, length = 6, int.from_bytes(rest[1:5], "big")
        elif first in {0x88, 0x89, 0x8A}:
            width = 1 << (first & 3)
            front, length = 1 + width, int.from_bytes(rest[:width], "big")
        else:
            return False
        body = content[position + front : position + front + length]
        if len(body) != length or not body or not 3 <= body[0] <= 6:
            return False
        position += front + length
    return position > 0


_MAIN_PART: Final = {"docx": b"word/document.xml", "xlsx": b"xl/workbook.xml", "pptx": b"ppt/presentation.xml"}


def is_office(kind: str, media_type: str, file: BinaryIO, head: bytes, size: int) -> bool:
    """Whether the zip is a document of that kind. Raises `HasMacros` when a program is packed with it."""
    names = [name.lower() for name in _entries(file, size)]
    if kind in _MAIN_PART:
        if b"[content_types].xml" not in names or _MAIN_PART[kind] not in names:
            return False
        if any(name.endswith((b"vbaproject.bin", b"vbadata.xml")) or b"/activex/" in name for name in names):
            raise HasMacros
        return True
    # OpenDocument 1.3 part 2 §3.3: the first entry is the type, stored as it is.
    expected = b"mimetype" + media_type.encode("ascii")
    stored = struct.pack("<II", len(media_type), len(media_type)) + b"\x08\x00\x00\x00" + expected
    if head[18 : 18 + len(stored)] != stored or b"content.xml" not in names:
        return False
    if any(name.startswith((b"basic/", b"scripts/")) and not name.endswith(b"/") for name in names):
        raise HasMacros
    return True
