"""Terraform, OpenTofu, Terragrunt: directory, workspace, variables, backend. Pure.

Source: Terraform documentation, "Manage workspaces", "Environment variables" (TF_WORKSPACE, TF_DATA_DIR, TF_CLI_ARGS)
and "Input variables" (which variable files are loaded, and in which order).
"""

from __future__ import annotations

from ...model import Reason
from ..environments import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..documents import Setting
    from ..question import Question

CONFIG_FILES_LIMIT: Final = 60
# Variables of a configuration by which people name the environment.
_STAGE_NAMES: Final = frozenset(("env", "environment", "env_name", "environment_name", "stage", "tier", "deploy_env"))
_KINDS: Final = {
    "account_id": "aws-account",
    "aws_account_id": "aws-account",
    "allowed_account_ids": "aws-account",
    "project": "gcp-project",
    "project_id": "gcp-project",
    "subscription_id": "azure-subscription",
    "profile": "aws-profile",
    "aws_profile": "aws-profile",
    "config_context": "kube-context",
    "kube_context": "kube-context",
    "workspace": "workspace",
    "cluster_name": "kube-cluster",
    "hostname": "host",
    "host": "host",
    "address": "host",
}
# Variables that the common providers read: what they name is reached too.
_PROVIDER_VARIABLES: Final = (
    ("AWS_PROFILE", "aws-profile"),
    ("GOOGLE_PROJECT", "gcp-project"),
    ("GOOGLE_CLOUD_PROJECT", "gcp-project"),
    ("CLOUDSDK_CORE_PROJECT", "gcp-project"),
    ("ARM_SUBSCRIPTION_ID", "azure-subscription"),
    ("KUBE_CTX", "kube-context"),
    ("KUBE_CONTEXT", "kube-context"),
    ("TF_CLOUD_ORGANIZATION", "resource"),
    ("TF_CLOUD_PROJECT", "resource"),
)


def resolve_terraform(question: Question) -> None:
    """terraform, tofu, terragrunt."""
    question.begin()
    folder = question.cwd
    for word, evidence in question.words_of("directory", ("-chdir",)):
        text = question.known(word, evidence, "directory")
        folder = None if text is None or folder is None else question.path(text, folder)
        break
    if folder is None:
        question.unknown("directory-unknown", "the directory it runs in is not known")
    else:
        _directory(question, folder)
        _workspace(question, folder)
    _flags(question, folder)
    for name, value in _variables(question):
        if name.startswith("TF_VAR_"):
            _variable(question, name[7:], value, name)
    for name, kind in _PROVIDER_VARIABLES:
        named = question.env(name)
        if named:
            question.hint(kind, named, name)
    _aws_account(question)


def relative(question: Question, path: str) -> str:
    """Answer a directory as the repository names it; what is above the repository says nothing about it."""
    from ..world import normal

    path = normal(path)
    top = (question.world.repo_root or question.world.cwd).rstrip("/")
    if path == top:
        return ""
    return path[len(top) + 1 :] if path.startswith(f"{top}/") else path


def _directory(question: Question, folder: str) -> None:
    from ..world import normal

    shown = relative(question, folder)
    if shown:
        found = question.environments.configured("directory", normal(folder)) or question.environments.judge(
            "directory", shown
        )
        if found:
            question.clue("directory", shown, "the directory it runs in", "name", found)
    real = question.world.realpath(folder)
    if real != folder:
        question.hint("directory", relative(question, real), "the directory it runs in (links followed)")
    question.changed(folder, (".tf", ".tofu", ".hcl", ".tfvars", ".json"))
    names = [name for name in question.world.listdir(folder) or () if name.endswith((".tf", ".hcl", ".tofu"))]
    for name in names[:CONFIG_FILES_LIMIT]:
        for setting in settings_of(question, f"{folder}/{name}"):
            if setting.section.startswith(("provider", "terraform", "backend", "cloud", "remote_state", "inputs")):
                _setting(question, setting, name)
    for name in question.world.listdir(folder) or ():
        if name in ("terraform.tfvars", "terraform.tfvars.json") or name.endswith(
            (".auto.tfvars", ".auto.tfvars.json")
        ):
            _variable_file(question, f"{folder}/{name}", "loaded by itself", named=False)


def _holds_nothing(question: Question, folder: str, data_folder: str) -> bool:
    """Whether a directory has neither configuration nor state, so that the tool has nothing to act on."""
    names = question.world.listdir(folder)
    if names is None or question.world.exists(data_folder):
        return False
    return not any(name.endswith((".tf", ".tf.json", ".tofu", ".hcl")) or ".tfstate" in name for name in names)


def _workspace(question: Question, folder: str) -> None:
    given = question.first("workspace", ("$TF_WORKSPACE",))
    data_folder = question.env("TF_DATA_DIR") or ".terraform"
    data_folder = question.path(data_folder, folder)
    if given is None:
        was_set, value = question.state_of("terraform-workspace")
        if was_set:
            given = value, "an earlier command of the same text"
            if value is None:
                question.unknown("workspace-unknown", "an earlier command selects a workspace that is not known")
    if given is None:
        path = f"{data_folder}/environment"
        data = question.read(path, "terraform-workspace")
        if data is not None:
            given = data.decode("utf-8", "replace").strip(), question.shown(path)
    if given and given[0]:
        question.clue("workspace", given[0], given[1])
    elif given is None and _holds_nothing(question, folder, data_folder):
        message = "there is no configuration and no state, so nothing is reached"
        nothing = Match("local", False, Reason("nothing-there", message))
        question.clue("directory", question.shown(folder), "the working directory", "name", nothing)
    elif given is None:
        question.clue("workspace", "default", "no workspace is selected")
    _backend(question, f"{data_folder}/terraform.tfstate")


def _backend(question: Question, path: str) -> None:
    """The backend that `init` wrote down: its bucket, key, host and organisation."""
    data = question.read(path, "terraform-backend")
    if data is None:
        return
    from ..documents import parse_json

    document = parse_json(data)
    backend = document.get("backend") if isinstance(document, dict) else None
    config = backend.get("config") if isinstance(backend, dict) else None
    for key, value in config.items() if isinstance(config, dict) else ():
        for text in value.values() if isinstance(value, dict) else [value]:
            if isinstance(text, str) and text:
                _value(question, key, text, f"backend in {question.shown(path)}")


def _flags(question: Question, folder: str | None) -> None:
    """-var, -var-file, -backend-config and -state, from the command line and from TF_CLI_ARGS."""
    for parameter, flag in (("var-file", "-var-file"), ("var", "-var"), ("backend-config", "-backend-config")):
        for word, evidence in question.words_of(parameter, (flag,)):
            text = question.known(word, evidence, "var-file")
            if text:
                _flag(question, folder, flag, text, evidence)
    if question.words[:1] == ("apply",) and question.arguments is not None and question.arguments.positionals:
        question.unknown("plan-file", "a saved plan holds its own workspace and variables")
        question.hints("var-file", question.arguments.positionals, "the command's words")
    for word, evidence in question.words_of("state", ("-state",)):
        if word.text:
            question.hint("var-file", word.text, evidence)
    names = [name for name, _ in _variables(question) if name.startswith("TF_CLI_ARGS")]
    for name in names:
        if name != "TF_CLI_ARGS" and name[12:].replace("_", " ") != " ".join(question.words):
            continue
        text = question.env(name) or ""
        words = text.replace("'", " ").replace('"', " ").split()
        for index, each in enumerate(words):
            flag, equals, value = each.partition("=")
            flag = f"-{flag.lstrip('-')}"
            if flag in ("-var-file", "-var", "-backend-config", "-chdir", "-state"):
                value = value if equals else (words[index + 1] if index + 1 < len(words) else "")
                _flag(question, folder, flag, value, name)


def _flag(question: Question, folder: str | None, flag: str, text: str, evidence: str) -> None:
    name, equals, value = text.partition("=")
    if flag == "-var":
        _variable(question, name, value, evidence)
    elif flag == "-backend-config" and equals:
        _value(question, name, value, evidence)
    elif flag in ("-var-file", "-backend-config"):
        _variable_file(question, question.path(text, folder) if folder else text, evidence, named=True)
    else:
        question.hint("directory", text, evidence)


def _variable_file(question: Question, path: str, evidence: str, *, named: bool) -> None:
    question.hint("var-file", relative(question, path), evidence)
    found = settings_of(question, path)
    if named and question.world.trouble(path) == "missing":
        question.unknown("var-file-missing", f"{question.shown(path)} (from {evidence}) is not there")
    for setting in found:
        where = f"line {setting.line} of {question.shown(path)}"
        if not setting.section:
            _variable(question, setting.key, setting.value, where)
        else:
            _value(question, setting.key, setting.value, where)


def settings_of(question: Question, path: str) -> tuple[Setting, ...]:
    """Read the settings of an HCL or JSON variable file; () where it is missing or broken (then it is noted)."""
    from ..documents import Setting, Unreadable, parse_hcl_settings, parse_json

    data = question.read(path, "var-file")
    if data is None:
        return ()
    if path.endswith(".json"):
        document = parse_json(data)
        if not isinstance(document, dict):
            question.unknown("var-file-unreadable", f"{question.shown(path)} cannot be read")
            return ()
        return tuple([Setting("", key, str(value), 0) for key, value in document.items()])
    found = parse_hcl_settings(data)
    if isinstance(found, Unreadable):
        question.unknown("var-file-unreadable", f"{question.shown(path)} cannot be read: {found.why}")
        return ()
    return found


def _setting(question: Question, setting: Setting, file: str) -> None:
    if "${" not in setting.value:
        _value(question, setting.key, setting.value, f"line {setting.line} of {file}")


def _variable(question: Question, name: str, value: str, evidence: str) -> None:
    """Lay down an input variable: one that names the environment is a name like a workspace's."""
    name, value = name.strip(), value.strip("\"' ")
    if name.lower() in _STAGE_NAMES and value:
        if question.environments.judge("workspace", value):
            question.clue("workspace", value, f"{name} in {evidence}")
    else:
        _value(question, name, value, evidence)


def _value(question: Question, key: str, value: str, evidence: str) -> None:
    question.hint(_KINDS.get(key.strip().lower(), "resource"), value.strip("\"' "), f"{key.strip()} in {evidence}")
    if "arn:aws" in value:
        from .aws import account_of

        account = account_of(value)
        if account:
            question.hint("aws-account", account, evidence)


def _variables(question: Question) -> list[tuple[str, str]]:
    """Every known variable that is in force: the ambient ones and those that the text sets."""
    names = {name for name, _ in question.invocation.env} | set(question.world.env)
    wanted = sorted(name for name in names if name.startswith(("TF_VAR_", "TF_CLI_ARGS")))
    return [(name, value) for name in wanted if (value := question.env(name))]


def _aws_account(question: Question) -> None:
    """The account of AWS_PROFILE or of a key in the environment, as far as it makes things worse."""
    profile = question.env("AWS_PROFILE")
    key = question.env("AWS_ACCESS_KEY_ID")
    if not profile and not key:
        return
    from .aws import account_of, account_of_key, load_files

    files = load_files(question)
    for name, entries in files.profiles.items():
        if name == profile or (key and entries.get("aws_access_key_id", ("",))[0] == key):
            for field in ("role_arn", "sso_account_id", "aws_account_id"):
                if field in entries:
                    value, where = entries[field]
                    question.hint("aws-account", account_of(value) or value, where)
    account = account_of_key(key) if key else None
    if account:
        question.hint("aws-account", account, "AWS_ACCESS_KEY_ID")
