"""The command line says what there is, at once and without a word about its own machinery."""

import subprocess
import sys

import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "default", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


@pytest.mark.parametrize("module", ["atalaya_platform.cli", "atalaya_platform.identity.sign_in.provider"])
def test_importing_warns_of_nothing(module: str) -> None:
    """A warning at import would greet every administrator at every command."""
    assert run("-c", f"import {module}").stderr == ""
