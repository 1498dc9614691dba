"""Docker's, Podman's and Helm's credentials without production: registries, contexts, TLS keys, connections. Pure; hot.

Source: Docker CLI reference (config.json, "docker context"), containers-auth.json(5), "podman-system-connection". Programs that
fetch credentials (`credsStore`, `credHelpers`) are left in place for what is not production: they reach their store only
if confinement lets them.
"""

from __future__ import annotations

from .views_model import View, beside, entries_of, host_clue, shown
from .views_text import Unclear, member, read_json, text_member, write_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final

    from .views_model import Clue, Files, Judge

_SECRETS: Final = ("auth", "identitytoken", "registrytoken", "password")


def plan_docker(
    judge: Judge, files: Files, home: bytes, environ: Mapping[bytes, bytes], cwd: bytes, made: list[View]
) -> None:
    """Plan the views of ~/.docker or DOCKER_CONFIG, of the files of the same form, and of Podman's connections."""
    given = environ.get(b"DOCKER_CONFIG", b"")
    given = given if given.startswith(b"/") or not given else cwd.rstrip(b"/") + b"/" + given
    given = given.rstrip(b"/")
    usual = home + b"/.docker"
    for folder in dict.fromkeys((given or usual, usual)):
        variable = b"DOCKER_CONFIG" if folder == (given or usual) else b""
        gone = _plan_contexts(judge, files, folder, variable, made)
        _plan_config(judge, files, folder + b"/config.json", variable, folder, gone, made)
    config = environ.get(b"XDG_CONFIG_HOME", b"") or home + b"/.config"
    runtime = environ.get(b"XDG_RUNTIME_DIR", b"")
    for variable, path in (
        (b"REGISTRY_AUTH_FILE", environ.get(b"REGISTRY_AUTH_FILE", b"")),
        (b"", config + b"/containers/auth.json"),
        (b"", runtime + b"/containers/auth.json" if runtime else b""),
        (b"HELM_REGISTRY_CONFIG", environ.get(b"HELM_REGISTRY_CONFIG", b"") or config + b"/helm/registry/config.json"),
        (b"", home + b"/.dockercfg"),
    ):
        if path.startswith(b"/"):
            _plan_config(judge, files, path, variable, b"", {}, made)
    _plan_connections(judge, files, config + b"/containers/podman-connections.json", made)
    if environ.get(b"DOCKER_HOST", b"") and environ.get(b"DOCKER_CERT_PATH", b"").startswith(b"/"):
        why = judge.why_hidden([host_clue("docker-host", environ[b"DOCKER_HOST"].decode("utf-8", "replace"), 2376)])
        path = environ[b"DOCKER_CERT_PATH"].rstrip(b"/") + b"/key.pem"
        if why and not judge.approved.get("docker-host") and files.exists(path):
            made.append(View(path, "hidden", "docker", b"", ((shown(path), f"DOCKER_HOST: {why}"),)))


def _plan_contexts(judge: Judge, files: Files, folder: bytes, variable: bytes, made: list[View]) -> dict[str, str]:
    """Judge every context; answer those that go, by name."""
    gone: dict[str, str] = {}
    for entry in entries_of(files, folder + b"/contexts/meta", "docker", made):
        top = folder + b"/contexts/meta/" + entry
        data = files.read(top + b"/meta.json")
        if data is None:
            continue
        what = shown(top)
        try:
            document = read_json(data)
            name = text_member(document, "name")
            what = f'context "{name}"'
            clues: list[Clue] = [("docker-context", name, "name")]
            endpoints = member(document, "endpoints")
            for kind, endpoint in endpoints.items() if isinstance(endpoints, dict) else ():
                role: Any = "address" if kind.casefold() == "docker" else "hint"
                clues.append(host_clue("docker-host", text_member(endpoint, "host"), 2375, role))
            why = "" if _is_approved(judge, clues) else judge.why_hidden(clues)
        except Unclear as unclear:
            why, name = unclear.why, ""
        if not why:
            continue
        gone[name] = why
        for path in (top, folder + b"/contexts/tls/" + entry):
            if files.exists(path):
                made.append(View(path, "emptied", "docker", b"", ((what, why),), variable, folder if variable else b""))
    return gone


def _is_approved(judge: Judge, clues: list[Clue]) -> bool:
    # by host alone: the default port is the client's affair
    hosts = {_bare(name) for name in judge.approved.get("docker-host", ())}
    addresses = {_bare(name) for kind, name, _ in clues if kind == "docker-host" and name}
    if hosts and not addresses & hosts:
        return False
    if judge.approved.get("docker-context"):
        return any(kind == "docker-context" and judge.opens(kind, name) for kind, name, _ in clues)
    return bool(hosts)


def _bare(name: str) -> str:
    host, _, port = name.rpartition(":")
    return host if host and port.isdigit() else name


def _plan_config(
    judge: Judge,
    files: Files,
    path: bytes,
    variable: bytes,
    root: bytes,
    contexts: dict[str, str],
    made: list[View],
) -> None:
    """Judge one file of registries; `contexts` are Docker contexts that were taken out."""
    root = root if variable else b""
    data = files.read(path)
    if data is None:
        if files.trouble(path):
            made.append(View(path, "hidden", "docker", b"", ((shown(path), files.trouble(path)),), variable, root))
        return
    try:
        document = read_json(data) if data.strip() else {}
        if not isinstance(document, dict):
            raise Unclear("it is no object")
    except Unclear as unclear:
        made.append(View(path, "hidden", "docker", b"", ((shown(path), unclear.why),), variable, root))
        return
    removed: list[tuple[str, str]] = []
    out = dict(document)
    old = path.endswith(b"/.dockercfg")
    for key in list(document):
        folded = key.casefold()
        if old:
            why = _registry(judge, key)
            if why:
                del out[key]
                removed.append((f'registry "{_host(key)}"', why))
        elif folded in ("auths", "credhelpers") and isinstance(document[key], dict):
            out[key] = _without_production(judge, document[key], removed)
        elif folded == "currentcontext" and str(document[key]) in contexts:
            del out[key]
            removed.append((f'context "{document[key]}"', contexts[str(document[key])]))
        elif folded == "httpheaders" and isinstance(document[key], dict):
            from .scrub_forms import secret_name

            out[key] = {
                name: value for name, value in document[key].items() if not secret_name(name.replace("-", "_").upper())
            }
            if len(out[key]) < len(document[key]):
                removed.append(("a header that looks like a secret", "every daemon would get it"))
    if removed:
        made.append(View(path, "scoped", "docker", write_json(out), tuple(dict.fromkeys(removed)), variable, root))
    else:
        made.append(View(path, "whole", "docker", b"", (), variable, root))


def _without_production(judge: Judge, registries: dict[str, Any], removed: list[tuple[str, str]]) -> dict[str, Any]:
    gone = {name: why for name in registries if (why := _registry(judge, name))}
    secrets = {value for name in gone for value in _values(registries[name])}
    for name, entry in registries.items():
        if name not in gone and not judge.keeps(_host(name)) and secrets & _values(entry):
            gone[name] = "it holds the credential of a registry that was taken out"
    removed.extend([(f'registry "{_host(name)}"', why) for name, why in gone.items()])
    return {name: entry for name, entry in registries.items() if name not in gone}


def _registry(judge: Judge, name: str) -> str:
    """Why the credential of a registry goes. Only production does: what serves everybody says nothing of itself."""
    host = _host(name)
    if judge.keeps(host) or judge.opens("registry", host) or judge.opens("registry", host.partition(":")[0]):
        return ""
    path = name.partition("://")[2] or name
    return judge.production([host_clue("registry", name, None)]) or judge.spoken(path.split("/")[1:])


def _host(name: str) -> str:
    return host_clue("registry", name, None)[1]


def _values(entry: Any) -> set[str]:
    return {value for key in _SECRETS if (value := text_member(entry, key))}


def _plan_connections(judge: Judge, files: Files, path: bytes, made: list[View]) -> None:
    """Podman's remote connections, and the keys that they name."""
    data = files.read(path)
    if data is None:
        return
    try:
        document = read_json(data)
    except Unclear as unclear:
        made.append(View(path, "hidden", "docker", b"", ((shown(path), unclear.why),)))
        return
    section = member(document, "connection")
    connections = member(section, "connections")
    removed: list[tuple[str, str]] = []
    for name, entry in list(connections.items()) if isinstance(connections, dict) else ():
        clues: list[Clue] = [
            ("docker-context", name, "name"),
            host_clue("docker-host", text_member(entry, "uri"), None),
        ]
        why = "" if _is_approved(judge, clues) else judge.why_hidden(clues)
        if why:
            del connections[name]
            removed.append((f'connection "{name}"', why))
            for key in list(section):
                if key.casefold() == "default" and section[key] == name:
                    del section[key]
            identity = text_member(entry, "identity")
            if identity and files.exists(beside(path, identity)):
                made.append(
                    View(beside(path, identity), "hidden", "docker", b"", ((f'key of connection "{name}"', why),))
                )
    if removed:
        made.append(View(path, "scoped", "docker", write_json(document), tuple(removed)))
    else:
        made.append(View(path, "whole", "docker"))
