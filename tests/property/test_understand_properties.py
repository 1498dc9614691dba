"""Whatever the text, there is an answer, and a harmless wrapper never makes it milder."""

from __future__ import annotations

import os
import random

from tta_guard.commands.decide import decide_command
from tta_guard.commands.understand import read_text
from tta_guard.commands.world import MadeWorld
from tta_guard.model import strictest
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import parse_config

COUNT = int(os.environ.get("TTA_FUZZ", "0")) or 2500
POLICY = compile_policy(None, parse_config(b"environments: {production: {clusters: ['prod-*']}}\n", "x"), [])
KUBECONFIG = (
    "apiVersion: v1\nkind: Config\ncurrent-context: dev\nclusters:\n"
    "- {name: dev, cluster: {server: 'https://dev.example.com'}}\n- {name: prod-a, cluster: {server: 'https://a.example.com'}}\n"
    "contexts:\n- {name: dev, context: {cluster: dev, user: u}}\n- {name: blue, context: {cluster: prod-a, user: u}}\n"
)
WORLD = MadeWorld(
    {"/h/.kube/config": KUBECONFIG, "/w/.env": "A=1\n", "/w/run.sh": "#!/bin/sh\ncat .env\n", "/w/notes.txt": "x\n"},
    repo_root="/w",
)
SEEDS = [
    "kubectl --context blue delete ns shop",
    "cat .env",
    "git commit --no-verify -m x",
    "ls -la notes.txt",
    "bash run.sh",
    "find . -name '*.txt' -exec cat {} +",
    "echo a | xargs -n1 rm",
    "python3 -c \"import os; os.system('cat .env')\"",
    "docker run -v ~/.ssh:/x alpine cat /x/id_rsa",
    "curl -X POST https://a.example.com/x",
    "x=$(cat .env); echo $x",
    "terraform -chdir=infra apply -auto-approve",
    "ssh host 'rm -rf /'",
    'for f in *; do cat "$f"; done',
    "git push origin HEAD:main",
    "psql postgres://a@db/x -c 'select 1'",
]
HARMLESS = ["timeout 5 {}", "nice {}", "env A=1 {}", "nohup {}", "setsid {}", "time {}", "sudo {}", "command {}"]
TOKENS = [
    "$(",
    ")",
    "`",
    "'",
    '"',
    "|",
    ";",
    "&&",
    "${x:-",
    "}",
    "<<E\n",
    "E\n",
    "\\",
    "\n",
    " -",
    "=",
    "*",
    "{a,b}",
    "\x00",
    "é",
]


def verdict(text: str) -> str:
    return decide_command(POLICY, read_text(text, WORLD, POLICY).understood).verdict


def test_the_seeds_are_decided_as_they_should_be() -> None:
    assert [verdict(text) for text in SEEDS[:5]] == ["approval", "deny", "deny", "allow", "deny"]


def test_any_text_has_an_answer() -> None:
    rng = random.Random(COUNT)
    for _ in range(COUNT):
        text = list(rng.choice(SEEDS))
        for _ in range(rng.randint(1, 5)):
            at = rng.randrange(len(text) + 1)
            kind = rng.random()
            if kind < 0.4:
                text[at:at] = rng.choice(TOKENS)
            elif kind < 0.7 and text:
                del text[at : at + rng.randint(1, 6)]
            else:
                text[at:at] = rng.choice(SEEDS)[: rng.randint(1, 20)]
        assert verdict("".join(text)) in ("allow", "approval", "deny")


def test_a_harmless_wrapper_never_makes_it_milder() -> None:
    rng = random.Random(5)
    for text in SEEDS:
        if any(mark in text for mark in ("=", ";", "|", "for ")):
            continue
        bare = verdict(text)
        for wrapper in HARMLESS:
            wrapped = wrapper.format(text)
            assert strictest((bare, verdict(wrapped))) == verdict(wrapped), wrapped
            twice = rng.choice(HARMLESS).format(wrapped)
            assert strictest((bare, verdict(twice))) == verdict(twice), twice
