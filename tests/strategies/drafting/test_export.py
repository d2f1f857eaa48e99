"""Drafts as files: DOCX and Markdown, with their sources and label."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from atalaya_platform.access.labels import Label
from atalaya_strategies.drafting.export.document import Chapter, Cited, Exported
from atalaya_strategies.drafting.export.markdown import to_markdown
from atalaya_strategies.drafting.export.word import to_word
from tests.harness import Harness
from tests.platform.factories import world
from tests.strategies.drafting.factories import ClientFor, address, begun, save, section_of

BODY = """# Aims

Report **soon** and *well*[^1], see [the law](https://law.example/x) and [^9].

1. one
   - deeper
2. two

Then

1. again

> quoted

| body | role |
|------|------|
| CSIRT | leads |

```
# no heading
```
"""


def made(**values: Any) -> Exported:
    given: dict[str, Any] = {
        "title": "Estrategia [2027]",
        "place": "TTO",
        "language": "es",
        "phase": "production",
        "label": Label.AMBER,
        "at": datetime(2026, 11, 28, 12, tzinfo=UTC),
        "snapshot": None,
        "sha256": "",
        "chapters": (Chapter(1, "Gobernanza", ""), Chapter(2, "Autoridad", BODY)),
        "sources": (Cited(1, "Jamaica, Strategy (2015), p. 3.", "the words", "https://gov.example/s.pdf"),),
    }
    return Exported(**{**given, **values})


def test_markdown_has_its_sources_as_footnotes() -> None:
    text = to_markdown(made())
    assert text.startswith("**TLP:AMBER**\n")
    assert text.rstrip().endswith("**TLP:AMBER**")
    html = MarkdownIt().use(footnote_plugin).render(text)
    assert "<h1>Estrategia [2027]</h1>" in html
    assert "<h3>Autoridad</h3>" in html
    assert "<h4>Aims</h4>" in html
    assert "# no heading" in html
    assert "<h2>Fuentes</h2>" in html
    assert 'Jamaica, Strategy (2015), p. 3. “the words” <a href="https://gov.example/s.pdf">' in html
    assert "redacción" in html


def test_word_has_headings_lists_tables_links_and_sources() -> None:
    content = to_word(made())
    document = docx.Document(io.BytesIO(content))
    said = [(one.style.name, one.text) for one in document.paragraphs if one.text]
    for expected in (
        ("Subtitle", "Trinidad y Tobago"),
        ("Title", "Estrategia [2027]"),
        ("Heading 1", "Gobernanza"),
        ("Heading 2", "Autoridad"),
        ("Heading 3", "Aims"),
        ("List Number", "one"),
        ("List Bullet 2", "deeper"),
        ("List Number", "again"),
        ("Intense Quote", "quoted"),
        ("No Spacing", "# no heading\n"),
        ("Heading 1", "Fuentes"),
    ):
        assert expected in said, expected
    assert any("Jamaica, Strategy (2015), p. 3. “the words” https://gov.example/s.pdf" in text for _, text in said)
    numbers = [one._p.pPr.numPr.numId.val for one in document.paragraphs if one.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    assert document.tables[0].cell(1, 0).text == "CSIRT"
    section = document.sections[0]
    for part in (section.header, section.footer):
        run = part.paragraphs[0].runs[0]
        assert (run.text, run.font.size.pt, part.paragraphs[0].alignment) == ("TLP:AMBER", 12, 2)
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert 'w:anchor="source_1"' in xml
    assert 'w:name="source_1"' in xml
    assert "source_9" not in xml


@pytest.mark.parametrize(
    "nasty",
    [
        "\x0b\x1f",
        "\ufffe",
        "\ud800",
        "<w:p/>",
        "]]>",
        "* \n" * 200,
        "1. a\n   1. b\n      1. c\n         1. d",
        "> " * 40 + "x",
    ],
)
def test_no_text_spoils_a_file(nasty: str) -> None:
    document = made(title=f"A{nasty}"[:200], chapters=(Chapter(1, f"B{nasty}"[:200], nasty),))
    assert docx.Document(io.BytesIO(to_word(document))).paragraphs
    to_markdown(document).encode()


async def test_a_frozen_text_is_taken_along_and_red_is_not(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana, strong=True), await client_for(cast.bruno)
    draft = await begun(ana, cast.group)
    section, path = section_of(draft, "5.1.1"), address(draft, "export")
    await save(ana, draft, section, "Frozen words.", 1)
    for phase in ("stocktaking", "production", "consultation"):
        await ana.post(address(draft, "phase"), json={"phase": phase}, headers={"If-Match": "*"})
    await ana.post(
        address(draft, "phase"), json={"phase": "production", "reason": "Comments."}, headers={"If-Match": "*"}
    )
    await save(ana, draft, section, "Newer words.", 2)
    now = await bruno.get(path, params={"format": "md"})
    assert now.headers["content-disposition"].startswith('attachment; filename="TLP-AMBER_National-Cyber')
    assert "Newer words." in now.text
    then = await bruno.get(path, params={"format": "md", "snapshot": 1})
    assert "Frozen words." in then.text
    assert "SHA-256" in then.text
    assert (await bruno.get(path, params={"snapshot": 2})).status_code == 404
    word = await bruno.get(path)
    assert "Newer words." in [one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs]
    acts = await harness.all("SELECT detail FROM audit_entry WHERE act = 'strategies.draft.export' ORDER BY seq")
    assert [row.detail["form"] for row in acts] == ["md", "md", "docx"]
    assert (await (await client_for(cast.carla)).get(path)).status_code == 404

    version = (await ana.get(address(draft))).headers["etag"]
    wanted = {"label": "TLP:RED", "recipients": [str(cast.bruno.id)]}
    assert (await ana.post(address(draft, "label"), json=wanted, headers={"If-Match": version})).status_code == 200
    assert (await ana.get(path)).json()["type"] == "/problems/red-is-not-exported"
