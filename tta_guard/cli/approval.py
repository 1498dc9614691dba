"""`tta-guard approval request | show | sign | verify | list | revoke`: the approval flow, as people go through it. IO."""

from __future__ import annotations

import os
import socket
import sys
import time

from ..approvals.accepting import requirements
from ..approvals.display import show_request
from ..approvals.errors import ApprovalError
from ..approvals.grant import Answer, make_statement, parse_grant, write_grant
from ..approvals.place import load_draft, open_ledger, read_file
from ..approvals.request import Request, make_request, parse_request, parse_subject, read_request, write_request
from ..approvals.signing import public_key_line, sign
from ..approvals.sshkeys import parse_public_key
from ..approvals.sshsig import NAMESPACE
from ..approvals.subjects import requester_email
from ..approvals.trusted import load_trusted, need_signers
from ..approvals.verify import verify_approval
from ..audit.record import make_record
from ..canonical import decode
from ..errors import UsageError
from ..git.judge import load_for_commits
from ..plumbing.process import discover
from . import answers, render
from .moments import moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..approvals.ledger import Store
    from ..approvals.trusted import Trusted
    from ..plumbing.process import Repository
    from ..policy.rules import Policy


class Desk:
    """The repository, its policy, its approvers and its ledger."""

    def __init__(self, *, create: bool = False, mode: str | None = None) -> None:
        self.repo: Repository = discover()
        loaded = load_for_commits(self.repo, mode)
        self.policy: Policy = loaded.policy
        self.trusted: Trusted = load_trusted(self.repo, loaded)
        self.store: Store = open_ledger(self.policy, create=create)

    def request(self, name: str) -> Request:
        """A request by its id, or in a file."""
        if os.path.isfile(name):
            return read_request(read_file(name))
        return parse_request(self.store.load_request(name))


def request(draft: str, reason: str, age_s: int | None, uses: int, mode: str | None, *, as_json: bool) -> int:
    """Make a request of what was refused under an id."""
    subject = load_draft(draft)
    if subject is None:
        raise UsageError(
            f"nothing was refused under {render.shown(draft)}", hint="the refusal names the id; run it again"
        )
    desk = Desk(create=True, mode=mode)
    settings = desk.policy.settings.get("approvals", {})
    need_signers(desk.trusted)
    now = int(time.time())
    value = parse_subject(decode(subject))
    needed = requirements(desk.policy, desk.trusted, value, (), now)
    made = make_request(
        value,
        user=os.environ.get("USER") or str(os.getuid() if hasattr(os, "getuid") else "user"),
        host=socket.gethostname(),
        email=requester_email(desk.repo),
        reason=reason,
        store=desk.store.store_id,
        not_before=now,
        expires=now + (age_s or settings.get("default_age_s", 3600)),
        uses=uses,
        checklist=needed.checklist,
        follow_ups=needed.follow_ups,
        quorum=needed.quorum,
        verification=needed.verification,
        presence=needed.presence,
        windows=desk.trusted.windows_digest,
    )
    desk.store.save_request(
        made.digest, made.encoded, make_record("request", request_digest=made.digest, reason=reason)
    )
    if as_json:
        block = write_request(made).decode("ascii")
        render.write(
            answers.dumps({"request": made.id, "digest": made.digest, "expires": made.expires, "block": block})
        )
        return 0
    render.write(f"request  {made.id}  good until {moment(made.expires)}")
    render.write(f"next     an approver runs: tta-guard approval sign {made.id} --key THEIR-KEY")
    render.write("         elsewhere, from this block:")
    render.write(write_request(made).decode("ascii").rstrip("\n"))
    return 0


def show(name: str, *, expanded: bool) -> int:
    """Show a request so that it can be judged."""
    display = show_request(Desk().request(name), moment, expanded=expanded)
    for line in display.lines:
        render.write(line)
    if display.hidden:
        render.write(f"next     something is folded; see all of it: tta-guard approval show {name} --expand")
    return 0


def sign_request(
    name: str, key: str, principal: str | None, checks: Sequence[str], out: str | None, *, yes: bool
) -> int:
    """Show a request in full, take the evidence, and sign."""
    desk = Desk()
    asked = desk.request(name)
    for shown in show_request(asked, moment, expanded=True).lines:
        render.write(shown, sys.stderr)
    public = parse_public_key(decode_line(public_key_line(key)))
    line = need_signers(desk.trusted).line_of(public)
    if line is None:
        raise ApprovalError(
            f"the key {public.fingerprint} is not in {desk.trusted.signers_file}", code="unknown-signer"
        )
    who = principal or line.principals[0]
    evidence = [_evidence(text) for text in checks]
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nobody is there to confirm", hint="look at it with `approval show`, then give --yes")
        print(f"Type the request's id to approve it as {who}: ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip() != asked.id:
            raise ApprovalError("not approved", code="not-confirmed")
    statement = make_statement(
        asked, principal=who, answers=evidence, checkpoint=desk.store.checkpoint(), nonce=os.urandom(16).hex()
    )
    block = write_grant(asked, statement, sign(statement.encoded, key, NAMESPACE))
    record = make_record("grant", request_digest=asked.digest, grant_id=statement.id, principals=[who])
    desk.store.save_grant(statement.id, asked.digest, block, record)
    if out:
        with open(out, "xb") as file:
            file.write(block)
    render.write(f"granted  {asked.id} by {render.shown_text(who)}, grant {statement.id[:16]}")
    render.write("next     the requester runs the same command again")
    return 0


def decode_line(line: bytes) -> bytes:
    """The key blob of a `type base64` line.

    Raises:
        ApprovalError: `bad-key`.
    """
    from binascii import Error, a2b_base64

    try:
        return a2b_base64(line.split()[1])
    except (Error, IndexError):
        raise ApprovalError("not a public key", code="bad-key") from None


def _evidence(text: str) -> Answer:
    name, equals, said = text.partition("=")
    if not equals:
        raise UsageError(f"--check {render.shown(text)}: not ITEM=EVIDENCE", hint="--check backup='restored, 412 rows'")
    if said.startswith("@"):
        from hashlib import sha256

        data = read_file(said[1:])
        return Answer(name, name=os.path.basename(said[1:]), sha256=sha256(data).hexdigest(), size=len(data))
    return Answer(name, said)


def verify(path: str, *, as_json: bool) -> int:
    """Whether a grant in a file would hold for what it was asked for."""
    desk = Desk()
    grant = parse_grant(sys.stdin.buffer.read() if path == "-" else read_file(path))
    asked = grant.request
    now = int(time.time())
    approval = verify_approval(
        asked.subject,
        [grant],
        need_signers(desk.trusted),
        desk.trusted.revoked,
        now=now,
        store_id=desk.store.store_id,
        requirements=requirements(desk.policy, desk.trusted, asked.subject, (), now),
    )
    if as_json:
        render.write(answers.dumps({"request": asked.id, "grants": approval.grants, "principals": approval.principals}))
    else:
        render.write(f"good     request {asked.id}, approved by {render.shown_text(', '.join(approval.principals))}")
    return 0


def list_requests(*, as_json: bool) -> int:
    """The newest requests, with their grants and uses."""
    for row in Desk().store.list_requests():
        if as_json:
            render.write(answers.dumps({"request": row.id, "time": row.time, "grants": row.grants, "uses": row.uses}))
        else:
            render.write(f"{row.id}  {moment(row.time)}  {row.grants} grant(s)  {row.uses} use(s)")
    return 0


def revoke(kind: str, value: str) -> int:
    """Make sure that no use is taken any more."""
    by = os.environ.get("USER") or "unknown"
    fresh = Desk().store.revoke(kind, value, make_record("revocation", by=by))
    render.write(f"revoked  {kind} {render.shown_text(value)}" + ("" if fresh else "  (it was before)"))
    return 0
