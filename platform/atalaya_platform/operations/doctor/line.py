"""What the doctor says of one part."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """`warning`: it works, but somebody should look. `fault`: something does not work, or is not safe."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Line:
    """One finding: the part, its state, what was found, and how to mend it (empty when it is well)."""

    part: str
    state: State
    found: str
    mend: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def ok(part: str, found: str) -> Line:
    return Line(part, State.OK, found)


def warning(part: str, found: str, mend: str) -> Line:
    return Line(part, State.WARNING, found, mend)


def fault(part: str, found: str, mend: str) -> Line:
    return Line(part, State.FAULT, found, mend)


Check = Callable[[], Awaitable[list[Line]]]


async def looked_at(part: str, check: Check) -> list[Line]:
    """The lines of a check; one that breaks is a fault of its part, and the others go on."""
    try:
        return await check()
    except Exception as error:
        said = str(error).strip().splitlines() or [""]
        return [
            fault(
                part,
                f"could not be looked at: {type(error).__name__}: {said[0][:300]}",
                "Mend the faults above first, then run the doctor again; the log may say more.",
            )
        ]
