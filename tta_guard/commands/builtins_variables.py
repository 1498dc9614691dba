"""Builtins that set variables, options, aliases and functions: declare, unset, set, alias, hash … Pure.

Source: the bash manual, "Shell Builtin Commands".
"""

from __future__ import annotations

from .expansion import UNKNOWN, concat, known, small_int, text_of
from .grammar import parts_of
from .invocation import UNKNOWN as UNKNOWN_WORD
from .invocation import Word
from .scanner import is_name
from .shell_io import Call
from .shell_state import Var
from .syntax import Assign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expansion import Known
    from .shell_builtins import Builtins, Handler
    from .shell_state import State


def short_options(words: tuple[Word, ...], values: str = "") -> tuple[set[str], dict[str, Word], list[Word]] | None:
    """Short options: letters, values, operands; None when a word that may be an option is unknown."""
    letters: set[str] = set()
    given: dict[str, Word] = {}
    place = 0
    while place < len(words):
        text = words[place].text
        if text is None:
            if words[place].splits or (words[place].prefix or "-").startswith("-"):
                return None
            break
        if text == "--":
            place += 1
            break
        if len(text) < 2 or text[0] not in "-+":
            break
        place += 1
        for index in range(1, len(text)):
            letter = text[index]
            if letter in values and text[0] == "-":
                rest = text[index + 1 :]
                given[letter] = Word((rest,)) if rest else words[place] if place < len(words) else UNKNOWN_WORD
                place += not rest
                break
            letters.add(letter if text[0] == "-" else "+" + letter)
    return letters, given, list(words[place:])


def _declare(shell: Builtins, call: Call, state: State) -> list[State]:
    """declare, typeset, local, export, readonly."""
    name = call.words[0].text or ""
    letters: set[str] = set()
    texts: list[tuple[int, str]] = []
    assigns = dict(call.declared)
    unknown = False
    for place, word in enumerate(call.words[1:], 1):
        text = word.text
        if place in assigns:
            texts.append((place, ""))
        elif text is None:
            unknown = unknown or word.splits or not is_name(word.prefix.partition("=")[0])
            texts.append((place, ""))
        elif text[:1] in ("-", "+") and len(text) > 1 and text != "--":
            letters.update(text[1:] if text[0] == "-" else ["+" + letter for letter in text[1:]])
        elif text != "--":
            texts.append((place, text))
    if name == "export" and "n" in letters:
        letters = {"+x"}
    elif name in ("export", "readonly"):
        letters.add(name[0].replace("e", "x"))
    flags = "".join([letter for letter in letters if letter in "xnilurA"])
    if "f" in letters:
        _export_functions(call, state, "x" in letters)
        shell.note(call, state)
        return [state]
    local = name == "local" or (name in ("declare", "typeset") and bool(state.locals) and "g" not in letters)
    words = list(call.words)
    for place, text in texts:
        assign = assigns.get(place)
        target = assign.name if assign is not None else text.partition("=")[0].removesuffix("+")
        if assign is None and not text:
            target = call.words[place].prefix.partition("=")[0]
        if not is_name(target):
            if text:
                shell.assign_text(target, known(text.partition("=")[2]), state)
            continue
        if (held := state.vars.get(target)) is not None and "r" in held.flags:
            continue
        if local and state.locals:
            state.locals[-1].setdefault(target, state.vars.get(target))
            if target not in dict(call.scoped):
                state.vars.pop(target, None)
        if "A" in letters and target not in state.vars:
            state.vars[target] = Var(None, (), "A")
        if assign is not None:
            shell.assign(assign, state, flags)
            var = state.vars.get(target)
            shown: Known = UNKNOWN if var is None or var.value is None else var.value
            words[place] = Word(concat([target, "=", *shown]))
        elif text and "=" in text:
            append = text.partition("=")[0].endswith("+")
            shell.assign(Assign(target, parts_of(text.partition("=")[2]), None, append), state, flags)
        elif not text:
            shell.put(target, UNKNOWN, state, flags)
        else:
            _mark(shell, target, flags, letters, state, local)
    if unknown:
        state.forget()
    shell.note(
        Call(tuple(words), call.flow, call.scoped, call.via, span=call.span), state, UNKNOWN if not texts else ()
    )
    return [state]


def _mark(shell: Builtins, name: str, flags: str, letters: set[str], state: State, local: bool) -> None:
    """Give a variable attributes without a value."""
    var = state.vars.get(name)
    if var is None and not local:
        ambient = shell.variable(name, state)
        if ambient is None and not flags:
            return
        var = Var(UNKNOWN) if ambient is None and not shell.env_is_whole else ambient
        if ambient is not None and ambient.value == UNKNOWN and "x" in flags:
            # Exporting an ambient variable that nobody knows leaves it as it is, or makes it what it was.
            state.vars[name] = Var(UNKNOWN, None, "x" + flags.replace("x", ""))
            return
    if var is None:
        var = Var(None, None, "")
    kept = "".join([letter for letter in var.flags if letter == "A" or "+" + letter not in letters])
    if "x" in flags:
        kept = kept.replace("?", "")
    if "+x" in letters:
        kept = kept.replace("?", "")
    value = shell.env.get(name, var.value) if name not in state.vars and not local else var.value
    state.vars[name] = Var(value, var.items, "".join(sorted({*kept, *flags})))


def _export_functions(call: Call, state: State, export: bool) -> None:
    for word in call.words[1:]:
        text = word.text or ""
        definitions = state.functions.get(text, ())
        bodies = [definition for definition in definitions if definition is not None]
        if export and bodies:
            state.vars[f"BASH_FUNC_{text}%%"] = Var(known("() " + bodies[-1].source), None, "x")


def _unset(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state)
    parsed = short_options(call.words[1:])
    if parsed is None:
        state.forget()
        return [state]
    letters, _, operands = parsed
    for word in operands:
        name = word.text
        if name is None:
            state.forget()
            continue
        base = name.partition("[")[0]
        if "f" not in letters:
            if base != name:
                state.vars[base] = Var(UNKNOWN)
                continue
            old = state.vars.get(name)
            if old is not None and "n" in old.flags and "n" not in letters and (target := text_of(old.value or ())):
                name = target
            held = shell.variable(name, state)
            if old is not None and "r" in old.flags:
                continue
            state.vars[name] = Var(None, None, "")
            if held is not None and "v" not in letters:
                # A variable goes before a function of the same name; whether there is one may be unknown.
                if held.value == UNKNOWN and name in state.functions:
                    state.functions[name] = (*state.functions[name], None)
                continue
        if "v" not in letters:
            state.functions.pop(name, None)
    return [state]


def _set(shell: Builtins, call: Call, state: State) -> list[State]:
    """`set`: options and positional parameters."""
    shell.note(call, state, UNKNOWN if len(call.words) == 1 else ())
    words = call.words[1:]
    place = 0
    options = set(state.options)
    while place < len(words):
        text = words[place].text
        if text is None:
            break
        if text in ("--", "-"):
            place += 1
            if place == len(words) and text == "--":
                state.args = ()
            break
        if len(text) < 2 or text[0] not in "-+":
            break
        place += 1
        if text[1:] == "o" and place < len(words):
            name = {"allexport": "a", "noglob": "f", "keyword": "k", "posix": "posix"}.get(words[place].text or "", "")
            place += 1
            names = [name] if name else []
        else:
            names = [letter for letter in text[1:] if letter in "afk"]
        for name in names:
            (options.add if text[0] == "-" else options.discard)(name)
    rest = words[place:]
    if rest:
        state.args = None if any(word.splits for word in rest) else tuple([word.parts for word in rest])
    state.options = frozenset(options)
    return [state]


def _shopt(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state)
    texts = [word.text or "" for word in call.words[1:]]
    names = {text for text in texts if not text.startswith("-")}
    if "-s" in texts:
        state.options = state.options | names
    elif "-u" in texts:
        state.options = state.options - names
    return [state]


def _shift(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state)
    if state.args is not None:
        count = small_int(call.words[1].text) if len(call.words) > 1 else 1
        if count is None:
            state.args = None
        elif count <= len(state.args):
            state.args = state.args[count:]
    return [state]


def _alias(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state)
    for word in call.words[1:]:
        text = word.text
        if text is None:
            name = word.prefix.partition("=")[0]
            shell.opaque("alias", "the text of an alias is not known", name)
        elif text in ("-g", "-s") and shell.flavour == "zsh":
            shell.opaque("alias", "aliases of zsh that stand anywhere are not followed", " ".join(map(str, call.words)))
        elif "=" in text[1:]:
            name, _, value = text.partition("=")
            state.aliases[name] = (value,)
    return [state]


def _unalias(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state)
    for word in call.words[1:]:
        state.aliases.pop(word.text or "", None)
    return [state]


def _hash(shell: Builtins, call: Call, state: State) -> list[State]:
    """`hash -p PATH NAME`: NAME starts PATH from here on."""
    shell.note(call, state)
    parsed = short_options(call.words[1:], "p")
    path = parsed[1].get("p") if parsed is not None else None
    if parsed is not None and path is not None:
        for word in parsed[2]:
            if word.text is None or path.basename is None:
                shell.opaque("command-name-unknown", "hash gives a command a path that is not known", str(path))
            if word.text is not None:
                state.hashed[word.text] = (path.parts,)
    for word in call.words[1:]:
        name, equals, value = (word.text or "").partition("=")
        if equals and shell.flavour == "zsh":
            state.hashed[name] = (known(value),)
    return [state]


def _let(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state)
    value: int | None = None
    for word in call.words[1:]:
        if word.text is None:
            state.forget()
        else:
            value = shell.calculate(word.text, state)
    state.status = None if value is None else int(not value)
    return [state]


VARIABLES: dict[str, Handler] = {
    "declare": _declare,
    "typeset": _declare,
    "local": _declare,
    "export": _declare,
    "readonly": _declare,
    "unset": _unset,
    "set": _set,
    "shopt": _shopt,
    "shift": _shift,
    "alias": _alias,
    "unalias": _unalias,
    "hash": _hash,
    "let": _let,
}
