"""The conformance kit's dialogues for clients, in both formats, none of which may fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, java

RUNNER = ROOT / "conformance" / "target" / "dwp-conformance.jar"
DIALOGUES = ROOT / "conformance" / "dialogues" / "client"
ADAPTER = Path(__file__).parents[1] / "conform" / "adapter.py"


@pytest.mark.skipif(not RUNNER.exists(), reason="the conformance runner is not built: ./build server")
def test_each_dialogue_for_clients_goes_as_it_should() -> None:
    command = [java(), "-jar", str(RUNNER), "client", "--at-a-time", "4", "--timeout", "60", "--dialogues", str(DIALOGUES)]
    ran = subprocess.run([*command, "--command", f"{sys.executable} {ADAPTER}"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert " 0 failed, 0 skipped" in ran.stdout
