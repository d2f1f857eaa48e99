"""Names of files: what a client calls its file, made safe to show, to save and to send in a header."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

MAX_LENGTH: Final = 120
"""Characters, the extension included."""
_MAX_BYTES: Final = 200  # most file systems stop at 255

_FORBIDDEN: Final = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
# Windows keeps these names for devices, whatever extension follows.
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_ATTR_CHAR: Final = "!#$&+-.^_`|~"  # RFC 8187 §3.2.1, besides letters and digits


def safe_name(name: str, fallback: str = "file") -> str:
    """The last part of a client's file name, without what any system reads as more than a name.

    No folders, control or direction-turning characters, device names, leading or trailing dots and spaces;
    at most `MAX_LENGTH` characters, shortened before the extension. Only ever shown and suggested for saving:
    on the server a file is found by its id.
    """
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    name = re.split(r"[/\\]", name)[-1]
    # Cf holds U+202E, by which `exe.fdp` is shown as `pdf.exe`, and the invisible joiners.
    name = "".join(" " if unicodedata.category(sign) in {"Zl", "Zp", "Zs"} else sign for sign in name)
    name = "".join(sign for sign in name if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cn"})
    name = _FORBIDDEN.sub("_", name)
    name = re.sub(" +", " ", name).strip(" .")
    if _DEVICE.match(name):
        name = f"_{name}"
    return _shorten(name) or fallback


def _shorten(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = name, "", ""
    stem = stem[: MAX_LENGTH - len(dot + extension)]
    while len((stem + dot + extension).encode("utf-8")) > _MAX_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") + dot + extension


def extension(name: str) -> str:
    """The last extension in lower case without its dot, or nothing: `Report.PDF` has `pdf`."""
    stem, dot, last = safe_name(name).rpartition(".")
    return last.casefold() if dot and stem else ""


def content_disposition(name: str, *, inline: bool = False) -> str:
    """The header by which a browser saves (or shows) a file under this name (RFC 6266, RFC 8187).

    An ASCII form for old clients comes first; `filename*` has the real one.
    """
    name = safe_name(name)
    folded = unicodedata.normalize("NFKD", name)
    ascii_name = "".join(sign for sign in folded if not unicodedata.combining(sign))
    # A percent sign is left out because some browsers decode it even here (RFC 6266, appendix D).
    ascii_name = re.sub(r"[^A-Za-z0-9 !#$&+.^_`{}~()\[\]@,-]", "_", ascii_name)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe=_ATTR_CHAR)}"
