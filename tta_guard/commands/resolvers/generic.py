"""Whatever has no family of its own: an address or a name among the arguments; programs that nobody described. Pure."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..question import Question

_KINDS: Final = (
    ("account", "aws-account"),
    ("project", "project"),
    ("environment", "workspace"),
    ("profile", "aws-profile"),
    ("name", "app"),
)
# Where package managers go when nothing names a registry.
_REGISTRIES: Final = (
    ("registry.npmjs.org", ("npm", "npx", "yarn", "pnpm", "bun")),
    ("crates.io", ("cargo",)),
    ("rubygems.org", ("gem",)),
    ("upload.pypi.org", ("twine",)),
    ("pypi.org", ("uv", "poetry", "hatch", "flit", "pip", "pip3")),
)
_PUBLIC: Final = {program: host for host, programs in _REGISTRIES for program in programs}
# What these reach when nothing is named: this machine.
_LOCAL_DEFAULTS: Final = ("consul", "nomad", "vault", "bao", "socat", "nc", "ncat", "telnet")
# Variables with an address that any program may use; those that the text itself sets count for whatever it starts.
_ADDRESSES: Final = (
    ("DOCKER_HOST", "docker-host"),
    ("VAULT_ADDR", "url"),
    ("CONSUL_HTTP_ADDR", "url"),
    ("NOMAD_ADDR", "url"),
    ("ARGOCD_SERVER", "host"),
    ("KUBERNETES_MASTER", "kube-server"),
    ("PGHOST", "host"),
    ("PGHOSTADDR", "host"),
    ("MYSQL_HOST", "host"),
    ("DB_HOST", "host"),
    ("REDIS_HOST", "host"),
    ("API_URL", "url"),
)
_NAMES: Final = (
    ("AWS_PROFILE", "aws-profile"),
    ("AWS_DEFAULT_PROFILE", "aws-profile"),
    ("CLOUDSDK_CORE_PROJECT", "gcp-project"),
    ("GOOGLE_CLOUD_PROJECT", "gcp-project"),
    ("CLOUDSDK_ACTIVE_CONFIG_NAME", "gcloud-configuration"),
    ("DOCKER_CONTEXT", "docker-context"),
    ("TF_WORKSPACE", "workspace"),
    ("PULUMI_STACK", "stack"),
    ("PGSERVICE", "db-service"),
    ("HELM_KUBECONTEXT", "kube-context"),
)
WORDS_LIMIT: Final = 500


def resolve_generic(question: Question) -> None:
    """A described tool without a family, or (without arguments) a program that nobody described."""
    question.begin()
    if question.arguments is None:
        _undescribed(question)
        return
    reached = False
    for parameter in ("host", "url"):
        for word, evidence in question.words_of(parameter):
            text = question.known(word, evidence, "host")
            if text is None:
                reached = True
                continue
            for piece in _pieces(text, evidence):
                reached = True
                if evidence.endswith("context"):
                    question.clue("kube-context", piece, evidence)
                else:
                    question.host("host", piece, evidence)
    was_set, value = question.state_of("argocd-server")
    if question.program == "argocd" and not reached:
        reached = _argocd(question, value if was_set else None)
    for parameter, kind in _KINDS:
        given = question.first(parameter)
        if given and given[0]:
            reached = True
            question.clue(kind, given[0], given[1])
    for parameter in ("region", "config", "path"):
        for word, evidence in question.words_of(parameter):
            question.hint("resource", word.text or "", evidence)
    if not reached and question.program.startswith(_LOCAL_DEFAULTS):
        message = f"{question.program} without an address talks to this machine"
        question.state_clue("local", "host", "localhost", "no address is given", message)
    elif not reached and question.program in _PUBLIC:
        host = _PUBLIC[question.program]
        message = f"{host} is a public package registry, no environment of this project"
        question.state_clue("development", "registry", host, "no registry is given", message)
    elif not question.things[0][0]:
        question.unknown("target-unknown", f"nothing says what {question.program or 'the program'} reaches")


def resolve_vault(question: Question) -> None:
    """vault: VAULT_ADDR or -address, this machine without one; namespaces and paths may say production."""
    question.begin()
    given = question.first("address", ("-address", "$VAULT_ADDR"))
    if given is None:
        was_set, value = question.state_of("vault-address")
        given = (value, "an earlier command of the same text") if was_set else None
    if given is None:
        question.host("url", "https://127.0.0.1:8200", "no address is given")
    elif given[0]:
        question.host("url", given[0], given[1])
    for parameter in ("namespace", "path"):
        for word, evidence in question.words_of(parameter):
            question.hint("resource", word.text or "", evidence)


def _pieces(text: str, evidence: str) -> list[str]:
    """Answer the addresses in a word: socat's TCP:host:port, a flag text in ARGOCD_OPTS, or the word itself."""
    if evidence.endswith("_OPTS"):
        words = text.replace("=", " ").split()
        return [words[index + 1] for index, word in enumerate(words[:-1]) if word == "--server"]
    kind, colon, rest = text.partition(":")
    if colon and kind.upper().startswith(("TCP", "UDP", "SSL", "OPENSSL", "SOCKS", "PROXY", "SCTP")):
        if "LISTEN" in kind.upper():
            return []
        return [":".join(rest.partition(",")[0].split(":")[:2])]
    if colon and kind.isupper():
        return []
    return [text] if text and not text.startswith("-") else []


def _argocd(question: Question, context: str | None) -> bool:
    """Read argocd's own configuration: the current context, its server (argocd context)."""
    from ..documents import parse_yaml

    folder = question.env("ARGOCD_CONFIG_DIR") or f"{question.home}/.config/argocd"
    path = f"{question.path(folder)}/config"
    data = question.read(path, "argocd-config")
    document = parse_yaml(data) if data is not None else None
    if not isinstance(document, dict):
        if context:
            question.clue("kube-context", context, "an earlier command of the same text")
        return context is not None
    name = context or document.get("current-context")
    if not isinstance(name, str) or not name:
        return False
    evidence = f"current-context in {question.shown(path)}"
    question.clue("kube-context", name, evidence)
    contexts = document.get("contexts")
    for entry in contexts if isinstance(contexts, list) else ():
        if isinstance(entry, dict) and entry.get("name") == name and isinstance(entry.get("server"), str):
            question.host("host", entry["server"], evidence)
    return True


def _undescribed(question: Question) -> None:
    """A program that nobody described: what its words and the variables that the text sets say."""
    for word in question.invocation.argv[1 : WORDS_LIMIT + 1]:
        text = word.text
        if text is None:
            continue
        value = text.partition("=")[2] if text.startswith("-") and "=" in text else text
        found = question.environments.configured_word(value)
        if found:
            question.clue("argument", value, "the command's words", "hint", found)
        elif "://" in value and not value.lower().startswith("file:"):
            from ..addresses import parse_address

            host = parse_address(value).host
            question.hint("url", host, "the command's words")
            question.through_tunnel(host, parse_address(value).port)
    from .database import ADDRESS_VARIABLES, lay_value

    for name in ADDRESS_VARIABLES:
        value_text = question.env(name) if question.was_set_here(name) else None
        if value_text:
            question.begin()
            lay_value(question, value_text, name)
    for name, kind in _ADDRESSES:
        value_text = question.env(name) if question.was_set_here(name) else None
        if value_text:
            question.begin()
            question.host(kind, value_text, name)
    for name, kind in _NAMES:
        value_text = question.env(name) if question.was_set_here(name) else None
        if value_text:
            question.hint(kind, value_text, name)
    if question.was_set_here("KUBECONFIG"):
        from .kube import resolve_kube

        resolve_kube(question)
