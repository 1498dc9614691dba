"""Canonical JSON, from the layer below, where the audit log may use it too. Pure."""

from __future__ import annotations

from ..canonical import MAX_BYTES, MAX_DEPTH, CanonicalError, decode, encode

__all__ = ["MAX_BYTES", "MAX_DEPTH", "CanonicalError", "decode", "encode"]
