"""A server of this checkout for the tests, and clients of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from dwp_client import Dispatch

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "demo-token"


def java() -> str:
    """The runtime for the server, found as ./dwp finds it."""
    script = f'root="{ROOT}"; . "$root/.mvn/toolchain.sh"; find_jdk; echo "$JAVA_HOME"'
    home = subprocess.run(["sh", "-c", script], check=True, capture_output=True, text=True).stdout.strip()
    return str(Path(home, "bin", "java"))


class Server:
    """A server in a process of its own, on a free port."""

    def __init__(self, store: str = "memory", port: int = 0, *options: str) -> None:
        target = ROOT / "bootstrap" / "target"
        classes = f"{target / 'dwp.jar'}{os.pathsep}{target / 'lib'}{os.sep}*"
        light = ["-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        command = [java(), *light, "-cp", classes, "dev.dwp.bootstrap.Main", "serve"]
        command += ["--port", str(port), "--store", store, *options]
        self._log: list[str] = []
        # Tests leave jobs behind that sleep for a minute: nobody waits for them.
        settings = {**os.environ, "DWP_SERVER_SHUTDOWN_GRACE": "2s"}
        self._process = subprocess.Popen(
            command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._log.append(line)
            ready = re.search(r"ready on https?://[^ :]*:(\d+)", line)
            if ready:
                self.port = int(ready.group(1))
                break
        else:
            self.stop()
            raise AssertionError("The server did not start: " + "".join(self._log))
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._log.append(line)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/dwp"

    @property
    def http_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/dwp"

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        self._process.send_signal(how)
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture(params=["json", "msgpack"])
async def client(server: Server, request: pytest.FixtureRequest) -> AsyncIterator[Dispatch]:
    async with Dispatch(server.url, TOKEN, format=request.param) as connected:
        yield connected
