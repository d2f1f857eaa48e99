"""How the server listens."""

import asyncio
import socket

from atalaya_platform.serving import bound


async def test_answers_do_not_wait_for_acknowledgements() -> None:
    """With Nagle's algorithm the second half of an answer would wait 40 ms for that of the first."""
    heard: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken = writer.get_extra_info("socket")
        heard.set_result(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listener = bound("127.0.0.1", 0)
    async with await asyncio.start_server(answer, sock=listener):
        _, writer = await asyncio.open_connection(*listener.getsockname())
        assert await asyncio.wait_for(heard, 5)
        writer.close()
