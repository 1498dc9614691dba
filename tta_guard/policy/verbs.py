"""What a boundary says is done: "Never edit or delete migrations (ask first)" -> change, delete; "migrations". Pure, cold."""

from __future__ import annotations

import re
from typing import Final

from .markdown import unbold

_VERBS: Final = {
    "change": "modify modifying edit editing change changing changes write writing writes alter altering update updating implement "
    "implementing implementation fix fixing refactor refactoring touch touching rewrite rewriting modification "
    "modifications patch patching overwrite overwriting",
    "create": "create creating creation add adding introduce generate scaffold hardcode store storing save saving",
    "commit": "commit committing commits",
    "delete": "delete deleting deletion deletions remove removing removal rename renaming drop dropping destroy destroying "
    "wipe purge truncate move moving",
    "run": "execute executing execution run running launch launching invoke start",
    "deploy": "deploy deploying deployment deployments release releasing releases ship promote publish publishing roll-out",
    "merge": "merge merging merges",
    "access": "access accessing read reading reads view viewing see retrieve query querying expose exposing connect inspect "
    "inspecting leak share exfiltrate dump print log logging use using open download",
    "bypass": "bypass bypassing circumvent disable disabling override overriding skip skipping weaken evade",
    "push": "push pushing pushes",
}
_VERB: Final = {word: verb for verb, words in _VERBS.items() for word in words.split()}
# Verbs of advice ("use global state", "start without tests") say little about what is meant when their object is unknown.
WEAK: Final = frozenset(
    "add adding introduce generate scaffold see use using start open share skip skipping print move log logging "
    "store storing save saving hardcode".split()
)

# A line with more prohibitions than this is no line for people; the rest of it is reported, not read.
MAX_CLAUSES: Final = 24

_NOTE: Final = re.compile(r"\s*\([^()]*\)")
_NEGATION: Final = re.compile(
    r"^(?:please\s+)?(?:(?:you|i|it|agents?|this mode)\s+)?(?:are\s+|is\s+|should\s+)?"
    r"(?:under no circumstances\s+(?:should you\s+|may you\s+)?)?"
    r"(?:(?:no|never|do not|don['’]t|cannot|can['’]?t|must not|must never|may not|should not|should never|shall not|will not|"
    r"won['’]?t|not allowed to|not permitted to|not|(?:strictly )?forbidden to|(?:strictly )?prohibited (?:from|to))[\s:]+"
    r"|(?<=circumstances )|(?<=circumstances should you )|(?<=circumstances may you ))(?:ever\s+)?(?:be\s+)?"
    r"(?:(?:ability|permission|permissions|rights?|authority) to\s+)?",
    re.IGNORECASE,
)
# "`legacy/` must not be changed", "Raw data is read-only": what is meant stands in front.
_PASSIVE: Final = re.compile(
    r"^(?P<thing>\S.{0,120}?)\s+(?:must|may|can|should|shall|will|is|are)(?:not|n['’]t|\s+not|\s+never)\s+(?:ever\s+)?"
    r"(?:to\s+)?(?:be\s+)?(?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)
_STATE: Final = re.compile(
    r"^(?P<thing>\S.{0,120}?)\s+(?:is|are|stays?|remains?)\s+(?:strictly\s+|always\s+)?"
    r"(?:(?P<fixed>read[- ]only|immutable|frozen)|(?P<closed>off[- ]limits|forbidden|prohibited|inaccessible))\b",
    re.IGNORECASE,
)
_PASSIVE_VERBS: Final = {
    "modified": "change", "edited": "change", "changed": "change", "altered": "change", "updated": "change",
    "touched": "change", "rewritten": "change", "written": "change", "overwritten": "change", "refactored": "change",
    "created": "create", "added": "create", "committed": "commit",
    "deleted": "delete", "removed": "delete", "dropped": "delete", "renamed": "delete", "moved": "delete",
    "accessed": "access", "read": "access", "viewed": "access", "exposed": "access", "shared": "access", "opened": "access",
    "executed": "run", "run": "run", "deployed": "deploy", "released": "deploy", "published": "deploy",
    "stored": "create", "merged": "merge", "bypassed": "bypass", "disabled": "bypass", "skipped": "bypass", "pushed": "push",
}  # fmt: skip
# A new prohibition within one sentence; what follows such a comma no longer says what is prohibited.
_CLAUSE: Final = re.compile(
    r"\s*(?:[,;]\s*(?:and\s+|or\s+)?|\s(?:and|or)\s+)(?=(?:never|do not|don['’]t|must not|cannot|no)\s)", re.IGNORECASE
)
_TAIL: Final = re.compile(r"\s+(?:without|unless|until|before)\b.*$", re.IGNORECASE)
_JOINED: Final = re.compile(r"\s+(?:or|and)\s+(?=[a-z]+\s+\S)", re.IGNORECASE)
_COMMA: Final = re.compile(r",\s+(?![^()]*\))")
# "No file modifications outside `docs/`", "Direct changes to the schema": the verb is the noun in the middle.
_NOUN: Final = re.compile(
    r"^(?:any |all |direct )*(?P<what>(?:[\w-]+ ){0,2})(?P<verb>modifications?|changes|edits|writes|deletions?|creation|commits)"
    r"\s+(?P<where>to|in|on|of|outside(?: of)?|under|inside|within)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_AFTERTHOUGHT: Final = re.compile(
    r",\s+(?:just|only|but|instead|so|because|always|please|even|not even|unless|except)\b.*$", re.IGNORECASE
)
_FOLLOWS: Final = frozenset(("access", "read-only", "readonly", "view-only"))
_DEGREES: Final = frozenset("limited restricted partial minimal full complete unrestricted direct".split())
_JOINING: Final = frozenset(("or", "and", "and/or", "/", "&", "nor"))


def without_notes(text: str) -> str:
    """A text without what stands in parentheses."""
    return _NOTE.sub("", text).strip()


def clauses(text: str) -> list[str]:
    """The prohibitions in one line: "Do not edit files, do not run commands" is two."""
    found = [_AFTERTHOUGHT.sub("", piece).strip() for piece in _CLAUSE.split(text) if piece.strip()]
    if len(found) == 1:
        pieces = [re.sub(r"^(?:and|or) ", "", piece.strip()) for piece in _COMMA.split(found[0])]
        negation = _NEGATION.match(found[0])
        first = pieces[0][negation.end() :] if negation else pieces[0]
        if len(pieces) > 1 and all(" " in piece and first_verb(piece) for piece in (first, *pieces[1:])):
            found = pieces
    return [piece for each in found for piece in _shared(_joined(each))]


def _shared(pieces: list[str]) -> list[str]:
    """A condition at the end is about all of it: "delete files or deploy services without approval"."""
    tail = _TAIL.search(pieces[-1])
    if tail is None:
        return pieces
    return [*[piece if _TAIL.search(piece) else piece + tail[0] for piece in pieces[:-1]], pieces[-1]]


def _joined(text: str) -> list[str]:
    """Two prohibitions with one "or": "write to `vendor/` or delete anything"; "view or modify data" stays one."""
    match = _JOINED.search(text)
    tried = 0
    while match and tried < MAX_CLAUSES:
        tried += 1
        before, after = text[: match.start()], text[match.end() :]
        if (
            first_verb(after)
            and " only " not in f" {before} "
            and read_boundary(before)[0]
            and read_boundary(before)[1]
        ):
            return [before, *_joined(after)]
        match = _JOINED.search(text, match.end())
    return [text]


def read_boundary(text: str) -> tuple[list[str], str, list[str]]:
    """Read a line that says what may not be done.

    Returns:
        The verbs that it begins with (or, for "No production deployments", ends with), each as one of `change`, `create`, `commit`,
        `delete`, `run`, `deploy`, `merge`, `access`, `bypass`, `push`; what they are about; the verbs as written. No verbs:
        the whole line, without its negation and notes.
    """
    bare = unbold(without_notes(text)).strip().rstrip(".!").strip()
    said = _NEGATION.sub("", bare).strip()
    if said == bare:
        passive, state = _PASSIVE.match(bare), _STATE.match(bare)
        if passive and passive["verb"].lower() in _PASSIVE_VERBS:
            return [_PASSIVE_VERBS[passive["verb"].lower()]], passive["thing"], [passive["verb"]]
        if state:
            return ["change" if state["fixed"] else "access"], state["thing"], ["is"]
    bare = said
    words = bare.split()
    if len(words) > 1 and words[0].lower() in ("directly", "ever", "automatically", "accidentally"):
        words = words[1:]
    noun = _NOUN.match(bare)
    if noun and words[0].lower() not in _VERB:
        verb = _VERB.get(noun["verb"].lower(), "change")
        outside = noun["where"].lower().startswith("outside")
        what = "code" if "code" in noun["what"].lower() else "files"
        return [verb], f"{what} outside {noun['rest']}" if outside else noun["rest"], [noun["verb"]]
    degree = words[0].lower() if words else ""
    while (
        len(words) > 2 and words[0].lower() in _DEGREES and (words[1].lower() in _FOLLOWS or words[1].lower() in _VERB)
    ):
        words = words[1:]
    found: list[str] = []
    at = 0
    expects = True
    while at < len(words):
        word = words[at].lower().strip(",*:;")
        parts = [part for part in word.split("/") if part]
        if expects and parts and all(part in _VERB for part in parts):
            found += parts
            expects = words[at].endswith(",")
        elif found and word in _JOINING:
            expects = True
        else:
            break
        at += 1
    if found and words[at - 1].lower() in _JOINING:
        at -= 1
    if found:
        rest = words[at:]
        if rest and rest[0].lower() in ("access", "permission", "permissions", "rights", "privileges"):
            # "No write access to X", "No deployment permissions": the word before says which.
            rest = rest[1:]
        if rest and rest[0].lower() in ("to", "from", "on", "in", "of", "into", "with") and found[-1] != "deploy":
            rest = rest[1:]
        return _folded(found), " ".join(rest), [degree] if degree in _DEGREES else found
    if len(words) > 1 and words[0].lower() == "make" and words[-1].lower() in ("changes", "modifications", "edits"):
        return ["change"], " ".join(words[1:-1]), ["make"]
    if len(words) > 2 and words[0].lower() == "make" and words[1].lower() in ("changes", "modifications", "edits"):
        return ["change"], " ".join(words[3:] if words[2].lower() in ("to", "in", "on") else words[2:]), ["make"]
    if len(words) > 3 and words[0].lower() in ("read-only", "readonly", "view-only") and words[1].lower() == "access":
        return ["change"], " ".join(words[3:]), ["read-only"]
    last = words[-1].lower() if words else ""
    if last in _VERB:
        about = words[1:-1] if degree in _DEGREES else words[:-1]
        return [_VERB[last]], " ".join(about), [last]
    return [], bare, []


def _folded(words: list[str]) -> list[str]:
    return list(dict.fromkeys([_VERB[word] for word in words]))


def first_verb(text: str) -> str:
    """The verb with which a line begins, "" for none."""
    word = unbold(text.strip()).split(" ")[0].lower().strip(",:") if text.strip() else ""
    return _VERB.get(word, "")
