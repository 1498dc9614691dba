"""What Tcl and expect code starts: exec, spawn, open "|…", send to a shell. Pure.

Source: Tcl(n), the twelve rules; expect(1).
"""

from __future__ import annotations

from .invocation import Word, literal
from .start import HOLE, Start, holed, joined, opaque, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_TALKS: Final = ("bash", "sh", "zsh", "dash", "ksh", "fish", "ssh", "su", "sudo", "docker", "kubectl", "telnet", "screen", "tmux",
                 "nsenter", "podman", "mosh", "login")  # fmt: skip
_NESTS: Final = ("if", "while", "for", "foreach", "proc", "catch", "eval", "expect", "uplevel", "namespace", "try", "switch",
                 "expect_before", "expect_after", "interact", "time", "after", "else", "elseif")  # fmt: skip
DEPTH_LIMIT: Final = 12


def read_tcl(text: str, depth: int = 0) -> tuple[Start, ...]:
    """What a Tcl script starts; a command with substitutions in a word that matters is opaque."""
    out: list[Start] = []
    if depth > DEPTH_LIMIT:
        return (opaque("interpreter-code", "code nests too deeply"),)
    talks = any(f"spawn {name}" in text or f"/{name} " in text for name in _TALKS)
    for words in _commands(text):
        name = words[0].text
        if name is None:
            out.append(opaque("interpreter-code", "a command of Tcl whose name is worked out", words[0]))
        elif name in ("exec", "spawn"):
            rest = list(words[1:])
            while rest and rest[0].prefix.startswith("-"):
                del rest[0]
            for piece in _pipeline(rest):
                out.append(Start("argv", tuple(piece)))
        elif name == "system":
            out.append(Start("shell", (joined(tuple(words[1:])),)))
        elif name == "open" and len(words) > 1:
            inner = holed(words[1]).strip()
            if inner.startswith("|"):
                for command in _commands(inner[1:]):
                    out.append(Start("argv", tuple(command)))
            elif words[1].text is None:
                out.append(opaque("interpreter-code", "a file whose name is worked out is opened", words[1]))
            else:
                out.append(Start("leaf", (literal("cat"), words[1])))
        elif name in ("send", "exp_send", "send_user") and talks and name != "send_user":
            typed = holed(words[-1]).replace("\r", "\n")
            out.append(Start("shell", (opened(typed, HOLE in typed),)))
        elif name == "source" and len(words) > 1:
            out.append(Start("file", (words[-1],), language="tcl"))
        elif name == "load":
            out.append(opaque("library-injected", "Tcl loads a library", words[-1]))
        elif name in ("file",) and len(words) > 2 and words[1].text in ("delete", "rename", "copy"):
            like = {"delete": "rm", "rename": "mv", "copy": "cp"}[words[1].text or ""]
            out.append(Start("leaf", (literal(like), *[word for word in words[2:] if not word.prefix.startswith("-")])))
        if name in _NESTS:
            for word in words[1:]:
                if word.text is None and name in ("eval", "uplevel"):
                    out.append(opaque("interpreter-code", "code that is worked out is run", word))
                elif " " in holed(word) or "\n" in holed(word):
                    out.extend(read_tcl(holed(word), depth + 1))
            if name in ("eval", "uplevel"):
                out.extend(read_tcl(holed(joined(tuple(words[1:]))), depth + 1))
    return tuple(dict.fromkeys(out))


def _pipeline(words: list[Word]) -> list[list[Word]]:
    out: list[list[Word]] = [[]]
    for word in words:
        if word.text in ("|", "|&"):
            out.append([])
        elif word.prefix.startswith((">", "<", "2>", "&")):
            continue
        else:
            out[-1].append(word)
    return [piece for piece in out if piece]


def _commands(text: str) -> list[list[Word]]:
    """The commands of a script, each as words; what is substituted is unknown."""
    out: list[list[Word]] = []
    words: list[Word] = []
    place, size = 0, len(text)
    while place < size:
        char = text[place]
        if char in " \t":
            place += 1
        elif char in "\n;":
            if words:
                out.append(words)
            words = []
            place += 1
        elif char == "#" and not words:
            end = text.find("\n", place)
            place = size if end < 0 else end
        elif char == "\\" and text[place + 1 : place + 2] == "\n":
            place += 2
        elif char == "{":
            end = _balanced(text, place + 1, "{", "}")
            words.append(opened(text[place + 1 : end - 1]))
            place = end
        else:
            quoted = char == '"'
            place, value, inner = _word(text, place + quoted, quoted)
            words.append(opened(value, HOLE in value and not quoted))
            for code in inner:
                out.extend(_commands(code))
    if words:
        out.append(words)
    return out


def _balanced(text: str, place: int, start: str, close: str) -> int:
    depth = 1
    while place < len(text):
        char = text[place]
        if char == "\\":
            place += 2
            continue
        depth += (char == start) - (char == close)
        place += 1
        if not depth:
            return place
    return len(text) + 1


def _word(text: str, place: int, quoted: bool) -> tuple[int, str, list[str]]:
    """A bare or quoted word: the place after it, its value with holes, and the code in its brackets."""
    out: list[str] = []
    inner: list[str] = []
    while place < len(text):
        char = text[place]
        if quoted and char == '"':
            return place + 1, "".join(out), inner
        if not quoted and char in " \t\n;":
            break
        if char == "\\":
            following = text[place + 1 : place + 2]
            place += 2
            if following == "x":
                digits = text[place : place + 2]
                out.append(
                    chr(int(digits, 16))
                    if all(digit in "0123456789abcdefABCDEF" for digit in digits) and digits
                    else "x"
                )
                place += len(digits)
            else:
                out.append({"n": "\n", "r": "\r", "t": "\t", "\n": " "}.get(following, following))
        elif char == "$":
            end = place + 1
            if text[end : end + 1] == "{":
                end = _balanced(text, end + 1, "{", "}")
            else:
                while end < len(text) and (text[end].isalnum() or text[end] in "_:()"):
                    end += 1
            out.append(HOLE if end > place + 1 else "$")
            place = end
        elif char == "[":
            end = _balanced(text, place + 1, "[", "]")
            inner.append(text[place + 1 : end - 1])
            out.append(HOLE)
            place = end
        else:
            out.append(char)
            place += 1
    return place, "".join(out), inner
