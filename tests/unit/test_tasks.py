"""Task runners: the recipe that runs, from make, package.json, justfile, Taskfile and the others."""

from __future__ import annotations

import json

import pytest

from tta_guard.commands.expand import expand_text
from tta_guard.commands.invocation import Invocation, Opaque
from tta_guard.commands.world import MadeWorld


def texts(line: str, files: dict[str, str]) -> list[str]:
    """The steps of a line but the runner itself, as text; opaque ones as `!message`."""
    return everything(line, files)[1:]


def everything(line: str, files: dict[str, str]) -> list[str]:
    """The steps of a line."""
    world = MadeWorld(dict(files), env={"PATH": "/usr/bin"})
    out = []
    for step in expand_text(line, world):
        if isinstance(step, Opaque):
            out.append(f"!{step.message}")
        else:
            where = f"({step.cwd}) " if step.cwd is not None else ""
            out.append(where + " ".join([str(word) for word in step.argv]))
    return out


MAKE = """
ENV ?= dev
CTX := $(ENV)-eu
APPLY = kubectl --context $(CTX) apply -f $(1)
all: build

build: clean
\t@echo building $@ from $<
\t-+docker build . && \\
\t  docker push x

.PHONY: deploy clean
deploy: build check
\t@$(call APPLY,k8s/)
clean: ; rm -rf out
check:
\t$(SHELLCHECK) x
prod-%:
\tkubectl --context prod delete ns $*
lib.o: lib.c
%.o: %.c
\tcc -c $< -o $@
release: ENV = prod
release:
\tkubectl --context $(ENV) get pods
shell := $(shell kubectl get version)
ifeq ($(ENV),prod)
extra:
\tkubectl delete prod
else
extra:
\tkubectl delete dev
endif
define SCRIPT
kubectl get a
kubectl get b
endef
script:
\t$(SCRIPT)
include more.mk
"""
FILES = {"Makefile": MAKE, "more.mk": "more:\n\tkubectl get more\n", "lib.c": "", "k8s/": ""}
ALWAYS = ["kubectl get version"]  # $(shell …) is run whenever the makefile is read


@pytest.mark.parametrize(
    ("line", "expect"),
    [
        ("make clean", ["rm -rf out"]),
        ("make", ["rm -rf out", "echo building build from clean", "docker build .", "docker push x"]),
        ("make more", ["kubectl get more"]),
        ("make release", ["kubectl --context prod get pods"]),
        ("make ENV=staging release", ["kubectl --context staging get pods"]),
        ("make lib.o", ["cc -c lib.c -o lib.o"]),
        ("make extra", ["kubectl delete dev"]),
        ("make extra ENV=prod", ["kubectl delete prod"]),
        ("ENV=prod make extra", ["kubectl delete prod"]),
        ("make script", ["kubectl get a", "kubectl get b"]),
        ("make -sk -j4 clean", ["rm -rf out"]),
        ("make -j 4 clean", ["rm -rf out"]),
        ("make -f Makefile clean", ["rm -rf out"]),
        ("make --file=Makefile clean", ["rm -rf out"]),
        ("gmake clean more", ["rm -rf out", "kubectl get more"]),
        ("make nothing-of-that-name", []),
    ],
)
def test_make(line: str, expect: list[str]) -> None:
    assert texts(line, FILES) == ALWAYS + expect


def test_make_needs_before_the_target() -> None:
    steps = texts("make deploy", FILES)
    assert steps[-1] == "kubectl --context dev-eu apply -f k8s/"
    assert steps.index("rm -rf out") < steps.index("docker build .")


def test_make_pattern_stem_is_not_guessed() -> None:
    (last,) = texts("make prod-payments", FILES)[1:][-1:]
    assert last.startswith("kubectl --context prod delete ns")


def test_make_elsewhere() -> None:
    files = {
        "sub/Makefile": "x:\n\tkubectl get x\n",
        "GNUmakefile": "x:\n\tkubectl get gnu\n",
        "Makefile": "x:\n\tls\n",
    }
    assert texts("make -C sub x", files) == ["(sub) kubectl get x"]
    assert texts("cd sub && make x", files) == ["(sub) make x", "(sub) kubectl get x"]
    assert texts("make x", files) == ["kubectl get gnu"]
    recursive = {**files, "GNUmakefile": "all:\n\t$(MAKE) -C sub x\n"}
    assert texts("make", recursive) == ["make -C sub x", "(sub) kubectl get x"]


@pytest.mark.parametrize(
    ("makefile", "line", "needle"),
    [
        ("include nowhere.mk\nx:\n\tls\n", "make x", "cannot be read"),
        ("$(eval x: ; ls)\n", "make x", "while it is read"),
        ("$(foreach t,a b,$(eval $(t): ; ls))\n", "make a", "while it is read"),
        ("load x.so\n", "make", "library"),
        ("x:\n\tls\n", "make $X", "not known"),
        ("x:\n\tls\n", "make -f nowhere x", "cannot be read"),
        ("x:\n\tls\n", "make -C $X x", "not known"),
    ],
)
def test_make_that_cannot_be_read(makefile: str, line: str, needle: str) -> None:
    assert any(needle in text for text in texts(line, {"Makefile": makefile}) if text.startswith("!"))


@pytest.mark.parametrize(
    ("makefile", "expect"),
    [
        (".RECIPEPREFIX = >\nx:\n> kubectl get x\n", ["kubectl get x"]),
        ("SHELL := /bin/bash\nx:\n\tkubectl get x\n", ["kubectl get x"]),
        ("SHELL = /usr/bin/kubectl\nx:\n\tget x\n", ["/usr/bin/kubectl -c get x"]),
        ("x y: z\nx:\n\tkubectl get $@\nz:\n\tkubectl get z\n", ["kubectl get z", "kubectl get x"]),
        ("x::\n\tkubectl get 1\nx::\n\tkubectl get 2\n", ["kubectl get 1", "kubectl get 2"]),
        ("T = x\n$(T):\n\tkubectl get $(T)\n", ["kubectl get x"]),
        ("V != kubectl get v\nx:\n\tls\n", ["kubectl get v", "ls"]),
        ("V = $(shell kubectl get v)\nx:\n\techo $(V)\n", ["kubectl get v", "echo …"]),
        ("x: # no\n\tkubectl get x # yes\n", ["kubectl get x"]),
        (".DEFAULT_GOAL := y\nx:\n\tls\ny:\n\tkubectl get y\n", ["kubectl get y"]),
        ("define C\nkubectl get $(1)\nendef\nx:\n\t$(call C,pods)\n", ["kubectl get pods"]),
        ("x:\n\techo $$HOME $${X}\n", ["echo /h …"]),
        ("ifdef CI\nx:\n\tkubectl get ci\nelse\nx:\n\tkubectl get local\nendif\n", ["kubectl get local"]),
        ("x: y\ny: x\n\tkubectl get y\n", ["kubectl get y"]),
    ],
)
def test_makefiles(makefile: str, expect: list[str]) -> None:
    steps = [text for text in texts("make", {"Makefile": makefile}) if not text.startswith("!shell text")]
    assert steps == expect


def test_make_reads_its_file_from_input() -> None:
    assert texts("make -f - x <<< 'x: ; kubectl get x'", {})[-1] == "kubectl get x"
    assert "kubectl get e" in texts("make --eval='e: ; kubectl get e' e", {"Makefile": "x:\n\tls\n"})


# package.json

PACKAGE = json.dumps(
    {
        "name": "app",
        "workspaces": ["packages/*"],
        "scripts": {
            "preship": "kubectl get pre",
            "ship": "kubectl delete",
            "postship": "kubectl get post",
            "test": "kubectl get test",
            "start": "node server.js",
            "both": "npm run ship && yarn test",
            "loop": "npm run loop",
            "postinstall": "kubectl get installed",
        },
    }
)
INNER = json.dumps({"name": "inner", "scripts": {"ship": "kubectl get inner", "only": "kubectl get only"}})
NODE = {"package.json": PACKAGE, "packages/a/package.json": INNER, "src/": ""}
SHIP = ["kubectl get pre", "kubectl delete", "kubectl get post"]


@pytest.mark.parametrize(
    ("line", "expect"),
    [
        ("npm run ship", SHIP),
        ("npm run-script ship", SHIP),
        ("npm run ship -- ns x", ["kubectl get pre", "kubectl delete ns x", "kubectl get post"]),
        ("npm run ship ns", ["kubectl get pre", "kubectl delete ns", "kubectl get post"]),
        ("npm --silent run ship", SHIP),
        ("npm test", ["kubectl get test"]),
        ("npm t", ["kubectl get test"]),
        ("yarn ship", SHIP),
        ("yarn run ship --force", ["kubectl get pre", "kubectl delete --force", "kubectl get post"]),
        ("pnpm ship", SHIP),
        ("pnpm run ship", SHIP),
        ("bun run ship", SHIP),
        ("npm install", ["kubectl get installed"]),
        ("yarn", ["kubectl get installed"]),
        ("npm ls", []),
        ("npm --version", []),
        ("npm run", []),
        ("yarn kubectl get pods", ["kubectl get pods"]),
        ("npm --prefix packages/a run only", ["(packages/a) kubectl get only"]),
        ("yarn --cwd packages/a only", ["(packages/a) kubectl get only"]),
        ("npm run only -w inner", ["(packages/a) kubectl get only"]),
        ("pnpm --filter inner only", ["(packages/a) kubectl get only"]),
        ("yarn workspace inner only", ["(packages/a) kubectl get only"]),
        ("turbo run only", ["(packages/a) kubectl get only"]),
        ("npm run loop", ["npm run loop"]),
    ],
)
def test_node(line: str, expect: list[str]) -> None:
    found = texts(line, NODE)
    assert found[: len(expect)] == expect or found == expect, found
    assert len(found) == len(expect) or line == "npm run loop"


def test_scripts_that_run_scripts() -> None:
    found = texts("npm run both", NODE)
    assert "kubectl delete" in found
    assert "kubectl get test" in found


def test_node_below_the_package() -> None:
    assert texts("cd src && npm run ship", NODE)[1:] == [f"(src/..) {text}" for text in SHIP] or texts(
        "cd src && npm run ship", NODE
    )[1:] == [f"(.) {text}" for text in SHIP]


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("npm run nothing", NODE),
        ("npm run $X", NODE),
        ("npm run ship", {}),
        ("npm run ship", {"package.json": "{broken"}),
        ("turbo run nothing", NODE),
    ],
)
def test_node_that_cannot_be_read(line: str, files: dict[str, str]) -> None:
    assert any(text.startswith("!") for text in texts(line, files))


def test_deno_tasks() -> None:
    files = {"deno.jsonc": '{\n  // tasks\n  "tasks": {"ship": "kubectl get pods",},\n}\n'}
    assert texts("deno task ship", files) == ["kubectl get pods"]


# just

JUST = """
set shell := ["bash", "-c"]
ctx := "prod" + "-eu"
alias r := release
import 'more.just'
mod tools

default: build

build target="all": (clean "x")
    @echo {{target}}
    -docker build .

clean what:
    rm -rf {{what}}

release env *ARGS: build
    kubectl --context {{ctx}} delete ns {{env}} {{ARGS}}

python:
    #!/usr/bin/env python3
    import os
    os.system("kubectl get pods")

bash:
    #!/usr/bin/env bash
    set -e
    kubectl get pods

date:
    echo {{`kubectl get date`}}
"""
JUSTFILES = {"justfile": JUST, "more.just": "more:\n    kubectl get more\n", "tools.just": "t:\n    kubectl get tool\n"}


@pytest.mark.parametrize(
    ("line", "expect"),
    [
        ("just", ["rm -rf x", "echo all", "docker build ."]),
        ("just build y", ["rm -rf x", "echo y", "docker build ."]),
        ("just clean z", ["rm -rf z"]),
        ("just more", ["kubectl get more"]),
        ("just tools t", ["just -f /w/tools.just t", "kubectl get tool"]),
        ("just tools::t", ["just -f /w/tools.just t", "kubectl get tool"]),
        ("just -f justfile clean q", ["rm -rf q"]),
        ("just --list", []),
        ("just -n release", []),
        ("just clean a clean b", ["rm -rf a", "rm -rf b"]),
    ],
)
def test_just(line: str, expect: list[str]) -> None:
    assert [text for text in texts(line, JUSTFILES) if not text.startswith("!shell text")] == expect


def test_just_release() -> None:
    assert texts("just ctx=dev release payments", JUSTFILES)[-1].startswith("kubectl --context dev delete ns payments")
    assert texts("just r payments", JUSTFILES)[-1].startswith("kubectl --context prod-eu delete ns payments")
    assert "kubectl get pods" in texts("just python", JUSTFILES)
    assert "kubectl get pods" in texts("just bash", JUSTFILES)
    assert "kubectl get date" in texts("just date", JUSTFILES)


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("just nothing", JUSTFILES),
        ("just x", {}),
        ("just x", {"justfile": "import 'nowhere'\nx:\n  ls\n"}),
        ("just --choose", JUSTFILES),
        ("just -d $X x", JUSTFILES),
    ],
)
def test_just_that_cannot_be_read(line: str, files: dict[str, str]) -> None:
    assert any(text.startswith("!") for text in texts(line, files))


# Taskfile

TASKFILE = """
version: '3'
vars: {CTX: prod, V: {sh: kubectl get version}}
env: {E: "{{.CTX}}"}
includes: {sub: sub/Taskfile.yml}
tasks:
  default: {deps: [build], cmds: ["kubectl --context {{.CTX}} get pods"]}
  build:
    dir: src
    vars: {N: a}
    cmds:
      - kubectl get {{.N}}
      - task: other
        vars: {N: b}
      - {cmd: kubectl get c, silent: true}
      - {defer: kubectl get deferred}
  other: kubectl get {{.N}} {{.CLI_ARGS}}
  check: {status: [kubectl get status], preconditions: [{sh: kubectl get pre}], cmds: [ls]}
"""
TASKFILES = {"Taskfile.yml": TASKFILE, "sub/Taskfile.yml": "tasks: {x: kubectl get sub}\n", "src/": ""}


@pytest.mark.parametrize(
    ("line", "needle"),
    [
        ("task", "kubectl --context prod get pods"),
        ("task CTX=dev", "kubectl --context dev get pods"),
        ("task", "kubectl get version"),
        ("task build", "(src) kubectl get a"),
        ("task build", "kubectl get b "),
        ("task build", "(src) kubectl get c"),
        ("task build", "(src) kubectl get deferred"),
        ("task other -- x y", "kubectl get  x y"),
        ("task sub:x", "kubectl get sub"),
        ("task check", "kubectl get pre"),
        ("go-task check", "kubectl get status"),
        ("cd src && task build", "kubectl get a"),
    ],
)
def test_taskfile(line: str, needle: str) -> None:
    found = texts(line, TASKFILES)
    assert any(" ".join(needle.split()) in text for text in found), found


def test_taskfile_that_cannot_be_read() -> None:
    assert any(text.startswith("!") for text in texts("task nothing", TASKFILES))
    assert any(text.startswith("!") for text in texts("task x", {}))
    assert any(text.startswith("!") for text in texts("task x", {"Taskfile.yml": "{"}))
    assert texts("task --list", TASKFILES) == []


# The others


def test_python_projects() -> None:
    files = {
        "pyproject.toml": """
[tool.pdm.scripts]
ship = "kubectl get pdm"
all = {composite = ["ship", "ls"]}
call = {call = "app:main"}
[tool.hatch.envs.default.scripts]
lint = ["kubectl get lint {args}", "ls"]
[tool.poe.tasks]
deploy = "kubectl get poe"
chain = ["deploy", {shell = "kubectl get shell"}]
py = {script = "a:b"}
""",
        "Pipfile": '[scripts]\nserve = "kubectl get pipenv"\n',
    }
    assert everything("pdm run ship x", files)[-1] == "kubectl get pdm x"
    assert everything("pdm run all", files)[-2:] == ["kubectl get pdm", "ls"]
    assert any(text.startswith("!") for text in everything("pdm run call", files))
    assert "kubectl get lint" in [text.strip() for text in everything("hatch run lint", files)]
    assert "kubectl get lint" in [text.strip() for text in everything("hatch run default:lint", files)]
    assert everything("pipenv run serve", files)[-1] == "kubectl get pipenv"
    assert texts("poe deploy", files) == ["kubectl get poe"]
    assert texts("poe chain", files) == ["kubectl get poe", "kubectl get shell"]
    assert texts("poe py", files)[-1].startswith("!")
    assert texts("poe nothing", files)[-1].startswith("!")


def test_the_first_step_of_a_peeled_runner() -> None:
    (step,) = expand_text("poetry run kubectl get pods", MadeWorld({}))
    assert isinstance(step, Invocation)
    assert step.via == ("poetry",)


def test_composer() -> None:
    files = {"composer.json": json.dumps({"scripts": {"ship": ["@test", "kubectl get pods"], "test": "kubectl get test", "php": "A::b",
                                                      "post-install-cmd": "kubectl get installed"}})}  # fmt: skip
    assert texts("composer ship", files) == ["kubectl get test", "kubectl get pods"]
    assert texts("composer run-script test -- x", files)[0].startswith("kubectl get test")
    assert texts("composer install", files) == ["kubectl get installed"]
    assert texts("composer php", files)[-1].startswith("!")
    assert texts("composer show", files) == []


def test_pre_commit() -> None:
    files = {
        ".pre-commit-config.yaml": """
repos:
  - {repo: https://x.test/y, hooks: [{id: z}]}
  - repo: local
    hooks:
      - {id: a, name: a, entry: kubectl get, args: [pods], language: system}
      - {id: b, name: b, entry: ls -l, language: system, pass_filenames: false}
"""
    }
    assert texts("pre-commit run --all-files", files) == ["kubectl get pods …", "ls -l"]
    assert texts("pre-commit run b", files) == ["ls -l"]
    assert texts("pre-commit --version", files) == []
    assert texts("pre-commit run", {})[-1].startswith("!")


def test_procfile() -> None:
    files = {"Procfile": "web: kubectl get web\n# no: x\nworker: kubectl get worker\n", ".env": "KUBECONFIG=x\n"}
    assert texts("foreman start", files) == ["kubectl get web", "kubectl get worker"]
    assert texts("honcho start worker", files) == ["kubectl get worker"]
    assert texts("foreman run kubectl get pods", files) == ["kubectl get pods"]
    assert texts("foreman start", {})[-1].startswith("!")


@pytest.mark.parametrize(
    "line", ["rake deploy", "gradle run", "./gradlew run", "mvn exec:java", "inv deploy", "mage x", "ant"]
)
def test_languages_that_are_not_read(line: str) -> None:
    assert any(text.startswith("!") for text in texts(line, {}))


def test_tasks_with_too_much_in_them() -> None:
    many = "\n".join([f"t{number}: t{number + 1}\n\techo {number}" for number in range(1000)])
    assert any(text.startswith("!") for text in texts("make t0", {"Makefile": many}))
    bomb = "A=$(B)$(B)\nB=$(C)$(C)\nC=$(D)$(D)\nD=$(A)\nx:\n\techo $(A)\n"
    assert texts("make x", {"Makefile": bomb})
