"""The catalogue: its data files, the index, and what command lines mean by them."""

from __future__ import annotations

import copy
import importlib
import json
import random
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tta_guard.commands.arguments import parse_arguments
from tta_guard.commands.catalogue import base_name, complete, extend, find, names
from tta_guard.commands.catalogue.files import data_files, names_index, names_source, read_literals
from tta_guard.commands.catalogue.meaning import Meaning, read_meaning
from tta_guard.commands.catalogue.schema import check_tool
from tta_guard.commands.invocation import UNKNOWN, Word

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests" / "vectors" / "catalogue"
CORPORA = ROOT.parent / "shared" / "data" / "commands"
FILES = data_files()
BY_VECTORS = [path for path in FILES if (VECTORS / f"{path.stem}.toml").is_file()]
ACCEPTED_ALONE = ("print-secret", "weaken-guard")


def word(text: str) -> Word:
    """A word in which each `{?}` is text that is not known."""
    parts: list[str | None] = []
    for number, piece in enumerate(text.split("{?}")):
        if number:
            parts.append(None)
        if piece:
            parts.append(piece)
    return Word(tuple(parts))


def meaning_of(argv: tuple[Word, ...], env: dict[str, str] | None = None) -> tuple[str, Meaning]:
    tool = find(argv[0].text or "")
    assert tool is not None
    arguments = parse_arguments(tool, argv)
    values = {name: word(value) for name, value in (env or {}).items()}
    return " ".join(arguments.path), read_meaning(arguments, values.get)


def mean(command: str) -> Meaning:
    return meaning_of(tuple(word(text) for text in shlex.split(command)))[1]


def as_object(path: str, meaning: Meaning) -> dict[str, Any]:
    def texts(words: tuple[Word, ...]) -> str:
        return " ".join(str(one) for one in words)

    return {
        "path": path,
        "effects": list(meaning.effects),
        "local": meaning.local,
        "target": [
            f"{meaning.resolver}.{name}: {place}" + (f" = {texts(words)}" if words else "")
            for name, place, words in meaning.parameters
        ],
        "files": [f"{use.access} {use.path}" for use in meaning.files],
        "commands": [f"{'remote ' * use.remote}{use.form}: {texts(use.words)}" for use in meaning.commands],
        "sets": [f"{state} = {texts(words)}" for state, words in meaning.sets],
        "certain": meaning.certain,
    }


EMPTY = {"path": "", "target": [], "files": [], "commands": [], "sets": [], "certain": True, "env": {}}


def cases() -> list[Any]:
    found = []
    for path in sorted(VECTORS.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found.append(pytest.param({**EMPTY, **case}, id=f"{path.stem}:{case['id']}"))
    return found


CASES = cases()


@pytest.mark.parametrize("case", CASES)
def test_vector(case: dict[str, Any]) -> None:
    argv = tuple(word(text) for text in shlex.split(case["command"]))
    expected = {key: value for key, value in case.items() if key not in ("id", "source", "command", "env")}
    assert as_object(*meaning_of(argv, case["env"])) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_data_file_is_a_valid_pure_literal(path: Path) -> None:
    tools = read_literals(path)
    assert [fault for tool in tools for fault in check_tool(tool, path.stem)] == []
    module = importlib.import_module(f"tta_guard.commands.catalogue.{path.stem}")
    assert {key for key in vars(module) if not key.startswith("__")} in ({"TOOL"}, {"TOOLS"})
    assert {"about", "docs"} <= set.intersection(*(set(tool) for tool in tools))


@pytest.mark.parametrize("path", BY_VECTORS, ids=lambda path: path.stem)
def test_each_file_has_vectors_for_each_of_its_tools(path: Path) -> None:
    commands = [
        shlex.split(case["command"])[0]
        for case in tomllib.loads((VECTORS / f"{path.stem}.toml").read_text(encoding="utf-8"))["case"]
    ]
    assert len(commands) >= 6
    ids = [case["id"] for case in tomllib.loads((VECTORS / f"{path.stem}.toml").read_text(encoding="utf-8"))["case"]]
    assert len(ids) == len(set(ids))


def test_index_is_the_one_that_the_files_make() -> None:
    made = names_source(names_index())
    assert Path(names.__file__).read_text(encoding="utf-8") == made, "run python -m tta_guard.commands.catalogue.files"


@pytest.mark.parametrize(
    ("program", "name"),
    [
        ("kubectl", "kubectl"),
        ("/usr/local/bin/kubectl", "kubectl"),
        ("./kubectl", "kubectl"),
        ("KUBECTL", "kubectl"),
        ("C:\\tools\\Kubectl.EXE", "kubectl"),
        ("kubectl-1.30.2", "kubectl"),
        ("kubectl_v1.30", "kubectl"),
        ("gpg2", "gpg"),
        ("aws.cmd", "aws"),
        ("kubectlx", None),
        ("", None),
        ("1.2.3", None),
        ("/", None),
    ],
)
def test_find_by_name(program: str, name: str | None) -> None:
    tool = find(program)
    assert (tool["names"][0] if tool else None) == name


def test_base_name_keeps_what_is_no_suffix() -> None:
    assert [base_name(text) for text in ("a/b.exe", "b.EXE", "b.exec", "a\\b", "b/")] == ["b", "b", "b.exec", "b", ""]


def test_one_tool_loads_one_file_and_nothing_slow() -> None:
    code = (
        "import sys; before = set(sys.modules)\n"
        "from tta_guard.commands.catalogue import find\n"
        "import tta_guard.commands.catalogue.meaning\n"
        "find('docker'); print('\\n'.join(sorted(set(sys.modules) - before)))"
    )
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C.UTF-8"},
    )
    loaded = set(answer.stdout.split())
    stem = "tta_guard.commands.catalogue."
    assert {name for name in loaded if name.startswith(stem)} == {
        f"{stem}{one}" for one in ("names", "docker", "meaning", "file_forms")
    }
    slow = ("re", "json", "enum", "dataclasses", "typing", "collections", "functools", "contextlib", "subprocess")
    assert loaded.isdisjoint(slow)


# What an unknown word may turn out to be includes what it was: no effect may be lost, and nothing may become local.


@pytest.mark.parametrize("case", CASES)
def test_not_knowing_a_word_never_makes_it_milder(case: dict[str, Any]) -> None:
    argv = tuple(word(text) for text in shlex.split(case["command"]))
    known = meaning_of(argv, case["env"])[1]
    for index in range(1, len(argv)):
        for blank in (UNKNOWN, Word((None,), True)):
            unsure = meaning_of((*argv[:index], blank, *argv[index + 1 :]), case["env"])[1]
            if unsure.complete:
                assert set(known.effects) <= set(unsure.effects), (index, argv[index])
                assert known.local or not unsure.local, (index, argv[index])


@pytest.mark.parametrize("case", [one for one in CASES if set(one.values[0]["effects"]) - {"read"}])
def test_no_harmless_looking_flag_makes_it_milder(case: dict[str, Any]) -> None:
    argv = tuple(word(text) for text in shlex.split(case["command"]))
    plain = meaning_of(argv, case["env"])[1]
    for extra in ("--help=false", "--dry-run=none", "--dry-run=false", "--unheard-of"):
        altered = meaning_of((argv[0], word(extra), *argv[1:]), case["env"])[1]
        if altered.complete:
            assert set(plain.effects) <= set(altered.effects), extra


@pytest.mark.parametrize(
    "order",
    ["--dry-run=client --dry-run=none", "--dry-run=none --dry-run=client", "--dry-run=client --dry-run={?}"],
)
def test_a_repeated_flag_counts_both_ways(order: str) -> None:
    assert {"write", "deploy"} <= set(mean(f"kubectl apply -f a.yaml {order}").effects)
    assert mean("kubectl apply -f a.yaml --dry-run=client").effects == ("read",)


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("docker run -v /a:/b:ro x", ["read /a"]),
        ("docker run -v /a:/b x", ["read /a", "write /a"]),
        ("docker run -v ./a:/b:rw,z x", ["read ./a", "write ./a"]),
        ("docker run -v named:/b -v /only-inside x", []),
        ("docker run -v {?}:/b x", ["read …", "write …"]),
        ("docker run -v 'C:\\a:/b' x", ["read C:\\a", "write C:\\a"]),
        ("docker run --mount type=volume,source=named,target=/b x", []),
        ("docker run --mount target=/b,src=/etc,ro x", ["read /etc"]),
        ("docker run --mount type=bind,source={?},target=/b x", ["read …", "write …"]),
        ("docker cp ./b:c x:/y", ["read ./b:c"]),
        ("docker cp x:/y -", []),
        ("docker build --secret id=a,src=.npmrc --secret id=b,env=X .", ["read .", "read .npmrc"]),
        ("docker build -f - https://github.test/x.git", []),
        ("kubectl create secret generic x --from-file=a=b --from-file=c", ["read b", "read c"]),
        ("kubectl apply -f a,-,https://x.test/y,b", ["read a", "read b"]),
        ("kubectl get x -o jsonpath-file=/etc/shadow", ["read /etc/shadow"]),
        ("kubectl get x -o jsonpath={.a}", []),
        ("aws ec2 run-instances --user-data file://~/.aws/credentials", ["read ~/.aws/credentials"]),
        ("aws lambda update-function-code --zip-file fileb://a.zip", ["read a.zip"]),
        ("vault kv put a @b c=@d e=f g=@-", ["read b", "read d"]),
        ("openssl rsa -in a -passin file:b -passout pass:c", ["read a", "read b"]),
    ],
)
def test_files_that_arguments_name(command: str, files: list[str]) -> None:
    found = mean(command).files
    assert sorted(f"{use.access} {use.path}" for use in found) == sorted(files)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"names": ()}, "t.names: must be a tuple of at least one name"),
        ({"names": ("Kubectl",)}, "t.names: 'Kubectl' is not a lower-case base name"),
        ({"style": "posix"}, "t.style: must be one of gnu, pflag, go, aws, git, raw"),
        ({"surprise": 1}, "t.surprise: unknown key"),
        ({"effects": ("destroy",)}, "t.effects: 'destroy' is not an effect"),
        ({"effects": "read"}, "t.effects: must be a tuple of effects"),
        ({"flags": {"-n": "number"}}, "t.flags['-n']: the kind must be one of flag, value, optional, values, value2"),
        ({"flags": {"name": "flag"}}, "t.flags['name']: 'name' is not a flag"),
        ({"target": {"resolver": "cloud"}}, "t.target: needs a resolver of "),
        ({"target": {"resolver": "kube", "app": ("@1",)}}, "t.target.app: kube has no such parameter"),
        (
            {"target": {"resolver": "kube", "context": ("--ctx",)}},
            "t.target.context: '--ctx' is not in flags, spelt so",
        ),
        ({"files": {"@1": "peek"}}, "t.files['@1']: 'peek' is not an access with a form"),
        ({"sets": {"moon": "@1"}}, "t.sets: 'moon' is not a state"),
        ({"help": ("--help",)}, "t.help: '--help' is not in flags"),
        ({"when": ({"if": {"flag": "--x"}, "effects": ()},)}, "t.when[0].if.flag: '--x' is not in flags, spelt so"),
        ({"when": ({"if": {"moon": "full"}, "effects": ()},)}, "t.when[0].if: not a condition: moon"),
        ({"when": ({"if": "no such term", "effects": ()},)}, "t.when[0].if: 'no such term' is not in terms"),
        ({"when": ({"effects": ()},)}, "t.when[0]: must have `if` and what follows from it"),
        ({"commands": ({"form": "exec", "from": "--"},)}, "t.commands[0].form: must be argv, argv-words or shell"),
        ({"subcommands": {"a b": {}, "b c": {}}}, "t.subcommands['b c']: 'b' stands there twice"),
        ({"subcommands": {"a": "=b"}}, "t.subcommands['a']: a reference needs `links: True` in the tool"),
        ({"subcommands": {"a": {"names": ("x",)}}}, "t.subcommands['a'].names: unknown key"),
        ({"like": "no-such-tool"}, "t.like: 'no-such-tool' is not in the catalogue"),
    ],
)
def test_faults_are_told_with_their_path(change: dict[str, Any], fault: str) -> None:
    sound: dict[str, Any] = {
        "names": ("x",),
        "style": "gnu",
        "effects": ("write",),
        "target": None,
        "local": True,
        "flags": {},
    }
    assert check_tool(sound, "t") == []
    assert any(line.startswith(fault) for line in check_tool({**sound, **change}, "t"))


def test_a_project_adds_a_tool() -> None:
    entry = {
        "names": ("shipit", "ship-*"),
        "style": "gnu",
        "flags": {"-e --env": "value", "--plan": "flag"},
        "effects": ("deploy",),
        "target": {"resolver": "generic", "environment": ("-e --env",)},
        "when": ({"if": {"flag": "--plan"}, "effects": ("read",)},),
    }
    assert check_tool(entry) == []
    added = extend([entry])
    assert find("shipit") is None
    for name in ("shipit", "bin/shipit", "ship-eu"):
        tool = find(name, added)
        assert tool is not None
        meaning = read_meaning(parse_arguments(tool, (word(name), word("-e"), word("prod"))))
        assert (meaning.effects, meaning.parameters) == (
            ("deploy",),
            (("environment", "-e --env", (word("prod"),)),),
        )


def test_a_project_lays_its_entry_over_a_shipped_one() -> None:
    shipped = find("kubectl")
    before = copy.deepcopy(shipped)
    added = extend(
        [
            {
                "names": ("kubectl",),
                "flags": {"--site": "value"},
                "subcommands": {"moon": {"effects": ("delete",)}, "get": {"effects": ("read", "network")}},
            }
        ]
    )
    tool = find("kubectl", added)
    assert tool is not None and shipped is not None

    def effects(description: dict[str, Any], command: str) -> tuple[str, ...]:
        return read_meaning(parse_arguments(description, tuple(word(one) for one in command.split()))).effects

    assert effects(tool, "kubectl moon --site a") == ("delete",)
    assert effects(tool, "kubectl get pods") == ("network", "read")
    assert effects(tool, "kubectl get secret -o yaml") == ("network", "print-secret", "read")
    assert effects(tool, "kubectl delete ns x") == ("delete",)
    assert shipped == before and effects(shipped, "kubectl get pods") == ("read",)


def test_an_alias_taken_from_a_shipped_node_leaves_the_others() -> None:
    tool = complete({"names": ("x",), "like": "kubectl", "subcommands": {"ns": {"effects": ("read",)}}})
    table = tool["subcommands"]["create"]["subcommands"]
    assert "namespace ns" in table  # only the outermost table was spoken of
    assert tool["subcommands"]["ns"] == {"effects": ("read",)}


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the command corpora are not beside this checkout")
def test_everyday_commands_are_read_without_a_secret() -> None:
    told = []
    for line in (CORPORA / "everyday.jsonl").read_text(encoding="utf-8").splitlines():
        command = json.loads(line)["cmd"]
        try:
            argv = tuple(word(text) for text in shlex.split(command))
        except ValueError:
            continue
        if argv and find(argv[0].text or "") is not None:
            if any(one.text in ("|", "<", ">", ">>", "&&") for one in argv):
                continue
            meaning = meaning_of(argv)[1]
            assert meaning.complete
            if set(meaning.effects) & set(ACCEPTED_ALONE):
                told.append(command)
    # they do read secrets: a Terraform output in clear, an image's whole description
    assert len(told) <= 5, told


ATTACKS = [
    # id, command, effects that must be among those told
    ("last-flag-is-not-dry", "kubectl delete -f a.yaml --dry-run=server --dry-run=none", {"delete"}),
    ("dry-run-of-something-else", "kubectl delete -f a.yaml --dry-run=maybe", {"delete"}),
    ("help-switched-off", "helm uninstall payments --help=false", {"delete"}),
    ("help-for-the-inner-program", "kubectl exec pod -- sh --help", {"exec"}),
    ("help-behind-the-image", "docker run alpine ls --help", {"exec"}),
    ("help-as-another-flag's-value", "kubectl delete ns payments --reason --help", {"delete"}),
    ("flag-behind-where-go-stops", "terraform state rm module.x -dry-run", {"delete"}),
    ("option-behind-where-gpg-stops", "gpg secrets.gpg --list-keys", {"print-secret"}),
    ("names-first-values-last", "kubectl get secret db -o name -o yaml", {"print-secret"}),
    ("upper-case-kind", "kubectl get SeCrEtS -o json", {"print-secret"}),
    ("kind-among-others", "kubectl get cm,secrets.v1,pods -ojson", {"print-secret"}),
    ("raw-address", "kubectl get --raw /api/v1/secrets", {"print-secret"}),
    ("second-action-in-a-template", "docker inspect -f '{{.State}} {{.Config.Env}}' app", {"print-secret"}),
    ("pipeline-in-a-template", "docker inspect -f '{{.Name | printf \"%v%v\" .Config}}' app", {"print-secret"}),
    ("variable-in-a-template", "docker inspect -f '{{.State}}{{$.Config}}' app", {"print-secret"}),
    ("abbreviated-flag", "aws ssm get-parameter --name a --with-d", {"print-secret"}),
    ("verb-behind-a-resource-named-like-a-verb", "gcloud compute instances reset list", {"write"}),
    ("resource-named-help", "aws ec2 terminate-instances --instance-ids help", {"delete"}),
    ("alias-of-a-subcommand", "helm un payments", {"delete"}),
    ("management-command", "docker container rm -f app", {"delete"}),
    ("plugin", "kubectl ctx other", {"exec"}),
    ("unlisted-subcommand", "docker frobnicate", {"write", "exec"}),
    ("wrapped-kubectl", "minikube kubectl -- delete ns payments", {"exec"}),
    ("statement-behind-a-select", "bq query 'select 1; delete from a.b where true'", {"write"}),
    ("upper-case-program", "DOCKER rm -f app", {"delete"}),
    ("versioned-program", "terraform1.9 destroy", {"delete"}),
    ("windows-program", "C:\\bin\\aws.EXE s3 rb s3://b", {"delete"}),
    ("decrypts-by-default", "sops secrets.yaml", {"print-secret"}),
    ("private-key-behind-text", "openssl rsa -in k.pem -noout -text", {"print-secret"}),
    ("in-the-environment-of-a-program", "doppler run -- env", {"print-secret"}),
    ("own-alias", "aws deploy-everything now", {"exec"}),
]


@pytest.mark.parametrize(("command", "told"), [one[1:] for one in ATTACKS], ids=[one[0] for one in ATTACKS])
def test_attack(command: str, told: set[str]) -> None:
    argv = tuple(word(text) for text in shlex.split(command.replace("\\", "\\\\")))
    meaning = meaning_of(argv)[1]
    assert told <= set(meaning.effects)
    assert not meaning.local or told <= {"print-secret", "exec"}


# The same commands without the trick, so that a denial of everything can't pass for one of the attack.
@pytest.mark.parametrize(
    "command",
    [
        "kubectl delete -f a.yaml --dry-run=server",
        "helm uninstall payments --help",
        "terraform state rm -dry-run module.x",
        "gpg --list-keys secrets.gpg",
        "kubectl get secret db -o name",
        "kubectl get cm,pods -o json",
        "kubectl get --raw /healthz",
        "docker inspect -f '{{.State}}' app",
        "aws ssm get-parameter --name a",
        "gcloud compute instances list",
        "aws ec2 terminate-instances help",
        "bq query 'select 1'",
        "openssl rsa -in k.pem -noout",
    ],
)
def test_the_harmless_twin_of_an_attack(command: str) -> None:
    meaning = mean(command)
    assert set(meaning.effects) <= {"read"} and meaning.complete and meaning.certain


def words_of(node: dict[str, Any], done: set[int]) -> list[str]:
    if id(node) in done:
        return []
    done.add(id(node))
    found = [alias for flags in node.get("flags", {}) for alias in flags.split()]
    for key, inner in node.get("subcommands", {}).items():
        found += [*key.split(), *words_of(inner, done)]
    return found


def test_whatever_the_words_there_is_a_meaning() -> None:
    chance = random.Random(1)  # the same words in each run
    odd = ["", "-", "--", "--=", "=", "-x=", "@a", "a:b:c", "a=b,c=d", "file://x", "\udc80", "{?}", "--{?}", "a{?}"]
    for name in names.INDEX:
        tool = find(name)
        assert tool is not None
        words = words_of(tool, set()) + odd * 5
        for _ in range(15):
            argv = (word(name), *[word(chance.choice(words)) for _ in range(chance.randrange(9))])
            meaning = read_meaning(parse_arguments(tool, argv))
            assert meaning.resolver or not meaning.parameters
