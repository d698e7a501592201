"""The adapter for the conformance runner, against a real server."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from conftest import TOKEN, Server

ADAPTER = Path(__file__).parents[1] / "conform" / "adapter.py"


def test_each_command_is_answered_by_its_id(server: Server) -> None:
    ids = itertools.count(1)
    with subprocess.Popen(
        [sys.executable, "-W", "error", str(ADAPTER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def ask(op: str, **members: Any) -> dict[str, Any]:
            number = next(ids)
            stdin.write(json.dumps({"id": number, "op": op, **members}) + "\n")
            stdin.flush()
            answer: dict[str, Any] = json.loads(stdout.readline())
            assert answer["id"] == number
            return answer

        wrong = ask("connect", url=server.url, token="wrong", client="other")
        assert (wrong["error"]["kind"], wrong["error"]["code"]) == ("auth", 401)
        assert ask("connect", url=server.url, token=TOKEN, format="msgpack")["ok"]["session_id"].startswith("sess_")
        assert ask("state")["ok"] == {"state": "open"}
        stream = ask("subscribe", channel="queue:adapter", credits=2)["ok"]["stream"]
        assert ask("next", stream=stream, timeout_ms=20)["error"]["kind"] == "timeout"
        job = ask("enqueue", name="echo", payload={"n": 1}, queue="adapter")["ok"]["job_id"]
        kinds = [ask("next", stream=stream)["ok"]["event"]["data"]["type"] for _ in range(3)]
        assert kinds == ["job.enqueued", "job.started", "job.completed"]
        assert ask("job", job_id=job)["ok"]["result"] == {"n": 1}
        watch = ask("watch", target=job)["ok"]["stream"]
        assert ask("next", stream=watch)["ok"] == {"end": True}
        assert ask("outcome", stream=watch)["ok"] == {"state": "completed", "result": {"n": 1}}
        assert ask("cancel", job_id=job)["error"]["kind"] == "conflict"
        run = ask("start", name="await-payment", input={"order_id": "adapter"})["ok"]["run_id"]
        assert ask("publish", name="payment-received", payload=1, key="adapter")["ok"]["name"] == "payment-received"
        assert ask("run", run_id=run, wait_ms=30_000)["ok"]["state"] == "completed"
        assert ask("timeline", run_id=run)["ok"][0]["kind"] == "wait"
        assert ask("call", method="job.get", data={"job_id": "x"})["error"]["kind"] == "bad_request"
        assert ask("refresh", token=TOKEN)["ok"] == {}
        assert ask("ping")["ok"] == {} and ask("stats")["ok"]["connections"] >= 1
        assert ask("unsubscribe", stream=stream)["ok"] == {}
        assert ask("next", stream=stream)["ok"] == {"end": True}
        assert ask("dance")["error"]["kind"] == "unsupported"
        assert ask("close")["ok"] == {}
        assert ask("stats")["error"]["kind"] == "closed"
        stdin.close()
        assert (process.wait(), stdout.read()) == (0, "")
