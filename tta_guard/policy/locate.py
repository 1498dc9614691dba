"""From a path as someone writes it to the names that the policy must be asked about. IO, hot path."""

from __future__ import annotations

import os


def locate(work_tree: bytes, path: bytes, cwd: bytes | None = None) -> tuple[bytes, ...]:
    """Name a path as rules name it, and once more through every symbolic link on its way.

    A rule about `secrets/` must hold for `notes/` too if that is a link to it, so both names are to be decided and the
    stricter answer holds.

    Args:
        work_tree: the top of the repository, absolute.
        path: absolute, or relative to `cwd`. It need not exist.
        cwd: where relative paths start; None for the current directory.

    Returns:
        One or two names: relative to the repository, or absolute when the path lies outside it.
    """
    start = os.getcwdb() if cwd is None else cwd
    absolute = os.path.normpath(os.path.join(start, path))
    top = os.path.realpath(work_tree)
    named = _inside(os.path.join(os.path.realpath(os.path.dirname(absolute)), os.path.basename(absolute)), top)
    plain = _inside(absolute, os.path.normpath(work_tree))
    names = [plain if not plain.startswith(b"/") else named]
    # The name by which the kernel opens it: links resolved before "..", as it does, not after.
    resolved = _inside(os.path.realpath(os.path.join(start, path)), top)
    for name in (named, resolved):
        if name not in names:
            names.append(name)
    return tuple(names)


def _inside(path: bytes, top: bytes) -> bytes:
    """`path` relative to `top`, or unchanged where it is outside; "" is the top itself."""
    if os.sep != "/":
        path, top = path.replace(b"\\", b"/"), top.replace(b"\\", b"/")
    if path == top:
        return b""
    prefix = top.rstrip(b"/") + b"/"
    return path[len(prefix) :] if path.startswith(prefix) else path
