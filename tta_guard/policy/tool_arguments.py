"""What the arguments of a tool call name: paths, commands, patches, merges. Pure, hot path.

Arguments come from an agent, which may be misled: names of keys are folded, values are looked for at any depth, what is
spelled in two ways (percent signs, backslashes, `\\u` escapes) is read in both, and what is too deep to read counts as the
worst that it could be.
"""

from __future__ import annotations

from .tool_names import fold_tool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

PATH_KEYS = frozenset(
    "path paths file files filepath filepaths filename filenames absolutepath absolutefilepath relativepath relativefilepath "
    "targetfile targetpath target notebookpath dirpath dir directory directorypath source sourcepath destination "
    "destinationpath src dest oldpath newpath oldfile newfile oldname newname uri uris fileuri filestodelete "
    "filestoedit targetnotebook rootpath searchpath pathstodelete outputpath outputfile savepath link linkpath filelist "
    "targetdirectory workspacepath folder folders".split()
)
_COMMAND_KEYS = frozenset("command commands cmd cmdline commandline script code argv shellcommand".split())
# Keys that no tool has but those that run commands; for tools that nobody knows.
_SURE_COMMAND_KEYS = frozenset("command commands cmd cmdline commandline argv shellcommand".split())
_CONTENT_KEYS = frozenset(
    "content contents filecontent filetext newcontent newtext newstr newstring oldstr oldstring edits patch diff "
    "replacement newsource codeedit insert inserttext".split()
)
_PATCH_KEYS = frozenset("patch patchtext input diff command".split())
_GLOB_KEYS = frozenset("glob globpattern globs".split())
_PATCH_HEADS = (
    ("*** Add File:", "create"),
    ("*** Update File:", "write"),
    ("*** Delete File:", "delete"),
    ("*** Move to:", "create"),
)
_PROSE_KEYS = frozenset("title body summary description details message commitmessage comment content text".split())
_MERGE_MARKS = (
    "/merge",
    "mergepullrequest",
    "automerge",
    "mergebranch",
    "acceptmerge",
    "createcommitonbranch",
    "updateref",
)
# Of a forge's interface: writing these moves a branch without anybody's review.
_BRANCH_MARKS = ("/git/refs", "/contents/", "/repository/commits", "/repository/files")
_DEPTH = 8


def texts(value: Any, keys: frozenset[str], depth: int = 0) -> Iterator[str]:
    """The texts that stand under one of the keys, at any depth."""
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if fold_tool(str(key)) in keys:
                yield from _strings(item, depth + 1)
            if isinstance(item, (dict, list, tuple)):
                yield from texts(item, keys, depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            if isinstance(item, (dict, list, tuple)):
                yield from texts(item, keys, depth + 1)


def _strings(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)) and depth <= _DEPTH:
        for item in value:
            yield from _strings(item, depth + 1)


def too_deep(value: Any, depth: int = 0) -> bool:
    """Whether arguments are nested more deeply than they are read."""
    if depth > _DEPTH:
        return isinstance(value, (dict, list, tuple))
    if isinstance(value, dict):
        return any([too_deep(item, depth + 1) for item in value.values()])
    return isinstance(value, (list, tuple)) and any([too_deep(item, depth + 1) for item in value])


def command_texts(args: Mapping[str, Any]) -> list[str]:
    """The commands in the arguments of a tool that runs them: what to ask `decide_command` about."""
    return list(texts(args, _COMMAND_KEYS))


def guessed_tools(args: Mapping[str, Any]) -> tuple[str, ...]:
    """What a tool that nobody knows does, as far as its arguments give it away."""
    found = []
    if any(texts(args, _SURE_COMMAND_KEYS)):
        found.append("run-command")
    if any(texts(args, PATH_KEYS)):
        keys = {fold_tool(str(key)) for key in args}
        found += ["edit-file", "create-file"] if keys & _CONTENT_KEYS else ["read-file"]
    return tuple(found)


def glob_stems(tool: str, args: Mapping[str, Any]) -> list[str]:
    """Paths that stand for the globs in a search's arguments: where all of a glob's matches are denied, so is its stem."""
    found = list(texts(args, _GLOB_KEYS))
    if fold_tool(tool) in ("glob", "findfile", "filesearch", "searchfiles"):
        found += texts(args, frozenset(("pattern", "query", "filemask")))
    stems = []
    for glob in found:
        if "*" not in glob and "/" not in glob and "." not in glob:
            continue
        stems += [glob.replace("*", ""), glob.replace("**/", "").replace("*", "x")]
    return [stem for stem in stems if stem.strip("/")]


# --- patches ---------------------------------------------------------------------------------------------------------


def patches(args: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The (access, path) pairs of every patch in the arguments."""
    return [pair for text in texts(args, _PATCH_KEYS) for pair in patch_paths(text)]


def patch_paths(text: str) -> list[tuple[str, str]]:
    """The (access, path) pairs of a patch, in the `*** Begin Patch` form of Codex and others or as a unified diff.

    A line of a file's content that looks like a header counts as one: that only makes more paths to be decided.
    """
    found: list[tuple[str, str]] = []
    updated = old = ""
    for line in text.split("\n"):
        bare = line.strip()
        for head, access in _PATCH_HEADS:
            if bare.startswith(head):
                path = bare[len(head) :].strip()
                if head == "*** Move to:":
                    found.append(("delete", updated))
                updated = path
                found.append((access, path))
        if line.startswith("--- "):
            old = _diff_path(line[4:])
        elif line.startswith("+++ ") and old:
            new = _diff_path(line[4:])
            if old == "/dev/null":
                found.append(("create", new))
            elif new == "/dev/null":
                found.append(("delete", old))
            else:
                found += [("write", old)] if new == old else [("delete", old), ("create", new)]
            old = ""
        elif line.startswith(("rename from ", "rename to ", "copy to ")):
            access = "delete" if "from" in line[:12] else "create"
            found.append((access, line.split(" ", 2)[2].strip()))
    return [(access, path) for access, path in found if path]


def _diff_path(text: str) -> str:
    path = text.split("\t")[0].strip()
    return path[2:] if path[:2] in ("a/", "b/") else path


# --- merges ----------------------------------------------------------------------------------------------------------


def asks_to_merge(value: Any, depth: int = 0) -> bool:
    """Whether the arguments of a forge's interface merge, or move a branch; too deep to tell counts as yes."""
    if depth > _DEPTH:
        return True
    if isinstance(value, str):
        return _says(value, _MERGE_MARKS)
    if isinstance(value, dict):
        method = str(value.get("method", "")).upper()
        query = value.get("query")
        if method == "GET" and not (isinstance(query, str) and "mutation" in query):
            return False
        if method and method not in ("GET", "HEAD"):
            places = texts(value, frozenset(("path", "url", "endpoint", "route")))
            if any([_says(place, _BRANCH_MARKS) for place in places]):
                return True
        return any(
            [
                asks_to_merge(item, depth + 1) or "mergemethod" in fold_tool(str(key))
                for key, item in value.items()
                if not (fold_tool(str(key)) in _PROSE_KEYS and isinstance(item, str) and "mutation" not in item)
            ]
        )
    if isinstance(value, (list, tuple)):
        return any([asks_to_merge(item, depth + 1) for item in value])
    return False


def _says(text: str, marks: tuple[str, ...]) -> bool:
    for spelled in (text, unquote(text), _unescape(text)):
        folded = spelled.lower().replace("_", "")
        if any([mark.replace("_", "") in folded for mark in marks]):
            return True
    return False


def _unescape(text: str) -> str:
    pieces = text.split("\\u")
    kept = pieces[0]
    for piece in pieces[1:]:
        try:
            kept += chr(int(piece[:4], 16)) + piece[4:]
        except ValueError:
            kept += piece
    return kept


# --- paths -----------------------------------------------------------------------------------------------------------


def locate(text: str, root: bytes = b"", cwd: bytes = b"") -> tuple[bytes, ...]:
    """The paths that an argument may mean, as the policy names them: relative to the repository, or absolute outside it.

    Only the text is looked at; links are resolved by whoever knows the file system. `~` counts as outside. A backslash is
    read as itself and as a slash, for this may be Windows.

    Args:
        text: the argument.
        root: the repository's absolute path.
        cwd: where relative paths start, relative to the repository.
    """
    if text[:7].lower() == "file://":
        text = unquote(text[7:])
    readings = [text, text.replace("\\", "/")] if "\\" in text else [text]
    return tuple([_located(reading, root, cwd) for reading in readings])


def _located(text: str, root: bytes, cwd: bytes) -> bytes:
    try:
        path = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        path = text.encode("utf-8", "surrogatepass")
    if path.startswith(b"~"):
        path = b"/" + path
    absolute = path.startswith(b"/")
    base = [part for part in root.split(b"/") if part]
    parts = [] if absolute else [*base, *[part for part in cwd.split(b"/") if part]]
    outside = False
    for part in path.split(b"/"):
        if part in (b"", b"."):
            continue
        if part != b"..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            outside = True
    if base:
        inside = parts[: len(base)] == base
    else:
        inside = not absolute and not outside
    return b"/".join(parts[len(base) :]) if inside else b"/" + b"/".join(parts)


def unquote(text: str) -> str:
    """A text with its percent escapes decoded."""
    if "%" not in text:
        return text
    pieces = text.split("%")
    data = pieces[0].encode("utf-8", "surrogatepass")
    for piece in pieces[1:]:
        try:
            data += bytes([int(piece[:2], 16)]) + piece[2:].encode("utf-8", "surrogatepass")
        except ValueError:
            data += b"%" + piece.encode("utf-8", "surrogatepass")
    return data.decode("utf-8", "surrogateescape")
