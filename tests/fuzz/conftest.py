"""Generated requests run with the faults: both ask what becomes of the application when nobody is kind to it."""

from collections.abc import Callable

import pytest

from atalaya_platform.settings import Settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/fuzz/" in str(item.path):
            item.add_marker(pytest.mark.faults)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Thousands of requests come from one address, and all of them are to be answered rather than told to wait."""
    return settings.model_copy(update={"requests_per_minute": 0})


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Print a figure past pytest's capture, so that the run shows it."""

    def tell(figure: str) -> None:
        with capsys.disabled():
            print(f"\n  {request.node.name}: {figure}", flush=True)

    return tell
