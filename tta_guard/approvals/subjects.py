"""What a request is about, gathered from the facts of this moment: a command about to run, or changes in git. IO.

The same functions gather the facts when the request is made and when its grant is used, so that anything that changed in
between is a difference. `request` says what shape the values have; docs/approvals.md what they bind.
"""

from __future__ import annotations

import os
import stat
from hashlib import sha256

from ..canonical import encode
from ..model import frozen
from ..plumbing.process import run_git, start_git
from .errors import ApprovalError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Final

    from ..commands.decide import CommandDecision, Understood
    from ..commands.world import World
    from ..model import Reason
    from ..plumbing.process import Repository
    from ..policy.rules import Policy

# Variables that decide where a command goes or what it loads. What else is in the environment (a window's number, a
# session's name) differs from shell to shell and would make every grant useless.
_BOUND_PREFIXES: Final = (
    "ALIBABA", "ANSIBLE_", "ARGOCD_", "ARM_", "AWS_", "AZURE_", "BASH_FUNC_", "BUILDKIT_", "CLOUDSDK_", "COMPOSE_",
    "CONSUL_", "DATABASE_", "DB_", "DIGITALOCEAN_", "DOCKER_", "DYLD_", "FLY_", "GCP_", "GIT_", "GOOGLE_", "HELM_",
    "HEROKU_", "KUBE", "LD_", "MONGO", "MYSQL", "NEO4J_", "NODE_", "NOMAD_", "PERL", "PG", "PULUMI_", "PYTHON", "REDIS",
    "RUBY", "SSH_", "TERRAFORM_", "TF_", "TOFU_", "VAULT_",
)  # fmt: skip
_BOUND_NAMES: Final = frozenset(
    ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "ENV", "BASH_ENV", "IFS", "CDPATH", "SHELLOPTS", "BASHOPTS", "EDITOR",
     "VISUAL", "PAGER", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "XDG_CONFIG_HOME", "TMPDIR", "HOSTALIASES",
     "http_proxy", "https_proxy", "all_proxy", "no_proxy", "MAKEFLAGS", "LC_ALL", "LANG")
)  # fmt: skip
_MOST_INPUTS: Final = 4000
_MOST_INPUT_BYTES: Final = 1 << 30
_ADDRESSES: Final = ("kube-server", "host", "docker-host", "url", "registry", "socket", "aws-account", "gcp-project",
                     "azure-subscription")  # fmt: skip


@frozen
class ChangeFact:
    """One change that needs approval, as git states it: modes are octal text, objects hexadecimal, "" where there is none."""

    path: bytes
    change: str
    old_mode: str
    old_blob: str
    new_mode: str
    new_blob: str


def text_value(data: bytes | str) -> str | bytes:
    """Text where it is UTF-8, else its bytes: `canonical.encode` gives each its one form."""
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw


def reason_values(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons, each with the line of the policy that it comes from; "" and 0 where it is built in."""
    values = []
    for reason in reasons:
        source = reason.source
        file, line = (source.file, source.line) if source is not None else ("", 0)
        values.append({"code": reason.code, "message": _sound(reason.message), "file": _sound(file), "line": line})
    return values


def repository_id(repo: Repository) -> str:
    """A name that clones share and other repositories do not: the digest of its root commits; "" before the first commit."""
    running = start_git(["rev-list", "--max-parents=0", "HEAD"], repo=repo, accepted=(0, 128))
    roots = sorted(running.all().split()) if running.status != 128 else []
    return sha256(b"\n".join(roots)).hexdigest()[:40] if roots else ""


def changes_subject(
    facts: Sequence[ChangeFact],
    *,
    repository: str,
    base: str,
    policy: Policy,
    signers_digest: str,
    reasons: Iterable[Reason],
    new_policy: str | None = None,
) -> dict[str, Any]:
    """The subject of a request for changes in git.

    Args:
        base: the commit that they are changes of; "" for the first commit.
        new_policy: where the changes are to the policy itself, the digest of what it becomes; "" when it does not compile.
    """
    changes = [
        {
            "path": text_value(fact.path),
            "change": fact.change,
            "old_mode": fact.old_mode,
            "old_blob": fact.old_blob,
            "new_mode": fact.new_mode,
            "new_blob": fact.new_blob,
        }
        for fact in sorted(facts, key=lambda fact: (fact.path, fact.change))
    ]
    subject: dict[str, Any] = {
        "kind": "changes" if new_policy is None else "policy",
        "repository": {"id": repository},
        "base": base,
        "changes": changes,
        "mode": policy.mode,
        "policy_digest": policy.digest,
        "signers_digest": signers_digest,
        "reasons": reason_values(dict.fromkeys(reasons)),
    }
    if new_policy is not None:
        subject |= {"old_policy": policy.digest, "new_policy": new_policy}
    return subject


def command_subject(
    argv: Sequence[str],
    understood: Sequence[Understood],
    decision: CommandDecision,
    *,
    world: World,
    repo: Repository | None,
    policy: Policy,
    signers_digest: str,
    stdin: int | None = 0,
    plan: dict[str, str] | None = None,
) -> dict[str, Any]:
    """The subject of a request for a command that is about to run.

    Args:
        argv: as it is going to be executed.
        stdin: the descriptor that the command will read; its content is bound where it is a file. None binds nothing.
        plan: kind and sha256 of a plan or diff that is made again when the grant is used.

    Raises:
        ApprovalError: `unreadable-file`: an input or the program can't be read, so what it is can't be promised.
    """
    path = world.which(argv[0], world.env.get("PATH", ""), world.cwd)
    if path is None:
        raise ApprovalError(f"{argv[0]} is not found", code="no-program", hint="is it installed, and on PATH?")
    real = os.path.realpath(path)
    top = world.repo_root or ""
    return {
        "kind": "command",
        "argv": [text_value(word) for word in argv],
        "executable": {"path": text_value(real), "sha256": _digest_file(real)[0]},
        "cwd": text_value(world.cwd),
        "repository": {
            "id": repository_id(repo) if repo is not None else "",
            "worktree": text_value(top),
            "git_dir": text_value(repo.git_dir if repo is not None else b""),
        },
        "targets": [
            {
                "kind": target.kind,
                "name": _sound(target.name),
                "environment": target.environment,
                "address": _sound(target.name) if target.kind in _ADDRESSES else "",
            }
            for target in decision.targets
        ],
        "effects": list(decision.effects),
        "inputs": _inputs(understood, world),
        "environment": bound_environment(world.env),
        "stdin": _stdin(stdin),
        "mode": policy.mode,
        "policy_digest": policy.digest,
        "signers_digest": signers_digest,
        "plan": plan,
        "reasons": reason_values(decision.reasons),
    }


def bound_environment(env: Mapping[str, str]) -> dict[str, Any]:
    """The names of the variables that a grant binds, and one digest of all their values."""
    names = sorted([name for name in env if name in _BOUND_NAMES or name.startswith(_BOUND_PREFIXES)])
    values = [[text_value(name), text_value(env[name])] for name in names]
    return {"names": [_sound(name) for name in names], "sha256": sha256(encode(values)).hexdigest()}


def requester_email(repo: Repository | None) -> str:
    """The e-mail address that git would put into a commit; "" where git knows none."""
    if repo is None:
        return ""
    running = start_git(["var", "GIT_AUTHOR_IDENT"], repo=repo, accepted=(0, 128))
    text = running.all().decode("utf-8", "replace")
    return text.partition("<")[2].partition(">")[0] if running.status != 128 else ""


def commit_people(repo: Repository, commit: str) -> tuple[str, ...]:
    """The e-mail addresses of a commit's author and committer."""
    out = run_git(["show", "-s", "--no-show-signature", "--format=%ae%n%ce", commit], repo=repo)
    return tuple(dict.fromkeys(out.decode("utf-8", "replace").split("\n")[:2]))


def _inputs(understood: Sequence[Understood], world: World) -> list[dict[str, Any]]:
    """Every file that the command reads, and below a directory each of its files, with its digest."""
    found: dict[bytes, tuple[str, int]] = {}
    total = 0
    for each in understood:
        for use in each.files:
            if use.access != "read" or not use.exists:
                continue
            name = os.fsdecode(use.names[-1])
            place = name if name.startswith("/") else f"{world.repo_root or world.cwd}/{name}"
            for path in _files_below(place):
                key = os.fsencode(path)
                if key in found:
                    continue
                found[key] = _digest_file(path)
                total += found[key][1]
                if len(found) > _MOST_INPUTS or total > _MOST_INPUT_BYTES:
                    raise ApprovalError(
                        f"the command reads more than {_MOST_INPUTS} files or 1 GiB below {place}",
                        code="too-many-inputs",
                        hint="name the files that it needs",
                    )
    return [{"path": text_value(path), "sha256": found[path][0], "size": found[path][1]} for path in sorted(found)]


def _files_below(place: str) -> Iterable[str]:
    if not os.path.isdir(place):
        return [place]
    paths = []
    for at, folders, names in os.walk(place):
        folders[:] = [name for name in folders if name not in (".git", "node_modules", ".terraform")]
        paths += [os.path.join(at, name) for name in names]
        if len(paths) > _MOST_INPUTS:
            break
    return paths


def _digest_file(path: str) -> tuple[str, int]:
    """Digest and size of a file's content; a link is followed, anything but a regular file has the digest of nothing."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError as error:
        raise ApprovalError(f"{path} cannot be read: {error.strerror}", code="unreadable-file") from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return sha256(b"").hexdigest(), 0
        return _digest_descriptor(descriptor)
    finally:
        os.close(descriptor)


def _digest_descriptor(descriptor: int) -> tuple[str, int]:
    digest = sha256()
    size = 0
    while piece := os.read(descriptor, 1 << 20):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _stdin(descriptor: int | None) -> str | None:
    """The digest of what is left to read on a descriptor that is a file; None for a terminal, a pipe, or none."""
    if descriptor is None:
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        at = os.lseek(descriptor, 0, os.SEEK_CUR)
        digest = _digest_descriptor(descriptor)[0]
        os.lseek(descriptor, at, os.SEEK_SET)
    except OSError:
        return None
    return digest


def _sound(text: str) -> str:
    """Text without lone surrogates, which canonical JSON refuses."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
