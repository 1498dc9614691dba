"""HTTP clients and others that take addresses: curl, wget, httpie. Pure.

Source: curl(1) (URL globbing, --resolve, --connect-to, --config, .curlrc), wget(1), httpie's manual.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..question import Question

_METHODS: Final = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"))
URLS_LIMIT: Final = 500


def resolve_url(question: Question) -> None:
    """Every address that is named; each is judged apart."""
    httpie = question.program in ("http", "https", "xh", "xhs", "httpie")
    taken = 0
    words = question.words_of("url")
    if httpie and question.arguments is not None:
        words = [(word, "the command's words") for word in question.arguments.positionals]
        words = words[1:] if words and words[0][0].text in _METHODS else words
        words = words[:1]
    for word, evidence in words:
        text = word.text
        if text is None and _host_is_known(word.prefix) and not word.splits:
            text = word.prefix  # only the path is unknown
        if text is None:
            question.begin()
            question.known(word, evidence, "url")
            continue
        if httpie and text.startswith(":"):
            text = f"localhost{text}" if text[1:2].isdigit() else f"localhost{text[1:]}"
        taken += 1
        if taken <= URLS_LIMIT:
            lay_url(question, text, evidence, glob=question.program == "curl")
    if taken > URLS_LIMIT:
        question.unknown("too-many-addresses", f"more than {URLS_LIMIT} addresses are named")
    _connections(question)
    if question.program == "curl":
        _curl_files(question)
    elif question.program == "wget":
        _wget_files(question)


def _host_is_known(prefix: str) -> bool:
    """Answer whether the known beginning of an address holds its whole authority."""
    return any(mark in prefix.partition("://")[2] for mark in "/?#")


def lay_url(question: Question, text: str, evidence: str, *, glob: bool = False) -> None:
    """Lay down one address, a thing of its own; with `glob`, each that curl would make of it."""
    from ..addresses import alternatives, parse_address

    choices = alternatives(text) if glob else (text,)
    if choices is None:
        question.begin()
        question.unknown("too-many-addresses", f'"{text[:80]}" stands for too many addresses')
        return
    if "\\" in text:
        # to a browser's parser a backslash ends the host, to curl it does not: both readings count
        choices = (*choices, *[choice.replace("\\", "%5C") for choice in choices])
    for choice in choices:
        if choice.lower().startswith("file:"):
            continue
        address = parse_address(choice, scheme="http")
        question.begin()
        if not address.host:
            if address.socket:
                continue
            question.unknown("no-host", f'"{choice[:80]}" names no host')
            continue
        port = {"https": 443, "http": 80, "ftp": 21}.get(address.scheme)
        question.host("url", choice.partition("#")[0], evidence, port)
        lay_forge_address(question, address.host, f"{address.path}?{address.query}", evidence)


def lay_forge_address(question: Question, host: str, path: str, evidence: str) -> None:
    """Lay down the pull request or branch that an address of a forge's API changes."""
    if not (host in ("api.github.com", "gitlab.com", "github.com") or "/api/v" in path):
        return
    lowered = path.lower()
    pieces = lowered.strip("/").partition("?")[0].split("/")
    if lowered.partition("?")[0].rstrip("/").endswith(("/merge", "/merges")) or "/merge_ref" in lowered:
        question.clue("pull-request", "/".join(pieces[-5:]), evidence, "hint", protected=True)
    elif "/git/refs/heads/" in lowered:
        lay_branch(question, path.partition("/git/refs/heads/")[2].partition("?")[0], evidence)
    elif "/contents/" in lowered or "/dispatches" in lowered or "/deployments" in lowered:
        question.clue("repository", "/".join(pieces[:4]), evidence, "hint", protected=True)


def lay_branch(question: Question, name: str, evidence: str) -> None:
    """Lay down a branch: its configured environment, and whether it is protected, which counts as production.

    By its words alone a branch says something only when they are its whole name: `fix-prod-login` changes nothing.
    """
    from ...model import Reason
    from ..environments import Match, default

    match = question.environments.configured("branch", name) or (default("branch", name) if name.isalpha() else None)
    protected = question.environments.protected_branch(name)
    if protected and (match is None or match.environment != "production"):
        match = Match("production", True, protected)
    if match is None:
        why = Reason("unprotected-branch", f'nothing says that branch "{name}" is production or protected')
        match = Match("development", False, why)
    question.clue("branch", name, evidence, "name", match, protected is not None)


def _connections(question: Question) -> None:
    """Where the connection really goes: --resolve, --connect-to, --unix-socket, Host headers, proxies."""
    for word, evidence in [*question.words_of("resolve"), *question.words_of("connect")]:
        text = question.known(word, evidence, "host")
        if text:
            _connection(question, text, evidence)
    for word, evidence in question.words_of("proxy"):
        text = question.known(word, evidence, "proxy")
        if text:
            question.host("proxy", text, evidence, role="hint")
    if question.arguments is None:
        return
    for word in question.arguments.all_values("-H"):
        name, _, value = (word.text or "").partition(":")
        if name.strip().lower() == "host":
            question.hint("host", value.strip(), "the Host header")


def _connection(question: Question, text: str, evidence: str) -> None:
    if "socket" in evidence or text.startswith("/"):
        return  # a local socket; the address keeps its own meaning, and the worst holds
    text = text.lstrip("+")
    if evidence == "--resolve" or text.count(":") == 2 or "," in text:
        listed = text.split(":", 2)[2] if text.count(":") >= 2 else text  # HOST:PORT:ADDR[,ADDR]
    else:
        listed = ":".join(text.split(":")[2:4]) if text.count(":") >= 3 else text  # HOST:PORT:HOST2:PORT2
    for each in listed.split(","):
        if each.strip("[]:"):
            question.host("host", each, evidence, explicit=True)


def _curl_files(question: Question) -> None:
    """-K files, and the .curlrc that is read unless -q comes first."""
    argv = question.invocation.argv
    for word, evidence in question.words_of("config", ("-K --config",)):
        text = question.known(word, evidence, "url")
        if text is None:
            continue
        content = word.content
        if text == "-":
            content = question.invocation.stdin
        if content is not None or text == "-":
            known = content.text if content is not None else None
            if known is None:
                question.begin()
                question.unknown("config-unknown", "curl reads its configuration from what is not known")
            else:
                _curl_config(question, known, "standard input" if text == "-" else text)
            continue
        path = question.path(text)
        data = question.read(path, "curl-config")
        if data is None:
            question.begin()
            question.unknown("curl-config-missing", f"{question.shown(path)} (from {evidence}) cannot be read")
        else:
            _curl_config(question, data.decode("utf-8", "replace"), question.shown(path))
    if len(argv) > 1 and argv[1].text in ("-q", "--disable"):
        return
    folder = question.env("CURL_HOME") or question.env("XDG_CONFIG_HOME") or question.home
    for path in dict.fromkeys((f"{folder}/.curlrc", f"{folder}/curlrc", f"{question.home}/.curlrc")):
        data = question.read(path, "curl-config")
        if data is not None:
            _curl_config(question, data.decode("utf-8", "replace"), question.shown(path))


def _curl_config(question: Question, text: str, shown: str) -> None:
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line[0] == "#":
            continue
        end = next((at for at, char in enumerate(line) if char in " \t=:"), len(line))
        if line.startswith("-x") and not line.startswith("-x "):
            end = 2
        name, value = line[:end].lstrip("-"), line[end:].lstrip(" \t=:").strip()
        if value[:1] == '"':
            value = _unquoted(value[1:])
        else:
            value = value.split()[0] if value else ""
        where = f"line {number} of {shown}"
        if name == "url" or (name and "://" in name + line[end : end + 3]):
            lay_url(question, value if name == "url" else line, where, glob=True)
        elif name in ("proxy", "x", "preproxy", "socks5", "socks5-hostname", "socks4", "socks4a"):
            question.host("proxy", value, where, role="hint")
        elif name in ("resolve", "connect-to"):
            _connection(question, value, f"--{name}")
        elif name in ("config", "K"):
            question.unknown("config-unknown", f"{where} reads another configuration")


def _unquoted(text: str) -> str:
    out: list[str] = []
    escaped = False
    for char in text:
        if escaped:
            out.append({"t": "\t", "n": "\n", "r": "\r", "v": "\v"}.get(char, char))
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == '"':
            break
        else:
            out.append(char)
    return "".join(out)


def _wget_files(question: Question) -> None:
    """-i lists, and proxies in .wgetrc."""
    arguments = question.arguments
    for word in arguments.all_values("-i") if arguments is not None else ():
        text = question.known(word, "--input-file", "url")
        if text is None:
            continue
        if "://" in text:
            lay_url(question, text, "--input-file")
            continue
        data = question.read(question.path(text), "url-list") if text != "-" else None
        content = word.content if text != "-" else question.invocation.stdin
        known = content.text if content is not None else (data.decode("utf-8", "replace") if data is not None else None)
        if known is None:
            question.begin()
            question.unknown("list-unknown", "the addresses come from a list that is not known")
        for line in (known or "").split("\n")[:URLS_LIMIT]:
            if line.strip():
                lay_url(question, line.strip(), f"a line of {text}")
    path = question.env("WGETRC") or f"{question.home}/.wgetrc"
    for raw in (question.read(question.path(path), "wget-config") or b"").decode("utf-8", "replace").split("\n"):
        name, _, value = raw.partition("=")
        if name.strip().lower().replace("-", "_") in ("http_proxy", "https_proxy", "ftp_proxy", "base"):
            question.host("proxy", value.strip(), question.shown(path), role="hint")
