"""What the README shows runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Server

README = Path(__file__).parents[1] / "README.md"
PROGRAMS = [block for block in re.findall(r"```python\n(.*?)```", README.read_text(), re.S) if "import" in block]


@pytest.mark.parametrize("program", PROGRAMS, ids=[str(n) for n in range(len(PROGRAMS))])
def test_each_program_of_the_readme_runs(program: str, server: Server) -> None:
    program = program.replace("localhost:8080", f"127.0.0.1:{server.port}")
    ran = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "completed" in ran.stdout
