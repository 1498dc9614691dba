"""Google Cloud clients: configuration and project. Pure.

Source: Google Cloud SDK documentation, "Managing gcloud CLI configurations" and "Managing gcloud CLI properties".
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..documents import Setting
    from ..question import Question


def resolve_gcloud(question: Question) -> None:
    """gcloud, gsutil, bq: --project, else the variable, else the property of the configuration in force."""
    question.begin()
    folder = question.env("CLOUDSDK_CONFIG")
    folder = question.path(folder) if folder else f"{question.home}/.config/gcloud"
    if question.state_of("gcloud-config")[0]:
        question.unknown("gcloud-config-edited", "an earlier command sets other properties of gcloud")
    if question.arguments is not None and question.arguments.given("--flags-file"):
        question.unknown("flags-file", "flags come from a file (--flags-file)")
    configuration, settings = _configuration(question, folder)
    project = question.first("project", ("--project", "$CLOUDSDK_CORE_PROJECT"))
    if project is None:
        was_set, value = question.state_of("gcloud-project")
        if was_set:
            project = value, "an earlier command of the same text"
            if value is None:
                question.unknown("project-unknown", "an earlier command sets a project that is not known")
    if project is None:
        stated = _property(settings, "core", "project")
        if stated:
            project = stated.value, f"configuration {configuration} (line {stated.line})"
    if project and project[0]:
        question.clue("gcp-project", project[0], project[1], "address")
    elif project is None and not configuration:
        question.unknown("project-unknown", "no project is given and there is no configuration")
    _endpoints(question, settings)
    for parameter, kind in (("account", "resource"), ("impersonate", "resource"), ("cluster", "kube-cluster")):
        for word, evidence in question.words_of(parameter):
            if word.text:
                question.hint(kind, word.text.partition("@")[0], evidence)
                owner = word.text.partition("@")[2].partition(".iam.gserviceaccount.com")
                if owner[1]:
                    question.hint("gcp-project", owner[0], evidence)
    for parameter in ("bucket", "dataset", "zone", "region"):
        for word, evidence in question.words_of(parameter):
            text = word.text or ""
            name = text.partition("://")[2] if "://" in text else text
            question.hint("gcp-project", name.partition(":")[0].partition(".")[0], evidence)
            question.hint("bucket", name.partition("/")[0], evidence)
    for word, evidence in question.words_of("instance"):
        text = word.text or ""
        host = text.rpartition("@")[2].partition(":")[0]
        if host and "/" not in host:
            question.clue("host", host, evidence, "hint")
    _paths(question)


def _configuration(question: Question, folder: str) -> tuple[str, tuple[Setting, ...]]:
    """Lay down the configuration in force; answer its name ("" for none) and its properties."""
    given = question.first("configuration", ("--configuration", "$CLOUDSDK_ACTIVE_CONFIG_NAME"))
    if given is None:
        was_set, value = question.state_of("gcloud-configuration")
        if was_set:
            given = value, "an earlier command of the same text"
            if value is None:
                question.unknown("configuration-unknown", "an earlier command sets a configuration that is not known")
    if given is None:
        data = question.read(f"{folder}/active_config", "gcloud-config")
        if data is None:
            return "", ()
        given = data.decode("utf-8", "replace").strip(), f"active_config in {question.shown(folder)}"
    name, evidence = given
    if not name:
        return "", ()
    if name == "NONE":
        return name, ()
    question.clue("gcloud-configuration", name, evidence)
    path = f"{folder}/configurations/config_{name}"
    data = question.read(path, "gcloud-config")
    if data is None:
        question.unknown("no-such-configuration", f'gcloud has no configuration "{name}"')
        return name, ()
    from ..documents import Unreadable, parse_ini

    settings = parse_ini(data)
    if isinstance(settings, Unreadable):
        question.unknown("gcloud-config-unreadable", f"{question.shown(path)} cannot be read: {settings.why}")
        return name, ()
    return name, settings


def _property(settings: tuple[Setting, ...], section: str, key: str) -> Setting | None:
    for setting in reversed(settings):
        if setting.section == section and setting.key == key:
            return setting
    return None


def _endpoints(question: Question, settings: tuple[Setting, ...]) -> None:
    """An endpoint of one's own may be an emulator, or somebody's server."""
    for setting in settings:
        if setting.section == "api_endpoint_overrides":
            question.host("url", setting.value, f"api_endpoint_overrides (line {setting.line})", role="hint")
        if setting.section == "auth" and setting.key == "impersonate_service_account":
            question.hint("gcp-project", setting.value.partition("@")[2].partition(".")[0], f"line {setting.line}")
    for name, value in question.invocation.env:
        if name.startswith("CLOUDSDK_API_ENDPOINT_OVERRIDES_") and value is not None and value.text:
            question.host("url", value.text, name, role="hint")


def _paths(question: Question) -> None:
    """Resource paths carry their project: projects/NAME/…"""
    if question.arguments is None:
        return
    for word in (*question.arguments.positionals, *[value for _, value in question.arguments.flags if value]):
        before, mark, rest = (word.text or "").partition("projects/")
        if mark and (not before or before.endswith("/")):
            question.hint("gcp-project", rest.partition("/")[0], "the command's words")
