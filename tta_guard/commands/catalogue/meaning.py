"""What one command line comes to by its tool's description: effects, files, commands, target parameters. Pure, hot.

Conditions have three answers. Where one is `MAYBE` (an unknown word, a flag given twice with different values) both
outcomes count: effects are joined and `local` holds only if it holds in both, so not knowing never makes it milder.
"""

from __future__ import annotations

from ...model import frozen
from ..arguments import _is, matches
from ..invocation import Word
from .file_forms import HOLE, paths_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ..arguments import Arguments

    Variable = Callable[[str], "Word | None"]

NO: Final = 0
MAYBE: Final = 1
YES: Final = 2

_OFF: Final = frozenset(("false", "False", "FALSE", "f", "F", "0", "no", "none", "off"))


@frozen
class FileUse:
    """A local file that an argument names: what is done with it, the word cut down to the path, its place and form."""

    access: str
    path: Word
    place: str
    form: str = ""


@frozen
class CommandUse:
    """A command among the arguments. `form`: argv, argv-words or shell. `remote`: it runs on the target, not here."""

    form: str
    words: tuple[Word, ...]
    remote: bool = False


@frozen
class Meaning:
    """What a command line comes to.

    Attributes:
        effects: sorted by name; () is a command that does nothing to anyone.
        local: nothing remote is reached.
        resolver: who turns `parameters` into targets; None: there is no target.
        parameters: (parameter, place, words) in order of precedence within each parameter; only those that are there.
            No words: the flag takes none, and stands there (`--prod`).
        files: local files that arguments name.
        commands: commands among the arguments.
        reads_stdin: "shell" or "python" when standard input is run.
        sets: (state, words) that later commands of the same text see.
        notes: remarks for people.
        certain: one reading, and every condition had a clear answer.
        complete: no reading could add an effect. Otherwise the caller must take the command for opaque.
        open: a word that isn't known may turn out to be a flag, so `parameters`, `files` and the like may lack one.
    """

    effects: tuple[str, ...]
    local: bool
    resolver: str | None
    parameters: tuple[tuple[str, str, tuple[Word, ...]], ...] = ()
    files: tuple[FileUse, ...] = ()
    commands: tuple[CommandUse, ...] = ()
    reads_stdin: str | None = None
    sets: tuple[tuple[str, tuple[Word, ...]], ...] = ()
    notes: tuple[str, ...] = ()
    certain: bool = True
    complete: bool = True
    open: bool = False


def no_variable(name: str) -> Word | None:
    """The variables of an empty environment."""
    return None


def read_meaning(arguments: Arguments, variable: Variable = no_variable) -> Meaning:
    """What a command line comes to, over all of its readings.

    Args:
        arguments: from `parse_arguments`.
        variable: answers the value that the command sees of an environment variable; None when it is not set.
    """
    first = _of_reading(arguments, variable)
    if not arguments.other_readings:
        return first
    return _joined([first, *[_of_reading(other, variable) for other in arguments.other_readings]], _complete(arguments))


def _complete(arguments: Arguments) -> bool:
    """Whether the readings at hand are enough for the effects.

    They are when the parser listed all of them; when only flags are in doubt, at a node whose effects its words can't
    change (`unlisted`); and when a word that is no more than one word is unknown behind the last subcommand, because
    the conditions then answer MAYBE.
    """
    if arguments.complete:
        return True
    node = arguments.node
    if not arguments.open_words:
        return bool(node.get("unlisted"))
    settled = not node.get("subcommands") and not any(word.splits for word in arguments.open_words)
    return settled and (not arguments.unlisted or bool(node.get("unlisted")))


def _joined(meanings: list[Meaning], complete: bool) -> Meaning:
    first = meanings[0]
    return Meaning(
        tuple(sorted({effect for one in meanings for effect in one.effects})),
        all(one.local for one in meanings),
        next((one.resolver for one in meanings if one.resolver), None),
        _unique([item for one in meanings for item in one.parameters]),
        _unique([item for one in meanings for item in one.files]),
        _unique([item for one in meanings for item in one.commands]),
        next((one.reads_stdin for one in meanings if one.reads_stdin), None),
        _unique([item for one in meanings for item in one.sets]),
        _unique([item for one in meanings for item in one.notes]),
        len(meanings) == 1 and complete and first.certain,
        complete,
        any(one.open for one in meanings),
    )


def _unique(items: list[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def _of_reading(arguments: Arguments, variable: Variable) -> Meaning:
    node, tool = arguments.node, arguments.tool
    judge = _Judge(arguments, variable)
    certain = not arguments.uncertain
    for flag in tool.get("help", ()):
        if arguments.given(flag):
            if judge.flag({"flag": flag}) == YES:
                return Meaning((), True, None, certain=certain, complete=_complete(arguments))
            certain = False
    effects = set(node["effects"])
    local: bool = node.get("local", False)
    target = node.get("target")
    files: dict[str, str] = node.get("files") or {}
    commands: tuple[dict[str, Any], ...] = node.get("commands") or ()
    sets: dict[str, str] = node.get("sets") or {}
    notes: list[str] = []
    for entry in node.get("when") or ():
        answer = judge.holds(entry["if"])
        if answer == NO:
            continue
        sure = answer == YES
        certain = certain and sure
        if "effects" in entry:
            if sure:
                effects = set(entry["effects"])
            else:
                effects.update(entry["effects"])
        if "add" in entry:
            effects.update(entry["add"])
        if "local" in entry:
            local = entry["local"] if sure else local and entry["local"]
        if "target" in entry and (sure or target is None):
            target = entry["target"]
        if "files" in entry:
            files = {**files, **entry["files"]}
        if "sets" in entry:
            sets = {**sets, **entry["sets"]}
        if "commands" in entry:
            commands = entry["commands"] if sure else (*commands, *entry["commands"])
        if "note" in entry:
            notes.append(entry["note"])
    return Meaning(
        tuple(sorted(effects)),
        local,
        target["resolver"] if target else None,
        _parameters(target, arguments, variable) if target else (),
        _files(files, arguments) if files else (),
        _commands(commands, arguments, variable) if commands else (),
        node.get("reads_stdin"),
        _sets(sets, arguments, variable) if sets else (),
        tuple(notes),
        certain,
        _complete(arguments),
        bool(arguments.open_words),
    )


class _Judge:
    """Answers conditions about one reading."""

    __slots__ = ("arguments", "open", "variable")

    def __init__(self, arguments: Arguments, variable: Variable) -> None:
        self.arguments = arguments
        self.variable = variable
        self.open = bool(arguments.open_words)  # an unknown word may turn out to be any flag, or several words

    def holds(self, condition: Any) -> int:
        """Answer a condition, or a text that names one of the tool's `terms`."""
        if condition.__class__ is str:
            condition = self.arguments.tool["terms"][condition]
        if "flag" in condition:
            return self.flag(condition)
        if "arg" in condition:
            return self._maybe(self._any_fits(self.arguments.words(condition["arg"]), condition["is"], condition))
        if "all" in condition:
            return min([self.holds(inner) for inner in condition["all"]])
        if "any" in condition:
            return max([self.holds(inner) for inner in condition["any"]])
        if "not" in condition:
            return YES - self.holds(condition["not"])
        if "args" in condition:
            least, most = condition["args"]
            count = len(self.arguments.positionals)
            fits = YES if least <= count and (most is None or count <= most) else NO
            return MAYBE if self.open else fits
        if "env" in condition:
            word = self.variable(condition["env"])
            if word is None:
                return NO
            return self._any_fits((word,), condition["value"], condition) if "value" in condition else YES
        return self._maybe(self._any_fits(_every_word(self.arguments), condition["any_arg_matches"], condition))

    def flag(self, condition: dict[str, Any]) -> int:
        name = condition["flag"]
        given = [value for listed, value in self.arguments.flags if _is(listed, name)]
        if not given:
            return MAYBE if self.open else NO
        kind = _kind(self.arguments.node, name)
        switch = kind in ("flag", "optional")
        patterns = condition.get("value")
        answers = set()
        for value in given:
            if patterns is not None:
                if value is not None:
                    answers.add(self._any_fits((value,), patterns, condition))
                else:
                    answers.add(NO)
            elif value is None or not switch:
                answers.add(YES)
            else:
                text = value.text
                answers.add(MAYBE if text is None else NO if text in _OFF else YES)
        if len(answers) == 1 and not self.open:
            return answers.pop()
        if patterns is None and not switch:
            return YES
        return MAYBE

    def _maybe(self, answer: int) -> int:
        return MAYBE if answer == NO and self.open else answer

    def _any_fits(self, words: tuple[Word, ...], patterns: tuple[str, ...], how: dict[str, Any]) -> int:
        best = NO
        for word in words:
            text = word.text
            if text is None:
                if best == NO and (how.get("split") or any(_could_fit(word, one, how) for one in patterns)):
                    best = MAYBE
                continue
            if how.get("fold"):
                text = text.lower()
            pieces = text.split(how["split"]) if how.get("split") else (text,)
            for piece in pieces:
                for pattern in patterns:
                    if matches(pattern, piece):
                        return YES
        return best


def _kind(node: dict[str, Any], name: str) -> str:
    """What a listed flag takes; a flag that isn't listed takes nothing."""
    kept = _KINDS.get(id(node))
    if kept is None:
        kinds = {alias: kind for listed, kind in (node.get("flags") or {}).items() for alias in listed.split()}
        kept = _KINDS[id(node)] = (node, kinds)  # holding the node keeps its identity from being used again
    return kept[1].get(name.partition(" ")[0], "flag")


_KINDS: Final[dict[int, tuple[dict[str, Any], dict[str, str]]]] = {}


def _could_fit(word: Word, pattern: str, how: dict[str, Any]) -> bool:
    """Whether a word with unknown text may fit; only its known beginning and end are looked at."""
    if word.splits:
        return True
    head, tail = word.prefix, word.suffix
    if how.get("fold"):
        head, tail = head.lower(), tail.lower()
    first, _, rest = pattern.partition("*")
    last = rest.rpartition("*")[2] if "*" in pattern else pattern
    begins = head.startswith(first) or first.startswith(head) if "*" in pattern else pattern.startswith(head)
    ends = tail.endswith(last) or last.endswith(tail) if "*" in pattern else pattern.endswith(tail)
    return begins and ends


def _words(place: str, arguments: Arguments, variable: Variable) -> tuple[Word, ...]:
    if place[0] == "$":
        word = variable(place[1:])
        return () if word is None else (word,)
    if place[0] == "=":
        return (Word((place[1:],) if len(place) > 1 else ()),)
    return arguments.words(place)


def _parameters(
    target: dict[str, Any], arguments: Arguments, variable: Variable
) -> tuple[tuple[str, str, tuple[Word, ...]], ...]:
    out = []
    for parameter, places in target.items():
        if parameter != "resolver":
            for place in places:
                words = _words(place, arguments, variable)
                if words or (place[0] == "-" and arguments.given(place)):
                    out.append((parameter, place, words))
    return tuple(out)


def _sets(sets: dict[str, str], arguments: Arguments, variable: Variable) -> tuple[tuple[str, tuple[Word, ...]], ...]:
    found = [(state, _words(place, arguments, variable)) for state, place in sets.items()]
    return tuple([(state, words) for state, words in found if words])


def _commands(entries: tuple[dict[str, Any], ...], arguments: Arguments, variable: Variable) -> tuple[CommandUse, ...]:
    out = []
    for entry in entries:
        place = entry["from"]
        form = entry["form"]
        if form == "argv" and place[0] == "@" and place[-1] != "*":
            place += "*"  # a command takes all words from its first one on
        words = _words(place, arguments, variable)
        if form == "argv" and words and words[0].text == "--":
            words = words[1:]
        prefix = entry.get("prefix")
        before = _words(prefix, arguments, variable) if prefix else ()
        if prefix and form == "argv":
            before = before[-1:]
            if words or (before and prefix[0] != "="):
                out.append(CommandUse(form, (*before, *words), entry.get("remote", False)))
        elif form == "argv" or (form == "shell" and place[-1] == "*"):
            if words:
                out.append(CommandUse(form, words, entry.get("remote", False)))
        else:
            out.extend([CommandUse(form, (word,), entry.get("remote", False)) for word in words])
    return tuple(out)


def _files(files: dict[str, str], arguments: Arguments) -> tuple[FileUse, ...]:
    out: list[FileUse] = []
    for place, how in files.items():
        accesses, _, form = how.partition(" ")
        words = _every_word(arguments) if place == "*" else arguments.words(place)
        for word in words:
            text = "".join([HOLE if part is None else part for part in word.parts])
            for path, only in paths_in(text, form):
                if path:
                    cut = _as_word(path, word) if path != text else word
                    for access in (only or accesses).split("+"):
                        out.append(FileUse(access, cut, place, form))
    return tuple(out)


def _every_word(arguments: Arguments) -> tuple[Word, ...]:
    values = [value for _, value in arguments.flags if value is not None]
    return (*arguments.positionals, *values, *(arguments.after_dashes or ()))


def _as_word(text: str, like: Word) -> Word:
    parts: list[str | None] = []
    for number, piece in enumerate(text.split(HOLE)):
        if number and (not parts or parts[-1] is not None):
            parts.append(None)
        if piece:
            parts.append(piece)
    return Word(tuple(parts), like.splits and None in parts, like.content, like.content_from)
