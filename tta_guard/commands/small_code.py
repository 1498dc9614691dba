"""What awk, AppleScript and PowerShell code starts. Pure."""

from __future__ import annotations

from .code_tokens import UNKNOWN, tokens
from .code_values import Expressions
from .invocation import literal
from .start import HOLE, Start, opaque, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .code_tokens import Token


def only_in_texts(all_tokens: list[Token]) -> bool:
    """Whether unknown text stands inside quoted texts only."""
    return not any(kind == "name" and HOLE in value for kind, value in all_tokens)


def read_awk(text: str) -> tuple[Start, ...]:
    """awk: system(), commands at pipes, files at < and >, ENVIRON, @load."""
    all_tokens = tokens(text, "awk")
    expressions = Expressions(all_tokens, "awk", _awk_names(all_tokens))
    out: list[Start] = []
    at = expressions.at

    def one(place: int) -> Any:
        """The text that stands here alone: a concatenation with anything else is not known."""
        kind, value = at(place)
        return (
            expressions.text(value)
            if kind == "text"
            else expressions.names.get(value, UNKNOWN)
            if kind == "name"
            else UNKNOWN
        )

    for place, (kind, value) in enumerate(all_tokens):
        if kind == "name" and value == "system" and at(place + 1) == ("op", "("):
            values, _ = expressions.values(place + 2, ")")
            command = values[0] if len(values) == 1 else UNKNOWN
            out.append(Start("shell", (literal(command),)) if isinstance(command, str) else _unclear("system"))
        elif kind == "name" and value == "getline" and ("op", "|") in (at(place - 1), at(place - 2)):
            before = place - (2 if at(place - 1) == ("op", "|") else 3)
            command = one(before) if at(before - 1)[0] not in ("text", "name", "number") else UNKNOWN
            out.append(Start("shell", (literal(command),)) if isinstance(command, str) else _unclear("getline"))
        elif kind == "name" and value == "getline":
            step = place + 1
            if at(step)[0] == "name":
                step += 1
            if at(step) == ("op", "<"):
                name = one(step + 1)
                out.append(
                    Start("leaf", (literal("cat"), literal(name))) if isinstance(name, str) else _unclear("getline")
                )
        elif kind == "op" and value == "|" and at(place + 1) != ("op", "|") and at(place - 1) != ("op", "|"):
            step = place + (2 if at(place + 1) == ("op", "&") else 1)
            if at(step) == ("name", "getline"):
                continue
            command = one(step)
            ends = at(step + 1)[0] in ("line", "end") or at(step + 1)[1] in (";", "}")
            out.append(Start("shell", (literal(command),)) if isinstance(command, str) and ends else _unclear("a pipe"))
        elif kind == "op" and value == ">" and at(place + 1)[0] == "text":
            name = one(place + 1)
            if isinstance(name, str):
                out.append(Start("leaf", (literal("tee"), literal(name))))
        elif kind == "name" and value == "ENVIRON":
            key = one(place + 2)
            out.append(Start("leaf", (literal("printenv"), *([literal(key)] if isinstance(key, str) else []))))
        elif kind == "name" and value in ("@load", "@") and at(place + 1)[0] in ("text", "name"):
            out.append(_unclear("a library or a call by name"))
    if HOLE in text and not only_in_texts(all_tokens):
        out.append(_unclear("a part that is not known"))
    return tuple(dict.fromkeys(out))


def _awk_names(all_tokens: list[Token]) -> dict[str, Any]:
    """Variables that are set once, to a text."""
    out: dict[str, Any] = {}
    for place in range(len(all_tokens) - 2):
        (kind, name), sign, (what, value) = all_tokens[place : place + 3]
        if kind == "name" and sign == ("op", "=") and all_tokens[place - 1 : place] != [("op", "=")]:
            after = all_tokens[place + 3] if place + 3 < len(all_tokens) else ("end", "")
            plain = (
                what == "text" and after[1] in (";", "}", "\n", "") and all(isinstance(piece, str) for piece in value)
            )
            out[name] = "".join(value) if plain and name not in out else UNKNOWN
    return out


def _unclear(what: str) -> Start:
    return opaque("interpreter-code", f"{what} in awk with something that is worked out")


def read_osascript(text: str) -> tuple[Start, ...]:
    """AppleScript: do shell script, do script, run script; JavaScript for Automation: doShellScript."""
    all_tokens = tokens(text, "osascript")
    expressions = Expressions(all_tokens, "osascript", {})
    out: list[Start] = []
    for place, (kind, value) in enumerate(all_tokens):
        if kind != "name" or value not in ("script", "doShellScript", "doScript"):
            continue
        step = place + 1
        if expressions.at(step) == ("op", "("):
            step += 1
        kind, pieces = expressions.at(step)
        following = expressions.at(step + 1)
        command = expressions.text(pieces) if kind == "text" and following != ("op", "&") else UNKNOWN
        if isinstance(command, str):
            before = expressions.at(place - 1)[1]
            if before == "run" or before == "load":
                out.extend(read_osascript(command))
            else:
                out.append(Start("shell", (literal(command),)))
        elif kind != "end":
            out.append(opaque("interpreter-code", "a script that is worked out"))
    if HOLE in text and not only_in_texts(all_tokens):
        out.append(opaque("interpreter-code", "code that is not wholly known"))
    return tuple(out)


def read_powershell(text: str) -> tuple[Start, ...]:
    """PowerShell: a program and its words look as in a shell; what runs text is opaque."""
    lowered = text.lower()
    doubtful = ("invoke-expression", "iex", "start-process", "invoke-command", "[diagnostics.process]", "add-type", "& (", "&(",
                "frombase64string", "-encodedcommand", "invoke-webrequest", "downloadstring", "new-object", "[scriptblock]")  # fmt: skip
    out: list[Start] = [Start("shell", (opened(text.replace("`", "")),))]
    if any(word in lowered for word in doubtful):
        out.append(opaque("interpreter-code", "PowerShell that runs text, or starts programs in its own way"))
    return tuple(out)
