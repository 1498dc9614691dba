"""Pulumi: the stack. Pure.

Source: Pulumi documentation, "Stacks" and "Environment variables" (PULUMI_STACK, PULUMI_HOME). The selected stack is
kept under ~/.pulumi/workspaces in a file named after the project and a hash of its path.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..question import Question


def resolve_pulumi(question: Question) -> None:
    """pulumi: --stack, PULUMI_STACK, an earlier `stack select`, else the selected one."""
    question.begin()
    folder = question.cwd
    given_folder = question.first("directory", ("-C --cwd",))
    if given_folder:
        folder = question.path(given_folder[0], folder) if given_folder[0] and folder else None
    given = question.first("stack", ("-s --stack", "$PULUMI_STACK"))
    if given is None:
        was_set, value = question.state_of("pulumi-stack")
        if was_set:
            given = value, "an earlier command of the same text"
            if value is None:
                question.unknown("stack-unknown", "an earlier command selects a stack that is not known")
    if given is None:
        given = _selected(question, folder)
    if given is None:
        question.unknown("stack-unknown", "no stack is given, and which one is selected is not known")
    elif given[0]:
        name = given[0]
        question.clue("stack", name.rpartition("/")[2], given[1])
        if "/" in name:
            question.hint("project", name.rpartition("/")[0], given[1])
        if folder:
            _stack_file(question, folder, name.rpartition("/")[2])
    if folder:
        from .terraform import relative

        question.hint("directory", relative(question, folder), "the directory it runs in")
    config = question.first("config")
    if config and config[0]:
        question.hint("var-file", config[0], config[1])


def _selected(question: Question, folder: str | None) -> tuple[str | None, str] | None:
    """Answer the selected stack of the project: the one file of its name, or none where there are several."""
    if folder is None:
        return None
    project = ""
    for name in ("Pulumi.yaml", "Pulumi.yml"):
        data = question.read(f"{folder}/{name}", "pulumi-project")
        for line in (data or b"").decode("utf-8", "replace").split("\n"):
            if line.startswith("name:"):
                project = line[5:].strip().strip("\"'")
    home = question.env("PULUMI_HOME") or f"{question.home}/.pulumi"
    where = f"{question.path(home)}/workspaces"
    names = question.world.listdir(where) or ()
    files = [name for name in names if project and name.startswith(f"{project}-") and name.endswith("-workspace.json")]
    from ..documents import parse_json

    found: list[tuple[str | None, str]] = []
    for name in files[:50]:
        data = question.read(f"{where}/{name}", "pulumi-workspace")
        document = parse_json(data) if data is not None else None
        if isinstance(document, dict) and isinstance(document.get("stack"), str) and document["stack"]:
            found.append((document["stack"], question.shown(f"{where}/{name}")))
    for stack, evidence in found[1:]:
        question.hint("stack", (stack or "").rpartition("/")[2], evidence)
    return found[0] if len({stack for stack, _ in found}) == 1 else None


def _stack_file(question: Question, folder: str, stack: str) -> None:
    """Pulumi.STACK.yaml may name an account, a project, a region: what makes it worse counts."""
    name = f"Pulumi.{stack}.yaml"
    data = question.read(f"{folder}/{name}", "pulumi-stack")
    for number, line in enumerate((data or b"").decode("utf-8", "replace").split("\n"), 1):
        key, mark, value = line.strip().rpartition(": ")
        value = value.strip("\"' ")
        if mark and not key.endswith("secure"):
            kind = {"aws:profile": "aws-profile", "gcp:project": "gcp-project", "kubernetes:context": "kube-context"}
            question.hint(kind.get(key, "resource"), value, f"line {number} of {name}")
