"""Runs one command under the supervisor alone, with a plan that does nothing: `python launchdriver.py CMD…`, for the tests.

TTA_REFUSE     words divided by ":": a program with one of them among its arguments, or as its file's name, is refused
TTA_LIMITS     limits, as Python keywords
TTA_OUTCOME    file for the outcome, as JSON
TTA_BREAK      "apply", "judge": what fails
TTA_JUDGED     file to which each program's words are appended
TTA_FILTER     1: the plan is the system call filter and nothing else
TTA_TIMES      how often the command is run, one after the other
"""

from __future__ import annotations

import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from tta_guard.confine.launch import Outcome, Start, launch
from tta_guard.confine.limits import Limits
from tta_guard.errors import GuardError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tta_guard.confine.program import Program

_REFUSED = [os.fsencode(word) for word in os.environ.get("TTA_REFUSE", "").split(":") if word]
_JUDGED = os.environ.get("TTA_JUDGED", "")


def judge(program: Program) -> str | None:
    """Refuse what the test names."""
    if os.environ.get("TTA_BREAK") == "judge" and b"break-here" in program.words:
        raise ZeroDivisionError("the judge is broken")
    if _JUDGED:
        with open(_JUDGED, "ab") as file:
            file.write(program.words.replace(b"\0", b" ") + b"\n")
    for word in _REFUSED:
        if word in program.argv or os.path.basename(program.exe) == word:
            return f"driver: refused: {os.fsdecode(program.exe)} {os.fsdecode(word)}"
    return None


def apply(_plan: object, *, keep: tuple[int, ...]) -> int:
    """A plan that does nothing, or next to nothing, or fails."""
    assert len(keep) == 2
    if os.environ.get("TTA_BREAK") == "apply":
        raise GuardError("this plan can't be carried out", hint="try another")
    time.sleep(float(os.environ.get("TTA_APPLY_S", "0")))
    if os.environ.get("TTA_FILTER"):
        from tta_guard.confine import seccomp

        return seccomp.install(seccomp.program(network=False, metadata=False), listener=False)
    return -1


def find(name: str) -> str:
    """The file that `name` means, as execvp finds it."""
    if "/" not in name:
        for directory in os.environ.get("PATH", "/usr/bin:/bin").split(":"):
            if os.access(f"{directory}/{name}", os.X_OK):
                return f"{directory}/{name}"
    return name


def run(words: list[str]) -> Outcome:
    """Run one command with what the environment says."""
    environ = {name: value for name, value in os.environb.items() if not name.startswith(b"TTA_")}
    limits = eval(f"Limits({os.environ.get('TTA_LIMITS', '')})", {"Limits": Limits})
    start = Start(os.fsencode(find(words[0])), tuple([os.fsencode(word) for word in words]), environ, os.getcwdb())
    return launch(None, start, judge=judge, limits=limits, executor=apply)


def main(words: list[str]) -> int:
    """Run it as often as wanted and tell how the last one ended."""
    try:
        for _ in range(int(os.environ.get("TTA_TIMES", "1"))):
            outcome = run(words)
    except GuardError as error:
        print(f"driver: {error.message}", file=sys.stderr)
        return 125
    if outcome.problem:
        print(f"driver: {outcome.problem}", file=sys.stderr)
    if os.environ.get("TTA_OUTCOME"):
        import json

        usage = {name: getattr(outcome.usage, name) for name in type(outcome.usage).__match_args__}
        with open(os.environ["TTA_OUTCOME"], "w") as file:
            json.dump(
                {
                    "exit_code": outcome.exit_code,
                    "signal": outcome.signal,
                    "timed_out": outcome.timed_out,
                    "ended_by": outcome.ended_by,
                    "refused": [refusal.text for refusal in outcome.refused],
                    "usage": usage,
                    "descriptors": sorted(int(name) for name in os.listdir("/proc/self/fd")),
                },
                file,
            )
    return outcome.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
