"""The people who listen, in a process of their own: hundreds of sockets, spread over channels."""

import contextlib
import json
from typing import Any

import uvloop
from benchmarks.light import Ages, Crowd, until
from benchmarks.roles import answer, orders

HOST = "127.0.0.1"


def shares(sockets: int, channels: int) -> list[int]:
    """How many sockets listen to each channel."""
    return [sockets // channels + (number < sockets % channels) for number in range(channels)]


async def _joined(order: dict[str, Any]) -> list[Crowd]:
    crowds = []
    streams = order["streams"]
    for stream, cookie, size in zip(streams, order["cookies"], shares(order["sockets"], len(streams)), strict=True):
        hello = json.dumps({"op": "subscribe", "stream": stream}).encode()
        crowd = Crowd(HOST, order["port"], cookie, hello, marks=True)
        await crowd.gather(size)
        crowds.append(crowd)
    return crowds


async def _received(crowds: list[Crowd], wanted: int, seconds: float) -> int:
    """How many frames came in all, once these are so many or the time is over."""

    def received() -> int:
        return sum(crowd.received for crowd in crowds)

    with contextlib.suppress(TimeoutError):
        await until(lambda: received() >= wanted, seconds)
    return received()


async def listen() -> None:
    """Three orders: `join`; `count` ages under a key from now on; `tell` what was heard, once so much was.

    What was `received` is counted from the beginning.
    """
    crowds: list[Crowd] = []
    kept: dict[str, Ages] = {}
    ages = Ages()
    async for order in orders():
        if order["do"] == "join":
            crowds = await _joined(order)
            answer(joined=sum(crowd.ready for crowd in crowds))
        elif order["do"] == "count":
            ages = kept.setdefault(order["key"], Ages())
            for crowd in crowds:
                crowd.ages = ages
            answer(counting=order["key"])
        else:
            received = await _received(crowds, order["received"], order["seconds"])
            answer(
                received=received,
                lost=sum(one.lost for one in crowds),
                p50=ages.at(0.5),
                p99=ages.at(0.99),
                longest=ages.longest,
            )


if __name__ == "__main__":
    uvloop.run(listen())
