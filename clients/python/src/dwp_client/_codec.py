"""Frames to octets and back, in the protocol's two formats."""

from __future__ import annotations

import json
from typing import Any, Protocol

import msgpack

from .errors import BadRequestError

RawFrame = dict[str, Any]

_MOST_NEGATIVE = -(2**63)
_MOST_UNSIGNED = 2**64 - 1


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
        try:
            text = json.dumps(frame, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
            text.encode("utf-8")
            return text
        except (TypeError, ValueError, RecursionError) as e:
            raise BadRequestError(f"This cannot be sent as JSON: {e}") from e


class MsgpackCodec:
    """msgpack, in binary messages."""

    format = "msgpack"
    content_type = "application/msgpack"

    def encode(self, frame: RawFrame) -> bytes:
        try:
            return self._pack(frame)
        except OverflowError:
            return self._pack(_within_64_bits(frame))
        except (TypeError, ValueError, RecursionError) as e:
            raise BadRequestError(f"This cannot be sent as msgpack: {e}") from e

    @staticmethod
    def _pack(frame: RawFrame) -> bytes:
        packed: bytes = msgpack.packb(frame, use_bin_type=True)
        return packed


def _within_64_bits(value: Any) -> Any:
    """The same value with integers past 64 bits as their decimal text, as the protocol has it."""
    if isinstance(value, dict):
        return {key: _within_64_bits(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_within_64_bits(member) for member in value]
    if isinstance(value, int) and not _MOST_NEGATIVE <= value <= _MOST_UNSIGNED:
        return str(value)
    return value


def codec_of(name: str) -> Codec:
    """The codec of that name."""
    if name == "json":
        return JsonCodec()
    if name == "msgpack":
        return MsgpackCodec()
    raise ValueError(f"format is {name!r}; it is 'json' or 'msgpack'.")


def decode(message: str | bytes) -> RawFrame:
    """The frame in a WebSocket message: JSON where it is text, msgpack where it is binary."""
    try:
        if isinstance(message, str):
            frame = json.loads(message)
        else:
            frame = msgpack.unpackb(message, raw=False, strict_map_key=False, timestamp=3)
    except (ValueError, RecursionError, msgpack.UnpackException) as e:
        raise MalformedFrame(f"It cannot be read: {e}") from e
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        raise MalformedFrame("It is no object with a 'type'.")
    return frame
