"""The faults are a part of their own: they end processes and start them again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.atalaya import data_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may walk into, removed at the end."""
    made = data_folder("faults")
    yield made
    shutil.rmtree(made, ignore_errors=True)
