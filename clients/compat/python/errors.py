"""Errors and options as the documents of the existing SDK show them."""

import asyncio
import os

from dispatch import Dispatch
from dispatch.errors import AuthError, ConnectionError, DispatchError, TimeoutError

URL = os.environ.get("DISPATCH_URL", "ws://localhost:8080/dwp")


async def main() -> None:
    seen = []
    try:
        await Dispatch(url=URL, token="wrong").connect()
    except AuthError as e:
        seen.append(("auth", e.code))
    try:
        await Dispatch(url="ws://127.0.0.1:1/dwp", token="demo-token").connect()
    except AuthError:
        raise
    except ConnectionError as e:
        seen.append(("connection", e.code))

    client = Dispatch(url=URL, token="demo-token", format="msgpack", reconnect=True, max_retries=10, timeout=30.0)
    session_id = await client.connect()
    assert session_id == client.session_id
    try:
        await client.enqueue("unknown-job", {})
    except DispatchError as e:
        seen.append((str(e) != "", e.code))
    await client.close()

    hasty = Dispatch(URL, "demo-token", timeout=0.000001)
    try:
        await hasty.connect()
    except (TimeoutError, ConnectionError) as e:
        seen.append(("hasty", e.code))
    await hasty.close()
    assert seen == [("auth", 401), ("connection", 0), (True, 404), ("hasty", 0)], seen
    print(seen)


asyncio.run(main())
