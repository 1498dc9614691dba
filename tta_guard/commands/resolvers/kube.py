"""Kubernetes clients: kubeconfig files, merged as client-go merges them, to context, cluster and server. Pure.

Source: Kubernetes documentation, "Organizing Cluster Access Using kubeconfig Files", "Merging kubeconfig
files". Exec plugins are never run; a `proxy-url` is laid down as well as the server.
"""

from __future__ import annotations

from ...model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..question import Question


@frozen
class KubeConfig:
    """Kubeconfig files, merged: for each name the first file counts.

    Attributes:
        current: the current context, "" for none.
        current_from: the file that says so.
        contexts: name -> (its mapping, file).
        clusters: name -> (its mapping, file).
        files: the files that were there.
        broken: one of them could not be read, so a missing name may stand in it.
    """

    current: str
    current_from: str
    contexts: dict[str, tuple[dict[str, Any], str]]
    clusters: dict[str, tuple[dict[str, Any], str]]
    files: tuple[str, ...]
    broken: bool


def resolve_kube(question: Question) -> None:
    """kubectl and what shares its flags: --kubeconfig, --context, --cluster, --server, --namespace."""
    question.begin()
    _kuberc(question)
    server = question.first("server", ("--server",))
    config = load_kubeconfig(question)
    context = _context(question, config)
    cluster = question.first("cluster", ("--cluster",))
    cluster_name, cluster_from = cluster if cluster else ("", "")
    namespace = question.first("namespace", ("-n --namespace",))
    if context is not None and context[0]:
        name, evidence = context
        question.clue("kube-context", name, evidence)
        known = config.contexts.get(name)
        if known is None:
            if not config.broken and not (cluster or server):
                question.unknown("no-such-context", f'no kubeconfig has a context "{name}"')
        else:
            mapping, file = known
            if cluster is None:
                cluster_name, cluster_from = _text(mapping, "cluster"), f'context "{name}" in {question.shown(file)}'
            if namespace is None and _text(mapping, "namespace"):
                question.hint("kube-namespace", _text(mapping, "namespace"), f"context in {question.shown(file)}")
    if namespace and namespace[0]:
        question.hint("kube-namespace", namespace[0], namespace[1])
    was_set, value = question.state_of("kube-namespace")
    if was_set and value:
        question.hint("kube-namespace", value, "an earlier command")
    if cluster_name:
        question.clue("kube-cluster", cluster_name, cluster_from)
    if server:
        if server[0]:
            question.host("kube-server", server[0], server[1], _port(server[0]), explicit=True)
        return
    if cluster_name:
        _server(question, config, cluster_name)
    elif not context or not context[0]:
        _no_config(question, config)


def _context(question: Question, config: KubeConfig) -> tuple[str, str] | None:
    """The context in force; None when it is none, or not known (then that is noted)."""
    edited, words = question.state_of("kube-config")
    if edited:
        question.unknown("kubeconfig-edited", f"an earlier command edits the kubeconfig ({words or 'unknown words'})")
        if words:
            question.hints("kube-cluster", words.split(), "an earlier command")
    given = question.first("context", ("--context", "--kube-context"))
    if given:
        return (given[0], given[1]) if given[0] else None
    was_set, value = question.state_of("kube-context")
    if was_set:
        if value is None or value == "-":
            question.unknown("context-unknown", "an earlier command sets a context that is not known")
            return None
        return value, "an earlier command of the same text"
    if config.current:
        return config.current, f"current-context in {question.shown(config.current_from)}"
    return None


def _server(question: Question, config: KubeConfig, name: str) -> None:
    known = config.clusters.get(name)
    if known is None:
        if not config.broken:
            question.unknown("no-such-cluster", f'no kubeconfig has a cluster "{name}"')
        return
    mapping, file = known
    where = f'cluster "{name}" in {question.shown(file)}'
    address = _text(mapping, "server")
    if not address:
        question.unknown("no-server", f"{where} has no server")
        return
    question.host("kube-server", address, where, _port(address))
    proxy = _text(mapping, "proxy-url")
    if proxy:
        question.host("proxy", proxy, f"proxy-url of {where}", role="hint")


def _port(address: str) -> int:
    return 80 if address.lower().startswith("http://") else 443


def _no_config(question: Question, config: KubeConfig) -> None:
    """No context and no cluster: in-cluster configuration, or the client's built-in localhost:8080."""
    if config.broken or any(reasons for _, reasons, _ in question.things):
        return
    if question.env_word("KUBERNETES_SERVICE_HOST") is not None:
        question.unknown("in-cluster", "it runs in a cluster, and reaches that one (KUBERNETES_SERVICE_HOST)")
        return
    master = question.env_word("KUBERNETES_MASTER")
    if master is not None:
        text = question.known(master, "KUBERNETES_MASTER")
        if text:
            question.host("kube-server", text, "KUBERNETES_MASTER")
        return
    if config.files:
        question.unknown("no-current-context", "the kubeconfig has no current context, and none is given")
    elif not question.through_tunnel("localhost", 8080):
        message = "there is no kubeconfig, so the client talks to localhost:8080"
        question.state_clue("local", "kube-server", "localhost:8080", "no kubeconfig", message)


def _kuberc(question: Question) -> None:
    """A kuberc file may put flags of its own into every command (kubectl reference, "kuberc")."""
    path = question.env("KUBERC") or f"{question.home}/.kube/kuberc"
    data = question.read(question.path(path), "kuberc") if path != "off" else None
    if data and any(word in data for word in (b"context", b"cluster", b"server", b"kubeconfig")):
        question.unknown("kuberc", f"{question.shown(path)} sets flags that may name another target")


def load_kubeconfig(question: Question) -> KubeConfig:
    """Read the kubeconfig files that an invocation uses; what can't be read is noted.

    A file that is named and missing is noted as well, when nothing else is there: it may be made before it is used.
    """
    paths, explicit = _paths(question)
    contexts: dict[str, tuple[dict[str, Any], str]] = {}
    clusters: dict[str, tuple[dict[str, Any], str]] = {}
    files: list[str] = []
    current = current_from = ""
    broken = paths is None
    for path in paths or ():
        data = question.read(path, "kubeconfig")
        if data is None:
            broken = broken or question.world.trouble(path) != "missing"
            continue
        files.append(path)
        document = _document(data)
        if isinstance(document, str):
            question.unknown("kubeconfig-unreadable", f"{question.shown(path)} cannot be read: {document}")
            broken = True
            continue
        if not current and _text(document, "current-context"):
            current, current_from = _text(document, "current-context"), path
        for key, found in (("contexts", contexts), ("clusters", clusters)):
            for entry in document.get(key) or ():
                found.setdefault(_text(entry, "name"), (entry[key[:-1]], path))
    if explicit and not files and not broken:
        question.unknown("kubeconfig-missing", f"{explicit} names a file that is not there")
        broken = True
    return KubeConfig(current, current_from, contexts, clusters, tuple(files), broken)


def _paths(question: Question) -> tuple[list[str] | None, str]:
    """The files in order, and what names them ("" for the default one); None when they are not known."""
    for word, evidence in question.words_of("kubeconfig", ("--kubeconfig", "$KUBECONFIG")):
        text = question.known(word, evidence)
        if text is None:
            return None, evidence
        listed = text.split(":") if evidence == "KUBECONFIG" else [text]
        paths = [question.path(part) for part in listed if part]
        if paths:
            return paths, evidence
    if question.env_word("KUBECONFIG") is not None and not question.words_of("kubeconfig", ("$KUBECONFIG",)):
        text = question.env("KUBECONFIG")  # the description forgot the variable; the client does not
        if text:
            return [question.path(part) for part in text.split(":") if part], "KUBECONFIG"
    return [f"{question.home}/.kube/config"], ""


def _document(data: bytes) -> dict[str, Any] | str:
    """Read one file: its mapping in the shape of a kubeconfig, or why it has not that shape."""
    from ..documents import Unreadable, parse_yaml

    document = parse_yaml(data)
    if isinstance(document, Unreadable):
        return document.why
    if document == "":
        return {}
    if not isinstance(document, dict):
        return "it is no mapping"
    for key, inner in (("contexts", "context"), ("clusters", "cluster")):
        entries = document.get(key) or []
        if not isinstance(entries, list):
            return f"{key} is no list"
        names: set[str] = set()
        for entry in entries:
            if not isinstance(entry, dict) or not isinstance(entry.get(inner) or {}, dict):
                return f"{key} has an entry of another shape"
            name = _text(entry, "name")
            if name in names:
                return f'{key} has "{name}" twice'
            names.add(name)
            entry[inner] = entry.get(inner) or {}
    return document


def _text(mapping: dict[str, Any], key: str) -> str:
    value = mapping.get(key)
    return value if isinstance(value, str) else ""


def resolve_helm(question: Question) -> None:
    """helm and helmfile: kube flags of their own names; values files and helmfile's environment say more."""
    resolve_kube(question)
    for word, evidence in question.words_of("values"):
        if word.text:
            for name in word.text.split(","):
                question.hint("var-file", name, evidence)
    given = question.first("environment")
    if given and given[0]:
        question.hint("workspace", given[0], given[1])


def resolve_manifest_tool(question: Question) -> None:
    """skaffold and the like: the project's file may name the context (skaffold.yaml, deploy.kubeContext)."""
    resolve_kube(question)
    for parameter in ("profile", "manifest", "config"):
        for word, evidence in question.words_of(parameter):
            if word.text:
                question.hints("workspace", word.text.split(","), evidence)
    if question.cwd is None:
        return
    manifest = question.first("manifest")
    for name in (manifest[0],) if manifest and manifest[0] else ("skaffold.yaml", "skaffold.yml"):
        data = question.read(question.path(name), "manifest")
        for number, line in enumerate((data or b"").decode("utf-8", "replace").split("\n"), 1):
            key, _, value = line.strip().lstrip("- ").partition(":")
            if key == "kubeContext" and value.strip():
                question.hint("kube-context", value.strip().strip("\"'"), f"line {number} of {name}")
