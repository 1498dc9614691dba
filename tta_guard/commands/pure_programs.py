"""What a few text programs write, told from their arguments and input alone: cat, tr, rev, sed … Pure.

A decoder between a literal and a shell hides a command from a reader who stops at the literal. Each function here
answers exactly what the program would write, or UNKNOWN where it cannot tell (an option it does not know, input that is
unknown). Nothing is run. Sources: POSIX.1-2017 and the GNU manuals of the programs; checked by the oracle test.
"""

from __future__ import annotations

from .ansi_c import decode_escapes
from .expansion import UNKNOWN, known, small_int, text_of
from .pure_decoders import base32, base64, gunzip, gzip, openssl, operands_text, options, xxd

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .expansion import Known

    Read = Callable[[str], Known]
    Program = Callable[[list[Known], Known, "Read"], Known]


def _cat(args: list[Known], stdin: Known, read: Read) -> Known:
    parsed = options(args, "u")
    return UNKNOWN if parsed is None else operands_text(parsed[1], stdin, read)


def _tee(args: list[Known], stdin: Known, read: Read) -> Known:
    return stdin if options(args, "aip") is not None else UNKNOWN


def _rev(args: list[Known], stdin: Known, read: Read) -> Known:
    text = text_of(operands_text(args, stdin, read))
    if text is None or any(argument and argument[0] and argument[0].startswith("-") for argument in args):
        return UNKNOWN
    return known("\n".join([line[::-1] for line in text.split("\n")]))


def _tac(args: list[Known], stdin: Known, read: Read) -> Known:
    text = text_of(operands_text(args, stdin, read))
    if (
        text is None
        or not text.endswith("\n")
        or any((argument[0] or "").startswith("-") for argument in args if argument)
    ):
        return UNKNOWN
    return known("".join([line + "\n" for line in reversed(text[:-1].split("\n"))]))


def _tr(args: list[Known], stdin: Known, read: Read) -> Known:
    parsed = options(args, "dscC", "", {"delete": "d", "squeeze-repeats": "s", "complement": "c"})
    text = text_of(stdin)
    if parsed is None or text is None or not text.isascii():
        return UNKNOWN
    flags, operands = parsed
    sets = [_characters(text_of(operand)) for operand in operands]
    if not sets or None in sets:
        return UNKNOWN
    first = sets[0] or ""
    second = sets[1] if len(sets) > 1 else None
    if "c" in flags or "C" in flags:
        first = "".join([chr(code) for code in range(128) if chr(code) not in first])
    if "d" in flags:
        text = "".join([character for character in text if character not in first])
        return UNKNOWN if "s" in flags else known(text)
    if second is None:
        return known(_squeeze(text, first)) if "s" in flags else UNKNOWN
    if not second:
        return UNKNOWN
    second += second[-1] * (len(first) - len(second))
    table = dict(zip(first, second, strict=False))  # the last of two equal characters wins, as in GNU tr
    text = "".join([table.get(character, character) for character in text])
    return known(_squeeze(text, second) if "s" in flags else text)


def _squeeze(text: str, squeezed: str) -> str:
    out: list[str] = []
    for character in text:
        if not (out and out[-1] == character and character in squeezed):
            out.append(character)
    return "".join(out)


_TR_CLASSES = (("lower", "a-z"), ("upper", "A-Z"), ("digit", "0-9"), ("alpha", "A-Za-z"), ("space", "\\t-\\r "))


def _characters(text: str | None) -> str | None:
    """A set of tr as its characters."""
    if text is None or "[=" in text or ("[" in text and "*" in text):
        return None
    for name, members in (
        ("lower", "a-z"),
        ("upper", "A-Z"),
        ("digit", "0-9"),
        ("alpha", "A-Za-z"),
        ("space", "\\t-\\r "),
    ):
        text = text.replace(f"[:{name}:]", members)
    if "[:" in text:
        return None
    text = decode_escapes(text, "format")
    out: list[str] = []
    place = 0
    while place < len(text):
        if text[place + 1 : place + 2] == "-" and place + 2 < len(text):
            low, high = ord(text[place]), ord(text[place + 2])
            if low > high or high > 127:
                return None
            out.extend([chr(code) for code in range(low, high + 1)])
            place += 3
        else:
            out.append(text[place])
            place += 1
    return "".join(out)


def _ends(args: list[Known], stdin: Known, read: Read, head: bool) -> Known:
    first = text_of(args[0]) if args else None
    if first and first[0] == "-" and first[1:].isdigit():
        args = [("-n",), (first[1:],), *args[1:]]
    parsed = options(args, "q", "nc", {"lines": "n", "bytes": "c"})
    if parsed is None:
        return UNKNOWN
    text = text_of(operands_text(parsed[1], stdin, read)) if len(parsed[1]) < 2 else None
    unit = "c" if "c" in parsed[0] else "n"
    amount = parsed[0].get(unit, "10")
    from_start = not head and amount.startswith("+")
    digits = amount[1:] if from_start else amount
    if text is None or not (digits.isascii() and digits.isdigit()) or (unit == "c" and not text.isascii()):
        return UNKNOWN
    count = int(digits[:9])
    items = list(text) if unit == "c" else text.splitlines(keepends=True) if "\f" not in text else []
    if unit == "n" and any(character in text for character in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"):
        return UNKNOWN
    if head:
        return known("".join(items[:count]))
    return known("".join(items[max(count - 1, 0) :] if from_start else items[max(len(items) - count, 0) :]))


def _head(args: list[Known], stdin: Known, read: Read) -> Known:
    return _ends(args, stdin, read, True)


def _tail(args: list[Known], stdin: Known, read: Read) -> Known:
    return _ends(args, stdin, read, False)


def _cut(args: list[Known], stdin: Known, read: Read) -> Known:
    parsed = options(args, "s", "cbdf", {"characters": "c", "bytes": "b", "delimiter": "d", "fields": "f"})
    if parsed is None:
        return UNKNOWN
    flags, operands = parsed
    text = text_of(operands_text(operands, stdin, read))
    wanted = flags.get("c") or flags.get("b") or flags.get("f")
    if text is None or not wanted or not text.isascii() or ("d" in flags and len(flags["d"]) != 1):
        return UNKNOWN
    spans: list[tuple[int, int]] = []
    for piece in wanted.split(","):
        low, dash, high = piece.partition("-")
        first, last = small_int(low or "1"), small_int(high or (str(1 << 29) if dash else low))
        if first is None or last is None or not low + high:
            return UNKNOWN
        spans.append((first, last))
    out: list[str] = []
    for line in text.removesuffix("\n").split("\n") if text else ():
        separator = flags.get("d", "\t") if "f" in flags else ""
        fields = line.split(separator) if separator else list(line)
        if "f" in flags and separator not in line:
            if "s" not in flags:
                out.append(line)
            continue
        kept = [field for index, field in enumerate(fields, 1) if any(low <= index <= high for low, high in spans)]
        out.append(separator.join(kept))
    return known("".join([line + "\n" for line in out]))


def _sed(args: list[Known], stdin: Known, read: Read) -> Known:
    """`sed s/literal/literal/[g]`, once or more; anything else is unknown."""
    parsed = options(args, "E", "e", {"expression": "e"})
    if parsed is None:
        return UNKNOWN
    flags, operands = parsed
    if "e" in flags and sum(text_of(argument) in ("-e", "--expression") for argument in args) > 1:
        return UNKNOWN
    script = flags.get("e")
    if script is None:
        script = text_of(operands[0]) if operands else None
        operands = operands[1:]
    text = text_of(operands_text(operands, stdin, read))
    if not script or text is None:
        return UNKNOWN
    lines = text.split("\n")
    for command in [piece.strip() for piece in script.split(";")]:
        mark = command[1:2]
        pieces = command.split(mark) if command.startswith("s") and mark and not mark.isalnum() else []
        if len(pieces) != 4 or pieces[3] not in ("", "g") or not pieces[1]:
            return UNKNOWN
        old, new = pieces[1], pieces[2]
        if any(character in "\\.[]*^$+?(){}|" for character in old) or any(character in "\\&" for character in new):
            return UNKNOWN
        lines = [line.replace(old, new, -1 if pieces[3] else 1) for line in lines]
    return known("\n".join(lines))


def _seq(args: list[Known], stdin: Known, read: Read) -> Known:
    words = [text_of(argument) or "" for argument in args]
    if not 1 <= len(words) <= 2 or not all(word.isascii() and word.isdigit() and len(word) < 5 for word in words):
        return UNKNOWN
    return known("".join([f"{value}\n" for value in range(int(words[0]) if len(words) > 1 else 1, int(words[-1]) + 1)]))


def _basename(args: list[Known], stdin: Known, read: Read) -> Known:
    path = text_of(args[0]) if 1 <= len(args) <= 2 else None
    suffix = text_of(args[1]) if len(args) == 2 else ""
    if not path or path.startswith("-") or not path.strip("/") or suffix is None:
        return UNKNOWN
    name = path.rstrip("/").rpartition("/")[2]
    return known((name if name == suffix else name.removesuffix(suffix)) + "\n")


def _dirname(args: list[Known], stdin: Known, read: Read) -> Known:
    path = text_of(args[0]) if len(args) == 1 else None
    if not path or path.startswith("-") or not path.strip("/"):
        return UNKNOWN
    head, slash, _ = path.rstrip("/").rpartition("/")
    return known((head.rstrip("/") or "/" if slash else ".") + "\n")


def _which(args: list[Known], stdin: Known, read: Read) -> Known:
    """A path whose directory is unknown."""
    name = text_of(args[0]) if len(args) == 1 else None
    if not name or name.startswith("-"):
        return UNKNOWN
    return known(name + "\n") if "/" in name else (None, f"/{name}\n")


PROGRAMS: dict[str, Program] = {
    "cat": _cat,
    "tee": _tee,
    "base64": base64,
    "gbase64": base64,
    "base32": base32,
    "xxd": xxd,
    "rev": _rev,
    "tac": _tac,
    "tr": _tr,
    "head": _head,
    "tail": _tail,
    "cut": _cut,
    "sed": _sed,
    "gunzip": gunzip,
    "zcat": gunzip,
    "gzip": gzip,
    "openssl": openssl,
    "seq": _seq,
    "basename": _basename,
    "dirname": _dirname,
    "which": _which,
    "true": lambda args, stdin, read: (),
    "false": lambda args, stdin, read: (),
}
