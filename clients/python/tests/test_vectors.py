"""The codecs against the conformance kit's vectors, without a network."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from dwp_client import BadRequestError
from dwp_client._codec import JsonCodec, MalformedFrame, MsgpackCodec, decode

VECTORS = [
    vector
    for file in sorted(Path(ROOT, "conformance", "vectors").glob("*.json"))
    for vector in json.loads(file.read_text())["vectors"]
    if vector["receiver"] in ("client", "any")
]


def plain(value: Any) -> Any:
    """A value of the vectors' decoded form: numbers by value, whatever their type."""
    if isinstance(value, dict):
        if set(value) in ({"$int"}, {"$dec"}):
            return plain(Decimal(next(iter(value.values()))))
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return plain(Decimal(repr(value)))
    if isinstance(value, Decimal) and 0 < abs(value) < Decimal("1e-307") and float(value) != 0:
        return Decimal(repr(float(value)))  # a float has fewer digits there, and languages show them differently
    return value


def read(frame: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """The frame with those members that the protocol knows and the vector speaks of."""
    known = {name: plain(value) for name, value in frame.items() if name in expected or name == "data"}
    known.setdefault("data", None)  # absent data is null
    expected.setdefault("data", None)
    if isinstance(known.get("error"), dict):
        known["error"] = {n: v for n, v in known["error"].items() if n in expected["error"]}
    return known


def messages(vector: dict[str, Any]) -> list[str | bytes]:
    found: list[str | bytes] = []
    if "json" in vector:
        found.append(vector["json"])
    if "json_hex" in vector:
        found.append(bytes.fromhex(vector["json_hex"]).decode("utf-8"))
    if "msgpack" in vector:
        found.append(bytes.fromhex(vector["msgpack"]))
    return found


def test_there_are_vectors() -> None:
    assert len(VECTORS) > 100


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_codecs_judge_as_the_vector_does(vector: dict[str, Any]) -> None:
    if vector["verdict"] == "error":
        with pytest.raises((MalformedFrame, UnicodeDecodeError)):
            for message in messages(vector):
                decode(message)
        return
    expected = vector["decoded"]
    for message in messages(vector):
        try:
            frame = decode(message)
        except MalformedFrame:
            assert vector["verdict"] == "either"
            continue
        assert read(frame, expected) == plain(expected)
        assert read(decode(JsonCodec().encode(frame)), expected) == plain(expected)
        again = decode(MsgpackCodec().encode(frame))
        if "to_msgpack" not in vector:
            assert read(again, expected) == plain(expected)


def test_decimals_are_written_as_numbers_and_what_is_no_number_is_refused() -> None:
    frame = {"type": "request", "data": [Decimal("0.1234567890123456789012345"), Decimal("2.5"), Decimal("1E+400")]}
    assert JsonCodec().encode(frame) == '{"type":"request","data":[0.1234567890123456789012345,2.5,1E+400]}'
    assert decode(JsonCodec().encode(frame)) == frame
    assert decode(MsgpackCodec().encode(frame))["data"] == ["0.1234567890123456789012345", 2.5, "1E+400"]
    for codec in (JsonCodec(), MsgpackCodec()):
        with pytest.raises(BadRequestError):
            codec.encode({"type": "request", "data": Decimal("NaN")})
