"""A policy while it is being compiled: the rules so far, and what prose names. Pure, cold."""

from __future__ import annotations

import re

from ..errors import ChatModeError, GlobError
from ..model import CHANGES, Source, frozen
from .config import fold_name
from .globset import expand_braces
from .meanings import SECRET_CODE, meaning_of
from .overlap import contradict
from .rules import Conflict, Gap, Rule
from .verbs import without_notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..model import Verdict
    from .chatmode import ChatMode
    from .config import Config
    from .meanings import Meaning
    from .statements import Statement

ALL = ("read", "write", "create", "delete")
# What prose adds to a name without changing which files it is about: "therapeutic safety code" is therapeutic_safety.
_FILLING = frozenset(
    """a an all any the your our existing new code codebase logic implementation implementations source sources file files
    module modules directory directories folder folders package packages component components config configs
    configuration configurations system systems service services data content layer directly""".split()
)
_OUTSIDE = re.compile(r"^(?:any |all )?(?P<what>.+?) outside (?:of )?(?P<where>\S+/)$", re.IGNORECASE)


_BETWEEN = re.compile(r"\s*(?:,|&|\band\b|\bor\b)\s*(?![^()]*\))")


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@frozen
class Named:
    """What a resource named in prose comes to here.

    Attributes:
        name: the built-in meaning's, else the words, folded.
        globs: (glob, exceptions), in git's ignore reading.
        meaning: the built-in one, if it has one.
        how: where the reading comes from, for messages: "" where the words speak for themselves.
        binding: plain data of the configuration's binding, if there is one.
        absent: the project says that there is no such thing.
    """

    name: str
    globs: tuple[tuple[str, tuple[str, ...]], ...]
    meaning: Meaning | None = None
    how: str = ""
    binding: dict[str, Any] | None = None
    absent: bool = False


class Draft:
    """Rules, gaps and conflicts in the order in which they are found.

    Args:
        mode: the chat mode; None for the baseline.
        config: the configuration.
    """

    def __init__(self, mode: ChatMode | None, config: Config) -> None:
        self.mode = mode
        self.config = config
        self.rules: list[Rule] = []
        self._known: set[Rule] = set()
        self._reported: set[Conflict] = set()
        self.gaps: list[Gap] = []
        self.conflicts: list[Conflict] = []
        self.held: list[tuple[int, str]] = []
        self.resources: dict[str, dict[str, Any]] = {}

    def source(self, line: int) -> Source:
        """A line of the chat mode."""
        return Source(self.mode.file if self.mode else "", line)

    def path(
        self, pattern: str, verdict: Verdict, code: str, message: str, line: int, access: tuple[str, ...], **more: Any
    ) -> None:
        """Add a path rule.

        Raises:
            ChatModeError: the pattern's braces cannot be expanded.
        """
        source = self.source(line)
        try:
            expand_braces(pattern.encode("utf-8", "surrogateescape"))
        except GlobError as error:
            raise ChatModeError(error.message, source=source, hint=error.hint) from error
        self.add(Rule("path", pattern, verdict, code, message, source, access, **more))

    def tool(self, name: str, verdict: Verdict, code: str, message: str, line: int, **more: Any) -> None:
        """Add a tool rule."""
        self.add(Rule("tool", name, verdict, code, message, self.source(line), **more))

    def add(self, rule: Rule) -> None:
        if rule not in self._known:
            self._known.add(rule)
            self.rules.append(rule)

    def gap(self, code: str, message: str, line: int, text: str = "") -> None:
        self.gaps.append(Gap(code, message, self.source(line), text))

    def conflict(self, code: str, message: str, line: int, other: Source) -> None:
        found = Conflict(code, message, self.source(line), other)
        if found not in self._reported:
            self._reported.add(found)
            self.conflicts.append(found)

    def hold(self, statement: Statement, by: str) -> None:
        """Note that the rules already hold what a statement says."""
        self.held.append((statement.line, by))

    def restrictive(self, subject: str, pattern: str, *verdicts: str) -> list[Rule]:
        """The restrictive rules about one thing, wherever they hold."""
        wanted = verdicts or ("approval", "deny")
        return [
            rule
            for rule in self.rules
            if rule.subject == subject and rule.pattern == pattern and rule.verdict in wanted
        ]

    def pieces(self, prose: str, *, writing: bool = False) -> list[str]:
        """The resources in "certificates, patient data and .env files": the whole where it is known, or nothing of it."""
        known = self.named(prose, writing=writing)
        if known is not None and not (known.meaning and known.meaning.environment and "+" in known.name):
            return [prose]
        found = [piece.strip() for piece in _BETWEEN.split(prose) if piece.strip()]
        # Staging and production are two environments: one rule cannot say both.
        return found if any(self.named(piece, writing=writing) for piece in found) else [prose]

    def named(self, prose: str, *, writing: bool = False) -> Named | None:
        """Find what a resource named in prose is: by the configuration, by built-in meaning, by the mode's own patterns.

        A binding never opens a secret: where the words mean secrets, these are kept beside it.

        Args:
            prose: the words.
            writing: it is about changing the resource, so patterns that are only read count as well.

        Returns:
            None where nothing tells.
        """
        text = prose.strip().rstrip(".")
        outside = _OUTSIDE.match(text)
        if outside:
            inner = self.named(outside["what"], writing=writing)
            if inner is None:
                return None
            where = outside["where"].lstrip("/")
            kept = where if "/" in where.rstrip("/") else f"**/{where}**"
            globs = tuple([(glob, (*exceptions, kept)) for glob, exceptions in inner.globs])
            return Named(fold_name(text), globs, inner.meaning, inner.how, inner.binding, inner.absent)
        plain = re.sub(r"\s*\([^()]*\)", "", text).strip()
        meaning = meaning_of(plain)
        secret = meaning.globs(self.config) if meaning is not None and meaning.groups else ()
        bound = self.config.resource(text) or self.config.resource(plain)
        if bound is not None:
            exceptions = tuple([item.value for item in bound.exceptions])
            globs = tuple([(item.value, exceptions) for item in bound.paths])
            binding = {
                "hosts": [item.value for item in bound.hosts],
                "variables": [item.value for item in bound.variables],
                "tools": [item.value for item in bound.tools],
                "servers": [item.value for item in bound.servers],
            }
            how = f"bound at {bound.source}"
            return Named(bound.name, (*globs, *secret), meaning, how, binding, bool(bound.absent) and not secret)
        if meaning is not None:
            return Named(meaning.name, meaning.globs(self.config), meaning)
        words = [word for word in re.split(r"[^a-z0-9.]+", plain.lower()) if word]
        core = [word for word in words if word not in _FILLING]
        globs = self._globs_called(core, writing) if core else ()
        return Named(fold_name(plain), globs, None, "by the patterns of that name") if globs else None

    def _globs_called(self, words: list[str], writing: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The restricted or denied patterns of this mode (for `writing` the read-only ones too) that have a component
        with the name that the words spell, in the singular or the plural."""
        spelled = _singular("".join(words))
        marks = ("deny", "restrict", "read") if writing else ("deny", "restrict")
        found = []
        for statement in self.mode.statements if self.mode else ():
            if statement.kind in ("path", "restricted-path", "directory") and statement.mark in marks:
                if " " in statement.subject:
                    continue  # words themselves, not a pattern
                parts = re.split(r"/", statement.subject.lower())
                if any(_singular(re.sub(r"[^a-z0-9]", "", part)) == spelled for part in parts):
                    found.append((statement.subject, ()))
        return tuple(dict.fromkeys(found))

    def forbid(
        self, named: Named, verdict: Verdict, message: str, line: int, access: tuple[str, ...] = ALL, text: str = ""
    ) -> None:
        """Make the rules that keep a mode from a resource: its paths, and itself for commands and tools."""
        secret = set(named.meaning.globs(self.config)) if named.meaning is not None and named.meaning.groups else set()
        known = {
            (rule.pattern, rule.exceptions, rule.verdict, rule.access) for rule in self.rules if rule.subject == "path"
        }
        for glob, exceptions in named.globs:
            if (glob, exceptions, verdict, access) in known:
                continue
            code = (
                SECRET_CODE
                if (glob, exceptions) in secret and verdict == "deny" and access == ALL
                else "denied-resource"
            )
            self.path(glob, verdict, code, message, line, access, exceptions=exceptions, text=text or named.name)
        environments: Any = (named.meaning.environment,) if named.meaning and named.meaning.environment else ()
        effects = () if "read" in access else ("write", "delete", "deploy")
        source = self.source(line)
        rule = Rule(
            "resource", named.name, verdict, "denied-resource", message, source, effects, environments, text=text
        )
        self.add(rule)
        binding = named.binding or {}
        for tool in binding.get("tools", ()):
            self.tool(tool, verdict, "denied-resource", message, line)
        for server in binding.get("servers", ()):
            self.add(Rule("server", server, verdict, "denied-resource", message, self.source(line)))
        meaning = named.meaning
        self.resources[named.name] = {
            "hosts": list(binding.get("hosts", ())),
            "variables": list(binding.get("variables", ())),
            "environment": meaning.environment if meaning else "",
            "targets": list(meaning.targets) if meaning else [],
            "secret_variables": bool(meaning and meaning.variables),
            "secrets": bool(meaning and meaning.groups),
        }

    def find_allowed(self, pattern: str) -> Rule | None:
        """A rule of the mode that allows a path which the pattern, a denial, matches."""
        for rule in self.rules:
            if rule.code == "allowed-path" and contradict(rule.pattern, pattern):
                return rule
        return None


def changes_only(access: tuple[str, ...]) -> tuple[str, ...]:
    """The accesses among these that change something."""
    return tuple([each for each in access if each in CHANGES])


def read_as(how: str) -> str:
    """Where the reading of a name comes from, for the end of a message."""
    return f" ({how})" if how else ""


def unbound(draft: Draft, words: str, line: int) -> None:
    """Report a name that means nothing here."""
    message = f'nothing says what "{words}" is here, so nothing holds it'
    draft.gap("unbound-resource", message, line, words)


def hold_tool(draft: Draft, statement: Statement, name: str, verdict: Verdict, said: str) -> None:
    """A boundary that is about one tool: held already, or a rule of its own, with a conflict where the tool is allowed."""
    for rule in draft.restrictive("tool", name, *(("deny",) if verdict == "deny" else ("approval", "deny"))):
        if not rule.access and not rule.environments:
            draft.hold(statement, str(rule.source))
            return
    for rule in draft.restrictive("tool", name, "allow"):
        draft.conflict(
            "allowed-and-forbidden", f"{name} is allowed, and {said} forbids it", statement.line, rule.source
        )
        break
    draft.tool(name, verdict, "forbidden", said, statement.line, text=statement.text)


def report_unheld(draft: Draft, statement: Statement, thing: str, *, weak: bool = False) -> None:
    if statement.mark == "guidance" or weak:
        draft.gap(
            "guidance-not-enforced", f'advice that nothing holds: "{statement.subject}"', statement.line, statement.text
        )
    elif thing:
        words = without_notes(thing)
        message = f'nothing says what "{words}" is here, so nothing holds "{statement.subject}"'
        draft.gap("unbound-resource", message, statement.line, words)
    else:
        draft.gap("unenforceable-boundary", f'nothing can hold "{statement.subject}"', statement.line, statement.text)
