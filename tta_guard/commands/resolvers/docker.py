"""Docker, Podman, nerdctl and Compose: which daemon, and what Compose files say of themselves. Pure.

Source: Docker documentation, "Docker contexts" and the CLI reference (precedence: --context, --host, DOCKER_HOST,
DOCKER_CONTEXT, currentContext); "podman-system-connection"; the Compose specification.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ..question import Question

CONTEXTS_LIMIT: Final = 200
_COMPOSE_FILES: Final = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
# Variables by which programs are told the environment they run in.
STAGE_VARIABLES: Final = frozenset(
    "ENV ENVIRONMENT STAGE TIER DEPLOYMENT DJANGO_SETTINGS_MODULE DJANGO_CONFIGURATION SPRING_PROFILES_ACTIVE".split()
)


def resolve_docker(question: Question) -> None:
    """docker, podman, nerdctl: the daemon; a registry where one is named."""
    question.begin()
    _daemon(question)
    if question.arguments is not None:
        # a container is told what it reaches by its environment
        for word in question.arguments.all_values("--env"):
            name, _, value = (word.text or "").partition("=")
            lay_variable(question, name, value or question.env(name) or "", "--env")
        for word in question.arguments.all_values("--env-file"):
            if word.text:
                question.hint("var-file", word.text, "--env-file")
                lay_env_file(question, question.path(word.text))
    for word, evidence in question.words_of("registry"):
        text = question.known(word, evidence, "registry")
        if text:
            first = text.partition("://")[2] or text
            host = first.partition("/")[0]
            if "." in host or ":" in host:
                question.hint("registry", host, evidence)
            question.hint("resource", text, evidence)


def resolve_compose(question: Question) -> None:
    """docker compose: the daemon, and what the files say that it reads."""
    question.begin()
    _daemon(question)
    given = question.first("directory")
    folder = question.path(given[0]) if given and given[0] else question.cwd
    if folder is None:
        question.unknown("directory-unknown", "the directory it runs in is not known")
        return
    for path, evidence in _compose_paths(question, folder):
        question.hint("compose-file", _relative(question, path), evidence)
        data = question.read(path, "compose-file")
        if data is not None:
            _compose_file(question, path, data)
    for parameter, kind in (("profile", "workspace"), ("project", "workspace"), ("env-file", "var-file")):
        for word, evidence in question.words_of(parameter):
            text = question.known(word, evidence, kind)
            if text:
                question.hint(kind, text, evidence)
                if parameter == "env-file":
                    lay_env_file(question, question.path(text))


def _daemon(question: Question) -> None:
    contexts = question.words_of("context", ("-c --context", "$DOCKER_CONTEXT"))
    hosts = question.words_of("host", ("-H --host", "$DOCKER_HOST"))
    connections = question.words_of("connection")
    flags = [pair for pair in contexts if pair[1].startswith("-")]
    variables = [pair for pair in contexts if not pair[1].startswith("-")]
    if connections:
        _connection(question, question.known(*connections[0], "docker-context"), connections[0][1])
    elif flags:
        _context(question, question.known(*flags[0], "docker-context"), flags[0][1])
    elif hosts:
        text = question.known(*hosts[0], "docker-host")
        if text:
            _endpoint(question, text, hosts[0][1])
    elif variables:
        _context(question, question.known(*variables[0], "docker-context"), variables[0][1])
    elif question.resolver == "docker" and question.program.startswith(("podman", "nerdctl", "ctr")):
        if question.program.startswith("podman"):
            _connection(question, "", "the default connection")
        else:
            _here(question, "no host is given")
    else:
        _current_context(question)


def _here(question: Question, evidence: str) -> None:
    question.state_clue("local", "docker-context", "default", evidence, "the daemon is this machine's")


def _current_context(question: Question) -> None:
    was_set, value = question.state_of("docker-context")
    if was_set:
        if value is None:
            question.unknown("context-unknown", "an earlier command sets a context that is not known")
        _context(question, value, "an earlier command of the same text")
        return
    if question.state_of("docker-config")[0]:
        question.unknown("docker-config-edited", "an earlier command edits Docker's configuration")
    path = f"{_config_folder(question)}/config.json"
    data = question.read(path, "docker-config")
    name = ""
    if data is not None:
        from ..documents import Unreadable, parse_json

        document = parse_json(data)
        if isinstance(document, Unreadable) or not isinstance(document, dict):
            question.unknown("docker-config-unreadable", f"{question.shown(path)} cannot be read")
            return
        # Go's JSON reader takes keys in any letter case, and the last of several
        name = next((str(value) for key, value in reversed(document.items()) if key.lower() == "currentcontext"), "")
    if name:
        _context(question, name, f"currentContext in {question.shown(path)}")
    else:
        _here(question, "no context is chosen")


def _config_folder(question: Question) -> str:
    given = question.first("config", ("--config", "$DOCKER_CONFIG"))
    return question.path(given[0]) if given and given[0] else f"{question.home}/.docker"


def _context(question: Question, name: str | None, evidence: str) -> None:
    if not name:
        return
    if name == "default":
        host = question.env("DOCKER_HOST")
        if host:
            _endpoint(question, host, "DOCKER_HOST")
        else:
            _here(question, evidence)
        return
    question.clue("docker-context", name, evidence)
    folder = f"{_config_folder(question)}/contexts/meta"
    known = False
    for entry in (question.world.listdir(folder) or ())[:CONTEXTS_LIMIT]:
        path = f"{folder}/{entry}/meta.json"
        data = question.read(path, "docker-context")
        if data is None or name.encode() not in data:
            continue
        from ..documents import parse_json

        document = parse_json(data)
        if isinstance(document, dict) and document.get("Name") == name:
            known = True
            _endpoint(question, _docker_host(document), question.shown(path))
    if not known:
        question.unknown("no-such-context", f'Docker has no context "{name}"')


def _docker_host(document: dict[str, Any]) -> str:
    endpoints = document.get("Endpoints")
    docker = endpoints.get("docker") if isinstance(endpoints, dict) else None
    host = docker.get("Host") if isinstance(docker, dict) else None
    return host if isinstance(host, str) else ""


def _endpoint(question: Question, text: str, evidence: str) -> None:
    """Lay down a daemon's address: unix://, npipe://, tcp://host, ssh://user@host, host:port."""
    if not text:
        _here(question, f"{evidence} names no host")
    elif text.startswith("ssh://"):
        from .ssh import lay_host

        lay_host(question, text, evidence, kind="docker-host")
    else:
        question.host("docker-host", text, evidence, 2375)


def _connection(question: Question, name: str | None, evidence: str) -> None:
    """Podman's connections: podman-connections.json, containers.conf."""
    if name is None:
        return
    if name:
        question.clue("docker-context", name, evidence)
    folder = question.env("XDG_CONFIG_HOME") or f"{question.home}/.config"
    path = f"{question.path(folder)}/containers/podman-connections.json"
    data = question.read(path, "podman-connections")
    from ..documents import parse_json

    document = parse_json(data) if data is not None else {}
    section = document.get("Connection") if isinstance(document, dict) else None
    section = section if isinstance(section, dict) else {}
    wanted = name or section.get("Default")
    entries = section.get("Connections")
    entry = entries.get(wanted) if isinstance(entries, dict) and wanted else None
    remote = bool(name) or (question.arguments is not None and question.arguments.given("-r"))
    if isinstance(entry, dict) and isinstance(entry.get("URI"), str) and (remote or name):
        _endpoint(question, entry["URI"], question.shown(path))
    elif name:
        question.unknown("no-such-connection", f'Podman has no connection "{name}"')
    else:
        _here(question, "no connection is given")


def _compose_paths(question: Question, folder: str) -> list[tuple[str, str]]:
    files: list[tuple[str, str]] = []
    for word, evidence in question.words_of("file", ("-f --file", "$COMPOSE_FILE")):
        if evidence == "COMPOSE_FILE" and files:
            break
        text = question.known(word, evidence, "compose-file")
        for part in (text or "").split(":") if evidence == "COMPOSE_FILE" else [text or ""]:
            if part and part != "-":
                files.append((question.path(part), evidence))
    if files:
        return files
    question.changed(folder, (".yaml", ".yml"))
    for name in _COMPOSE_FILES:
        for each in (name, f"{name.rpartition('.')[0]}.override.{name.rpartition('.')[2]}"):
            if question.world.exists(f"{folder}/{each}"):
                files.append((f"{folder}/{each}", "the file in the directory"))
    return files


def _compose_file(question: Question, path: str, data: bytes) -> None:
    from ..documents import Unreadable, parse_yaml

    document = parse_yaml(data)
    shown = question.shown(path)
    if isinstance(document, Unreadable):
        # anchors and tags are everyday in Compose files; what its lines say is still laid down
        for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
            name, mark, value = line.strip().lstrip("- ").replace("=", ":", 1).partition(":")
            if mark:
                lay_variable(question, name.strip("\"' "), value.strip("\"' "), f"line {number} of {shown}")
        return
    services = document.get("services") if isinstance(document, dict) else None
    for service, body in services.items() if isinstance(services, dict) else ():
        if not isinstance(body, dict):
            continue
        evidence = f"service {service} in {shown}"
        block = body.get("environment")
        pairs = block.items() if isinstance(block, dict) else [str(i).partition("=")[::2] for i in block or () if i]
        for name, value in pairs:
            lay_variable(question, str(name), value if isinstance(value, str) else "", evidence)
        files = body.get("env_file") or []
        for item in files if isinstance(files, list) else [files]:
            file = item.get("path") if isinstance(item, dict) else item
            if isinstance(file, str) and file:
                question.hint("var-file", file, f"env_file of {evidence}")
                lay_env_file(question, file if file[0] == "/" else f"{path.rpartition('/')[0]}/{file}")


def lay_env_file(question: Question, path: str) -> None:
    """Lay down what the variables of an env file say: stages and addresses."""
    from ..documents import Unreadable, parse_env_file

    data = question.read(path, "env-file")
    settings = parse_env_file(data) if data is not None else ()
    for setting in () if isinstance(settings, Unreadable) else settings:
        lay_variable(question, setting.key, setting.value, f"line {setting.line} of {question.shown(path)}")


def lay_variable(question: Question, name: str, value: str, evidence: str) -> None:
    """Lay down what one variable says: a stage by its value, or the host of an address."""
    if name.upper() in STAGE_VARIABLES or name.upper().endswith(("_ENV", "_STAGE", "_ENVIRONMENT")):
        if question.environments.judge("variable", value):
            question.hint("variable", f"{name}={value}", evidence)
    elif "://" in value:
        question.host("url", value, f"{name} in {evidence}", role="hint")
    elif name.upper().endswith(("_HOST", "_HOSTNAME", "HOST")) and value:
        question.hint("host", value, f"{name} in {evidence}")


def _relative(question: Question, path: str) -> str:
    top = question.world.repo_root or question.world.cwd
    return path[len(top) + 1 :] if path.startswith(f"{top}/") else path.rpartition("/")[2]
