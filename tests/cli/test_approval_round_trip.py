"""A change that needs approval, from the refusal to the commit: real git with the real hooks, real ssh-keygen."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Repo

NAMESPACE = "tta-approval-v1@tta-guard"


@pytest.fixture
def guarded(repo: Repo, tmp_path: Path) -> Repo:
    """A repository with hooks, a signers file that names Ann, and a guard's own file that wants changing."""
    key = tmp_path / "ann"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    words = Path(f"{key}.pub").read_text().split()
    repo.write(".tta-guard/signers", f'ann@example.com namespaces="{NAMESPACE}" {words[0]} {words[1]}\n')
    repo.write("tta-guard.yaml", "version: 1\n")
    assert repo.tta("init", "--yes").returncode == 0
    done = repo.commit("policy")
    assert done.returncode == 0, done.stderr
    repo.write("tta-guard.yaml", "version: 1\nprotected: ['deploy/**']\n")
    return repo


def refused_draft(repo: Repo) -> str:
    done = repo.commit("change the policy", check=False)
    assert done.returncode != 0
    found = re.search(rb"tta-guard approval request ([0-9a-f]{16})", done.stderr)
    assert found, done.stderr
    return found.group(1).decode()


def ask(repo: Repo) -> str:
    done = repo.tta("approval", "request", refused_draft(repo), "--reason", "TICKET-7", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["request"]


def test_refused_then_approved_then_committed_once(guarded: Repo, tmp_path: Path) -> None:
    request = ask(guarded)
    waiting = guarded.commit("change the policy", check=False)
    assert waiting.returncode != 0
    assert b"is not approved yet" in waiting.stderr
    shown = guarded.tta("approval", "show", request)
    assert shown.returncode == 0, shown.stderr
    assert "tta-guard.yaml" in shown.stdout
    assert "TICKET-7" in shown.stdout
    signed = guarded.tta("approval", "sign", request, "--key", str(tmp_path / "ann"), "--yes")
    assert signed.returncode == 0, signed.stderr
    done = guarded.commit("change the policy", check=False)
    assert done.returncode == 0, done.stderr
    log = guarded.tta("audit", "show", "--json", "--kind", "redemption")
    (entry,) = [json.loads(line) for line in log.stdout.splitlines()]
    assert entry["data"]["principals"] == ["ann@example.com"]
    assert guarded.tta("audit", "verify").returncode == 0
    # The same commit may enter a branch again; the same change on another base is another one.
    guarded.git("branch", "other")
    guarded.git("update-ref", "refs/heads/main", "HEAD~1")
    assert guarded.git("update-ref", "refs/heads/main", "other", check=False).returncode == 0
    assert guarded.git("commit", "-q", "--amend", "-m", "again", check=False).returncode != 0


def test_an_approved_commit_is_pushed_and_an_unapproved_one_is_not(guarded: Repo, tmp_path: Path) -> None:
    request = ask(guarded)
    assert guarded.tta("approval", "sign", request, "--key", str(tmp_path / "ann"), "--yes").returncode == 0
    guarded.git("init", "-q", "--bare", str(tmp_path / "server"))
    guarded.git("push", "-q", str(tmp_path / "server"), "HEAD:refs/heads/main")
    assert guarded.commit("change the policy", check=False).returncode == 0
    pushed = guarded.git("push", "-q", str(tmp_path / "server"), "HEAD:refs/heads/main", check=False)
    assert pushed.returncode == 0, pushed.stderr
    guarded.write("tta-guard.yaml", "version: 1\n")
    guarded.git("add", "-A")
    guarded.git("-c", "core.hooksPath=/nowhere", "commit", "-q", "-m", "round the hooks")
    pushed = guarded.git("push", "-q", str(tmp_path / "server"), "HEAD:refs/heads/main", check=False)
    assert pushed.returncode != 0
    assert b"needs approval" in pushed.stderr


def test_a_path_that_is_not_utf8_can_be_approved(guarded: Repo, tmp_path: Path) -> None:
    guarded.write(b".claude/agents/caf\xe9.md", "---\nname: x\n---\n")
    guarded.git("checkout", "-q", "--", "tta-guard.yaml")
    request = ask(guarded)
    assert guarded.commit("a new agent", check=False).returncode != 0
    assert guarded.tta("approval", "sign", request, "--key", str(tmp_path / "ann"), "--yes").returncode == 0
    done = guarded.commit("a new agent", check=False)
    assert done.returncode == 0, done.stderr


def test_more_than_was_approved_is_refused(guarded: Repo, tmp_path: Path) -> None:
    request = ask(guarded)
    signed = guarded.tta("approval", "sign", request, "--key", str(tmp_path / "ann"), "--yes")
    assert signed.returncode == 0, signed.stderr
    guarded.write("tta-guard.yaml", "version: 1\nprotected: []\n")
    assert guarded.commit("another content", check=False).returncode != 0


def test_a_revoked_request_is_refused(guarded: Repo, tmp_path: Path) -> None:
    request = ask(guarded)
    assert guarded.tta("approval", "sign", request, "--key", str(tmp_path / "ann"), "--yes").returncode == 0
    assert guarded.tta("approval", "revoke", "request", request).returncode == 0
    assert guarded.commit("change the policy", check=False).returncode != 0


def test_the_author_cannot_approve(guarded: Repo, tmp_path: Path) -> None:
    own = {"GIT_AUTHOR_EMAIL": "ann@example.com", "GIT_COMMITTER_EMAIL": "ann@example.com"}
    request = ask(guarded)
    assert guarded.tta("approval", "sign", request, "--key", str(tmp_path / "ann"), "--yes").returncode == 0
    guarded.git("add", "-A")
    done = subprocess.run(
        ["git", "commit", "-q", "-m", "mine", "--author", "Ann <ann@example.com>"],
        cwd=guarded.path, capture_output=True, env={**__import__("os").environ, **own}, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert b"self-approval" in done.stderr or b"cannot approve it" in done.stderr


def test_someone_elses_key_does_not_sign(guarded: Repo, tmp_path: Path) -> None:
    request = ask(guarded)
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    done = guarded.tta("approval", "sign", request, "--key", str(other), "--yes")
    assert done.returncode == 1
    assert "is not in .tta-guard/signers" in done.stderr
