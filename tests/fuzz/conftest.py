"""Generated and hostile requests: what becomes of the application when nobody is kind to it."""

from tests.unhurried import unhurried as settings

__all__ = ["settings"]
