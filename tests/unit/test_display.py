"""What an approver sees of a hostile request: only printable ASCII, nothing that pretends to be the display, nothing left out."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tta_guard.approvals.display import ALL, Display, show_request
from tta_guard.approvals.request import Request, make_request
from tta_guard.approvals.visible import says_something, short, visible

NOW = 1_800_000_000
HEX = "a" * 64
POLICY = {"mode": "devops", "policy_digest": "1" * 64, "signers_digest": "2" * 64}
COMMAND: dict[str, Any] = {
    "kind": "command", "argv": ["kubectl", "apply"], "executable": {"path": "/usr/bin/kubectl", "sha256": "3" * 64},
    "cwd": "/srv", "repository": {"id": "b" * 40, "worktree": "/srv/app", "git_dir": "/srv/app/.git"},
    "targets": [{"kind": "kube-context", "name": "prod-eu", "environment": "production", "address": "https://10.0.0.1"}],
    "effects": ["deploy", "write"], "inputs": [{"path": "x.yaml", "sha256": "4" * 64, "size": 12}],
    "environment": {"sha256": "5" * 64, "names": ["KUBECONFIG", "PATH"]}, "stdin": "6" * 64,
    "plan": {"kind": "kubectl-diff", "sha256": "7" * 64},
    "reasons": [{"code": "production-target", "message": "Requires approval", "file": "m.md", "line": 92}], **POLICY,
}  # fmt: skip
CHANGES: dict[str, Any] = {
    "kind": "changes", "repository": {"id": "b" * 40}, "base": "c" * 40, "reasons": [], **POLICY,
    "changes": [
        {"path": "a.csv", "change": "delete", "old_mode": "100644", "old_blob": "d" * 40, "new_mode": "", "new_blob": ""},
        {"path": "b.sh", "change": "add", "old_mode": "", "old_blob": "", "new_mode": "100755", "new_blob": "e" * 40},
    ],
}  # fmt: skip


def request_of(subject: dict[str, Any] = COMMAND, **changed: Any) -> Request:
    values: dict[str, Any] = {
        "user": "agent", "host": "box", "email": "agent@example.com", "reason": "TICKET-1: needed", "store": "8" * 32,
        "not_before": NOW, "authors": ["dev@example.com"], "checklist": [("backup", "Backup verified")],
        "follow_ups": [("watch", "Watch it")], "windows": "9" * 64,
    }  # fmt: skip
    return make_request(subject, **{**values, **changed})


def show(request: Request, **options: Any) -> Display:
    shown = show_request(request, lambda seconds: f"T{seconds}", **options)
    width = max(options.get("width", 80), 40)
    for line in shown.lines:
        assert line.isascii()
        assert line.isprintable()
        assert len(line) <= width
    return shown


def test_the_whole_of_a_command() -> None:
    request = request_of()
    assert show(request, now=NOW + 100).lines == (
        f"request      {request.id}",
        'what         run "kubectl" with 1 argument on production, once',
        'user         "agent"',
        'host         "box"',
        'e-mail       "agent@example.com"',
        'author       "dev@example.com"',
        'because      "TICKET-1: needed"',
        'argv[0]      7 bytes "kubectl"',
        'argv[1]      5 bytes "apply"',
        'program      "/usr/bin/kubectl"',
        f"  sha256     {'3' * 64}",
        'directory    "/srv"',
        'worktree     "/srv/app"',
        'git dir      "/srv/app/.git"',
        f"repository   {'b' * 40}",
        'target       production: "kube-context"',
        '  name       "prod-eu"',
        '  address    "https://10.0.0.1"',
        'effect       "deploy" "write"',
        'reads        "x.yaml"',
        "  size       12 bytes",
        f"  sha256     {'4' * 64}",
        "stdin        a file",
        f"  sha256     {'6' * 64}",
        "environment  2 variables, sha256 of all their values",
        f"  sha256     {'5' * 64}",
        '  variables  "KUBECONFIG" "PATH"',
        'plan         "kubectl-diff"',
        f"  sha256     {'7' * 64}",
        'rule         "production-target"',
        '  says       "Requires approval"',
        '  from       line 92 of "m.md"',
        'to answer    "backup"',
        '  text       "Backup verified"',
        'afterwards   "watch"',
        '  text       "Watch it"',
        'mode         "devops"',
        f"policy       {'1' * 64}",
        f"signers      {'2' * 64}",
        f"windows      {'9' * 64}",
        "approvers    1",
        f"from         T{NOW} (1 min 40 s ago)",
        f"until        T{NOW + 3600} (in 58 min 20 s)",
        "uses         1",
        f'ledger       "{"8" * 32}"',
        f"digest       {request.digest}",
        f"end          of request {request.id}, after 46 lines; nothing is left out",
    )


def test_changes_and_policy() -> None:
    lines = show(request_of(CHANGES, quorum=2, verification=True, uses=3, expires=NOW + 86400)).lines
    assert lines[1:3] == (
        'what         let 2 changes into the repository (1 "delete", 1 "add"), 3 times',
        'user         "agent"',
    )
    text = "\n".join(lines)
    assert '\npath         "a.csv"\n  change     "delete"\n' in text
    assert f"\n  from       100644 {'d' * 40}\n  to         not there\n" in text
    assert f"\n  from       not there\n  to         100755 {'e' * 40}\n" in text
    assert "\napprovers    2, with hardware keys that verify their user\n" in text
    assert "approvers    1, with hardware keys\n" in "\n".join(show(request_of(CHANGES, presence=True)).lines)
    policy = {**CHANGES, "kind": "policy", "old_policy": HEX, "new_policy": "", "base": "", "mode": None}
    text = "\n".join(show(request_of(policy, checklist=())).lines)
    assert "what         change what the guard itself permits: let 2 changes" in text
    assert f"\nold policy   {HEX}\nnew policy   DOES NOT COMPILE: everything would be refused\n" in text
    assert "\non top of    nothing: the first commit\n" in text
    assert "\nmode         none\n" in text
    assert "\nto answer    nothing\n" in text


HOSTILE = {
    "escape": ("\x1b[2J\x1b[H", r'"\x1b[2J\x1b[H"'),
    "carriage-return": ("rm -rf /\rls", r'"rm -rf /\x0dls"'),
    "newline": ("a\nargv[9]      4 bytes", r'"a\x0aargv[9]      4 bytes"'),
    "bidi": ("\u202etxt.exe", r'"\u202etxt.exe"'),
    "hangul-filler": ("\u3164\u115f\uffa0", r'"\u3164\u115f\uffa0"'),
    "braille-blank": ("\u2800", r'"\u2800"'),
    "zero-width": ("pro\u200bd", r'"pro\u200bd"'),
    "homoglyph": ("рrod", r'"\u0440rod"'),
    "c1-control": ("\x9b2J", r'"\u009b2J"'),
    "delete": ("\x7f", r'"\x7f"'),
    "emoji": ("😀", r'"\U0001f600"'),
    "tag-letters": ("\U000e0041", r'"\U000e0041"'),
    "not-utf-8": (b"a\xff\x1b", r'"a\xff\x1b"'),
    "backslash": ("\\x1b", r'"\\x1b"'),
    "quote": ('" argv[1]', r'"\" argv[1]"'),
    "empty": ("", '""'),
    "blanks": ("  x  ", '"  x  "'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_everywhere(name: str) -> None:
    value, spelt = HOSTILE[name]
    assert visible(value) == spelt
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    subject = {
        **COMMAND, "argv": ["x", value], "cwd": value, "executable": {"path": value, "sha256": HEX},
        "targets": [{"kind": "host", "name": value, "environment": "unknown", "address": value}],
        "inputs": [{"path": value, "sha256": HEX, "size": 1}], "environment": {"sha256": HEX, "names": [value]},
        "reasons": [{"code": "c", "message": text, "file": text, "line": 0}], "mode": text,
    }  # fmt: skip
    items = [("item", f"{text}.")]
    request = request_of(subject, user=f"u{text}", host=text, email=text, authors=[text], reason=f"r{text}",
                         checklist=items, follow_ups=items)  # fmt: skip
    lines = show(request).lines
    assert sum([spelt in line for line in lines]) >= 7
    first = [line for line in lines if not line.startswith(" ")]
    labels = {line.split()[0] for line in first}
    assert labels <= {
        "request", "what", "user", "host", "e-mail", "author", "because", "argv[0]", "argv[1]", "program", "directory",
        "worktree", "git", "repository", "target", "effect", "reads", "stdin", "environment", "plan", "rule", "to",
        "afterwards", "mode", "policy", "signers", "windows", "approvers", "from", "until", "uses", "ledger", "digest", "end",
    }  # fmt: skip
    changes = {**CHANGES, "changes": [{**CHANGES["changes"][0], "path": value}]}
    assert f"path         {spelt}" in show(request_of(changes)).lines


def test_a_long_argument_cannot_hide_its_end() -> None:
    argv = ["sh", "-c", "echo " + "a" * 2000 + "; rm -rf /" + "b" * 3000, "c" * 300]
    request = request_of({**COMMAND, "argv": argv})
    folded = show(request)
    assert folded.hidden == (1, 2)
    assert "argv[2]      5015 bytes, number 1, NOT IN FULL" in folded.lines
    assert not [line for line in folded.lines if "rm -rf" in line]
    assert folded.lines[-1].endswith("; not in full: 1, 2")
    one = show(request, expanded=frozenset({1}))
    assert one.hidden == (2,)
    assert [line for line in one.lines if "rm -rf /" in line]
    for expanded in (True, ALL):
        whole = show(request, expanded=expanded)
        assert whole.hidden == ()
        assert whole.lines[-1].endswith("; nothing is left out")
    assert show(request, expanded=frozenset({3})).hidden == (1, 2)


@pytest.mark.parametrize(
    "place",
    [
        "cwd",
        "path",
        "name",
        "address",
        "input",
        "variable",
        "message",
        "file",
        "mode",
        "reason",
        "check",
        "follow-up",
        "user",
    ],
)
def test_whatever_is_long_has_to_be_unfolded(place: str) -> None:
    text = "x" * 150 + "MIDDLE" + "y" * 150
    target = {**COMMAND["targets"][0]}
    subject, frame = dict(COMMAND), dict[str, Any]()
    if place in ("name", "address"):
        subject["targets"] = [{**target, place: text}]
    elif place in ("cwd", "mode"):
        subject[place] = text
    elif place == "path":
        subject["executable"] = {"path": text, "sha256": HEX}
    elif place == "input":
        subject["inputs"] = [{"path": text, "sha256": HEX, "size": 1}]
    elif place == "variable":
        subject["environment"] = {"sha256": HEX, "names": ["PATH", text]}
    elif place in ("message", "file"):
        subject["reasons"] = [{**COMMAND["reasons"][0], place: text}]
    elif place in ("check", "follow-up"):
        frame["checklist" if place == "check" else "follow_ups"] = [("item", text)]
    else:
        frame[place] = text
    request = request_of(subject, **frame)
    folded, whole = show(request), show(request, expanded=True)
    assert (folded.hidden, whole.hidden) == ((1,), ())
    assert "MIDDLE" not in "".join(folded.lines)
    assert "MIDDLE" in joined(whole.lines)


def joined(lines: tuple[str, ...]) -> str:
    """The parts of cut values put together again."""
    text = ""
    for line in lines:
        rest = line[13:]
        if line.startswith(" " * 13) and rest[:2] in ("  ", "+ "):
            text = (text[:-1] if rest[0] == "+" else text) + rest[3 if rest[0] == "+" else 2 :]
        else:
            text += f"\n{line}"
    return text


@given(
    st.lists(st.one_of(st.text(max_size=400), st.binary(max_size=400)), min_size=1, max_size=4),
    st.integers(0, 200),
)
def test_the_unfolded_display_tells_every_byte(argv: list[str | bytes], width: int) -> None:
    argv = [word.encode("utf-8", "replace").decode() if isinstance(word, str) else word for word in argv]
    request = request_of({**COMMAND, "argv": argv})
    lines = show(request, width=width, expanded=True).lines
    text = joined(lines)
    for number, word in enumerate(request.subject["argv"]):
        at = text.index(f"\nargv[{number}] ")
        rest = text[at:]
        quoted = rest[rest.index('"') : rest.index("\n", rest.index('"'))] if "\n" in rest[1:] else rest
        # The quotes are followed by the next label, or by the next line of ours.
        quoted = quoted[: quoted.rindex('"') + 1]
        if isinstance(word, bytes):
            assert ast.literal_eval(f"b{quoted}") == word
        else:
            assert ast.literal_eval(quoted) == word


@given(st.one_of(st.text(), st.binary()), st.one_of(st.text(), st.binary()))
def test_no_two_values_look_the_same(one: str | bytes, other: str | bytes) -> None:
    def plain(value: str | bytes) -> str | bytes:
        try:
            return value.decode() if isinstance(value, bytes) else value.encode().decode()
        except UnicodeError:
            return value

    assert (visible(plain(one)) == visible(plain(other))) == (plain(one) == plain(other))


def test_spaces_cannot_push_a_forged_line_to_the_left_edge() -> None:
    word = " " * 54 + "argv[2]      6 bytes " + '"--help"' + " " * 60
    lines = show(request_of({**COMMAND, "argv": ["x", word, "--now"]}), expanded=True).lines
    assert [line for line in lines if line.startswith("argv[2]")] == ['argv[2]      5 bytes "--now"']
    assert "argv[1]      143 bytes" in lines


def test_an_element_that_looks_cut_is_told_from_one_that_is() -> None:
    whole = '"' + "a" * 70 + '"\n             + "b"'
    lines = show(request_of({**COMMAND, "argv": ["x", whole]}), expanded=True).lines
    assert f"argv[1]      {len(whole)} bytes" in lines
    assert [line for line in lines if line.endswith(r'+ \"b\""')]


def test_a_narrow_terminal_is_taken_for_forty_columns() -> None:
    for width in (-1, 0, 13, 39, 40):
        assert show(request_of(), width=width) == show(request_of(), width=40)


def test_short_names_both_ends_and_what_is_between() -> None:
    assert short("abc") == '"abc"'
    assert short("é" * 100) == f'"{chr(92)}u00e9' + "\\u00e9" * 39 + '" ... 80 bytes ... "' + "\\u00e9" * 20 + '"'
    assert not says_something("\u3164 \u2800-")
    assert says_something("- 1")
