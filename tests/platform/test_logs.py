"""Logs say what went wrong, and never what the variables held."""

import subprocess
import sys

import pytest

SCRIPT = """
import structlog
from atalaya_platform import logs
from atalaya_platform.settings import Settings

logs.configure(Settings(log_format={form!r}))

def fails():
    token = "ata_s_" + "canary" * 3
    body = ["TLP:RED " + "canary" * 3]
    raise ValueError("it failed", len(token), len(body))

try:
    fails()
except ValueError:
    structlog.get_logger().exception("unexpected error")
"""


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_traceback_shows_lines_and_no_values(form: str) -> None:
    script = SCRIPT.format(form=form)
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    assert "it failed" in said.stderr
    assert "in fails" in said.stderr
    assert "canarycanary" not in said.stdout + said.stderr
