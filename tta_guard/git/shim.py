"""The text of a git hook: a few lines of POSIX shell that start the guard. Pure."""

from __future__ import annotations

import shlex

MARK = b"# tta-guard hook: "
# What git writes to these must reach both a kept hook and the guard.
READING = ("pre-push", "reference-transaction")

_HEAD = """\
#!/bin/sh
{mark}{name}. Installed by tta-guard init, taken out by tta-guard init --remove.
"""
_LATER = """\
# Git calls this for every reference it moves, those of a fetch included. Only branches and HEAD concern the guard, when
# they are about to get another commit.
[ "$1" = prepared ] || exit 0
while read -r old new ref; do
  case $ref in *refs/heads/*|HEAD) ;; *) continue ;; esac
  case $new in *[!0]*) ;; *) continue ;; esac
  [ "$old" = "$new" ] && continue
  {{ printf '%s %s %s\\n' "$old" "$new" "$ref"; cat; }} | guard "$@"
  exit
done
exit 0
"""
_GUARD = """\
python={python}
package={package}
if [ ! -x "$python" ] || [ ! -r "$package" ]; then
  echo "tta-guard: error: the {name} hook cannot start $python $package, so it refuses" >&2
  echo "  next     install tta-guard again and run: tta-guard init   (or init --remove; or delete $0)" >&2
  exit 1
fi
"""


def shim(name: str, python: str, entry: str, kept: str) -> bytes:
    """Write a hook.

    A kept hook goes first, since it may change what is about to be committed; its failure is final. A hook manager that
    was installed over ours may call us and be what we kept: it is not called again then. A guard that cannot start
    refuses.

    Args:
        name: of the hook.
        python: absolute path of the interpreter, isolated from the environment and without site-packages.
        entry: absolute path of the package's entry file.
        kept: the words of a shell command that runs a kept hook; empty if there is none.

    Returns:
        The file's content.
    """
    call = f'"$python" -I -S "$package" hook {name} "$@"'
    text = _HEAD.format(mark=MARK.decode(), name=name)
    guard = _GUARD.format(python=shlex.quote(python), package=shlex.quote(entry), name=name)
    if name == "reference-transaction" and not kept:
        function = "".join(["  " + line + "\n" for line in [*guard.splitlines(), call]])
        text += "guard() {\n" + function + "}\n" + _LATER.format()
    elif name in READING and kept:
        text += "input=$(cat; printf x)\ninput=${input%x}\n" + _first(f'printf %s "$input" | {kept} "$@"', name)
        if name == "reference-transaction":
            text += '[ "$1" = prepared ] || exit 0\n'
        text += guard + f'printf %s "$input" | {call}\n'
    else:
        text += (_first(f'{kept} "$@"', name) if kept else "") + guard + f"exec {call}\n"
    return text.encode("utf-8", "surrogateescape")


def _first(command: str, name: str) -> str:
    """Run a kept hook, unless this is being run by it."""
    lines = [
        f'if [ "${{TTA_GUARD_KEPT-}}" != "{name} $PWD" ]; then',
        f'  TTA_GUARD_KEPT="{name} $PWD"',
        "  export TTA_GUARD_KEPT",
    ]
    return "\n".join([*lines, f"  {command} || exit", "  unset TTA_GUARD_KEPT", "fi"]) + "\n"
