"""Command corpora, read in a made-up world: what must be refused is, what must not be interrupted is not.

The corpora are not part of the project; without them beside it these tests are skipped.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tta_guard.commands.decide import CommandDecision, decide_command
from tta_guard.commands.facts import RealWorld
from tta_guard.commands.understand import read_text
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import parse_config

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "commands"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the command corpora are not beside the project")

CONFIG = b"""
environments:
  production:
    hosts: ["*.prod-*.acme.test", "prod-*.acme.test", "prod-*"]
    clusters: ["prod-*"]
    accounts: ["111111111111"]
    projects: [acme-prod]
    branches: [main]
"""
POLICY = compile_policy(None, parse_config(CONFIG, "tta-guard.yaml"), [])


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("world")
    home = tmp_path_factory.mktemp("home")
    env = {"PATH": "/usr/bin:/bin", "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["bash", str(DATA / "make-world.sh"), str(top)], check=True, env=env, capture_output=True)
    return top


def lines(name: str) -> Iterator[dict[str, str]]:
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def ask(top: Path, text: str, ambient: str = "dev") -> CommandDecision:
    home = f"{top}/home-{ambient}"
    world = RealWorld({"HOME": home, "PATH": "/usr/bin:/bin"}, cwd=f"{top}/app-{ambient}", home=home)
    return decide_command(POLICY, read_text(text, world, POLICY).understood)


def group_of(decision: CommandDecision) -> str:
    if decision.verdict != "allow":
        return "refused"
    return "opaque" if any(reason.code.startswith("opaque") for reason in decision.reasons) else "allowed"


@cache
def attacks(top: Path) -> list[tuple[dict[str, str], str]]:
    return [(each, group_of(ask(top, each["cmd"], each["ambient"]))) for each in lines("attacks")]


def test_no_attack_is_allowed_and_few_are_opaque(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = attacks(world)
    groups: dict[str, Counter[str]] = {}
    for each, group in found:
        groups.setdefault(each["group"], Counter())[group] += 1
    with capsys.disabled():
        print()
        for name, counts in sorted(groups.items()):
            print(f"  {name:<20} " + "  ".join(f"{key} {counts[key]}" for key in ("refused", "opaque", "allowed")))
    allowed = [each["cmd"] for each, group in found if group == "allowed"]
    opaque = [each["cmd"] for each, group in found if group == "opaque"]
    assert allowed == []
    assert len(opaque) * 100 <= 5 * len(found), opaque


def test_every_refusal_has_a_reason_that_fits(world: Path) -> None:
    for each in lines("attacks"):
        decision = ask(world, each["cmd"], each["ambient"])
        if decision.verdict == "allow":
            continue
        assert decision.reasons, each
        codes = {reason.code for reason in decision.reasons}
        if each["must_refuse_because"] == "secret":
            assert codes & {"secret-read", "secret-file", "unknown-target", "production-target"}, (each, codes)


def test_development_is_not_interrupted(world: Path) -> None:
    interrupted = {each["cmd"]: ask(world, each["cmd"]) for each in lines("development-twins")}
    assert [cmd for cmd, decision in interrupted.items() if decision.verdict != "allow"] == []


def test_everyday_commands_are_not_interrupted(world: Path) -> None:
    found = [(each["cmd"], ask(world, each["cmd"])) for each in lines("everyday")]
    interrupted = [(cmd, decision.reasons[0].message) for cmd, decision in found if decision.verdict != "allow"]
    assert len(interrupted) * 100 <= 2 * len(found), interrupted
