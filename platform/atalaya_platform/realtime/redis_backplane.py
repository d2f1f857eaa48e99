"""The backplane over Valkey or Redis, loaded where an address of one is set."""

import asyncio
import contextlib

import redis.asyncio as redis
import structlog

from atalaya_platform.realtime.backplane import CHANNEL, Batching, Receive, handed_on

log = structlog.get_logger(__name__)


class RedisBackplane(Batching):
    """Publish/subscribe on Valkey or Redis, whose channels are the same in all of its databases."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._client = redis.Redis.from_url(url)
        self._channel = CHANNEL

    async def start(self, receive: Receive, installation: str) -> None:
        self._channel = f"{CHANNEL}:{installation}"
        self._tasks = [asyncio.create_task(self._send_all()), asyncio.create_task(self._listen(receive))]

    async def _deliver(self, messages: list[str]) -> None:
        pipeline = self._client.pipeline(transaction=False)
        for message in messages:
            pipeline.publish(self._channel, message)
        await pipeline.execute()

    async def _listen(self, receive: Receive) -> None:
        while True:
            try:
                async with self._client.pubsub() as subscription:
                    await subscription.subscribe(self._channel)
                    async for message in subscription.listen():
                        if message["type"] == "message":
                            await handed_on(receive, message["data"].decode(errors="replace"))
            except Exception as error:
                log.warning("backplane lost its server", error=str(error))
                await asyncio.sleep(0.5)

    async def stop(self) -> None:
        await super().stop()
        with contextlib.suppress(redis.RedisError):
            await self._client.aclose()
