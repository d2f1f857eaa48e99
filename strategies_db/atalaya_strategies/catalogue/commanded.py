"""What the catalogue's commands do."""

from pathlib import Path

from atalaya_platform.directory.commanded import opened
from atalaya_platform.settings import Settings
from atalaya_strategies.catalogue import importing


async def import_table(settings: Settings, path: Path | None) -> importing.Imported:
    """Import a table, or the catalogue that comes along. Raises BadTable, OSError or UnicodeDecodeError."""
    if path is None:
        name, entries = "strategies.csv", importing.shipped()
    else:
        name, entries = str(path), importing.read_table(_lines(path), str(path))
    async with opened(settings) as runtime, runtime.database.system() as session:
        return await importing.import_catalogue(session, entries, name)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
