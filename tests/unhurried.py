"""Settings for runs of thousands of requests from a few people, on the one connection of a test."""

from datetime import timedelta

import pytest

from atalaya_platform.identity.sign_in import keys
from atalaya_platform.settings import Settings


@pytest.fixture(name="settings")
def unhurried(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Nobody is told to wait, and no keys are read again meanwhile, which would use the connection at the same time."""
    monkeypatch.setattr(keys, "REFRESH", timedelta(days=1))
    return settings.model_copy(update={"requests_per_minute": 0})
