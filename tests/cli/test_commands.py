"""The commands as a user types them: what they print, what they exit with, what they say when things are broken."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import ROOT, Repo

MODE = ROOT / "tta_guard" / "examples" / "platform-engineer.chatmode.md"
NAME = "platform-engineer"
FILE = f".github/chatmodes/{NAME}.chatmode.md"


@pytest.fixture
def shop(repo: Repo) -> Repo:
    """A repository in which the example mode holds."""
    repo.write(FILE, MODE.read_bytes())
    repo.write("tta-guard.yaml", f"version: 1\nmode: {NAME}\n")
    repo.write("services/app.py")
    repo.write("deploy/base.yml")
    repo.commit("start")
    return repo


def line_of(text: str) -> int:
    lines = MODE.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_explain_path_as_json(shop: Repo) -> None:
    done = shop.tta("explain", "path", "write", "deploy/x.yml", "services/payments/card.py", "--json")
    allowed, denied = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert allowed == {"subject": "deploy/x.yml", "verdict": "allow", "reasons": []}
    assert denied["subject"] == "services/payments/card.py"
    assert denied["verdict"] == "deny"
    source = {"file": FILE, "line": line_of("services/payments/**")}
    assert source in [reason["source"] for reason in denied["reasons"]]
    assert {reason["code"] for reason in denied["reasons"]} >= {"denied-path"}


def test_explain_path_allowed_exits_with_0(shop: Repo) -> None:
    done = shop.tta("explain", "path", "read", "services/app.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("allow")


def test_explain_path_of_a_name_that_is_not_utf_8(shop: Repo) -> None:
    done = shop.tta("explain", "path", "write", b"deploy/\xff.yml", "--json")
    assert json.loads(done.stdout)["subject"] == {"b64": "ZGVwbG95L/8ueW1s"}


def test_explain_path_goes_through_links(shop: Repo) -> None:
    (shop.path / "docs").symlink_to("services")
    shop.write("services/payments/card.py")
    plain = json.loads(shop.tta("explain", "path", "read", "services/payments/card.py", "--json").stdout)
    linked = json.loads(shop.tta("explain", "path", "read", "docs/payments/card.py", "--json").stdout)
    other = json.loads(shop.tta("explain", "path", "read", "docs/app.py", "--json").stdout)
    assert (plain["verdict"], linked["verdict"], other["verdict"]) == ("deny", "deny", "allow")


def test_explain_path_from_a_subdirectory(shop: Repo) -> None:
    inside = Repo(shop.path / "services")
    done = inside.tta("explain", "path", "read", "payments/card.py", "../deploy/base.yml", "--json")
    verdicts = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
    assert verdicts == ["deny", "allow"]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (("view",), "allow"),
        (("Read",), "allow"),
        (("remove-files",), "approval"),
        (("no-such-tool",), "deny"),
        (("save-file", "--args", '{"path": "services/app.py"}'), "deny"),
        (("save-file", "--args", '{"path": "deploy/x.yml"}'), "allow"),
        (("get_me", "--server", "github"), "allow"),
        (("get_me", "--server", "elsewhere"), "deny"),
    ],
)
def test_explain_tool(shop: Repo, words: tuple[str, ...], verdict: str) -> None:
    done = shop.tta("explain", "tool", *words, "--json")
    answer = json.loads(done.stdout)
    assert answer["verdict"] == verdict, answer
    assert done.returncode == (0 if verdict == "allow" else 1)
    assert verdict == "allow" or answer["reasons"]


def test_explain_tool_with_arguments_that_are_no_json(shop: Repo) -> None:
    done = shop.tta("explain", "tool", "view", "--args", "{nonsense")
    assert done.returncode == 2
    assert "--args is no JSON" in done.stderr


def test_check_staged(shop: Repo) -> None:
    shop.write("deploy/new.yml")
    shop.git("add", ".")
    assert shop.tta("check", "--staged").returncode == 0
    shop.write("services/app.py", "changed\n")
    shop.git("add", ".")
    done = shop.tta("check", "--staged", "--json")
    findings = json.loads(done.stdout)["findings"]
    assert done.returncode == 1
    assert [(finding["path"], finding["change"], finding["verdict"]) for finding in findings] == [
        ("services/app.py", "modify", "deny")
    ]
    text = shop.tta("check")
    assert text.returncode == 1
    assert "denied  write services/app.py" in text.stderr
    assert "next" in text.stderr


def test_check_range_counts_what_is_reverted_later(shop: Repo) -> None:
    shop.write("services/app.py", "bad\n")
    shop.commit("bad")
    shop.git("revert", "--no-edit", "HEAD")
    done = shop.tta("check", "--range", "HEAD~2..HEAD", "--json")
    findings = json.loads(done.stdout)["findings"]
    commits = {finding["commit"] for finding in findings}
    assert done.returncode == 1
    assert commits == set(shop.git("rev-list", "-n", "2", "HEAD").stdout.decode().split())
    assert shop.tta("check", "--range", "HEAD..HEAD").returncode == 0


def test_check_commit_is_judged_by_the_policy_before_it(shop: Repo) -> None:
    shop.write("tta-guard.yaml", "version: 1\n")
    shop.write("services/app.py", "bad\n")
    shop.commit("loosen and use it")
    done = shop.tta("check", "--commit", "HEAD", "--json")
    found = {finding["path"]: finding["verdict"] for finding in json.loads(done.stdout)["findings"]}
    assert found == {"tta-guard.yaml": "approval", "services/app.py": "deny"}


def test_check_paths_from(shop: Repo) -> None:
    done = shop.tta("check", "--paths-from", "-", "--json", stdin=b"deploy/a.yml\0services/b.py\0x\n/.env\0")
    assert [finding["path"] for finding in json.loads(done.stdout)["findings"]] == ["services/b.py", "x\n/.env"]


def test_check_formats(shop: Repo) -> None:
    shop.write("services/app.py", "changed\n")
    shop.git("add", ".")
    sarif = json.loads(shop.tta("check", "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    result = sarif["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "services/app.py"
    github = shop.tta("check", "--format", "github").stdout
    assert github.startswith("::error file=services/app.py,title=tta-guard ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--stagged"), "no flag --stagged"),
        (("check", "--range"), "needs a value"),
        (("check", "--range", "main"), "is no range"),
        (("check", "--staged", "--commit", "HEAD"), "together"),
        (("check", "--commit", "nothing"), "no commit"),
        (("check", "--range", "--output=x..HEAD"), "is no"),
        (("check", "--format", "xml"), "no format"),
        (("check", "extra"), "no argument"),
        (("explain", "path", "execute", "x"), "'execute' is not one of"),
        (("explain", "path", "read"), "Missing argument"),
        (("nonsense",), "No such command"),
        (("hook", "post-nonsense"), "no hook"),
        (("hook",), "needs the name"),
    ],
)
def test_misuse_says_what_is_wrong_and_exits_with_2(shop: Repo, words: tuple[str, ...], said: str) -> None:
    done = shop.tta(*words)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


BROKEN = {
    "no such mode": ({"tta-guard.yaml": "mode: nobody\n"}, "there is no chat mode nobody"),
    "two of one name": ({f".tta/chatmodes/{NAME}.chatmode.md": MODE.read_text(encoding="utf-8")}, "two chat modes"),
    "empty chat mode": ({FILE: ""}, FILE),
    "no front matter": ({FILE: "# Nothing\n"}, FILE),
    "bad YAML": ({FILE: "---\nmode: [\n---\n"}, f"{FILE}:"),
    "a YAML alias": ({FILE: f"---\nmode: &a {NAME}\nx: *a\n---\n"}, f"{FILE}:2"),
    "not UTF-8": ({FILE: b"---\nmode: platform-engineer\n---\n\xff\n"}, FILE),
    "a key of the configuration misspelt": ({"tta-guard.yaml": "modes: x\n"}, "tta-guard.yaml:1"),
    "a configuration that is a list": ({"tta-guard.yaml": "- a\n"}, "tta-guard.yaml:1"),
    "a large chat mode": ({FILE: b"---\nmode: platform-engineer\n---\n" + b"x" * 3_000_000}, FILE),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_policy_refuses_and_names_the_file(shop: Repo, name: str) -> None:
    files, said = BROKEN[name]
    for path, text in files.items():
        shop.write(path, text)
    shop.commit("break it")
    shop.write("deploy/new.yml")
    shop.git("add", ".")
    for words in (("check", "--staged"), ("explain", "path", "read", "x"), ("policy", "show"), ("hook", "pre-commit")):
        done = shop.tta(*words)
        assert done.returncode in (2, 3), (words, done)
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert "allow" not in done.stdout


def test_a_dangling_link_for_a_chat_mode_refuses(shop: Repo) -> None:
    (shop.path / FILE).unlink()
    (shop.path / FILE).symlink_to("nowhere.md")
    shop.commit("dangle")
    done = shop.tta("check", "--staged")
    assert done.returncode == 3
    assert FILE in done.stderr
    assert "dangling" in done.stderr


def test_a_committed_link_to_a_chat_mode_is_followed(shop: Repo) -> None:
    shop.git("mv", FILE, "role.md")
    (shop.path / FILE).symlink_to("../../role.md")
    shop.commit("link")
    assert shop.tta("explain", "path", "write", "services/app.py").returncode == 1
    shop.write("role.md", MODE.read_text(encoding="utf-8").replace("deploy/**/*", "shop/**/*"))
    shop.commit("what it points at changes")
    assert shop.tta("explain", "path", "write", "shop/app.py").returncode == 0


def test_outside_a_repository(tmp_path: Path) -> None:
    here = Repo(tmp_path)
    assert here.tta("check").returncode == 3
    assert "not a git repository" in here.tta("check").stderr
    done = here.tta("explain", "path", "read", ".env", "notes", "--json")
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["deny", "allow"]


def test_in_a_bare_repository(tmp_path: Path) -> None:
    bare = Repo(tmp_path)
    bare.git("init", "-q", "--bare")
    done = bare.tta("init", "--yes")
    assert done.returncode == 3
    assert "bare repository" in done.stderr
    assert bare.tta("policy", "show").returncode == 0


def test_uncommitted_modes_are_shown_and_said_not_to_hold(repo: Repo) -> None:
    repo.write(FILE, MODE.read_bytes())
    repo.write("tta-guard.yaml", f"mode: {NAME}\n")
    done = repo.tta("policy", "show")
    assert done.returncode == 0
    assert "working tree" in done.stderr
    assert NAME in done.stdout


def test_a_policy_in_the_working_tree_is_not_in_force(shop: Repo) -> None:
    shop.write("tta-guard.yaml", "version: 1\n")
    shop.write(FILE, MODE.read_text(encoding="utf-8").replace("deploy/**/*", "**/*"))
    assert shop.tta("explain", "path", "write", "services/app.py").returncode == 1
    shop.git("add", "-A")
    assert shop.tta("explain", "path", "write", "services/app.py").returncode == 1


def test_the_mode_is_chosen_in_order(shop: Repo) -> None:
    def mode(*words: str, **env: str) -> str:
        return json.loads(shop.tta("policy", "show", "--json", *words, env=env).stdout)["mode"]

    for name in ("one", "two", "three"):
        shop.write(
            f".tta/chatmodes/{name}.chatmode.md",
            f"---\nmode: {name}\nsecurity:\n  restricted_paths: [x]\n---\n# {name}\n",
        )
    shop.commit("more modes")
    assert mode() == NAME
    shop.git("config", "tta.mode", "one")
    assert mode() == "one"
    assert mode(TTA_MODE="two") == "two"
    assert mode("--mode", "three", TTA_MODE="two") == "three"
    assert mode("--mode", "baseline", TTA_MODE="two") is None


def test_compile_is_the_same_anywhere(shop: Repo, tmp_path: Path) -> None:
    one = shop.tta("policy", "compile")
    copy = Repo(tmp_path / "elsewhere" / "x")
    copy.path.parent.mkdir()
    shop.git("clone", "-q", ".", str(copy.path))
    two = copy.tta("policy", "compile", env={"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"})
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout
    assert (
        shop.tta("policy", "compile", "--digest").stdout.strip()
        == json.loads(shop.tta("policy", "show", "--json").stdout)["digest"]
    )


def test_a_damaged_cache_is_made_again(shop: Repo) -> None:
    first = shop.tta("explain", "path", "write", "services/app.py", "--json")
    cache = shop.path / ".git" / "tta-guard" / "cache"
    files = list(cache.iterdir())
    assert files
    for file in files:
        data = bytearray(file.read_bytes())
        data[-20] ^= 0xFF
        file.write_bytes(data)
    assert shop.tta("explain", "path", "write", "services/app.py", "--json").stdout == first.stdout
    for file in files:
        file.write_bytes(b"")
    assert shop.tta("explain", "path", "write", "services/app.py", "--json").stdout == first.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_is_done_without(shop: Repo) -> None:
    (shop.path / ".git").chmod(0o500)
    try:
        assert shop.tta("explain", "path", "write", "services/app.py").returncode == 1
    finally:
        (shop.path / ".git").chmod(0o700)


def test_hostile_names_cannot_write_to_the_terminal(shop: Repo) -> None:
    shop.write(b"services/\x1b[2Jx\r\n\xe2\x80\xae.py")
    shop.git("add", "-A")
    done = shop.tta("check")
    assert done.returncode == 1
    assert "\x1b" not in done.stderr
    assert "\r" not in done.stderr
    assert "\u202e" not in done.stderr
    assert "\\x1b[2Jx" in done.stderr


def test_colours_follow_the_terminal(shop: Repo) -> None:
    words = ("explain", "path", "read", "x")
    assert "\x1b[" not in shop.tta(*words).stdout
    assert "\x1b[" in shop.tta(*words, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" not in shop.tta(*words, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


def test_help_and_version(shop: Repo) -> None:
    assert "tta-guard 0." in shop.tta("--version").stdout
    for words in ((), ("init",), ("policy", "lint"), ("explain", "path"), ("check",), ("hook",)):
        done = shop.tta(*words, "--help")
        assert done.returncode == 0
        assert "Usage: tta-guard" in done.stdout


def test_demo_shows_it_and_leaves_nothing_behind(tmp_path: Path) -> None:
    here = Repo(tmp_path)
    room = tmp_path / "room"
    room.mkdir()
    done = here.tta("demo", env={"TMPDIR": str(room)})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "denied  write services/payments/card.py" in done.stdout
    assert f"{NAME}.chatmode.md:{line_of('services/payments/**')}" in done.stdout
    assert list(room.iterdir()) == []
