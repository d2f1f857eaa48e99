"""What the pages for people name (settings, commands, files) is what there is."""

import os
import re
from pathlib import Path

import pytest
import typer

from atalaya_platform.cli import app
from atalaya_platform.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*/README.md"))]
NO_SETTINGS = {"ATALAYA_SITE", "ATALAYA_OWNER_PASSWORD", "ATALAYA_APP_PASSWORD", "ATALAYA_MATRIX_RECORD"}
"""Of docker-compose.yml and of the tests."""
FOLDERS = "platform|forum|strategies_db|frontend|tests|benchmarks|docs|deploy|scripts"


def quoted(page: Path) -> list[str]:
    """What stands in code marks or code blocks, a line each."""
    text = page.read_text()
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [*inline, *(line for block in blocks for line in block.splitlines())]


def test_every_setting_is_on_the_operators_page() -> None:
    named = set(re.findall(r"ATALAYA_[A-Z_]+", (ROOT / "docs" / "operator.md").read_text()))
    settings = {f"ATALAYA_{name.upper()}" for name in Settings.model_fields}
    assert settings - named == set(), "An operator can set these and is not told"
    assert named - settings - NO_SETTINGS == set(), "There is no such setting"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_is_there(page: Path) -> None:
    tool = typer.main.get_command(app)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    stray = []
    for code in quoted(page):
        for target in re.findall(r"(?:^|&& )make ([a-z]+)", code):
            stray += [code] if target not in targets else []
        for words in re.findall(r"(?:^|[ /])atalaya ((?:[a-z]+ ?)+)", code):
            command = tool
            for word in words.split():
                below = getattr(command, "commands", None)
                if below is None:
                    break
                if word not in below:
                    stray.append(code)
                    break
                command = below[word]
        path = code.split(" ")[0].rstrip("/:")
        if re.fullmatch(rf"({FOLDERS})(/[\w.-]+)+", path):
            stray += [code] if not (ROOT / path).exists() else []
    for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        stray += [link] if not Path(os.path.normpath(page.parent / link)).exists() else []
    assert not stray, "These are not there"
