"""The benchmarks' ground leaves nothing behind, however many of them one run makes."""

import os
import shutil
import subprocess
import sys

from tests.services.atalaya import data_folder

TWICE = """
import asyncio
from benchmarks.ground import ground

async def stand() -> None:
    async with ground(1):
        pass

for _ in range(2):
    asyncio.run(stand())
"""


def test_no_folder_is_left_when_the_benchmarks_are_over() -> None:
    place = data_folder("left")
    environment = {**os.environ, "TMPDIR": str(place)}
    subprocess.run([sys.executable, "-c", TWICE], env=environment, check=True, timeout=120)
    left = [str(path) for path in place.glob("atalaya-benchmark-*")]
    shutil.rmtree(place)
    assert not left
