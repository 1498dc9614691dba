"""Where every command starts: the quick ones go straight on, the rest to click. IO, hot path.

Hooks run this file as `python -I -S …/tta_guard/hot.py hook NAME`: isolated from the environment and the current directory,
and without site-packages, which cost more to set up than a decision takes. What needs a library calls `libraries.use_libraries` first.
"""

from __future__ import annotations

import sys

_QUICK = ("hook", "check")
_HELP = {"-h", "--help"}


def _package_directory() -> str:
    return __file__.replace("\\", "/").rpartition("/")[0].rpartition("/")[0]


def main(argv: list[str]) -> int:
    """Run one command.

    Args:
        argv: the words after the program's name.

    Returns:
        The exit code. Whatever goes wrong, it is not 0: a guard that cannot do its work refuses.
    """
    from tta_guard.errors import GuardError

    try:
        if argv[:2] == ["explain", "command"] and not _HELP & set(argv[2:3]):
            from tta_guard.cli.command import explain_command

            return explain_command(argv[2:])
        if argv and argv[0] in _QUICK and "--help" not in argv and "-h" not in argv:
            if argv[0] == "hook":
                from tta_guard.cli.hook import hook

                return hook(argv[1:])
            from tta_guard.cli.check import check

            return check(argv[1:])
        from tta_guard.libraries import use_libraries

        use_libraries()
        from tta_guard.cli.main import run

        return run(argv)
    except GuardError as error:
        from tta_guard.cli.render import show_error

        show_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _close_output()
        return 141 if not argv or argv[0] != "hook" else 3
    except Exception as error:
        from tta_guard.cli.render import show_bug

        show_bug(error)
        return 3


def _close_output() -> None:
    """Point standard output at nothing, so that flushing it at exit does not fail a second time."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def console() -> None:
    """The `tta-guard` console script."""
    code = main(sys.argv[1:])
    sys.stdout.flush()
    raise SystemExit(code)


if __name__ == "__main__":
    sys.path.insert(0, _package_directory())
    # The modules import each other as tta_guard.…; this file must be the same module, not a second copy called __main__.
    sys.modules["tta_guard.hot"] = sys.modules["__main__"]
    sys.exit(main(sys.argv[1:]))
