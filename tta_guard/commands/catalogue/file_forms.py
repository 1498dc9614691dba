"""Paths inside words: the forms of `files` in a catalogue entry. Pure, hot."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

HOLE: Final = "\0"  # stands for unknown text while a word is cut up; no argument can hold it

_KEYED: Final = frozenset(("src", "source", "path", "file", "filename", "dest", "destination"))


def paths_in(text: str, form: str) -> list[tuple[str, str]]:
    """The paths in a word of this form, each with the one access that it is limited to ("" : no limit)."""
    if form in ("", "env-file"):
        return _plain(text)
    if form == "list":
        return [found for piece in text.split(",") for found in _plain(piece)]
    if form == "key=path":
        return _plain(text.partition("=")[2] if "=" in text else text)
    if form == "@path":
        key, equals, value = text.partition("=")
        if text[:1] in ("@", HOLE):
            return [(text[1:] if text[0] == "@" else text, "")] if text[1:] != "-" else []
        if equals and value[:1] == "@" and value[1:] != "-":
            return [(value[1:], "")]
        return [(text, "")] if HOLE in key else []
    if form == "file-url":
        for scheme in ("file://", "fileb://"):
            if text.startswith(scheme):
                return [(text[len(scheme) :], "")]
        return [(text, "")] if text[:1] == HOLE else []
    if form == "source":
        return [(text[5:], "")] if text.startswith("file:") else [(text, "")] if text[:1] == HOLE else []
    if form == "volume":
        return _volume(text)
    if form == "mount":
        pairs = dict([_pair(piece) for piece in text.split(",")])
        if pairs.get("type", "bind") != "bind" and HOLE not in pairs.get("type", ""):
            return []
        limit = "read" if pairs.get("readonly", pairs.get("ro")) in ("", "true", "1") else ""
        return [(path, limit) for path in (pairs.get("source", pairs.get("src", "")),) if path]
    if form == "copy":
        return [] if _is_remote(text) else _plain(text)
    if form == "keyed":
        pairs_of = [_pair(piece) for piece in text.split(",")]
        return [found for key, value in pairs_of if key in _KEYED for found in _plain(value)]
    kind, equals, value = text.partition("=")  # template
    return [(value, "")] if equals and (kind.endswith("-file") or kind in ("templatefile",)) else []


def _pair(text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    return key.strip().lower(), value


def _plain(text: str) -> list[tuple[str, str]]:
    return [] if text in ("", "-") or "://" in text else [(text, "")]


def _volume(text: str) -> list[tuple[str, str]]:
    """The host's side of HOST:CONTAINER[:OPTIONS]; a bare name is a volume's, and `C:\\x` is one path."""
    start = 2 if len(text) > 2 and text[1] == ":" and text[0].isalpha() and text[2] in "\\/" else 0
    colon = text.find(":", start)
    host = text[:colon] if colon >= 0 else text
    if colon < 0 and HOLE not in text:
        return []  # an anonymous volume: only the container's side
    if host[:1] not in ("/", ".", "~", HOLE) and start == 0 and HOLE not in host:
        return []
    options = text.rpartition(":")[2].split(",") if text.count(":", start) > 1 else []
    return [(host, "read" if "ro" in options or "readonly" in options else "")]


def _is_remote(text: str) -> bool:
    """Whether NAME:PATH stands there, as docker cp and kubectl cp read it."""
    if text[:1] in ("/", "."):
        return False
    name, colon, _ = text.partition(":")
    return bool(colon) and "/" not in name.partition("/")[2] and HOLE not in name
