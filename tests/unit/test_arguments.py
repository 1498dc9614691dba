"""One invocation's words by a tool's description: styles, subcommands, unknown flags and words, inheritance."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from tta_guard.commands.arguments import READINGS_LIMIT, Arguments, is_name, matches, parse_arguments
from tta_guard.commands.invocation import UNKNOWN, Word, literal

KUBE: dict[str, Any] = {
    "names": ("kubectl",),
    "style": "pflag",
    "flags": {"-n --namespace": "value", "--context": "value", "-v --v": "value", "-h --help": "flag"},
    "effects": ("write",),
    "files": {"--kubeconfig": "read"},
    "when": ({"if": {"flag": "-h --help"}, "local": True},),
    "subcommands": {
        "delete del": {
            "flags": {"-f --filename": "value", "--dry-run": "optional", "-A --all": "flag"},
            "effects": ("delete",),
            "files": {"-f --filename": "read"},
            "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",)},),
        },
        "get": {"effects": ("read",)},
        "exec": {
            "flags": {"-c --container": "value", "-i --stdin": "flag", "-t --tty": "flag"},
            "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@2*"}),
        },
        "config": {"subcommands": {"view": {}, "use-*": {"effects": ("write",)}, "": {"effects": ()}}},
    },
}


def parse(tool: dict[str, Any], text: str) -> Arguments:
    return parse_arguments(tool, tuple([literal(word) for word in shlex.split(text)]))


def flags(arguments: Arguments) -> list[tuple[str, str | None]]:
    return [(name, None if value is None else str(value)) for name, value in arguments.flags]


def words(given: tuple[Word, ...] | None) -> list[str] | None:
    return None if given is None else [str(word) for word in given]


def tool(style: str, given: dict[str, str], **more: object) -> dict[str, Any]:
    return {"names": ("t",), "style": style, "flags": given, **more}


GNU = {"-a --all": "flag", "-o --output": "value", "-i --in-place": "optional", "--allow": "value", "-n": "value"}


@pytest.mark.parametrize(
    ("description", "line", "expect_flags", "expect_words"),
    [
        # gnu: getopt_long(3), GNU Coding Standards 4.8
        (tool("gnu", GNU), "t -a x", [("-a --all", None)], ["x"]),
        (tool("gnu", GNU), "t --all x", [("-a --all", None)], ["x"]),
        (tool("gnu", GNU), "t --al x", [], ["x"]),
        (tool("gnu", GNU), "t --output f x", [("-o --output", "f")], ["x"]),
        (tool("gnu", GNU), "t --output=f x", [("-o --output", "f")], ["x"]),
        (tool("gnu", GNU), "t --out f x", [("-o --output", "f")], ["x"]),
        (tool("gnu", GNU), "t --outp=f x", [("-o --output", "f")], ["x"]),
        (tool("gnu", GNU), "t -of x", [("-o --output", "f")], ["x"]),
        (tool("gnu", GNU), "t -o=f x", [("-o --output", "=f")], ["x"]),
        (tool("gnu", GNU), "t -aof x", [("-a --all", None), ("-o --output", "f")], ["x"]),
        (tool("gnu", GNU), "t -ao f x", [("-a --all", None), ("-o --output", "f")], ["x"]),
        (tool("gnu", GNU), "t -i x", [("-i --in-place", None)], ["x"]),
        (tool("gnu", GNU), "t -i.bak x", [("-i --in-place", ".bak")], ["x"]),
        (tool("gnu", GNU), "t --in-place=.b x", [("-i --in-place", ".b")], ["x"]),
        (tool("gnu", GNU), "t x -a y", [("-a --all", None)], ["x", "y"]),
        (tool("gnu", GNU), "t x -- -a y", [], ["x", "-a", "y"]),
        (tool("gnu", GNU), "t - x", [], ["-", "x"]),
        (tool("gnu", GNU), "t -o -a x", [("-o --output", "-a")], ["x"]),
        (tool("gnu", GNU), "t -o", [("-o --output", None)], []),
        (tool("gnu", GNU), "t -5 x", [("-5", None)], ["x"]),
        (tool("gnu", {"-in": "value"}), "t -in f", [("-in", "f")], []),
        (tool("gnu", {"if=": "value", "of=": "value"}), "dd if=a of=b c", [("if=", "a"), ("of=", "b")], ["c"]),
        (tool("gnu", {"--arg": "value2"}), "t --arg a b c", [("--arg", "a"), ("--arg", "b")], ["c"]),
        # pflag
        (tool("pflag", GNU), "t -o=f x", [("-o --output", "f")], ["x"]),
        (tool("pflag", GNU), "t -ao=f x", [("-a --all", None), ("-o --output", "f")], ["x"]),
        (tool("pflag", GNU), "t --all=false x", [("-a --all", "false")], ["x"]),
        # go
        (tool("go", {"-var": "value", "-auto": "flag"}), "t -var x --var=y -auto z",
         [("-var", "x"), ("-var", "y"), ("-auto", None)], ["z"]),
        (tool("go", {"--chdir": "value"}), "t -chdir=d x", [("--chdir", "d")], ["x"]),
        # aws
        (tool("aws", {"--ids": "values", "--profile": "value", "--dry": "flag"}), "t --ids a b --prof p x",
         [("--ids", None), ("--ids", "a"), ("--ids", "b"), ("--profile", "p")], ["x"]),
        (tool("aws", {"--profile": "value", "--dry": "flag"}), "t --profile --dry x", [("--profile", None), ("--dry", None)], ["x"]),
        # raw
        (tool("raw", {}), "t -a --b -- c", [], ["-a", "--b", "--", "c"]),
        # stop
        (tool("gnu", GNU, stop="first-positional"), "t -a x -o f", [("-a --all", None)], ["x", "-o", "f"]),
        (tool("gnu", GNU, stop="first-positional"), "t -a -- -o f", [("-a --all", None)], ["-o", "f"]),
        (tool("gnu", GNU, stop="first-positional"), "t x -- y", [], ["x", "--", "y"]),
        (tool("gnu", GNU, stop="second-positional"), "t x -a y -o f", [("-a --all", None)], ["x", "y", "-o", "f"]),
        # assignments and old bundles
        (tool("gnu", GNU, stop="first-positional", assignments="leading"), "t A=1 -a x B=2", [("-a --all", None)], ["x", "B=2"]),
        (tool("gnu", GNU, assignments="any"), "t x B=2 --c=d", [("--c", "d")], ["x"]),
        (tool("gnu", {"-c": "flag", "-z": "flag", "-f": "value"}, old_bundle=True), "tar czf x.tgz a",
         [("-c", None), ("-z", None), ("-f", "x.tgz")], ["a"]),
    ],
)  # fmt: skip
def test_styles(description: dict[str, Any], line: str, expect_flags: list[Any], expect_words: list[str]) -> None:
    found = parse(description, line)
    assert words(found.positionals) == expect_words
    if expect_flags or "--al " not in line:
        assert flags(found) == expect_flags


def test_an_ambiguous_beginning_is_not_guessed() -> None:
    found = parse(tool("gnu", GNU), "t --al x")
    assert found.unlisted == ("--al",)
    assert found.uncertain
    assert words(found.other_readings[0].positionals) == []


def test_git_undoes_flags_and_keeps_those_of_the_top_to_itself() -> None:
    git = {
        "names": ("git",), "style": "git", "flags": {"-C": "value", "-c": "value"},
        "subcommands": {"push": {"flags": {"--delete -d": "flag"}}, "commit": {"flags": {"-c": "value", "-C": "value"}}},
    }  # fmt: skip
    found = parse(git, "git -C d push --delete --no-delete o b")
    assert found.path == ("push",)
    assert words(found.positionals) == ["o", "b"]
    assert not found.switched_on("--delete -d")
    assert found.given("--delete -d")
    assert str(found.value("-C")) == "d"
    assert parse(git, "git push -C x").unlisted == ("-C",)


@pytest.mark.parametrize(
    ("line", "path", "effects", "positionals"),
    [
        ("kubectl delete ns x", ("delete",), ("delete",), ["ns", "x"]),
        ("kubectl --context a -n b del ns x", ("del",), ("delete",), ["ns", "x"]),
        ("kubectl delete -n b ns x --context a", ("delete",), ("delete",), ["ns", "x"]),
        ("kubectl config use-context prod", ("config", "use-context"), ("write",), ["prod"]),
        ("kubectl config view", ("config", "view"), ("write",), []),
        ("kubectl config", ("config",), (), []),
        ("kubectl config nothing", ("config",), ("write",), ["nothing"]),
        ("kubectl unheard-of x", (), ("write",), ["unheard-of", "x"]),
        ("kubectl x delete", (), ("write",), ["x", "delete"]),
        ("kubectl -- delete ns", ("delete",), ("delete",), ["ns"]),
        ("kubectl", (), ("write",), []),
        ("kubectl exec app -- ls -la", ("exec",), ("write",), ["app"]),
        ("kubectl exec -it app ls", ("exec",), ("write",), ["app", "ls"]),
    ],
)
def test_subcommands(line: str, path: tuple[str, ...], effects: tuple[str, ...], positionals: list[str]) -> None:
    found = parse(KUBE, line)
    assert found.path == path
    assert found.node.get("effects") == effects
    assert words(found.positionals) == positionals


def test_dashes_stand_apart_only_where_they_are_a_command() -> None:
    found = parse(KUBE, "kubectl exec app -- ls -la")
    assert words(found.after_dashes) == ["ls", "-la"]
    other = parse(KUBE, "kubectl delete ns -- x")
    assert words(other.positionals) == ["ns", "x"]
    assert words(other.after_dashes) == ["x"]
    assert parse(KUBE, "kubectl delete ns x").after_dashes is None


def test_inheritance() -> None:
    node = parse(KUBE, "kubectl delete").node
    assert list(node["flags"]) == [
        "-n --namespace",
        "--context",
        "-v --v",
        "-h --help",
        "-f --filename",
        "--dry-run",
        "-A --all",
    ]
    assert node["files"] == {"--kubeconfig": "read", "-f --filename": "read"}
    assert [entry["if"]["flag"] for entry in node["when"]] == ["-h --help", "--dry-run"]
    assert "subcommands" not in node


def test_the_nearer_flag_has_the_alias() -> None:
    docker = {
        "names": ("docker",), "style": "pflag", "flags": {"-c --context": "value"},
        "subcommands": {"run": {"flags": {"-c --cpu-shares": "value"}}},
    }  # fmt: skip
    found = parse(docker, "docker -c live run -c 512 --context x image")
    assert flags(found) == [("-c --context", "live"), ("-c --cpu-shares", "512"), ("-c --context", "x")]
    assert str(found.value("-c --context")) == "x"
    assert str(found.value("--cpu-shares")) == "512"


def test_a_flag_before_its_subcommand() -> None:
    found = parse(KUBE, "kubectl -f x.yaml delete")
    readings = {(reading.path, str(reading.value("--filename"))) for reading in found.readings()}
    assert (("delete",), "x.yaml") in readings


def test_values() -> None:
    found = parse(KUBE, "kubectl --context a --context b get --context=c pods")
    assert [str(value) for value in found.all_values("--context")] == ["a", "b", "c"]
    assert str(found.value("--context")) == "c"
    assert found.value("--namespace") is None
    assert str(found.positional(1)) == "pods"
    assert str(found.positional(-1)) == "pods"
    assert found.positional(0) is None
    assert found.positional(2) is None
    assert found.positional(-2) is None


@pytest.mark.parametrize(
    ("reference", "expect"),
    [
        ("@1", ["a"]),
        ("@-1", ["c"]),
        ("@*", ["a", "b", "c"]),
        ("@2*", ["b", "c"]),
        ("@9", []),
        ("--", []),
        ("--context", ["x"]),
        ("$A", []),
    ],
)
def test_references(reference: str, expect: list[str]) -> None:
    assert words(parse(KUBE, "kubectl get a --context x b c").words(reference)) == expect


@pytest.mark.parametrize(
    ("line", "given", "on"),
    [
        ("kubectl delete -h", True, True),
        ("kubectl delete --help", True, True),
        ("kubectl delete --help=true", True, True),
        ("kubectl delete --help=false", True, False),
        ("kubectl delete --help --help=false", True, False),
        ("kubectl delete --help=$X", True, False),
        ("kubectl delete", False, False),
        ("kubectl delete -- --help", False, False),
        ("kubectl delete -n --help", False, False),
    ],
)
def test_switches_that_make_things_milder(line: str, given: bool, on: bool) -> None:
    found = parse(KUBE, line)
    assert found.given("--help") is given
    assert found.switched_on("--help") is on


# What is not known


def test_an_unlisted_flag_is_read_both_ways() -> None:
    found = parse(KUBE, "kubectl --foo delete ns x")
    assert {reading.path for reading in found.readings()} == {("delete",), ()}
    assert {reading.path for reading in parse(KUBE, "kubectl --foo=a delete ns x").readings()} == {("delete",)}
    assert found.uncertain and found.complete
    swallowed = [
        reading for reading in parse(KUBE, "kubectl --foo --help delete ns x").readings() if not reading.given("--help")
    ]
    assert swallowed and swallowed[0].path == ("delete",)


@pytest.mark.parametrize(("takes", "expect"), [("flag", ["x", "y"]), ("value", ["y"]), ("values", [])])
def test_what_unlisted_flags_take_can_be_said(takes: str, expect: list[str]) -> None:
    found = parse(tool("gnu", {}, unlisted=takes), "t --foo x y")
    assert words(found.positionals) == expect
    assert not found.uncertain


def test_every_combination_of_unlisted_flags_is_read() -> None:
    found = parse(tool("gnu", {}), "t --a 1 --b 2 --c 3")
    assert len(found.readings()) == 8
    assert {tuple(words(reading.positionals) or ()) for reading in found.readings()} >= {
        ("1", "2", "3"),
        (),
        ("1", "3"),
    }


def test_too_many_readings_are_said() -> None:
    found = parse(tool("gnu", {}), "t " + " ".join([f"--x{number} {number}" for number in range(12)]))
    assert not found.complete
    assert len(found.other_readings) <= READINGS_LIMIT + 1
    assert () in {reading.positionals for reading in found.readings()}  # the one where every flag takes a value


def test_an_unknown_subcommand_may_be_any() -> None:
    found = parse_arguments(KUBE, (literal("kubectl"), UNKNOWN, literal("ns")))
    assert {"delete", "get", "exec", "config"} <= {reading.path[0] for reading in found.other_readings if reading.path}
    assert found.uncertain and not found.complete
    half = parse_arguments(KUBE, (literal("kubectl"), Word(("de", None)), literal("ns")))
    assert {reading.path for reading in half.other_readings} == {("delete",)}
    assert half.open_words == ()


def test_unknown_words() -> None:
    found = parse_arguments(KUBE, (literal("kubectl"), literal("get"), literal("pods"), UNKNOWN))
    assert found.open_words == (UNKNOWN,) and found.uncertain
    name = Word(("pod-", None))
    assert parse_arguments(KUBE, (literal("kubectl"), literal("get"), name)).open_words == ()
    splits = Word(("pod-", None), True)
    assert parse_arguments(KUBE, (literal("kubectl"), literal("get"), splits)).open_words == (splits,)
    flag = Word(("--context=", None))
    assert parse_arguments(KUBE, (literal("kubectl"), literal("get"), flag)).flags == (("--context", Word((None,))),)
    short = Word(("-n", None))
    assert parse_arguments(KUBE, (literal("kubectl"), literal("get"), short)).flags == (
        ("-n --namespace", Word((None,))),
    )
    part = Word(("--con", None))
    assert parse_arguments(KUBE, (literal("kubectl"), literal("get"), part)).unlisted == ("?",)
    value = parse_arguments(KUBE, (literal("kubectl"), literal("--context"), Word((None,), True), literal("get")))
    assert value.open_words and value.path == ("get",)


def test_content_of_a_word_goes_with_its_value() -> None:
    word = Word(("--filename=/dev/fd/63",), False, literal("kind: Pod"))
    value = parse_arguments(KUBE, (literal("kubectl"), literal("delete"), word)).value("--filename")
    assert value is not None and value.content == literal("kind: Pod")


def test_a_table_that_holds_itself_ends() -> None:
    table: dict[str, Any] = {}
    table["*"] = {"subcommands": table}
    found = parse({"names": ("t",), "style": "gnu", "subcommands": table}, "t " + "a " * 1000)
    assert len(found.path) <= 12
    assert len(found.path) + len(found.positionals) == 1000


@pytest.mark.parametrize(
    ("pattern", "text", "expect"),
    [("a", "a", True), ("a*", "abc", True), ("*c", "abc", True), ("a*c", "abc", True), ("a*c", "ac", True), ("a*b*c", "axbyc", True),
     ("a*b*c", "acb", False), ("*", "", True), ("ab*ba", "aba", False), ("a*", "b", False), ("**", "x", True)],
)  # fmt: skip
def test_patterns(pattern: str, text: str, expect: bool) -> None:
    assert matches(pattern, text) is expect


def test_names() -> None:
    assert is_name("A_1") and is_name("_") and not is_name("1A") and not is_name("a-b") and not is_name("é")
