"""Run a command under a plan made for a repository, as `tta-run` does, for tests: one JSON object in, one out.

    python confinedriver.py '{"tier": "landlock", "repository": "...", "argv": [...], …}'

The object's keys: tier (demanded, or null), repository, argv, cwd, homes, state, hide, show, write, network. The answer goes to
the file named by `answer`: exit_code, refused, changed, plan, tier.
"""

from __future__ import annotations

import json
import os
import sys

from tta_guard.confine import launch as launching
from tta_guard.confine.features import features
from tta_guard.confine.files import view
from tta_guard.confine.metagate import MetadataGate
from tta_guard.confine.notify import Listener
from tta_guard.confine.plan import plan
from tta_guard.confine.prepare import Prepared
from tta_guard.errors import GuardError
from tta_guard.plumbing.process import discover
from tta_guard.policy.store import load


class OnlyMetadata:
    """A gate that serves the calls of `MetadataGate` and nothing else."""

    def __init__(self, calls, listener: int) -> None:
        self._calls = calls
        self._listener = Listener(listener)

    def fileno(self) -> int:
        return self._listener.fd

    def close(self) -> None:
        self._listener.close()

    def handle(self) -> None:
        call = self._listener.receive()
        if call is None:
            return
        try:
            self._calls[call.number](self._listener, call)
        except OSError as error:
            self._listener.answer(call.id, 0, error.errno or 13)


def main() -> int:
    asked = json.loads(sys.argv[1])
    answer = {"exit_code": 125, "error": "", "hint": "", "code": "", "changed": [], "plan": "", "tier": ""}
    try:
        run(asked, answer)
    except GuardError as error:
        answer.update(error=str(error), code=error.code, hint=error.hint)
    except OSError as error:
        answer.update(error=str(error), code="os-error")
    with open(asked["answer"], "w", encoding="utf-8") as file:
        json.dump(answer, file)
    return answer["exit_code"]


def run(asked, answer) -> None:
    encode = os.fsencode
    repository = discover(asked["repository"]) if asked.get("repository") else None
    if repository is not None:
        os.chdir(asked["repository"])
    policy = load(repository, mode=asked.get("mode")).policy
    state = encode(asked["state"])
    files = view(
        policy,
        repository,
        environ=os.environb,
        memory=state + b"/memory",
        hide=[encode(text) for text in asked.get("hide", ())],
        show=[encode(text) for text in asked.get("show", ())],
        write=[encode(text) for text in asked.get("write", ())],
        places=tuple(encode(text) for text in asked["homes"]),
    )
    made = plan(files, features(state), network=False, demand=asked.get("tier"))
    answer["plan"] = made.describe()
    answer["tier"] = made.tier
    prepared = Prepared(made, state)
    if "directory_as" in asked:
        os.dup2(os.open(asked["repository"], os.O_RDONLY), asked["directory_as"])
    try:
        outcome = launching.launch(
            made,
            launching.Start(
                encode(asked["argv"][0]),
                tuple(encode(word) for word in asked["argv"]),
                {**os.environb, **dict(made.environ)},
                encode(asked.get("cwd") or asked["repository"]),
            ),
            judge=lambda program: None,
            network_gate=(lambda fd: OnlyMetadata(MetadataGate(made).calls(), fd)) if made.listens else None,
        )
        answer["exit_code"] = outcome.exit_code
    finally:
        answer["changed"] = [[os.fsdecode(item.path), item.change] for item in prepared.finish()]


if __name__ == "__main__":
    sys.exit(main())
