"""What reading one file may take."""

from dataclasses import dataclass

MOST_PAGES = 2_000


@dataclass(frozen=True)
class Limits:
    """For one file, or one page that is recognised: memory in bytes, seconds by the clock and of the processor."""

    memory: int = 600 * 1024 * 1024
    seconds: float = 60.0
    pages: int = MOST_PAGES
    answer: int = 96 * 1024 * 1024


LIMITS = Limits()
