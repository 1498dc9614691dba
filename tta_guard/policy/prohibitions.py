"""A prohibition in a sentence -> its boundaries, each held by rules or reported as a gap. Pure, cold.

One line may hold several ("Do not edit `a/`, do not run commands"); each part is held or reported for itself, so that a
part which is understood does not hide one that is not.
"""

from __future__ import annotations

import re

from ..model import CHANGES
from .boundaries import hold_boundary, hold_use
from .draft import report_unheld
from .entries import globlike, globs_in
from .file_boundaries import ACCESS, denies_changes, hold_outside, spelled_paths
from .markdown import unbold
from .verbs import MAX_CLAUSES, WEAK, clauses, first_verb, read_boundary, without_notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model import Verdict
    from .draft import Draft
    from .statements import Statement

WITH_APPROVAL = re.compile(
    r"\b(?:without|before|until|unless|except with)\b.*\b(?:approv\w+|reviews?|reviewed|permission|authori[sz]\w+|consent|"
    r"confirm\w*|sign-?off|ask(?:ed|ing)?|request\w*|instruct\w*|consult\w*|dba|lead|owners?|architect|maintainers?|team)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:without|before|until|unless)\b", re.IGNORECASE)
_READ_ONLY = re.compile(r"(?:strictly |full )?(?:read|view)[- ]only\b", re.IGNORECASE)
_INSTANCES = re.compile(r"^(?:e\.g\.|i\.e\.|such as|like|including|incl\.|in|under)\s*:?,?\s*", re.IGNORECASE)
_ONLY_IN = re.compile(
    r"^(?:(?:you|i|agents?|this mode)\s+)?(?:(?:can|may|must|should|shall|are allowed to)\s+)?"
    r"(?:only\s+(?:ever\s+)?(?P<verbs>[a-z]+(?:(?:,? or |,? and |, |/)[a-z]+)*)"
    r"|(?P<verb>work|write|edit|operate|stay|commit|make changes)\s+"
    r"(?:only|strictly|exclusively))\s+(?P<where>.+)$",
    re.IGNORECASE,
)
# A line without a verb that ends in one of these names a resource: "Frontend code" under "Out of scope".
_RESOURCE_NOUNS = frozenset(
    "files file code data database databases system systems config configs configuration configurations module modules "
    "component components service services infrastructure migration migrations environment environments server servers "
    "schema schemas logic repository repositories branch branches workflow workflows pipeline pipelines secrets "
    "credentials records manifests directories folders packages dependencies resources".split()
)
_USING = frozenset("use using run running invoke execute access launch".split())
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_TOOL_OF = {"change": CHANGES, "create": ("create",), "delete": ("delete",)}


def hold_line(draft: Draft, statement: Statement, text: str, verdict: Verdict) -> None:
    """Make every prohibition in one line hold, or report it as a gap.

    Args:
        draft: the rules so far; added to.
        statement: the line.
        text: what of it to read.
        verdict: `approval` where the whole line leaves that way; else each part tells for itself.
    """
    held = False
    found = clauses(unbold(text))
    if len(found) > MAX_CLAUSES:
        message = f"one line with {len(found)} prohibitions, of which {MAX_CLAUSES} are read"
        draft.gap("unread-restriction", message, statement.line, statement.text)
    for clause in found[:MAX_CLAUSES]:
        own: Verdict = "approval" if verdict == "approval" or WITH_APPROVAL.search(clause) else "deny"
        if hold_clause(draft, statement, clause, own):
            held = True
        elif not held or ": " not in text or read_boundary(clause)[1]:
            # Not so in "`x`: never read, never print", where the second verb has no object of its own.
            _report(draft, statement, clause)


def _readings(text: str) -> list[tuple[list[str], str, list[str]]]:
    """A line read whole and, where it has an explanation behind a colon or a dash, in its parts."""
    found = [_split_conditions(*read_boundary(text))]
    for mark in (": ", " - ", " – ", " — "):
        before, split, after = text.partition(mark)
        if not split:
            continue
        first, last = _split_conditions(*read_boundary(before)), _split_conditions(*read_boundary(after))
        if not first[0] and last[0] and not last[1]:
            found.insert(0, (last[0], first[1], last[2]))  # "`vendor/`: do not edit"
        elif not first[0] and _READ_ONLY.match(after):
            found.insert(0, (["change"], first[1], ["read-only"]))
        else:
            found += [first, last]
    return found


def hold_clause(draft: Draft, statement: Statement, text: str, verdict: Verdict) -> bool:
    """Make one prohibition hold; whether rules do."""
    held = False
    condition = verdict == "deny" and bool(_CONDITION.search(text)) and not WITH_APPROVAL.search(text)
    for index, (verbs, thing, spelled) in enumerate(_readings(text)):
        # The parts of a line are looked at only where the whole says nothing.
        if held and index:
            break
        if not verbs and verdict == "approval" and globs_in(thing):
            verbs = ["change"]  # "`infra/**` requires approval": reading it does not
        for verb in verbs or (["access"] if thing else []):
            if not verbs and draft.named(thing) is None and not globs_in(thing):
                continue
            if condition and verb not in ("merge", "deploy", "push"):
                continue  # "Modify code without tests" forbids no change of code
            if statement.mark != "guidance" and set(spelled) & _USING and hold_use(draft, statement, thing, verdict):
                held = True
                continue
            if verb == "access" and set(spelled) & WEAK and not _is_place(thing) and draft.named(thing) is None:
                continue  # "Use `os.system`", "log `password`": about what is written, not about which files.
            held = hold_boundary(draft, statement, verb, thing, "approval" if condition else verdict) or held
    if condition and not held:
        return False
    held = _named_places(draft, statement, text, verdict) or held
    held = held or _only_in(draft, statement, text, verdict)
    return held or _denied_anyway(draft, statement, text)


def _named_places(draft: Draft, statement: Statement, text: str, verdict: Verdict) -> bool:
    """Hold the paths that stand in parentheses: "application code (`src/`, `packages/`)"."""
    verbs, thing, spelled = _split_conditions(*read_boundary(text))
    held = False
    for note in _PARENTHESIS.findall(text):
        only = re.match(r"only (?:in |within |under )?(?P<where>.+)$", note, re.IGNORECASE)
        globs = [glob for glob in globs_in(_INSTANCES.sub("", note)) if globlike(glob)]
        for verb in verbs if thing and not set(spelled) <= WEAK else ():
            access = ACCESS.get(verb)
            if access is None:
                continue
            if only and hold_outside(draft, statement, only["where"], access, verdict, f'"{statement.subject}"', False):
                held = True
            for glob in globs:
                message = f'"{statement.subject}"'
                draft.path(glob, verdict, "forbidden", message, statement.line, access, text=statement.text)
                held = True
    return held


def _only_in(draft: Draft, statement: Statement, text: str, verdict: Verdict) -> bool:
    """Hold "Only edit files in `docs/`": nothing else may be changed."""
    found = _ONLY_IN.match(text)
    if not found:
        return False
    verbs = [first_verb(word) for word in re.findall(r"[a-z]+", (found["verbs"] or found["verb"]).lower())]
    access = CHANGES if not any(verbs) else tuple(dict.fromkeys([a for v in verbs if v in ACCESS for a in ACCESS[v]]))
    if not access or "read" in access:
        return False
    where = " ".join(globs_in(found["where"])) or " ".join([f"`{span}`" for span in spelled_paths(found["where"])])
    return bool(where) and hold_outside(draft, statement, where, access, verdict, f'"{statement.subject}"', False)


def _is_place(thing: str) -> bool:
    return any("/" in glob or "*" in glob for glob in globs_in(thing))


def _denied_anyway(draft: Draft, statement: Statement, text: str) -> bool:
    """Whether the mode may do nothing of the kind at all: change no file, run no command."""
    verbs, thing, _ = _split_conditions(*read_boundary(text))
    if not verbs or not thing:
        return False
    by = ""
    for verb in verbs:
        found = (
            denies_changes(draft, _TOOL_OF[verb]) if verb in _TOOL_OF else _no_command(draft) if verb == "run" else ""
        )
        if not found:
            return False
        by = by or found
    draft.hold(statement, by)
    return True


def _no_command(draft: Draft) -> str:
    for rule in draft.restrictive("tool", "run-command", "deny"):
        if not rule.access and not rule.environments:
            return str(rule.source)
    return ""


def _report(draft: Draft, statement: Statement, text: str) -> None:
    readings = _readings(text)
    verbs, thing, spelled = next((reading for reading in readings if reading[0]), readings[0])
    words = without_notes(thing).rstrip(".").lower().split()
    advice = WEAK if statement.mark == "marked" else WEAK - {"share", "open", "see"}
    weak = bool(verbs) and set(spelled) <= advice and not (words and words[-1] in _RESOURCE_NOUNS)
    about = bool(verbs) and bool(words) and not set(verbs) <= {"push", "bypass"}
    about = about or bool(words and len(words) < 6 and words[-1] in _RESOURCE_NOUNS)
    if _CONDITION.search(text) and not WITH_APPROVAL.search(text) and verbs:
        report_unheld(draft, statement, "")
    elif statement.mark != "guidance" and not about and any(globlike(word.strip("`,.")) for word in words):
        draft.gap("unread-restriction", f'not understood: "{statement.subject}"', statement.line, statement.text)
    else:
        report_unheld(draft, statement, thing if about else "", weak=weak)


def _split_conditions(verbs: list[str], thing: str, spelled: list[str]) -> tuple[list[str], str, list[str]]:
    return verbs, re.sub(r"\s+(?:without|before|until|unless)\b.*$", "", thing, flags=re.IGNORECASE), spelled
