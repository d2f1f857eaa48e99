"""Sniffing: honest files pass, whatever else is told by its content and refused with advice."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atalaya_platform.files.kinds import ACTIVE, BY_EXTENSION, EXECUTABLE, KINDS
from atalaya_platform.files.sniff import FileRefused, Refusal, Sniffed, sniff
from tests.platform.files import samples
from tests.platform.files.samples import ELF, GOOD, OLE, PE, archive, gif, jpeg, office, pdf, png, webp


def _sniff(name: str, content: bytes) -> Sniffed:
    file = io.BytesIO(content)
    try:
        return sniff(name, file)
    finally:
        assert file.tell() == 0


def _refused(name: str, content: bytes) -> Refusal:
    with pytest.raises(FileRefused) as refused:
        sniff(name, io.BytesIO(content))
    assert refused.value.text.endswith(".")
    return refused.value.refusal


@pytest.mark.parametrize("name", GOOD)
def test_good_files(name: str) -> None:
    found = _sniff(name, GOOD[name])
    assert found.kind == BY_EXTENSION[name.rpartition(".")[2].lower()].name
    assert found.size == len(GOOD[name])
    assert found.stix == name.startswith("bundle")


def test_every_kind_has_a_good_sample() -> None:
    assert {_sniff(name, content).kind for name, content in GOOD.items()} == {kind.name for kind in KINDS}


def test_only_pictures_are_ever_shown_in_the_browser() -> None:
    shown = {kind.media_type for kind in KINDS if kind.inline}
    assert shown == {"image/png", "image/jpeg", "image/gif", "image/webp"}
    assert not any("html" in kind.media_type or "xml" in kind.media_type.split("/")[1][:4] for kind in KINDS)


def _outcome(name: str, content: bytes) -> Sniffed | Refusal:
    try:
        return _sniff(name, content)
    except FileRefused as refused:
        return refused.refusal


@pytest.mark.parametrize("extension", sorted({kind.extensions[0] for kind in KINDS}))
def test_every_kind_under_every_other_name(extension: str) -> None:
    """Either it is one of the texts, of which several fit, or it is refused."""
    magic = BY_EXTENSION[extension].magic
    for name, content in GOOD.items():
        found = _outcome(f"x.{extension}", content)
        if isinstance(found, Refusal):
            assert found in {Refusal.MISMATCH, Refusal.BROKEN}, name
        elif not magic:
            assert _sniff(name, content).kind not in {kind.name for kind in KINDS if kind.magic}, name
        else:
            assert content.startswith(magic), name


@pytest.mark.parametrize("extension", [*sorted(EXECUTABLE), "EXE", "Ps1"])
def test_programs_by_name(extension: str) -> None:
    assert _refused(f"invoice.pdf.{extension}", b"x") is Refusal.EXECUTABLE


@pytest.mark.parametrize("extension", [*sorted(ACTIVE), "HTML", "SVG"])
def test_pages_by_name(extension: str) -> None:
    assert _refused(f"x.{extension}", b"plain text") is Refusal.ACTIVE


@pytest.mark.parametrize("name", ["x", ".pdf", "x.", "x.doc", "x.rtf", "x.exe.", "x.pdf/", "", "x.pdf\0.xyz", "x.rar"])
def test_names_that_are_not_on_the_list(name: str) -> None:
    assert _refused(name, b"x") in {Refusal.EXTENSION, Refusal.EXECUTABLE}


def test_the_extension_that_counts_is_the_one_that_is_shown() -> None:
    """`invoice_fdp.exe` written with a direction-turning mark looks like `invoice_exe.pdf`."""
    assert _refused("invoice_\u202efdp.exe", pdf()) is Refusal.EXECUTABLE
    assert _sniff("..\\..\\a\u202e/../report.pdf", pdf()).name == "report.pdf"


PROGRAMS = {
    "windows": PE,
    "linux": ELF,
    "mac": b"\xcf\xfa\xed\xfe\7\0\0\1" + bytes(50),
    "java": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(50),
    "script": b"#!/bin/sh\nrm -rf /\n",
    "wasm": b"\0asm\1\0\0\0" + bytes(50),
    "shortcut": bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(50),
}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("extension", ["pdf", "png", "txt", "docx", "zip", "pcap", "eml", "sig", "csv"])
def test_programs_under_a_harmless_name(program: str, extension: str) -> None:
    assert _refused(f"x.{extension}", PROGRAMS[program]) is Refusal.EXECUTABLE


PAGES = [
    b"<!DOCTYPE html><p>x",
    b"  \n\t<html>",
    b"\xef\xbb\xbf<HTML>",
    b"<!-- x --> <!-- y -->\n<script>alert(1)</script>",
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    b"<!DOCTYPE svg PUBLIC>",
    b"<body onload=alert(1)>",
    "<html>".encode("utf-16"),
    b"<meta http-equiv=refresh>",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("extension", ["txt", "md", "csv", "log", "yaml", "xml", "asc"])
def test_pages_under_a_harmless_name(page: bytes, extension: str) -> None:
    assert _refused(f"x.{extension}", page) is Refusal.ACTIVE


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("extension", ["png", "pdf", "zip", "json", "docx"])
def test_pages_under_the_name_of_something_binary(page: bytes, extension: str) -> None:
    assert _refused(f"x.{extension}", page) in {Refusal.MISMATCH, Refusal.ACTIVE}


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<?xml version="1.0"?><x:svg xmlns:x="http://www.w3.org/2000/svg"/>',
        b'<?xml version="1.0"?><!-- a --><html xmlns="http://www.w3.org/1999/xhtml"/>',
        b'<r xmlns:h="http://www.w3.org/1999/xhtml"><h:script>alert(1)</h:script></r>',
        b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><r/>',
        b'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>',
        b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>',
        '<?xml version="1.0" encoding="utf-16"?><svg/>'.encode("utf-16"),
    ],
)
def test_xml_that_a_browser_would_run(content: bytes) -> None:
    assert _refused("x.xml", content) is Refusal.ACTIVE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.xml", b"not xml"), ("x.xml", b"<>"), ("x.json", b"x = 1"), ("x.json", b"<a/>"), ("x.txt", b"a\0b"),
        ("x.txt", b"\x81\x8d\x90"), ("x.txt", bytes(range(256))), ("x.csv", b"a,b\n\x07"), ("x.txt", b"\xff\xfea"),
        ("x.md", b"\x00\x01"), ("x.eml", b"hello\n\nworld"), ("x.eml", b"X-Only: one\n\nbody"), ("x.asc", b"hello"),
        ("x.eml", b"From: a\nTo: b\n\n\0"), ("x.sig", b"\x01\x02"),
        ("x.sig", b"\x88\x05\x04abc"),
        ("x.sig", b"\x88\x02\x04ab"), ("x.webp", b"RIFF\4\0\0\0AVI "),
        ("x.pdf", b" %PDF-1.4 %%EOF"), ("x.pdf", b"junk\n" + pdf()), ("x.png", jpeg()), ("x.7z", b"7z"),
        ("x.docx", OLE), ("x.docx", b"PK"), ("x.zip", b"Rar!\x1a\7\1\0"),
    ],
)  # fmt: skip
def test_content_that_is_something_else(name: str, content: bytes) -> None:
    assert _refused(name, content) is Refusal.MISMATCH


def test_a_mismatch_names_what_it_found() -> None:
    with pytest.raises(FileRefused, match="Adobe Portable Document"):
        sniff("x.png", io.BytesIO(pdf()))
    with pytest.raises(FileRefused, match="password-protected Office"):
        sniff("x.xlsx", io.BytesIO(OLE))


@pytest.mark.parametrize("name", ["x.pdf", "x.txt", "x.png", "x.zip"])
def test_empty(name: str) -> None:
    assert _refused(name, b"") is Refusal.EMPTY


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.png", png()[:-5]), ("x.png", png()[:40]), ("x.png", b"\x89PNG\r\n\x1a\n"), ("x.jpg", jpeg()[:-2]),
        ("x.gif", gif()[:-1]), ("x.gif", b"GIF89a;"), ("x.webp", webp()[:-3]), ("x.pdf", pdf()[:-7]),
        ("x.docx", office("docx")[:-10]), ("x.zip", archive({"a": b"b"})[:-1]), ("x.zip", b"PK\3\4" + bytes(30)),
        ("x.png", b"\x89PNG\r\n\x1a\n" + b"\xff\xff\xff\xffIDAT"),
    ],
)  # fmt: skip
def test_cut_off_files(name: str, content: bytes) -> None:
    assert _refused(name, content) is Refusal.BROKEN


JAR = archive({"META-INF/MANIFEST.MF": b"Main-Class: X", "X.class": b"\xca\xfe\xba\xbe"})
PAGE = b"<script>alert(1)</script>"

POLYGLOTS = {
    "picture and archive (GIFAR)": ("x.gif", gif() + JAR),
    "picture and archive, closed as a picture": ("x.gif", gif() + archive({"X.class": b"x"}, b"comment;")),
    "photo and archive": ("x.jpg", jpeg() + JAR),
    "drawing and archive": ("x.png", png() + JAR),
    "drawing and page": ("x.png", png() + PAGE),
    "drawing with a page in its text": ("x.png", png(PAGE)),
    "photo with a page in its comment": ("x.jpg", jpeg(b"*/" + PAGE)),
    "photo with PHP": ("x.jpg", jpeg(b"<?php system($_GET[0]); ?>")),
    "photo with a page after a million bytes": ("x.jpg", jpeg()[:-2] + b"\x80" * 1_048_571 + PAGE + b"\xff\xd9"),
    "animation with a page in its comment": ("x.gif", gif(b"<!DOCTYPE html><html>")),
    "document and archive": ("x.pdf", pdf() + JAR),
    "document and archive, closed as a document": ("x.pdf", pdf() + archive({"a": b"b"}, b"%%EOF")),
    "document and page": ("x.pdf", pdf() + PAGE),
    "office and what stands before it": ("x.docx", b"PK\3\4" + pdf() + office("docx")),
    "two office documents": ("x.docx", office("docx") + office("docx")),
    "7z and archive": ("x.7z", samples.GOOD["samples.7z"] + JAR),
    "capture and archive": ("x.pcap", samples.GOOD["net.pcap"] + JAR),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_two_files_in_one(name: str) -> None:
    file_name, content = POLYGLOTS[name]
    assert _refused(file_name, content) is Refusal.POLYGLOT


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_macros_of_office(kind: str) -> None:
    assert _refused(f"x.{kind}", office(kind, word__vbaProject_bin=b"x")) is Refusal.MACROS
    assert _refused(f"x.{kind}", office(kind, word__activeX__a_bin=b"x")) is Refusal.MACROS


@pytest.mark.parametrize("kind", ["odt", "ods", "odp"])
def test_macros_of_opendocument(kind: str) -> None:
    assert _refused(f"x.{kind}", office(kind, Basic__Standard__Module1=b"x")) is Refusal.MACROS
    assert _refused(f"x.{kind}", office(kind, Scripts__python__a=b"x")) is Refusal.MACROS


def test_a_template_is_not_a_document() -> None:
    template = archive({"mimetype": b"application/vnd.oasis.opendocument.text-template", "content.xml": b""})
    assert _refused("x.odt", template) is Refusal.MISMATCH


def test_office_directories_that_office_never_writes() -> None:
    whole = office("docx")
    at = whole.rfind(b"PK\5\6")
    for offset, value in ((4, 1), (6, 1), (8, 9), (10, 65535)):
        broken = whole[: at + offset] + struct.pack("<H", value) + whole[at + offset + 2 :]
        assert _refused("x.docx", broken) is Refusal.BROKEN
    many = archive({"[Content_Types].xml": b"", "word/document.xml": b"", **{f"a{n}": b"" for n in range(10_001)}})
    assert _refused("x.docx", many) is Refusal.BROKEN


def test_bombs_stay_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """42.zip and its like unpack to gigabytes: a file is judged without unpacking anything."""
    layer = archive({"0.bin": bytes(10_000_000)})
    bomb = archive({f"{n}.zip": layer for n in range(16)})
    document = office("docx", word__media__x_bin=bytes(20_000_000))

    def unpack(*_: object) -> None:
        raise AssertionError("something was unpacked")

    monkeypatch.setattr(zlib, "decompressobj", unpack)
    monkeypatch.setattr(zlib, "decompress", unpack)
    assert _sniff("x.zip", bomb).kind == "zip"
    assert _sniff("x.docx", document).kind == "docx"


@pytest.mark.parametrize(
    "content",
    [b"<!--a-->" * 5_000, b"<!--" * 10_000, b" " * 60_000, b"<!--a-->\n" * 5_000 + b"<htm", b"<?xml?>" * 5_000,
     b"<!DOCTYPE a [" * 3_000, b"a:" * 20_000, b"a: b\n " * 5_000, b"<a" * 20_000],
)  # fmt: skip
@pytest.mark.parametrize("extension", ["txt", "xml", "eml", "asc", "json"])
def test_content_that_would_lead_a_pattern_astray(extension: str, content: bytes) -> None:
    """A pattern that backtracks over comments would not come to an end in this universe."""
    for end in (b"", b"x", b"-->"):
        assert _outcome(f"x.{extension}", content + end)


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?>\n<!DOCTYPE r [\n<!ELEMENT r ANY>\n]>\n<r/>',
        b'<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE r SYSTEM "r.dtd">\n<?editor x?>\n<!-- b --><r a="1"/>',
        "<?xml version='1.0' encoding='utf-16'?><r/>".encode("utf-16"),
    ],
)
def test_ordinary_xml(content: bytes) -> None:
    assert _sniff("x.xml", content).kind == "xml"


def test_photos_with_what_telephones_append_pass() -> None:
    assert _sniff("x.jpg", jpeg() + b"SEFH" + bytes(500) + b"SEFT").kind == "jpeg"


def test_ordinary_talk_about_scripts_is_text() -> None:
    assert _sniff("x.md", b"Look for `<script>` and <html> in the body.").kind == "markdown"


@given(st.sampled_from([kind.extensions[0] for kind in KINDS]), st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_noise_is_judged_and_never_breaks(extension: str, content: bytes) -> None:
    for start in (b"", *BY_EXTENSION[extension].magic):
        found = _outcome(f"x.{extension}", start + content)
        assert isinstance(found, Refusal) or found.size == len(start + content)


@given(st.sampled_from(sorted(GOOD)), st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_is_judged_and_never_breaks(name: str, data: st.DataObject) -> None:
    content = bytearray(GOOD[name])
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] = data.draw(st.integers(0, 255))
    assert _outcome(name, bytes(content[: data.draw(st.integers(1, len(content)))]))
