"""The words of one invocation, read by a tool's description: subcommand path, flags, positionals. Pure.

Hot: no slow import here. A description (`TOOL`, see `catalogue/schema.py`) is a literal; what is worked out from it is
kept beside it, keyed by identity, so a description must not be changed once it has been used.
Longer than other modules because one reader holds all styles, and half of it is the contract.

Keys understood, in a tool and in each NODE below it:

`style`
    gnu     --x, --x=v, -abc, -ovalue, unique prefixes of long flags; flags and positionals mix
    pflag   as gnu without prefixes; -n=v is v (github.com/spf13/pflag)
    go      -x and --x are one flag, -x=v; no bundles (Go's package flag)
    aws     as gnu; a value never starts with "--" (Python's argparse)
    git     as gnu, --no-x undoes --x; flags of the top are not known after the subcommand (gitcli(7))
    raw     no flags at all
`flags`
    "-n --namespace": kind. Kinds: flag, value, optional (a value only when glued), values (all words up to the next
    flag), value2 (two words). A name that ends in "=" ("if=") is a flag that begins a word without a dash.
`stop`
    "first-positional" or "second-positional": flags end there.
`assignments`
    "leading": NAME=value words before the first positional are set aside; "any": wherever they stand.
`unlisted`
    "flag", "value" or "values": what a long flag takes that is not listed; without it both readings count.
`old_bundle`
    a first word without a dash is a bundle of short flags (tar czf).
`subcommands`
    "delete del": NODE, "get-*": NODE, "*": NODE, "": NODE when no word is left. An exact name beats a pattern, patterns
    go by order, "*" comes last.

A NODE inherits from above as `catalogue/schema.py` says: `flags` (not in style git), `files` and `sets` by name, `when`
with the inherited entries first, everything else unless the node has it; never `subcommands`.
"""

from __future__ import annotations

from ..model import frozen
from .arguments_table import DEPTH_LIMIT, is_flag, is_name, matches, table_of, without_subcommands
from .invocation import Word

__all__ = ["Arguments", "_is", "is_name", "matches", "parse_arguments"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    Node = dict[str, Any]
    Flags = tuple[tuple[str, "Word | None"], ...]

READINGS_LIMIT: Final = 64  # other readings listed; a text with more is `uncertain` with these and nothing is promised
FLAG_FORKS_LIMIT: Final = (
    3  # unknown flags of which every combination is read; with more, one at a time and all at once
)

_EVERY: Final = -1  # in a choice: every flag that is not listed takes a value
_is = is_flag  # the catalogue's reader knows it by this name
_FALSE: Final = frozenset(("0", "f", "F", "false", "False", "FALSE", "no", "off"))
_TRUE: Final = frozenset(("", "1", "t", "T", "true", "True", "TRUE", "yes", "on"))


@frozen
class Arguments:
    """One reading of an invocation's words.

    Attributes:
        tool: the description that it was read by.
        path: the subcommand's words, as written.
        node: the description of that subcommand with everything it inherits.
        flags: (flag as listed in the description, or as written when it is not listed; its value or None), in order.
        positionals: what is neither; the words after "--" too, unless `commands` of the node takes them.
        after_dashes: the words after the first "--"; None without one.
        assignments: (name, value) of the words that `assignments` sets aside.
        unlisted: names of the flags that the description does not list.
        open_words: words with unknown text where a flag, a subcommand or several words could stand.
        uncertain: there are other readings, or open words: the strictest reading holds.
        other_readings: the other readings that could be listed; theirs are empty.
        complete: every other reading is listed.
    """

    tool: Node
    path: tuple[str, ...]
    node: Node
    flags: Flags
    positionals: tuple[Word, ...]
    after_dashes: tuple[Word, ...] | None = None
    assignments: tuple[tuple[str, Word], ...] = ()
    unlisted: tuple[str, ...] = ()
    open_words: tuple[Word, ...] = ()
    uncertain: bool = False
    other_readings: tuple[Arguments, ...] = ()
    complete: bool = True

    def readings(self) -> tuple[Arguments, ...]:
        """Answer this reading and the others."""
        return (self, *self.other_readings)

    def all_values(self, name: str) -> tuple[Word, ...]:
        """Answer the values given to a flag, in order. `name`: the flag as listed, or one of its aliases."""
        return tuple([value for flag, value in self.flags if value is not None and is_flag(flag, name)])

    def value(self, name: str) -> Word | None:
        """Answer the last value given to a flag; None when it has none."""
        for flag, value in reversed(self.flags):
            if value is not None and is_flag(flag, name):
                return value
        return None

    def given(self, name: str) -> bool:
        """Answer whether the flag stands there, whatever its value. Use it where a flag makes things stricter."""
        return any(is_flag(flag, name) for flag, _ in self.flags)

    def switched_on(self, name: str) -> bool:
        """Answer whether the flag's last occurrence surely switches it on: no value, or a known value that is true.

        Use it where a flag makes things milder: `--help=false` and `--dry-run=$X` do not count.
        """
        for flag, value in reversed(self.flags):
            if is_flag(flag, name):
                return value is None or value.text in _TRUE
        return False

    def positional(self, number: int) -> Word | None:
        """Answer a positional, counted from 1, or from the end with -1; None when there are not so many."""
        index = number - 1 if number > 0 else number
        return self.positionals[index] if number and -len(self.positionals) <= index < len(self.positionals) else None

    def words(self, reference: str) -> tuple[Word, ...]:
        """Answer the words that a reference of the description names.

        "@1" one positional, "@-1" the last, "@*" all, "@2*" the second and all after it, "--" the words after the
        dashes, anything else the values of that flag. "$NAME" names no words: it is the environment's.

        Raises:
            ValueError: "@" is followed by something else.
        """
        if reference == "--":
            return self.after_dashes or ()
        if reference[:1] == "@":
            if reference[-1] == "*":
                return self.positionals[max(int(reference[1:-1] or 1) - 1, 0) :]
            word = self.positional(int(reference[1:]))
            return () if word is None else (word,)
        return () if reference[:1] == "$" else self.all_values(reference)


def parse_arguments(tool: Node, argv: tuple[Word, ...]) -> Arguments:
    """Read an invocation's words by a tool's description.

    A flag that is not listed may take the next word as its value, or not, and a subcommand with unknown text may be any
    that it could become: each of these readings is made. Where two nodes list one alias, `value("-c")` answers for
    both; ask for the flag as listed.

    Args:
        tool: the description.
        argv: all words; the first, the program, is not looked at.

    Returns:
        The reading in which a flag that is not listed takes no value, with the other readings beside it.
    """
    reader = _Reader(tool, argv, {})
    first = reader.read()
    if not reader.forks:
        return first
    others: list[Arguments] = []
    waiting = _following({}, reader.forks)
    while waiting and len(others) < READINGS_LIMIT:
        chosen = waiting.pop(0)
        reader = _Reader(tool, argv, chosen)
        others.append(reader.read())
        waiting += _following(chosen, reader.forks)
    if waiting:
        others.append(_Reader(tool, argv, {_EVERY: "value"}).read())
    return Arguments(
        tool,
        first.path,
        first.node,
        first.flags,
        first.positionals,
        first.after_dashes,
        first.assignments,
        first.unlisted,
        first.open_words,
        True,
        tuple(others),
        not waiting and not first.open_words,
    )


def _following(chosen: dict[int, str], forks: list[tuple[int, str | None]]) -> list[dict[int, str]]:
    """Answer the sets of choices that come after one: index of the word -> "value", or the subcommand it is taken for.

    Choices are made from left to right, so every set comes up once.
    """
    last = max(chosen, default=-1)
    return [{**chosen, index: name or "value"} for index, name in forks if index > last]


class _Reader:
    """Reads the words once, taking the choices that it is given at forks and noting the forks that it meets."""

    __slots__ = (
        "argv",
        "assigned",
        "at",
        "chosen",
        "flags",
        "forks",
        "nodes",
        "open",
        "path",
        "table",
        "tool",
        "unlisted",
    )

    def __init__(self, tool: Node, argv: tuple[Word, ...], chosen: dict[int, str]) -> None:
        self.tool, self.argv, self.chosen = tool, argv, chosen
        self.nodes: tuple[Node, ...] = (tool,)
        self.table = table_of(self.nodes)
        self.at = 1
        self.path: list[str] = []
        self.flags: list[tuple[str, Word | None]] = []
        self.assigned: list[tuple[str, Word]] = []
        self.unlisted: list[str] = []
        self.open: list[Word] = []
        self.forks: list[tuple[int, str | None]] = []

    def read(self) -> Arguments:
        argv, count = self.argv, len(self.argv)
        positionals: list[Word] = []
        after: tuple[Word, ...] | None = None
        if self.tool.get("old_bundle") and count > 1 and (text := argv[1].text) and text[0] != "-":
            self.at = 2
            self._old_bundle(text)
        while self.at < count:
            index = self.at
            word = argv[index]
            self.at += 1
            table = self.table
            text = word.text
            known = text is not None
            start = word.prefix if text is None else text
            if not known and (word.splits or not start or start[0] == "-"):
                self.open.append(word)
            if start[:1] == "-" and start != "-" and table.style != "raw":
                if start == "--" and known:
                    rest = argv[self.at :]
                    after = rest
                    if not table.dashes:
                        after = self._after_dashes(rest, positionals)
                    break
                self._flag(index, word, start, known)
                continue
            if table.patterns is not None and not positionals:
                if self._descend(index, start if known else None, word):
                    continue
                self.table = without_subcommands(self.table)
                table = self.table
            if table.assignments and "=" in start and (table.assignments == "any" or not positionals):
                name = start.partition("=")[0]
                if is_name(name):
                    self.assigned.append((name, _tail(word, len(name) + 1)))
                    continue
            if table.prefixed and "=" in start:
                found = table.prefixed.get(start[: start.index("=") + 1])
                if found:
                    self.flags.append((found[0], _tail(word, start.index("=") + 1)))
                    continue
            positionals.append(word)
            if table.stop and len(positionals) >= table.stop:
                rest = argv[self.at :]
                if table.dashes:
                    for number, other in enumerate(rest):
                        if other.text == "--":
                            after = rest[number + 1 :]
                            rest = rest[:number]
                            break
                positionals.extend(rest)
                break
        if self.table.patterns is not None and not positionals and "" in self.table.patterns:
            self.nodes = (*self.nodes, self.table.patterns[""])
            self.table = table_of(self.nodes)
        flags = tuple(self.flags)
        if self.unlisted and self.path:
            flags = tuple([self._listed(name, value) for name, value in flags])
        return Arguments(
            self.tool,
            tuple(self.path),
            self.table.merged,
            flags,
            tuple(positionals),
            after,
            tuple(self.assigned),
            tuple(self.unlisted),
            tuple(self.open),
            bool(self.open or self.forks or self.chosen),
            (),
            not self.open,
        )

    def _after_dashes(self, rest: tuple[Word, ...], positionals: list[Word]) -> tuple[Word, ...]:
        """Take the words after "--" as positionals; the subcommand may still be among them (npm -- run x)."""
        number = 0
        while number < len(rest) and self.table.patterns is not None and not positionals:
            text = rest[number].text
            if not self._descend(self.at + number, text, rest[number]):
                break
            number += 1
        positionals.extend(rest[number:])
        return rest

    def _descend(self, index: int, text: str | None, word: Word) -> bool:
        """Go down to the subcommand that a word names; answer False when it names none and is a positional."""
        table = self.table
        if text is None:
            text = self.chosen.get(index)
            if text is None:
                nodes: dict[int, str] = {}
                for name, candidate in (table.patterns or {}).items():
                    if name and ("*" in name or word.could_be(name)):
                        nodes.setdefault(id(candidate), name)
                self.forks.extend([(index, name) for name in nodes.values()])
                text = ""
        node = table.subcommand(text) if len(self.path) < DEPTH_LIMIT else None
        if node is None or text == "":
            return False
        self.path.append(text or "?")
        self.nodes = (*self.nodes, node)
        self.table = table_of(self.nodes)
        return True

    def _flag(self, index: int, word: Word, start: str, known: bool) -> None:
        """Read one word that begins with a dash; `start` is its known beginning."""
        table = self.table
        name, equals, _ = start.partition("=")
        found = table.names.get(name[1:] if table.style == "go" and name.startswith("--") else name)
        long = name.startswith("--") or table.style == "go"
        if found is None and long and (known or equals):
            if table.style == "git" and name.startswith("--no-"):
                found = table.names.get(f"--{name[5:]}")
                if found:
                    self.flags.append((found[0], _FALSE_WORD))
                    return
            if table.style in ("gnu", "aws", "git"):
                found = table.abbreviated(name)
        if found is not None and (known or equals) and (long or not equals or len(name) > 2):
            value = _tail(word, len(name) + 1) if equals else None
            self._take(found, value)
        elif long or len(name) < 2:
            self._unlisted(index, name if known or equals else "?", _tail(word, len(name) + 1) if equals else None)
        else:
            self._bundle(index, word, start, known)

    def _bundle(self, index: int, word: Word, start: str, known: bool) -> None:
        """Read a bundle of short flags, the last of which may have a value glued to it."""
        table = self.table
        position = 1
        while position < len(start):
            found = table.names.get("-" + start[position])
            position += 1
            if found is None:
                name = "-" + start[position - 1 :]
                if start[1:].isdigit():
                    self.flags.append((name, None))  # head -5, git log -3
                    self.unlisted.append(name)
                else:
                    self._unlisted(index, name, None)
                return
            if found[1] == "flag":
                self.flags.append((found[0], None))
                continue
            if position < len(start) or not known:
                if table.style == "pflag" and start[position : position + 1] == "=":
                    position += 1
                self._take(found, _tail(word, position))
            else:
                self._take(found, None)
            return
        if not known:
            self._unlisted(index, "?", None)

    def _take(self, found: tuple[str, str], value: Word | None) -> None:
        """Note a listed flag, taking the words that its kind takes when no value is glued to it."""
        name, kind = found
        argv = self.argv
        if value is not None or kind in ("flag", "optional"):
            self.flags.append((name, value))
        elif kind == "value":
            dashes = "--" if self.table.style == "aws" or name not in self.table.listed else ""
            if self.at < len(argv) and not (dashes and _starts(argv[self.at], dashes)):
                value = argv[self.at]
                self.at += 1
                if value.splits:
                    self.open.append(value)
            self.flags.append((name, value))
        elif kind == "value2":
            for value in argv[self.at : self.at + 2]:
                self.flags.append((name, value))
            self.at += 2
        else:
            self.flags.append((name, None))
            while self.at < len(argv) and not _starts(argv[self.at], "-"):
                self.flags.append((name, argv[self.at]))
                self.at += 1

    def _unlisted(self, index: int, name: str, value: Word | None) -> None:
        """Note a flag that is not listed.

        Without a glued value the next word may be its value, or not, unless the node's `unlisted` says what it takes.
        """
        self.unlisted.append(name)
        takes = self.table.merged.get("unlisted")
        if value is None and self.at < len(self.argv):
            if takes == "flag" and name != "?":
                pass
            elif takes and name.startswith("--"):
                self._take((name, takes), None)
                return
            elif index in self.chosen or _EVERY in self.chosen:
                value = self.argv[self.at]
                self.at += 1
            else:
                self.forks.append((index, None))
        self.flags.append((name, value))

    def _old_bundle(self, text: str) -> None:
        for letter in text:
            found = self.table.names.get("-" + letter)
            if found is None:
                self.flags.append(("-" + letter, None))
                self.unlisted.append("-" + letter)
            else:
                self._take(found, None)

    def _listed(self, name: str, value: Word | None) -> tuple[str, Word | None]:
        """Name a flag that stood before the subcommand, and that only the subcommand lists."""
        if name in self.unlisted:
            found = self.table.names.get(name[1:] if self.table.style == "go" and name[:2] == "--" else name)
            if found:
                return found[0], value
        return name, value


def _starts(word: Word, prefix: str) -> bool:
    return word.prefix.startswith(prefix)


def _tail(word: Word, count: int) -> Word:
    """Answer the word without its first `count` characters, all of which are known."""
    parts = list(word.parts)
    while parts and count:
        part = parts[0]
        if part is None:
            break
        if len(part) > count:
            parts[0] = part[count:]
            count = 0
        else:
            count -= len(part)
            del parts[0]
    return Word(tuple(parts), word.splits, word.content, word.content_from)


_FALSE_WORD: Final = Word(("false",))
