"""wss and https."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import TOKEN, Server, java
from dwp_client import ConnectionError, Dispatch


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, ssl.SSLContext]]:
    folder = tmp_path_factory.mktemp("tls")
    store, certificate = folder / "keys.p12", folder / "server.pem"
    keytool = str(Path(java()).with_name("keytool"))
    common = ["-keystore", str(store), "-storepass", "secret", "-alias", "server"]
    make = ["-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "SAN=ip:127.0.0.1,dns:localhost"]
    subprocess.run([keytool, *make, *common], check=True, capture_output=True)
    subprocess.run([keytool, "-exportcert", "-rfc", "-file", str(certificate), *common], check=True, capture_output=True)
    settings = folder / "server.properties"
    settings.write_text(f"server.tls.keystore={store}\nserver.tls.password=secret\n")
    running = Server("memory", 0, "--config", str(settings))
    yield running, ssl.create_default_context(cafile=str(certificate))
    running.stop()


@pytest.mark.parametrize("scheme", ["wss", "https"])
async def test_calls_and_streams_go_over_tls(secure: tuple[Server, ssl.SSLContext], scheme: str) -> None:
    server, trust = secure
    url = f"{scheme}://127.0.0.1:{server.port}/dwp"
    async with Dispatch(url, TOKEN, ssl=trust) as client:
        job = await client.enqueue("echo", "private", delay_ms=200)
        assert (await client.watch(job["job_id"]).outcome())["result"] == "private"
    with pytest.raises(ConnectionError, match="cannot be reached"):
        await Dispatch(url, TOKEN).connect()
