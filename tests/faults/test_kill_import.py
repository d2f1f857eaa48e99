"""kill -9 in the middle of an import: run again, it goes on where it was, and nothing is there twice."""

import os
import subprocess
import time
from pathlib import Path

from sqlalchemy import create_engine, text

from atalaya_platform.database.embedded import EmbeddedDatabase
from atalaya_platform.database.engine import driver_url
from tests.conftest import clone
from tests.faults.stage import ROUNDS
from tests.services.atalaya import ATALAYA
from tests.strategies.documents.made import invented

FILES = 24
COUNT = "SELECT count(*) FROM strategy_document"


def corpus(folder: Path) -> Path:
    """Invented strategies, each with words of its own."""
    folder.mkdir()
    for number in range(FILES):
        content = invented(("en", "es", "pt", "fr")[number % 4])
        (folder / f"{number:02}.txt").write_bytes(content + b"Annex %d\n" % number)
    return folder


def test_an_import_that_is_killed_goes_on(database_server: EmbeddedDatabase, tmp_path: Path) -> None:
    name = f"killed_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    clone(database_server, name)
    folder = corpus(tmp_path / "corpus")
    data = tmp_path / "data"
    environment = {
        **os.environ,
        "ATALAYA_DATABASE_URL": database_server.url("atalaya_app", name),
        "ATALAYA_DATA": str(data),
        "ATALAYA_LOG_LEVEL": "warning",
    }
    command = [ATALAYA, "strategies", "import", str(folder), "--country", "JAM"]
    engine = create_engine(driver_url(database_server.url("postgres", name)))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for number in range(ROUNDS):
            process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
            wanted = min((number + 1) * 5, FILES - 2)
            while connection.execute(text(COUNT)).scalar_one() < wanted and process.poll() is None:
                time.sleep(0.005)
            assert process.poll() is None, "the import ended before it was killed"
            process.kill()
            process.wait()
        kept = connection.execute(text(COUNT)).scalar_one()
        assert 0 < kept < FILES
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert f"{FILES - kept} " in done.stderr
        assert f"{kept} known" in done.stderr
        assert connection.execute(text(COUNT + " WHERE state = 'read' AND page_count = 4")).scalar_one() == FILES
        assert connection.execute(text("SELECT count(*) FROM strategy_page")).scalar_one() == 4 * FILES
        ids = set(connection.execute(text("SELECT replace(id::text, '-', '') FROM strategy_document")).scalars())
        acts = connection.execute(
            text("SELECT count(*), count(DISTINCT object_id) FROM audit_entry WHERE act = 'strategies.document.import'")
        ).one()
        assert tuple(acts) == (FILES, FILES)
    engine.dispose()
    assert ids <= {path.name for path in (data / "files").rglob("*") if path.is_file()}
