"""Frames to octets and back, in the protocol's two formats."""

from __future__ import annotations

import json
import re
import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

import msgpack

from .errors import BadRequestError

RawFrame = dict[str, Any]

# How msgpack's three forms of timestamps begin.
_TIMESTAMPS = (b"\xd6\xff", b"\xd7\xff", b"\xc7\x0c\xff")
_STAND_IN = f"decimal-{uuid.uuid4().hex}-"


class Codec(Protocol):
    """One of the protocol's formats."""

    format: str
    content_type: str

    def encode(self, frame: RawFrame) -> str | bytes:
        """The message that carries the frame: text for JSON, octets for msgpack."""


class MalformedFrame(ValueError):
    """What came is no frame."""


class JsonCodec:
    """JSON, in text messages."""

    format = "json"
    content_type = "application/json"

    def encode(self, frame: RawFrame) -> str:
        decimals: list[Decimal] = []

        def stand_in(value: object) -> str:
            # The json module writes no decimals: they are put in where it wrote the text that stands for them.
            if not isinstance(value, Decimal) or not value.is_finite():
                raise TypeError(f"{value!r} is a {type(value).__name__}, which JSON does not have")
            decimals.append(value)
            return f"{_STAND_IN}{len(decimals) - 1}"

        try:
            text = json.dumps(frame, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=stand_in)
            text.encode("utf-8")
            if decimals:
                text = re.sub(f'"{_STAND_IN}([0-9]+)"', lambda found: str(decimals[int(found[1])]), text)
            return text
        except (TypeError, ValueError, RecursionError) as e:
            raise BadRequestError(f"This cannot be sent as JSON: {e}") from e


class MsgpackCodec:
    """msgpack, in binary messages."""

    format = "msgpack"
    content_type = "application/msgpack"

    def encode(self, frame: RawFrame) -> bytes:
        try:
            packed: bytes = msgpack.packb(frame, use_bin_type=True, default=_packable)
            return packed
        except (TypeError, ValueError, OverflowError, RecursionError) as e:
            raise BadRequestError(f"This cannot be sent as msgpack: {e}") from e


def _packable(value: object) -> float | str:
    """A number that msgpack has no form for: as a float that is the same, or as its decimal text."""
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, Decimal) or not value.is_finite():
        raise TypeError(f"{value!r} is a {type(value).__name__}, which msgpack does not have")
    number = float(value)
    return number if Decimal(number) == value else str(value)


def codec_of(name: str) -> Codec:
    """The codec of that name."""
    if name == "json":
        return JsonCodec()
    if name == "msgpack":
        return MsgpackCodec()
    raise ValueError(f"format is {name!r}; it is 'json' or 'msgpack'.")


def decode(message: str | bytes) -> RawFrame:
    """The frame in a WebSocket message: JSON where it is text, msgpack where it is binary.

    Numbers are ``int`` and ``float``; one that no ``float`` holds is a ``Decimal``.
    """
    try:
        if isinstance(message, str):
            frame = json.loads(message, parse_float=_number, parse_constant=_refuse_constant)
            if "\\ud" in message or "\\uD" in message:
                # Escapes can make half of a character, which is no text.
                json.dumps(frame, ensure_ascii=False, default=str).encode("utf-8")
        else:
            frame = msgpack.unpackb(message, raw=False, strict_map_key=False, timestamp=3)
            if any(mark in message for mark in _TIMESTAMPS):
                frame = _times_as_text(frame)
    except (ValueError, RecursionError, msgpack.UnpackException) as e:
        raise MalformedFrame(f"It cannot be read: {e}") from e
    if not isinstance(frame, dict):
        raise MalformedFrame("It is no object.")
    if frame.get("type") is None and frame.get("method") is not None:
        frame["type"] = "request"
    if not isinstance(frame.get("type"), str):
        raise MalformedFrame("It has no 'type'.")
    return frame


def _times_as_text(value: Any) -> Any:
    """The same with msgpack's timestamps as RFC 3339, which is what a time is in JSON."""
    if isinstance(value, dict):
        return {name: _times_as_text(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_times_as_text(member) for member in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value


def _number(text: str) -> float | Decimal:
    number = float(text)
    if repr(number) == text:
        return number
    exact = Decimal(text)
    digits = len(exact.as_tuple().digits)
    # What the float shows with as many digits is what was written; very small ones show fewer by themselves.
    shown = Decimal(f"{number:.{digits - 1}e}") if digits < 16 else Decimal(repr(number))
    if number - number == 0 and exact in (Decimal(repr(number)), shown):
        return number
    return exact


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
