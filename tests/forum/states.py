"""What the state machines of topics and chat share: people who act through the API, and how often they try."""

import asyncio
import os
from collections.abc import Coroutine
from typing import Any, TypeVar

import httpx2
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncTransaction

from tests.harness import Harness
from tests.platform.factories import World

T = TypeVar("T")
EXAMPLES = int(os.environ.get("ATALAYA_EXAMPLES", "6"))
"""Runs of each machine; 2,000 once in a while."""
STEPS = 40


class Acting(RuleBasedStateMachine):
    """Rules are plain functions in a thread of their own; what they ask for runs in the test's loop.

    Each run forgets at its end what it did, so that the next begins on the same ground.
    """

    harness: Harness
    clients: list[httpx2.AsyncClient]
    cast: World
    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self._savepoint = self.do(self._begin())

    async def _begin(self) -> AsyncTransaction:
        return await self.harness.connection.begin_nested()

    async def _forget(self) -> None:
        await self._savepoint.rollback()
        await self.harness.connection.execute(text("SET LOCAL ROLE atalaya_app"))

    def agree(self) -> None:
        """What every old state, with what it was told since, must have in common with a fresh one."""
        raise AssertionError("a machine says what must agree")

    def teardown(self) -> None:
        try:
            self.agree()
        finally:
            self.do(self._forget())

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def ask(self, who: int, method: str, address: str, **options: Any) -> httpx2.Response:
        return self.do(self.clients[who].request(method, f"/api/v1{address}", **options))


async def run(machine: type[Acting]) -> None:
    """Run it until something differs; the same runs each time."""
    machine.loop = asyncio.get_running_loop()
    limits = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, machine, settings=limits)
