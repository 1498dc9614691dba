"""Code of several languages cut into tokens, and small expressions worked out: literals, joins, lists, names. Pure.

It is no parser: it knows where strings, comments and patterns begin and end, so that a name found is a name that is code.
"""

from __future__ import annotations

from .start import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    Token = tuple[str, Any]  # kind: name, text, command, number, op, line

TOKENS_LIMIT: Final = 40_000
TEXT_LIMIT: Final = 1 << 16


class _Unknown:
    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = _Unknown()

# language -> (comment to the end of line, quotes, what joins texts)
LANGUAGES: Final = {
    "node": ("//", "'\"`", "+"),
    "perl": ("#", "'\"`", "."),
    "ruby": ("#", "'\"`", "+"),
    "php": ("//", "'\"`", "."),
    "lua": ("--", "'\"", ".."),
    "awk": ("#", '"', ""),
    "r": ("#", "'\"", ""),
    "julia": ("#", '"`', "*"),
    "groovy": ("//", "'\"", "+"),
    "scala": ("//", '"', "+"),
    "elixir": ("#", "'\"", "<>"),
    "erlang": ("%", "'\"", "++"),
    "haskell": ("--", '"', "++"),
    "swift": ("//", '"', "+"),
    "java": ("//", '"', "+"),
    "osascript": ("--", '"', "&"),
    "lisp": (";", '"', ""),
}
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "<": ">"}
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "e": "\x1b", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_BEFORE_PATTERN: Final = frozenset(
    "return typeof case in of do else and or not if unless while when split grep print =~".split()
)


def tokens(code: str, language: str) -> list[Token]:
    """The tokens of code. A text's interpolations, and HOLE, make UNKNOWN pieces: its value is then a list of pieces."""
    comment, quotes, _ = LANGUAGES[language]
    out: list[Token] = []
    place, size = 0, len(code)
    while place < size and len(out) < TOKENS_LIMIT:
        char = code[place]
        if char in " \t\r":
            place += 1
        elif char == "\n":
            out.append(("line", "\n"))
            place += 1
        elif (code.startswith(comment, place) and not (comment == "#" and code[place - 1 : place] == "$")) or (
            language == "php" and char == "#"
        ):
            end = code.find("\n", place)
            place = size if end < 0 else end
        elif code.startswith("/*", place) and language in ("node", "php", "groovy", "scala", "swift", "java"):
            end = code.find("*/", place + 2)
            place = size if end < 0 else end + 2
        elif char in quotes:
            place = _quoted(code, place, char, language, out)
        elif language == "lua" and code.startswith(("[[", "[="), place):
            level = code[place + 1 :].find("[")
            close = "]" + "=" * level + "]"
            end = code.find(close, place)
            end = size if end < 0 else end
            out.append(("text", [code[place + level + 2 : end]]))
            place = end + len(close)
        elif (
            char.isalpha()
            or char in "_$@"
            or char == HOLE
            or (char in "%" and language == "perl" and _sigil(code, place))
        ):
            end = place + 1
            while end < size and (
                code[end].isalnum()
                or code[end] in "_"
                or (code[end] in "?!" and language == "ruby" and _ends_name(code, end, language))
            ):
                end += 1
            name = code[place:end]
            if char == "$" and language == "node" and code[end : end + 1] == "`":
                out.append(("name", "$"))
                place = end
                continue
            opened = _special_quote(code, end, name, language, out)
            if opened:
                place = opened
                continue
            out.append(("name", name))
            place = end
        elif char.isdigit():
            end = place + 1
            while end < size and (code[end].isalnum() or code[end] == "."):
                end += 1
            out.append(("number", code[place:end]))
            place = end
        elif char == "%" and language == "ruby" and code[place + 1 : place + 2] in ("x", "w", "W", "q", "Q", "i", "("):
            place = _ruby_percent(code, place, out)
        elif char == "/" and language in ("node", "perl", "ruby", "awk", "groovy") and _pattern_may_stand(out):
            place = _until(code, place + 1, "/")
            out.append(("number", "pattern"))
        else:
            out.append(("op", char))
            place += 1
    return out


def _sigil(code: str, place: int) -> bool:
    return code.startswith("%ENV", place) or code.startswith("%{", place)


def _ends_name(code: str, place: int, language: str) -> bool:
    """Whether a `?` or `!` belongs to the name before it."""
    if language != "ruby" or code[place] not in "?!":
        return False
    return code[place + 1 : place + 2] in (" ", "(", ".", "\n", "", ";")


def _pattern_may_stand(out: list[Token]) -> bool:
    if not out:
        return True
    kind, value = out[-1]
    return kind == "line" or (kind == "op" and value not in ")]}") or (kind == "name" and value in _BEFORE_PATTERN)


def _until(code: str, place: int, close: str, nested: str = "") -> int:
    """The place after the closing delimiter."""
    depth = 1
    while place < len(code):
        char = code[place]
        if char == "\\":
            place += 2
            continue
        if nested and char == nested:
            depth += 1
        elif char == close:
            depth -= 1
            if not depth:
                return place + 1
        place += 1
    return len(code)


def _special_quote(code: str, end: int, name: str, language: str, out: list[Token]) -> int:
    """Perl's q, qq, qw, qx, m, s, tr, y and qr; 0 when none stands here."""
    if language != "perl" or name not in ("q", "qq", "qw", "qx", "m", "qr", "s", "tr", "y"):
        return 0
    if out and out[-1] in (("op", ">"), ("op", "{")) and code[end : end + 1] in ("}", "("):
        return 0
    place = end
    while place < len(code) and code[place] == " ":
        place += 1
    mark = code[place : place + 1]
    if not mark or mark.isalnum() or mark in " \n,;=)" or (place > end and mark in "<>."):
        return 0
    close = _PAIRS.get(mark, mark)
    stop = _until(code, place + 1, close, mark if close != mark else "")
    body = code[place + 1 : stop - 1]
    if name == "qw":
        out.append(("op", "["))
        for word in body.split():
            out.extend([("text", [word]), ("op", ",")])
        out.append(("op", "]"))
    elif name in ("q", "qq"):
        out.append(("text", _interpolated(body, language) if name == "qq" else [body]))
    elif name == "qx":
        out.append(("command", _interpolated(body, language)))
    else:
        if name in ("s", "tr", "y"):
            start = stop
            if close != mark:
                while start < len(code) and code[start] in " \n":
                    start += 1
                start += 1
            stop = _until(code, start, close, mark if close != mark else "")
            flags = code[stop : stop + 8]
            letters = flags[: len(flags) - len(flags.lstrip("abcdefghijklmnopqrstuvwxyz"))]
            if name == "s" and "e" in letters:
                out.append(("name", "eval"))  # the replacement is code
                out.append(("text", [code[start : stop - 1]]))
                return stop + len(letters)
        out.append(("number", "pattern"))
    return stop


def _ruby_percent(code: str, place: int, out: list[Token]) -> int:
    kind = code[place + 1]
    start = place + 1 if kind == "(" else place + 2
    mark = code[start : start + 1]
    if not mark or mark.isalnum() or mark.isspace():
        out.append(("op", "%"))
        return place + 1
    close = _PAIRS.get(mark, mark)
    stop = _until(code, start + 1, close, mark if close != mark else "")
    body = code[start + 1 : stop - 1]
    if kind == "x":
        out.append(("command", _interpolated(body, "ruby")))
    elif kind in "wWi":
        out.append(("op", "["))
        for word in body.split():
            out.extend([("text", [word]), ("op", ",")])
        out.append(("op", "]"))
    else:
        out.append(("text", _interpolated(body, "ruby") if kind != "q" else [body]))
    return stop


def _quoted(code: str, place: int, quote: str, language: str, out: list[Token]) -> int:
    """A quoted text; a tripled quote too."""
    if quote * 3 == code[place : place + 3] and language in ("groovy", "scala", "elixir", "julia", "swift"):
        end = code.find(quote * 3, place + 3)
        end = len(code) if end < 0 else end
        out.append(("text", _interpolated(code[place + 3 : end], language)))
        return end + 3
    end = _until(code, place + 1, quote)
    body = (
        code[place + 1 : end - 1]
        if end <= len(code) and code[end - 1 : end] == quote and end > place + 1
        else code[place + 1 :]
    )
    if quote == "`" and language in ("perl", "ruby", "php", "julia"):
        out.append(("command", _interpolated(body, language)))
    elif quote == "'" and language in ("perl", "ruby", "php", "groovy", "elixir"):
        out.append(("text", [body.replace("\\\\", "\\").replace("\\'", "'")]))
    elif quote == "'" and language == "haskell":
        out.append(("number", "char"))
    else:
        out.append(("text", _interpolated(body, language, quote)))
    return end


def _interpolated(body: str, language: str, quote: str = '"') -> list[Any]:
    """The pieces of a text in which escapes and interpolations count; UNKNOWN stands for a value put in."""
    pieces: list[Any] = []
    piece: list[str] = []
    place = 0
    while place < len(body):
        char = body[place]
        following = body[place + 1 : place + 2]
        if char == "\\" and following:
            place += 2
            if following == "x" and body[place : place + 1] == "{":
                end = body.find("}", place)
                piece.append(_character(body[place + 1 : end], 16))
                place = end + 1 if end > 0 else len(body)
            elif following == "x":
                piece.append(_character(body[place : place + 2], 16))
                place += 2
            elif following == "u" and body[place : place + 1] == "{":
                end = body.find("}", place)
                piece.append(_character(body[place + 1 : end], 16))
                place = end + 1 if end > 0 else len(body)
            elif following == "u":
                piece.append(_character(body[place : place + 4], 16))
                place += 4
            elif following in "01234567" and language != "lua":
                end = place - 1
                while end < len(body) and end < place + 2 and body[end] in "01234567":
                    end += 1
                piece.append(_character(body[place - 1 : end], 8))
                place = end
            elif following.isdigit() and language == "lua":
                end = place - 1
                while end < len(body) and end < place + 2 and body[end].isdigit():
                    end += 1
                piece.append(_character(body[place - 1 : end], 10))
                place = end
            else:
                piece.append("" if following == "\n" else _ESCAPES.get(following, following))
            continue
        skip = _interpolation(body, place, language, quote)
        if skip or char == HOLE:
            if piece:
                pieces.append("".join(piece))
                piece = []
            pieces.append(("name", body[place + 1 : skip].strip("{}")) if skip else UNKNOWN)
            place = skip or place + 1
            continue
        piece.append(char)
        place += 1
    if piece:
        pieces.append("".join(piece))
    return pieces


def _character(digits: str, base: int) -> str:
    try:
        return chr(int(digits, base))
    except (ValueError, OverflowError):
        return "\ufffd"


def _interpolation(body: str, place: int, language: str, quote: str) -> int:
    """The end of an interpolation that begins here, or 0."""
    two = body[place : place + 2]
    if (language in ("ruby", "elixir") and two == "#{") or (
        language in ("node", "groovy", "julia", "scala", "php") and two == "${" and (language != "node" or quote == "`")
    ):
        return _until(body, place + 2, "}", "{")
    if language in ("julia",) and two == "$(":
        return _until(body, place + 2, ")", "(")
    if language == "swift" and two == "\\(":
        return _until(body, place + 2, ")", "(")
    sigils = {"perl": "$@", "php": "$", "groovy": "$", "julia": "$", "scala": ""}.get(language, "")
    if body[place] in sigils and (two[1:].isalpha() or two[1:] in ("_", "{")):
        end = place + 1
        if body[end] == "{":
            return _until(body, end + 1, "}", "{")
        while end < len(body) and (body[end].isalnum() or body[end] in "_:"):
            end += 1
        if body[end : end + 1] in ("[", "{"):
            end = _until(body, end + 1, _PAIRS[body[end]], body[end])
        return end
    return 0
