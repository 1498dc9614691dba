"""What a catalogue entry may say, and what is wrong with one. Pure, and off the hot path.

Longer than other modules because the first third is the guide to writing an entry.

How to write an entry
=====================

One file a tool (or a family that shares its data), in this directory, named by letters, digits and `_`. It holds
nothing but a docstring and one literal: `TOOL = {...}`, or `TOOLS = ({...}, ...)` for several programs. No name,
call, f-string or comprehension: the bytecode of a literal loads faster than any parser runs, and a test reads the
file with `ast.literal_eval`. Then run `python -m tta_guard.commands.catalogue.files`, which checks every file and
rewrites `names.py`, and add at least six vectors in `tests/vectors/catalogue/<file>.toml`.

The outermost dictionary is a *tool*; each value of a `subcommands` table is a *node*. `*` in a pattern stands for any
text, and nothing else is special in it. A tuple is written where order counts or where there may be several.

Tool only
    names         tuple: program base names without `.exe`, lower case; a trailing version needs no mention (`gpg2`,
                  `python3.12`, `kubectl-1.30`).
    about, docs   one line; the address of the tool's own reference.
    style         how its command line is read (a node may say raw, when it passes its words on):
                    gnu    --x, --x=v, --x v, -abc, -ovalue; a long flag may be cut short while it stays unique
                    pflag  as gnu, nothing cut short; a bare flag may carry =true or =false
                    go     -x and --x are one flag; -x=v and -x v; no bundles
                    aws    long flags, cut short while unique; a `values` flag takes words until the next flag
                    git    as gnu
                    raw    no flags at all: every word is positional
    help          tuple of flags that make the program only print help or its version: it then has no effect and
                  reaches nothing. Only flags that the tool heeds wherever they stand.
    links         True when a table uses "again" or "=name" (below).
    like          the name of another tool: this entry is laid over it (see `extend`), and says only what differs.
    terms         {"a secret is named": condition}: conditions with a name, for `when` to use by that name.

Tool and node (what a node doesn't say it has from the node above; see "inheritance")
    flags         {"-n --namespace": kind}: aliases separated by blanks, this text being the flag's name everywhere
                  else. Kinds: flag (takes nothing), value (takes the next word, or =, or glued), optional (a value
                  only after =, or glued to a short one), values (every word up to the next flag), value2 (two words).
                  "if=" is a flag that begins a word without a dash (dd).
    unlisted      "flag" | "value" | "values": what a long flag takes that isn't listed and has no "=". Without it
                  both readings count. For nodes that take hundreds of flags, and where a word that is read wrongly
                  can't change the effects.
    stop          "first-positional" or "second-positional": flags end there, once the words have stopped descending.
    assignments   "leading": NAME=value words before the first positional are set aside (env, make); "any": wherever.
    old_bundle    True: a first word without a dash is a bundle of short flags (tar czf).
    subcommands   {"delete del": node}. Keys: the words that lead to the node, or a pattern ("get-*", "*"); exact
                  words are tried before patterns, patterns in the order written, "*" last. "" is the node when no
                  word is left. A text instead of a node: "again" is a node with this same table (verbs at any depth:
                  gcloud, az), "=run" is the node `run` of the outermost table. A word that leads nowhere is a
                  positional of this node.
    effects       tuple from `vocabulary.EFFECTS`. A node that changes something doesn't need "read" as well. () is:
                  nothing (help, version, completion). What nobody said is the tool's own `effects`, so write the
                  worst one there.
    local         True: nothing remote is reached, whatever the configuration says (lint, template, version). False
                  undoes it.
    target        {"resolver": one of `vocabulary.RESOLVERS`, parameter: tuple of places}: where the parameter's value
                  is found, the first place that is there winning. Places: a flag ("-n --namespace", as in `flags`), a
                  variable ("$KUBECONFIG"), a positional ("@1"; "@*" all; "@-1" last; "@2*" from the second on), the
                  words after "--" ("--"); in files also "*", every word and every value. Parameters: those that the
                  table lists for the resolver. None: no target.
    files         {place: "read" | "write" | "create" | "delete" | "exec", or two of them joined by "+"}: local files
                  that arguments name, an optional form after a blank: "read key=path".
                    (none)      the whole word is a path; "-" and anything with "://" is none
                    list        paths separated by commas
                    key=path    what follows the first "=", or all of it
                    @path       only a word that starts with "@", and what follows it; `key=@path` too
                    file-url    only file://PATH and fileb://PATH
                    source      only file:PATH (openssl's -passin)
                    volume      HOST:CONTAINER[:OPTIONS], where HOST is a path (not a volume's name)
                    mount       comma list of key=value with type=bind: src or source
                    copy        a path, unless it is NAME:PATH or :NAME:PATH (kubectl cp, docker cp, rsync)
                    keyed       comma list of key=value: the values of src, source, path, file and filename (build
                                outputs, secrets)
                    env-file    a file whose lines become the started program's environment
                    template    only KIND=PATH where KIND ends in "-file" (`-o jsonpath-file=x`)
    commands      tuple of {"form": ..., "from": place, "remote": True}: words that are commands themselves. Forms:
                  argv (the words from that place on; "--" is what follows the first "--"), argv-words (one word,
                  split at blanks), shell (text for a shell). "prefix": place, a word that stands before them
                  (docker's --entrypoint). or "=kubectl", a text. "remote": it runs somewhere else: on the target, in
                  a container. All that exist count.
    reads_stdin   "shell" | "python": standard input is run as such when no other command is named.
    sets          {state: place or "=text"}: what later commands of the same text see. States: `vocabulary.STATES`.
    when          tuple of {"if": condition, ...}: applied in order, outermost node first; a later one wins. With it:
                    effects    replaces the effects so far
                    add        adds to them
                    local      as above
                    sets, target, files, commands    as above, merged over what is there (files, sets) or replacing it
                    note       a remark for the reason shown to people

Conditions
    {"flag": "-o --output"}                        the flag is set, and not to false, none, no or 0
    {"flag": "-o --output", "value": (patterns)}   it is set and one of its values fits. Add "split": "," to try the
                                                   pieces of a list, "fold": True to ignore case (as with "is")
    {"arg": place, "is": (patterns)}               a positional fits ("@1", "@*" any of them, "@-1", "@2*")
    {"any_arg_matches": (patterns)}                any word after the program's name, flags and their values included
    {"args": (least, most)}                        the number of positionals; most may be None
    {"env": "NAME"}, {"env": "NAME", "value": (…)} a variable is set for the command
    {"not": c}, {"all": (c, …)}, {"any": (c, …)}, and the name of one of the tool's `terms`

A word that isn't known, or flags that can be read in two ways, make a condition uncertain. Then both readings count:
the effects of each are joined, and the command is local only if it is in both. A condition on a flag given several
times with different values is likewise uncertain unless all fit, so no order of flags makes a verdict milder.

Inheritance
    flags, files and sets are merged by name over those above (where two flags share an alias, it is the nearer
    one's); `when` of all nodes on the way holds, the outermost first; everything else is replaced when the node has
    it. An empty value (`"sets": {}`) inherits nothing. In style git no flags are inherited. subcommands, help, terms
    and style belong where they stand.

Effects
    read          looks at what the target holds
    write         changes it
    delete        takes away
    deploy        brings a new version into service
    exec          runs a program there, or the caller's own text
    network       sends or fetches beyond the target
    merge         brings changes into a branch
    publish       makes something public, pushes an artefact
    weaken-guard  takes protection away (policies, hooks, audit)
    print-secret  a secret's value reaches the output, a file or another program: treat as reading that secret

Names of secrets, of contexts or of companies never stand in an entry: what is secret and what is production is
configuration.
"""

from __future__ import annotations

from . import complete, find
from .vocabulary import ACCESSES, EFFECTS, FORMS, KINDS, RESOLVERS, STATES, STYLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_NODE_KEYS = {
    "flags", "stop", "assignments", "subcommands", "effects", "local", "target", "files", "commands", "reads_stdin",
    "sets", "when", "style", "unlisted",
}  # fmt: skip
_TOOL_KEYS = _NODE_KEYS | {"names", "about", "docs", "help", "links", "like", "terms", "old_bundle"}
_WHEN_KEYS = {"if", "effects", "add", "local", "sets", "target", "files", "commands", "note"}


def check_tool(tool: Any, where: str = "") -> list[str]:
    """What is wrong with an entry: one line a fault, each starting with the path into it. Nothing: it is valid.

    Args:
        tool: the literal.
        where: put before each path (a file's name).
    """
    known: dict[str, str] = {}
    if isinstance(tool, dict) and "like" in tool:
        below = find(tool["like"])
        if below is None:
            return [f"{where or 'tool'}.like: {tool['like']!r} is not in the catalogue"]
        tool = {**complete({**tool, "links": None}), "links": True}
        # where a flag of the other entry lost an alias to this one, what refers to it by its old name is just never met
        known = dict(_all_flags(below, set()))
    return list(_tool_faults(tool, where or "tool", known))


def _all_flags(node: dict[str, Any], done: set[int]) -> Iterator[tuple[str, str]]:
    if id(node) not in done:
        done.add(id(node))
        yield from node.get("flags", {}).items()
        for inner in node.get("subcommands", {}).values():
            yield from _all_flags(inner, done)


def _tool_faults(tool: Any, at: str, flags: dict[str, str]) -> Iterator[str]:
    if not isinstance(tool, dict):
        yield f"{at}: must be a dictionary"
        return
    names = tool.get("names")
    if not _texts(names) or not names:
        yield f"{at}.names: must be a tuple of at least one name"
    else:
        for name in names:
            if name != name.lower() or "/" in name or "\\" in name or name.endswith(".exe") or " " in name or not name:
                yield f"{at}.names: {name!r} is not a lower-case base name"
    for key in ("about", "docs"):
        if key in tool and (not isinstance(tool[key], str) or "\n" in tool[key]):
            yield f"{at}.{key}: must be one line of text"
    if tool.get("style") not in STYLES:
        yield f"{at}.style: must be one of {', '.join(STYLES)}"
    if "effects" not in tool:
        yield f"{at}.effects: missing (the worst that an unlisted subcommand does)"
    if "target" not in tool and tool.get("local") is not True:
        yield f"{at}.target: missing (or local: True)"
    if tool.get("links", True) is not True:
        yield f"{at}.links: must be True or absent"
    yield from _node_faults(tool, at, _TOOL_KEYS, flags, tool, table=None)
    terms = tool.get("terms", {})
    if not isinstance(terms, dict):
        yield f"{at}.terms: must be a dictionary"
    else:
        for name, term in terms.items():
            yield from _condition_faults(term, f"{at}.terms[{name!r}]", tool.get("flags", {}), terms)
    for flag in tool.get("help", ()):
        if flag not in tool.get("flags", {}):
            yield f"{at}.help: {flag!r} is not in flags"


def _node_faults(
    node: Any, at: str, keys: set[str], above: dict[str, str], tool: dict[str, Any], table: Any
) -> Iterator[str]:
    if isinstance(node, str):
        if not tool.get("links"):
            yield f"{at}: a reference needs `links: True` in the tool"
        named = {word for words in tool.get("subcommands", {}) for word in words.split()}
        if node != "again" and (not node.startswith("=") or node[1:] not in named):
            yield f"{at}: {node!r} names no node of the outermost table"
        return
    if not isinstance(node, dict):
        yield f"{at}: must be a dictionary"
        return
    for key in node:
        if key not in keys:
            yield f"{at}.{key}: unknown key"
    own = node.get("flags", {})
    if not isinstance(own, dict):
        yield f"{at}.flags: must be a dictionary"
        own = {}
    seen: set[str] = set()
    for name, kind in own.items():
        if kind not in KINDS:
            yield f"{at}.flags[{name!r}]: the kind must be one of {', '.join(KINDS)}"
        for alias in name.split():
            if not (alias.startswith(("-", "+")) or alias.endswith("=")) or alias in ("-", "--"):
                yield f"{at}.flags[{name!r}]: {alias!r} is not a flag"
            if alias in seen:
                yield f"{at}.flags[{name!r}]: {alias} stands there twice"
            seen.add(alias)
    flags = {**above, **own}
    if node.get("stop") not in (None, "first-positional", "second-positional"):
        yield f"{at}.stop: must be 'first-positional', 'second-positional' or None"
    if node is not tool and node.get("style", "raw") != "raw":
        yield f"{at}.style: a node may only say 'raw'"
    if node.get("unlisted") not in (None, "flag", "value", "values"):
        yield f"{at}.unlisted: must be 'flag', 'value' or 'values'"
    if node.get("assignments") not in (None, "leading", "any"):
        yield f"{at}.assignments: must be 'leading', 'any' or None"
    if node.get("reads_stdin") not in (None, "shell", "python"):
        yield f"{at}.reads_stdin: must be 'shell', 'python' or None"
    yield from _meaning_faults(node, at, flags)
    for number, item in enumerate(_tuple(node, "when")):
        spot = f"{at}.when[{number}]"
        if not isinstance(item, dict) or "if" not in item or len(item) < 2:
            yield f"{spot}: must have `if` and what follows from it"
            continue
        for key in item:
            if key not in _WHEN_KEYS:
                yield f"{spot}.{key}: unknown key"
        yield from _condition_faults(item["if"], f"{spot}.if", flags, tool.get("terms", ()))
        yield from _meaning_faults(item, spot, flags)
    if not isinstance(node.get("when", ()), tuple):
        yield f"{at}.when: must be a tuple"
    inner = node.get("subcommands", {})
    if not isinstance(inner, dict):
        yield f"{at}.subcommands: must be a dictionary"
        return
    words: set[str] = set()
    for key, child in inner.items():
        for word in key.split():
            if word in words:
                yield f"{at}.subcommands[{key!r}]: {word!r} stands there twice"
            words.add(word)
        yield from _node_faults(child, f"{at}.subcommands[{key!r}]", _NODE_KEYS, flags, tool, inner)


def _meaning_faults(node: dict[str, Any], at: str, flags: dict[str, str]) -> Iterator[str]:
    for key in ("effects", "add"):
        if key in node:
            if not _texts(node[key]):
                yield f"{at}.{key}: must be a tuple of effects"
            else:
                for effect in node[key]:
                    if effect not in EFFECTS:
                        yield f"{at}.{key}: {effect!r} is not an effect"
    if not isinstance(node.get("local", False), bool):
        yield f"{at}.local: must be True or False"
    target = node.get("target")
    if target is not None:
        if not isinstance(target, dict) or target.get("resolver") not in RESOLVERS:
            yield f"{at}.target: needs a resolver of {', '.join(RESOLVERS)}"
        else:
            for parameter, places in target.items():
                if parameter == "resolver":
                    continue
                if parameter not in RESOLVERS[target["resolver"]]:
                    yield f"{at}.target.{parameter}: {target['resolver']} has no such parameter"
                if not _texts(places):
                    yield f"{at}.target.{parameter}: must be a tuple of places"
                    continue
                for place in places:
                    yield from _place_faults(place, f"{at}.target.{parameter}", flags)
    for place, access in (node.get("files") or {}).items():
        if place != "*":
            yield from _place_faults(place, f"{at}.files", flags, variables=False)
        verbs, _, form = access.partition(" ") if isinstance(access, str) else ("?", "", "")
        if any(verb not in ACCESSES for verb in verbs.split("+")) or (form and form not in FORMS):
            yield f"{at}.files[{place!r}]: {access!r} is not an access with a form"
    commands = node.get("commands", ())
    if not isinstance(commands, tuple):
        yield f"{at}.commands: must be a tuple"
        commands = ()
    for number, command in enumerate(commands):
        spot = f"{at}.commands[{number}]"
        if not isinstance(command, dict) or command.get("form") not in ("argv", "argv-words", "shell"):
            yield f"{spot}.form: must be argv, argv-words or shell"
            continue
        if set(command) - {"form", "from", "remote", "prefix"} or command.get("remote", True) is not True:
            yield f"{spot}: only form, from, prefix and remote: True"
        for key in ("from", "prefix"):
            if key in command and command[key] != "--" and not str(command[key]).startswith("="):
                yield from _place_faults(command[key], f"{spot}.{key}", flags)
        if "from" not in command:
            yield f"{spot}.from: missing"
    for state, place in (node.get("sets") or {}).items():
        if state not in STATES:
            yield f"{at}.sets: {state!r} is not a state"
        if not (isinstance(place, str) and place.startswith("=")):
            yield from _place_faults(place, f"{at}.sets[{state!r}]", flags)


def _place_faults(place: Any, at: str, flags: dict[str, str], variables: bool = True) -> Iterator[str]:
    if not isinstance(place, str) or not place:
        yield f"{at}: {place!r} is not a place"
    elif place.startswith("$"):
        if not variables or not place[1:].replace("_", "a").isalnum():
            yield f"{at}: {place!r} is not a variable that may stand here"
    elif place == "--":
        return
    elif place.startswith("@"):
        number = place[1:]
        if number != "*" and not number.rstrip("*").lstrip("-").isdigit():
            yield f"{at}: {place!r} is not a positional"
    elif place not in flags:
        yield f"{at}: {place!r} is not in flags, spelt so"


def _condition_faults(condition: Any, at: str, flags: dict[str, str], terms: Any = ()) -> Iterator[str]:
    if isinstance(condition, str):
        if condition not in terms:
            yield f"{at}: {condition!r} is not in terms"
        return
    if not isinstance(condition, dict):
        yield f"{at}: must be a dictionary"
        return
    keys = set(condition)
    if "not" in keys and keys == {"not"}:
        yield from _condition_faults(condition["not"], f"{at}.not", flags, terms)
    elif keys in ({"all"}, {"any"}):
        (key,) = keys
        if not isinstance(condition[key], tuple) or not condition[key]:
            yield f"{at}.{key}: must be a tuple of conditions"
        else:
            for number, inner in enumerate(condition[key]):
                yield from _condition_faults(inner, f"{at}.{key}[{number}]", flags, terms)
    elif "flag" in keys and keys <= {"flag", "value", "split", "fold"}:
        if condition["flag"] not in flags:
            yield f"{at}.flag: {condition['flag']!r} is not in flags, spelt so"
        if not _texts(condition.get("value", ())):
            yield f"{at}.value: must be a tuple of patterns"
    elif {"arg", "is"} <= keys <= {"arg", "is", "split", "fold"}:
        yield from _place_faults(condition["arg"], f"{at}.arg", {})
        if not _texts(condition["is"]):
            yield f"{at}.is: must be a tuple of patterns"
    elif "any_arg_matches" in keys and keys <= {"any_arg_matches", "fold"}:
        if not _texts(condition["any_arg_matches"]):
            yield f"{at}.any_arg_matches: must be a tuple of patterns"
    elif keys == {"args"}:
        bounds = condition["args"]
        if not (isinstance(bounds, tuple) and len(bounds) == 2 and isinstance(bounds[0], int)):
            yield f"{at}.args: must be (least, most)"
    elif "env" in keys and keys <= {"env", "value", "fold"}:
        if not _texts(condition.get("value", ())):
            yield f"{at}.value: must be a tuple of patterns"
    else:
        yield f"{at}: not a condition: {', '.join(sorted(keys))}"


def _texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _tuple(node: dict[str, Any], key: str) -> tuple[Any, ...]:
    value = node.get(key, ())
    return value if isinstance(value, tuple) else ()
