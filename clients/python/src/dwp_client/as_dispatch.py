"""Lets programs that were written for the SDK ``dispatch`` run on this client, unchanged.

``python -m dwp_client.as_dispatch program.py`` runs a program; ``import dwp_client.as_dispatch`` before its imports does the
same from within. This package never takes the name ``dispatch`` by itself, which others have, too.
"""

from __future__ import annotations

import runpy
import sys

import dwp_client
import dwp_client.client
import dwp_client.errors
import dwp_client.frame

_NAMES = {
    "dispatch": dwp_client,
    "dispatch.client": dwp_client.client,
    "dispatch.errors": dwp_client.errors,
    "dispatch.frame": dwp_client.frame,
}


def install() -> None:
    """From now on ``import dispatch`` means this client."""
    sys.modules.update(_NAMES)


install()

if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m dwp_client.as_dispatch <program.py> [argument …]")
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
