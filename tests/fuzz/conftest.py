"""Generated requests run with the faults: both ask what becomes of the application when nobody is kind to it."""

from collections.abc import Callable

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/fuzz/" in str(item.path):
            item.add_marker(pytest.mark.faults)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Print a figure past pytest's capture, so that the run shows it."""

    def tell(figure: str) -> None:
        with capsys.disabled():
            print(f"\n  {request.node.name}: {figure}", flush=True)

    return tell
