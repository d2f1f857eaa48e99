"""Showing how far a long operation is: one line per step."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from atalaya_platform.terminal import console


class Step(Protocol):
    """One step. `total` and `done` are in bytes; a step of unknown length has no total."""

    def __call__(self, done: int, total: int | None = None) -> None: ...


class Steps(Protocol):
    """Begins a step under a name."""

    def __call__(self, name: str) -> Step: ...


def silent(name: str) -> Step:
    """Steps that nobody watches."""

    def step(done: int, total: int | None = None) -> None:
        return None

    return step


@contextmanager
def shown() -> Iterator[Steps]:
    """Steps on the terminal, with a bar and the time that each has taken."""
    columns = (
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        running: list[int] = []

        def finish() -> None:
            if running:
                task = progress.tasks[running[-1]]
                progress.update(task.id, total=task.completed or 1, completed=task.completed or 1)

        def begin(name: str) -> Step:
            finish()
            task = progress.add_task(name, total=None)
            running.append(task)

            def step(done: int, total: int | None = None) -> None:
                progress.update(task, completed=done, total=total)

            return step

        yield begin
        finish()
