"""Logs say what went wrong, and never what the variables held."""

import re
import subprocess
import sys

import pytest

from atalaya_platform.credentials.secrets import SecretKind, new_secret

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


LEAKING = """
import logging
import structlog
from atalaya_platform import logs
from atalaya_platform.settings import Settings

logs.configure(Settings(log_format={form!r}))
structlog.get_logger().warning("refused", header="Bearer {secret}")
logging.getLogger("a.library").warning("GET /x?token=%s", "{secret}")
try:
    raise ValueError("cannot read {secret}")
except ValueError:
    structlog.get_logger().exception("unexpected error")
"""


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_secret_that_something_quotes_is_cut_out(form: str) -> None:
    secret = new_secret(SecretKind.API)
    script = LEAKING.format(form=form, secret=secret)
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    # A traceback also quotes the source, which a script given on the command line does not have.
    assert secret[6:] not in said.stdout + said.stderr
    assert len(re.findall("ata_p_(?:…|.u2026)", said.stderr)) == 3
