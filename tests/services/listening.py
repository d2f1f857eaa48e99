"""A server inside the test's own loop."""

import contextlib
from collections.abc import Iterator

import uvicorn


class InLoopServer(uvicorn.Server):
    """Leaves the run's signal handlers alone.

    Put back by another call of the loop than the one that took them, an ended task stays as the handler of the run, and
    the loop then describes that task, with all that it holds, each time that it runs: a quarter of a second.
    """

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
