"""A boundary about files or a resource -> path and resource rules: "Modify files outside `src/`". Pure, cold.

What words mean is looked for in this order: everything, everything but a place, the paths that are spelled, a language's
source files, the resources that the configuration, the built-in meanings or the mode's own patterns know.
"""

from __future__ import annotations

import re

from ..model import CHANGES
from .draft import ALL, hold_tool, report_unheld
from .entries import globlike, globs_in
from .meanings import SECRET_ACCESS
from .overlap import overlap
from .verbs import without_notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Verdict
    from .draft import Draft
    from .statements import Statement

DIRECTLY = re.compile(r"\bdirectly\b|\bdirect\b", re.IGNORECASE)
_LANGUAGES = {
    "python": ("*.py", "*.pyi"),
    "typescript": ("*.ts", "*.tsx"),
    "javascript": ("*.js", "*.jsx", "*.mjs", "*.cjs"),
    "react": ("*.jsx", "*.tsx"),
    "go": ("*.go",),
    "rust": ("*.rs",),
    "java": ("*.java",),
    "shell": ("*.sh",),
    "sql": ("*.sql",),
    "css": ("*.css", "*.scss"),
}
_CODE_FILES = tuple(
    dict.fromkeys([glob for word, globs in _LANGUAGES.items() if word not in ("shell", "sql", "css") for glob in globs])
)
_IN_THE_REPOSITORY = re.compile(
    r"\s+(?:in|to|into|from|inside)\s+(?:the |any |your |our |source )*"
    r"(?:repository|repo|repos|repositories|code|codebase|source|git|version control|commits?|vcs)$",
    re.IGNORECASE,
)
# "Modify files outside `src/`", "Touch anything not under docs/".
_OUTSIDE = re.compile(
    r"^(?:any |all |the )?(?:other )?"
    r"(?P<what>(?:source )?code(?: files?)?|files?|anything|everything|content|paths?|directories|folders)\s+"
    r"(?:that (?:is|are)\s+)?(?:outside|(?:other than|except)(?: in)?|not (?:in|under|within|inside))\s+(?:of\s+)?(?P<where>.+)$",
    re.IGNORECASE,
)
_OWN_SCOPE = re.compile(
    r"^(?:the |my |your |its |this |our )*(?:mode['’]s |defined |assigned |allowed |designated |listed |accessible |approved )*"
    r"(?:scope|boundaries|areas?|directories|paths|patterns|files?|list|workspace)(?: above)?$",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(r"^(?:any|all|new|existing|the)?\s*(?:files?|anything|everything)(?:\s+(?:or|and)\s+\w+)?$")
_ANY_CODE = re.compile(r"^(?:any |all |the |existing |production )?(?:source )?code(?:base)?$")
ACCESS = {
    "change": CHANGES,
    "create": ("create",),
    "delete": ("delete",),
    "commit": ("create", "write"),
    "access": ALL,
}
_EXCEPTING = re.compile(r"\b(?:outside|except|unless|without|other than|but|not)\b", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"\b(?:in|to|of|under|inside|within|from|at|and|or)\s*(?:the\s+)?$|^,\s*$", re.IGNORECASE)
_FILE_WORD = re.compile(r"\b(?:files?|director(?:y|ies)|folders?)\b")
_ELSE = re.compile(
    r"(?:everything|anything|all|any other|all other)(?: else| (?:files?|director(?:y|ies)|paths?|code))(?: .*)?"
)


def spelled_paths(text: str) -> list[str]:
    """The paths in the code spans of a text."""
    return [span.strip() for span in text.split("`")[1::2] if globlike(span.strip())]


def denies_changes(draft: Draft, accesses: Sequence[str]) -> str:
    """The source of the rules by which the mode may do none of these to any path; "" where it may."""
    rules = [rule for rule in draft.restrictive("path", "**", "deny") if not rule.exceptions and rule.match == "ignore"]
    denied = {access for rule in rules for access in rule.access}
    return str(rules[0].source) if rules and denied.issuperset(accesses) else ""


def hold_files(draft: Draft, statement: Statement, verb: str, thing: str, verdict: Verdict, said: str) -> bool:
    """Hold a boundary about files or a resource; arguments and result as for `boundaries.hold_boundary`."""
    low = re.sub(r"\s+directly$", "", without_notes(thing).lower())
    access = ACCESS[verb]
    if verb in ("create", "delete", "change") and (
        _EVERYTHING.match(low) or (_ANY_CODE.match(low) and verb != "access")
    ):
        by = denies_changes(draft, ("write",) if verb == "change" else access)
        if by:
            draft.hold(statement, by)
            return True
        if _ANY_CODE.match(low):
            return _code_files(draft, statement, low, access, verdict, said)
        name = {"create": "create-file", "delete": "delete-file", "change": "edit-file"}[verb]
        hold_tool(draft, statement, name, verdict, said)
        needed = ("write",) if verb == "change" else access
        draft.path("**", verdict, "forbidden", said, statement.line, needed, text=statement.text)
        return True
    if verb != "access" and _ELSE.fullmatch(low):
        by = _lists_writing(draft)
        if by:
            draft.hold(statement, by)
        return bool(by)
    outside = _OUTSIDE.match(thing.strip())
    if outside and (
        inside := hold_outside(
            draft, statement, outside["where"], access, verdict, said, "code" in outside["what"].lower()
        )
    ):
        return inside
    globs = [glob for glob in globs_in(thing) if globlike(glob) or verb != "access" or _FILE_WORD.search(low)]
    if not globs and verb != "access":
        globs = _places(thing)
    if globs:
        for glob in globs:
            draft.path(glob, verdict, "forbidden", said, statement.line, access, text=statement.text)
        return True
    language = [glob for word, globs in _LANGUAGES.items() if re.search(rf"\b{word}\b", low) for glob in globs]
    if language and verb != "access" and re.search(r"\b(?:code|files?)\b", low):
        for glob in language:
            draft.path(glob, verdict, "forbidden", said, statement.line, access, text=statement.text)
        return True
    about = _IN_THE_REPOSITORY.sub("", re.sub(r"\s+directly$", "", thing, flags=re.IGNORECASE))
    pieces = draft.pieces(about, writing=verb != "access")
    if len(pieces) > 1:
        for piece in pieces:
            if not hold_files(draft, statement, verb, piece, verdict, said):
                report_unheld(draft, statement, piece)
        return True
    named = draft.named(about, writing=verb != "access")
    if named is None:
        return False
    if named.absent:
        draft.hold(statement, f"{named.how}: there is none here")
        return True
    if DIRECTLY.search(statement.subject) and draft.restrictive("resource", named.name):
        draft.hold(statement, str(draft.restrictive("resource", named.name)[0].source))
        return True
    if verdict == "deny" and named.meaning and named.meaning.groups and set(access) <= set(SECRET_ACCESS):
        draft.hold(statement, "secrets are never read, written or created")
        return True
    how = f" ({named.how})" if named.how else ""
    draft.forbid(named, verdict, f"{said}{how}", statement.line, access, statement.text)
    return True


def _lists_writing(draft: Draft) -> str:
    """What already denies changing everything that no line names, if something does."""
    for rule in draft.rules:
        if rule.code == "allowed-path" and "write" in rule.access:
            return str(rule.source)
        if rule.pattern == "**" and rule.verdict == "deny" and rule.exceptions and "write" in rule.access:
            return str(rule.source)
    return ""


def _code_files(
    draft: Draft, statement: Statement, low: str, access: tuple[str, ...], verdict: Verdict, said: str
) -> bool:
    """ "Any code" by the names of source files, in a mode that lists none of them as its own to write."""
    if "production" in low or verdict != "deny" or DIRECTLY.search(statement.subject):
        return False
    for rule in draft.rules:
        if rule.code == "allowed-path" and "write" in rule.access:
            ending = rule.pattern.rsplit("/", 1)[-1]
            if "." in ending and any(overlap(f"**/{ending}", f"**/{glob}", whole=True) for glob in _CODE_FILES):
                return False
    for glob in _CODE_FILES:
        draft.path(glob, verdict, "forbidden", said, statement.line, access, text=statement.text)
    return True


def hold_outside(
    draft: Draft, statement: Statement, where: str, access: tuple[str, ...], verdict: Verdict, said: str, code: bool
) -> bool:
    """Hold "outside X": everything but X is meant, or all code but that."""
    allowed = [rule for rule in draft.rules if rule.code == "allowed-path" and "write" in rule.access]
    if _OWN_SCOPE.match(where.strip(" .`")):
        if not allowed or "read" in access:
            return False
        draft.hold(statement, str(allowed[0].source))
        return True
    globs = globs_in(where)
    if not globs:
        return False
    kept = tuple([glob if glob.startswith("**/") else f"/{glob.removeprefix('./').lstrip('/')}" for glob in globs])
    for rule in allowed:
        if not any(overlap(rule.pattern, glob) for glob in kept):
            message = f"{rule.pattern} is called writable, and {said} forbids it"
            draft.conflict("allowed-and-forbidden", message, statement.line, rule.source)
    for glob in _CODE_FILES if code else ("**",):
        draft.path(glob, verdict, "forbidden", said, statement.line, access, exceptions=kept, text=statement.text)
    return True


def _places(thing: str) -> list[str]:
    """The paths in "`pyproject.toml` dependencies", "routes in `src/api/`": a place that words say something about."""
    if _EXCEPTING.search(thing):
        return []
    pieces = thing.split("`")
    found = []
    for before, span in zip(pieces[0::2], pieces[1::2], strict=False):
        if globlike(span.strip()) and (not before.strip() or _BEFORE_PLACE.search(before)):
            found.append(span.strip())
    return found
