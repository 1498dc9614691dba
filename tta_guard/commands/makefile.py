"""Makefiles: the recipes that a `make` would run, as shell text. Pure.

A subset of GNU make (its manual, chapters 3 to 6 and 10): rules, variables, includes, `define`, conditionals with literal
arguments, static and plain pattern rules, target-specific variables. What a recipe holds that can't be worked out stands in
its text as a hole; a makefile with something that could add rules unseen (`$(eval …)`, an include that can't be read) is
reported. Longer than other modules because make reads its files in one pass, and so does this.
"""

from __future__ import annotations

from ..model import frozen
from .start import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

LINES_LIMIT: Final = 20_000
RULES_LIMIT: Final = 2_000
EXPANSIONS_LIMIT: Final = 20_000

# Functions of text that are left as holes; `shell` runs its argument.
_BUILT_IN: Final = {
    "MAKE": "make", "CC": "cc", "CXX": "g++", "AR": "ar", "RM": "rm -f", "SHELL": "/bin/sh", "CURDIR": ".", "PWD": HOLE,
    "MAKEFLAGS": "", "MFLAGS": "", "MAKECMDGOALS": HOLE, "MAKEFILE_LIST": HOLE, ".DEFAULT_GOAL": "", "LD": "ld", "AS": "as",
}  # fmt: skip


@frozen
class Recipe:
    """What one target runs.

    Attributes:
        target: its name.
        lines: shell texts, prefixes (`@`, `-`, `+`) removed.
        prerequisites: targets made before it.
    """

    target: str
    lines: tuple[str, ...]
    prerequisites: tuple[str, ...]


class Makefile:
    """A makefile, read. `troubles` says what could not be."""

    def __init__(
        self, read_file: Callable[[str], str | None], given: dict[str, str], environment: Callable[[str], str | None]
    ) -> None:
        """Make an empty one.

        Args:
            read_file: answers a file's text by its name, relative to where make runs.
            given: variables of the command line, which beat the makefile's.
            environment: answers environment variables, which the makefile's beat.
        """
        self.read_file = read_file
        self.given = given
        self.environment = environment
        self.variables: dict[str, str] = {}
        self.simple: set[str] = set()
        self.rules: dict[str, Recipe] = {}
        self.patterns: list[tuple[str, Recipe]] = []
        self.own: dict[str, dict[str, str]] = {}
        self.goal = ""
        self.troubles: list[str] = []
        self.shells: list[str] = []  # text that is run while the makefile is read
        self.prefix = "\t"
        self.expansions = 0
        self.lines = 0

    def load(self, text: str, depth: int = 0) -> None:
        """Read a makefile's text, and what it includes."""
        targets: list[str] = []
        pattern = ""
        conditions: list[bool | None] = []
        define = ""
        body: list[str] = []
        for line in _joined(text):
            self.lines += 1
            if self.lines > LINES_LIMIT:
                self.troubles.append("the makefile is too long")
                return
            bare = line.strip()
            if define:
                if bare == "endef":
                    self.variables[define] = "\n".join(body)
                    define, body = "", []
                else:
                    body.append(line)
                continue
            if not line.startswith(self.prefix) or not (targets or pattern):
                word = bare.partition(" ")[0].partition("(")[0]
                if word in ("ifeq", "ifneq", "ifdef", "ifndef"):
                    conditions.append(self.condition(bare))
                    continue
                if word == "else" and conditions:
                    truth = conditions[-1]
                    rest = bare[4:].strip()
                    conditions[-1] = None if truth is None else not truth
                    if rest and truth is not True:
                        conditions[-1] = self.condition(rest)
                    continue
                if word == "endif" and conditions:
                    conditions.pop()
                    continue
            if any(truth is False for truth in conditions):
                continue
            if line.startswith(self.prefix) and (targets or pattern):
                self.recipe_line(targets, pattern, line[len(self.prefix) :])
                continue
            line = _without_comment(line)
            bare = line.strip()
            if not bare:
                continue
            word, _, rest = bare.partition(" ")
            if word in ("include", "-include", "sinclude"):
                targets, pattern = [], ""
                self.include(self.expand(rest), word == "include", depth)
                continue
            if word in ("define",):
                define = rest.strip().rstrip(":+?=").strip()
                continue
            if word in ("export", "override", "unexport", "private", "vpath", "undefine", "load"):
                if word == "load":
                    self.troubles.append("the makefile loads a library")
                if "=" in rest and word in ("export", "override", "private"):
                    self.assign(rest)
                targets, pattern = [], ""
                continue
            if self.is_assignment(bare):
                self.assign(bare)
                targets, pattern = [], ""
                continue
            if "$(eval" in bare or "$(foreach" in bare or "$(call" in bare or "${eval" in bare:
                self.expand(bare)
                self.troubles.append("the makefile makes rules while it is read")
                continue
            if "$(shell" in bare and ":" not in bare.partition("$(shell")[0]:
                self.expand(bare)
            targets, pattern = self.rule(bare)

    # Lines

    def include(self, names: str, needed: bool, depth: int) -> None:
        for name in names.split():
            text = None if HOLE in name or depth > 8 or any(char in name for char in "*?[") else self.read_file(name)
            if text is not None:
                self.load(text, depth + 1)
            elif needed or HOLE in name:
                self.troubles.append(f"{name.replace(HOLE, '…')} is included and cannot be read")

    def is_assignment(self, bare: str) -> bool:
        equals = bare.find("=")
        if equals < 0:
            return False
        name = bare[:equals].rstrip(":+?!").strip()
        return " " not in name.replace("$(", "").strip() and ":" not in name and bool(name)

    def assign(self, bare: str) -> None:
        left, _, value = bare.partition("=")
        name = self.expand(left.rstrip(":+?!").strip())
        kind = left.strip()[len(left.strip().rstrip(":+?!")) :]
        value = value.lstrip()
        if name == ".RECIPEPREFIX":
            self.prefix = value[:1] or "\t"
        elif kind == "!":
            self.shells.append(self.expand(value))
            self.variables[name] = HOLE
        elif kind == "?" and (name in self.variables or self.environment(name) is not None):
            return
        elif kind == "+":
            before = self.variables.get(name, "")
            self.variables[name] = f"{before} {value}".strip()
        elif kind in (":", "::", ":::"):
            self.variables[name] = self.expand(value).replace("$", "$$")
        else:
            self.variables[name] = value
            if "$(shell" in value or "${shell" in value:
                self.shells.extend(_shells_in(self.expand, value))

    def condition(self, bare: str) -> bool | None:
        """ifeq and its like; None when it is not known which way it goes (both then count)."""
        word = bare.partition(" ")[0].partition("(")[0]
        rest = bare[len(word) :].strip()
        if word in ("ifdef", "ifndef"):
            name = self.expand(rest)
            known = name in self.variables or name in self.given or self.environment(name) is not None
            return known if word == "ifdef" else not known
        if word not in ("ifeq", "ifneq"):
            return None
        if rest.startswith("("):
            left, _, right = rest[1:].rpartition(")")[0].partition(",")
        else:
            pieces = rest.replace('"', "'").split("'")
            left, right = (pieces[1], pieces[3]) if len(pieces) > 3 else ("", HOLE)
        one, other = self.expand(left).strip(), self.expand(right).strip()
        if HOLE in one or HOLE in other:
            return None
        return (one == other) == (word == "ifeq")

    def rule(self, bare: str) -> tuple[list[str], str]:
        """A line `targets: prerequisites ; recipe`."""
        expanded = self.expand(bare) if "$" in bare.partition(":")[0] else bare
        head, colon, rest = expanded.partition(":")
        if not colon:
            if "$" in bare:
                self.expand(bare)
            return [], ""
        rest = rest.lstrip(":")
        names = self.expand(head).split()
        if rest.lstrip().startswith("=") or self.is_assignment(rest.strip()):
            name, _, value = rest.partition("=")
            for target in names:
                self.own.setdefault(target, {})[name.rstrip(":+?!").strip()] = value.strip()
            return [], ""
        needs, semicolon, first = rest.partition(";")
        static = ""
        if ":" in needs:
            static, _, needs = needs.partition(":")
        prerequisites = tuple([name for name in self.expand(needs).replace("|", " ").split() if name])
        if len(self.rules) > RULES_LIMIT:
            self.troubles.append("the makefile has too many rules")
            return [], ""
        if len(names) == 1 and "%" in names[0] and not static:
            self.patterns.append((names[0], Recipe(names[0], (), prerequisites)))
            if semicolon:
                self.recipe_line([], names[0], first)
            return [], names[0]
        for name in names:
            before = self.rules.get(name)
            if before is None:
                self.rules[name] = Recipe(name, (), prerequisites)
            else:
                self.rules[name] = Recipe(name, before.lines, (*before.prerequisites, *prerequisites))
            if not self.goal and not (name.startswith(".") and "/" not in name):
                self.goal = name
        if semicolon and first.strip():
            self.recipe_line(names, "", first)
        return names, ""

    def recipe_line(self, targets: list[str], pattern: str, line: str) -> None:
        if pattern:
            for number, (name, recipe) in enumerate(self.patterns):
                if name == pattern:
                    self.patterns[number] = (name, Recipe(name, (*recipe.lines, line), recipe.prerequisites))
        for target in targets:
            recipe = self.rules[target]
            self.rules[target] = Recipe(target, (*recipe.lines, line), recipe.prerequisites)

    # Answers

    def recipe(self, target: str) -> Recipe | None:
        """What a target runs: its rule, or the first pattern that fits."""
        found = self.rules.get(target)
        if found is not None and found.lines:
            return found
        for pattern, recipe in self.patterns:
            before, _, after = pattern.partition("%")
            if len(target) > len(before) + len(after) and target.startswith(before) and target.endswith(after):
                stem = target[len(before) : len(target) - len(after)]
                needs = tuple([name.replace("%", stem) for name in recipe.prerequisites])
                both = (*(found.prerequisites if found is not None else ()), *needs)
                return Recipe(target, recipe.lines, both)
        return found

    def shell_lines(self, recipe: Recipe) -> tuple[str, ...]:
        """A recipe's lines as a shell gets them."""
        automatic = {
            "@": recipe.target, "<": recipe.prerequisites[0] if recipe.prerequisites else "", "^": " ".join(recipe.prerequisites),
            "+": " ".join(recipe.prerequisites), "?": HOLE, "*": HOLE, "@D": HOLE, "@F": recipe.target.rpartition("/")[2],
            "%": "",
        }  # fmt: skip
        kept = dict(self.variables)
        self.variables.update(automatic)
        for name, value in self.own.get(recipe.target, {}).items():
            self.variables[name] = value
        out = []
        for line in recipe.lines:
            text = self.expand(line)
            for one in text.split("\n") if "\\\n" not in text else [text]:
                bare = one.lstrip().lstrip("@-+ \t")
                if bare:
                    out.append(bare)
        self.variables = kept
        return tuple(out)

    # Variables

    def expand(self, text: str, depth: int = 0) -> str:
        """The text with its references expanded; HOLE for what cannot be worked out."""
        if "$" not in text:
            return text
        out: list[str] = []
        place, size = 0, len(text)
        while place < size:
            char = text[place]
            if char != "$" or place + 1 >= size:
                out.append(char)
                place += 1
                continue
            self.expansions += 1
            if self.expansions > EXPANSIONS_LIMIT or depth > 24:
                return HOLE
            mark = text[place + 1]
            if mark == "$":
                out.append("$")
                place += 2
            elif mark in "({":
                end = _close(text, place + 2, mark)
                out.append(self.reference(text[place + 2 : end], depth))
                place = end + 1
            else:
                out.append(self.value(mark, depth))
                place += 2
        return "".join(out)[: 1 << 16]

    def value(self, name: str, depth: int) -> str:
        if name in self.given:
            return self.given[name]
        if name in self.variables:
            return self.expand(self.variables[name], depth + 1)
        if name in _BUILT_IN:
            return _BUILT_IN[name]
        ambient = self.environment(name)
        return "" if ambient is None else ambient

    def reference(self, inner: str, depth: int) -> str:
        word, _, rest = inner.partition(" ")
        if rest or word in ("shell", "eval"):
            if word == "shell":
                self.shells.append(self.expand(rest, depth + 1))
                return HOLE
            if word in (
                "eval",
                "call",
                "foreach",
                "file",
                "guile",
                "value",
                "origin",
                "wildcard",
                "if",
                "or",
                "and",
                "let",
            ):
                expanded = self.expand(rest, depth + 1)
                if word in ("eval", "guile", "file"):
                    self.troubles.append(f"the makefile uses $({word})")
                if word == "call":
                    name, *given = [part.strip() for part in rest.split(",")]
                    kept = dict(self.variables)
                    for number, part in enumerate(given, 1):
                        self.variables[str(number)] = self.expand(part, depth + 1).replace("$", "$$")
                    made = self.value(name, depth + 1)
                    self.variables = kept
                    return made
                if word == "if":
                    parts = rest.split(",")
                    test = self.expand(parts[0], depth + 1).strip()
                    if HOLE not in test:
                        chosen = parts[1] if test and len(parts) > 1 else ",".join(parts[2:]) if not test else ""
                        return self.expand(chosen, depth + 1)
                return HOLE if expanded else ""
            if word in (
                "strip",
                "info",
                "warning",
                "error",
                "sort",
                "firstword",
                "notdir",
                "dir",
                "abspath",
                "realpath",
                "basename",
            ):
                expanded = self.expand(rest, depth + 1)
                return expanded.strip() if word == "strip" else "" if word in ("info", "warning") else HOLE
            if word in ("subst", "patsubst", "filter", "filter-out", "addprefix", "addsuffix", "word", "words", "wordlist",
                        "lastword", "suffix", "join", "findstring", "flavor"):  # fmt: skip
                parts = [self.expand(part, depth + 1) for part in rest.split(",")]
                if word == "subst" and len(parts) == 3 and HOLE not in "".join(parts):
                    return parts[2].replace(parts[0], parts[1])
                if word in ("addprefix", "addsuffix") and len(parts) == 2 and HOLE not in parts[1]:
                    return " ".join(
                        [parts[0] + one if word == "addprefix" else one + parts[0] for one in parts[1].split()]
                    )
                return HOLE
        name, colon, _ = inner.partition(":")
        if colon and "=" in inner:
            return HOLE
        return self.value(self.expand(inner, depth + 1), depth)


def _shells_in(expand: Callable[[str], str], value: str) -> list[str]:
    """The commands of $(shell …) in a value: make runs them when the variable is used."""
    out = []
    for mark in ("$(shell ", "${shell "):
        for piece in value.split(mark)[1:]:
            end = _close(piece, 0, mark[1])
            out.append(expand(piece[:end]))
    return out


def _close(text: str, place: int, mark: str) -> int:
    close = ")" if mark == "(" else "}"
    depth = 1
    while place < len(text):
        depth += (text[place] == mark) - (text[place] == close)
        if not depth:
            return place
        place += 1
    return len(text)


def _joined(text: str) -> list[str]:
    """The lines, those that end in a backslash joined with the next."""
    out: list[str] = []
    pending = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.endswith("\\") and not line.endswith("\\\\"):
            pending += line + "\n" if (pending or line).startswith("\t") else line[:-1].rstrip() + " "
            continue
        out.append(pending + (line.lstrip(" \t") if pending and not pending.startswith("\t") else line))
        pending = ""
    if pending:
        out.append(pending)
    return out


def _without_comment(line: str) -> str:
    place = 0
    while (place := line.find("#", place)) >= 0:
        if place and line[place - 1] == "\\":
            place += 1
            continue
        return line[:place]
    return line
