"""Stores of tokens: forges, package registries, databases, infrastructure services. Pure; hot.

A token here seldom says what it may touch, so it is not there unless the policy keeps its host (`confinement.credentials`).
Entries for database servers are judged by their address, as targets are. What holds no token is seen whole.

Longer than 250 lines because each store has a small reader of its own beside the table.
"""

from __future__ import annotations

from .scrub_forms import secret_value
from .views_model import View, address_of, host_clue, shown
from .views_text import (
    Unclear,
    decode,
    member,
    read_ini,
    read_json,
    read_yaml_or_json,
    write_ini,
    write_json,
    write_yaml,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Final

    from .views_model import Clue, Files, Judge, Removed

    # (content that stays, b"" for none; what was taken out); nothing taken out: the file is seen whole
    Filtered = tuple[bytes, Removed]

_KEEP: Final = "it holds a token; `confinement.credentials` can keep its host"


def _gh(data: bytes, judge: Judge) -> Filtered:
    """gh's hosts.yml: a mapping of hosts."""
    document = read_yaml_or_json(data)
    if not isinstance(document, dict):
        raise Unclear("it is no mapping")
    kept = {host: entry for host, entry in document.items() if judge.keeps(host)}
    return write_yaml(kept) if kept else b"", _gone(document, kept)


def _glab(data: bytes, judge: Judge) -> Filtered:
    """glab's config.yml: settings, and a mapping of hosts."""
    document = read_yaml_or_json(data)
    hosts = document.get("hosts") if isinstance(document, dict) else None
    if not isinstance(hosts, dict):
        raise Unclear("it has another shape")
    kept = {host: entry for host, entry in hosts.items() if judge.keeps(host)}
    return write_yaml({**document, "hosts": kept}), _gone(hosts, kept)


def _netrc(data: bytes, judge: Judge) -> Filtered:
    """netrc(5): words; a macro definition runs to the next empty line, and is left out."""
    lines = decode(data).split("\n")
    words: list[str] = []
    macro = False
    for line in lines:
        if macro:
            macro = bool(line.strip())
            continue
        found = line.split()
        if "macdef" in found:
            found, macro = found[: found.index("macdef")], True
        words += _quoted_words(line) if not macro else found
    entries: list[tuple[str, list[str]]] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word in ("machine", "default"):
            host = words[at + 1] if word == "machine" and at + 1 < len(words) else ""
            entries.append((host, []))
            at += 2 if word == "machine" else 1
        elif word in ("login", "password", "account", "port") and entries and at + 1 < len(words):
            entries[-1][1].extend(words[at : at + 2])
            at += 2
        elif word.startswith("#"):
            raise Unclear("it has comments, which readers read differently")
        else:
            raise Unclear("it has another shape")
    lines = [f"machine {host} {' '.join(rest)}" for host, rest in entries if host and judge.keeps(host)]
    gone = [host or "default" for host, _ in entries if not (host and judge.keeps(host))]
    return "\n".join([*lines, ""]).encode() if lines else b"", tuple([(f'host "{host}"', _KEEP) for host in gone])


def _quoted_words(line: str) -> list[str]:
    if '"' in line or "\\" in line:
        raise Unclear("it has quotes, which readers read differently")
    return line.split()


def _git_credentials(data: bytes, judge: Judge) -> Filtered:
    """git-credential-store(1): one URL a line."""
    kept, gone = [], []
    for line in decode(data).split("\n"):
        if not line.strip():
            continue
        host = address_of(line, None)[0] if "://" in line else ""
        if host and judge.keeps(host):
            kept.append(line)
        else:
            gone.append((f'host "{host}"', _KEEP))
    return "\n".join([*kept, ""]).encode() if kept else b"", tuple(dict.fromkeys(gone))


def _npmrc(data: bytes, judge: Judge) -> Filtered:
    """npmrc(5): what is no credential stays; a value that names a variable is none."""
    kept, gone = [], []
    for line in decode(data).split("\n"):
        key, _, value = line.partition("=")
        key, value = key.strip(), value.strip().strip("\"'")
        if not key or key[0] in "#;":
            continue
        last = key.rpartition(":")[2].lower().lstrip("_")
        secret = last in ("authtoken", "auth", "password", "token", "key", "keyfile", "otp") or (
            "://" in value and "@" in value
        )
        secret = (secret and last not in ("proxy", "https-proxy", "http-proxy")) or bool(secret_value(line.encode()))
        host = address_of(key.rpartition(":")[0], None)[0] if key.startswith("//") else ""
        if secret and not (value.startswith("${") and value.endswith("}")) and not (host and judge.keeps(host)):
            gone.append((f'host "{host}"' if host else "a setting", _KEEP))
        else:
            kept.append(line)
    return "\n".join([*kept, ""]).encode(), tuple(dict.fromkeys(gone))


def _pypirc(data: bytes, judge: Judge) -> Filtered:
    """.pypirc: sections, each with a repository of its own."""
    kept: list[tuple[str, list[tuple[str, list[str]]]]] = []
    gone: list[tuple[str, str]] = []
    hosts = {"pypi": "upload.pypi.org", "testpypi": "test.pypi.org"}
    for name, settings in read_ini(data):
        given = next((values[0] for key, values in settings if key == "repository"), "")
        host = address_of(given, None)[0] if given else hosts.get(name.lower(), "")
        if any(key in ("password", "username") for key, _ in settings) and not (host and judge.keeps(host)):
            gone.append((f'repository "{name}"', _KEEP))
        else:
            kept.append((name, settings))
    return write_ini(kept), tuple(gone)


def _tfrc_json(data: bytes, judge: Judge) -> Filtered:
    """credentials.tfrc.json: {"credentials": {host: {"token": …}}}."""
    document = read_json(data)
    hosts = member(document, "credentials")
    if not isinstance(document, dict) or not isinstance(hosts, dict):
        raise Unclear("it has another shape")
    kept = {host: entry for host, entry in hosts.items() if judge.keeps(host)}
    return write_json({"credentials": kept}) if kept else b"", _gone(hosts, kept)


def _terraformrc(data: bytes, judge: Judge) -> Filtered:
    """.terraformrc: everything but blocks `credentials "host" {…}`; a spelling that is not the usual one is not read."""
    kept: list[str] = []
    gone: list[tuple[str, str]] = []
    depth, hidden = 0, False
    for line in decode(data).split("\n"):
        text = line.strip()
        if text.startswith(("/*", "*")) or "/*" in text or "<<" in text:
            raise Unclear("it has comments over several lines")
        bare = text
        if '"' in text:
            pieces = text.split('"')
            if len(pieces) % 2 == 0 or "\\" in text:
                raise Unclear("it has quotes over several lines")
            bare = "".join(pieces[::2])
        bare = bare.partition("#")[0].partition("//")[0]
        if depth == 0 and bare.startswith("credentials"):
            host = text.split('"')[1] if '"' in text else ""
            hidden = not (host and judge.keeps(host))
            if hidden:
                gone.append((f'host "{host}"', _KEEP))
        if not hidden and not text.startswith(("#", "//")):
            if "token" in bare and depth and kept and "credentials" not in "".join(kept):
                raise Unclear("it has a token elsewhere")
            kept.append(line)
        depth += bare.count("{") - bare.count("}")
        hidden = hidden and depth > 0
    if depth:
        raise Unclear("its braces do not match")
    return "\n".join(kept).encode(), tuple(gone)


def _pgpass(data: bytes, judge: Judge) -> Filtered:
    """.pgpass (PostgreSQL 34.16): host:port:database:user:password; a host of `*` serves every server, production too."""
    kept: list[str] = []
    gone: list[tuple[str, str]] = []
    rows: list[tuple[str, list[str], str]] = []
    for line in decode(data).split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        fields = _fields(line)
        if len(fields) < 5:
            raise Unclear("it has another shape")
        rows.append((line, fields, _database_why(judge, fields[0], fields[1], fields[2])))
    passwords = {fields[4] for _, fields, why in rows if why}
    for line, fields, why in rows:
        if not why and fields[4] in passwords:
            why = "it is the password of an entry that was taken out"
        if why:
            gone.append((f'entry "{fields[0]}:{fields[1]}:{fields[2]}"', why))
        else:
            kept.append(line)
    return "\n".join([*kept, ""]).encode() if kept else b"", tuple(gone)


def _fields(line: str) -> list[str]:
    fields, escaped = [""], False
    for char in line:
        if escaped or char not in ":\\":
            fields[-1] += char
            escaped = False
        elif char == "\\":
            escaped = True
        else:
            fields.append("")
    return fields


def _database_why(judge: Judge, host: str, port: str, name: str) -> str:
    number = int(port) if port.isascii() and port.isdigit() and len(port) < 6 else 5432
    address = address_of(host, number)[0]
    opened = {each.rpartition(":")[0] or each for kind in ("host", "url") for each in judge.approved.get(kind, ())}
    if judge.keeps(host) or (address and (address.rpartition(":")[0] or address) in opened):
        return ""
    clues: list[Clue] = [("database", "" if name == "*" else name, "name")]
    if host == "*":
        return judge.why_hidden(clues) or "it serves every server, production too"
    return judge.why_hidden([host_clue("host", host, number), *clues])


def _pg_service(data: bytes, judge: Judge) -> Filtered:
    """pg_service.conf: sections that name servers, perhaps with passwords."""
    kept, gone = [], []
    for name, settings in read_ini(data):
        values = {key: lines[0] for key, lines in settings}
        host = values.get("hostaddr") or values.get("host", "")
        why = "" if judge.opens("db-service", name) else judge.production([("db-service", name, "name")])
        if not why and host and not judge.opens("db-service", name):
            why = _database_why(judge, host, values.get("port", ""), values.get("dbname", ""))
        if why and "password" in values:
            gone.append((f'service "{name}"', why))
        else:
            kept.append((name, settings))
    return write_ini(kept), tuple(gone)


def _my_cnf(data: bytes, judge: Judge) -> Filtered:
    """.my.cnf: option groups; a password goes with the server that its group names, or with none."""
    kept, gone = [], []
    for name, settings in read_ini(data):
        values = {key: lines[0].strip("\"'") for key, lines in settings}
        why = judge.spoken([name])
        if not why and "host" in values:
            why = _database_why(judge, values["host"], values.get("port", "3306"), values.get("database", ""))
        if why and any(key in values for key in ("password", "password1", "pass")):
            gone.append((f'group "{name}"', why))
        else:
            kept.append((name, settings))
    return write_ini(kept), tuple(gone)


def _gone(before: dict[str, Any], kept: dict[str, Any]) -> Removed:
    return tuple([(f'host "{host}"', _KEEP) for host in before if host not in kept])


# Path below the home directory, reader, variable, whether that names the directory above.
_READ: Final[tuple[tuple[bytes, Callable[[bytes, Judge], Filtered], bytes, bool], ...]] = (
    (b".config/gh/hosts.yml", _gh, b"GH_CONFIG_DIR", True),
    (b".config/glab-cli/config.yml", _glab, b"GLAB_CONFIG_DIR", True),
    (b".netrc", _netrc, b"NETRC", False),
    (b".git-credentials", _git_credentials, b"", False),
    (b".config/git/credentials", _git_credentials, b"", False),
    (b".npmrc", _npmrc, b"NPM_CONFIG_USERCONFIG", False),
    (b".pypirc", _pypirc, b"", False),
    (b".terraform.d/credentials.tfrc.json", _tfrc_json, b"", False),
    (b".terraformrc", _terraformrc, b"TF_CLI_CONFIG_FILE", False),
    (b".pgpass", _pgpass, b"PGPASSFILE", False),
    (b".pg_service.conf", _pg_service, b"PGSERVICEFILE", False),
    (b".my.cnf", _my_cnf, b"", False),
)
# Stores that are hidden as a whole, and the host by whose name the policy may keep them.
_WHOLE: Final = (
    (b".vault-token", "vault"),
    (b".config/hub", "github.com"),
    (b".pulumi/credentials.json", "app.pulumi.com"),
    (b".fly/config.yml", "fly.io"),
    (b".config/doctl/config.yaml", "api.digitalocean.com"),
    (b".config/hcloud/cli.toml", "api.hetzner.cloud"),
    (b".config/configstore/firebase-tools.json", "firebase.google.com"),
    (b".local/share/com.vercel.cli/auth.json", "vercel.com"),
    (b".config/netlify/config.json", "netlify.com"),
    (b".cargo/credentials.toml", "crates.io"),
    (b".cargo/credentials", "crates.io"),
    (b".gem/credentials", "rubygems.org"),
    (b".config/pypoetry/auth.toml", "pypi.org"),
    (b".composer/auth.json", "packagist.org"),
    (b".config/composer/auth.json", "packagist.org"),
    (b".config/helm/repositories.yaml", "helm"),
    (b".oci/config", "oraclecloud.com"),
    (b".databrickscfg", "databricks.com"),
    (b".snowsql/config", "snowflakecomputing.com"),
    (b".boto", "storage.googleapis.com"),
    (b".s3cfg", "s3.amazonaws.com"),
    (b".config/rclone/rclone.conf", "rclone"),
)
# Of these, only what holds one of the marks: they are settings as well.
_MARKS: Final = {
    b".config/helm/repositories.yaml": (b"password: ", b"keyFile: "),
    b".boto": (b"secret", b"token", b"key"),
    b".my.cnf": (b"pass",),
}


def plan_stores(
    judge: Judge, files: Files, home: bytes, environ: Mapping[bytes, bytes], cwd: bytes, made: list[View]
) -> None:
    """Plan the views of every store of tokens that is there."""
    config = environ.get(b"XDG_CONFIG_HOME", b"").rstrip(b"/")
    for name, reader, variable, is_folder in _READ:
        given = environ.get(variable, b"") if variable else b""
        given = given if given.startswith(b"/") or not given else cwd.rstrip(b"/") + b"/" + given
        if given and is_folder:
            given = given.rstrip(b"/") + b"/" + name.rpartition(b"/")[2]
        usual = home + b"/" + name
        moved = config + name[7:] if name.startswith(b".config/") and config else usual
        for path in dict.fromkeys((given or moved, moved, usual)):
            in_force = variable if path == (given or moved) else b""
            root = path.rpartition(b"/")[0] if in_force and is_folder else b""
            data = files.read(path)
            if data is not None:
                made.append(_filtered(path, data, reader, judge, in_force, root))
            elif files.trouble(path):
                made.append(View(path, "hidden", "store", b"", ((shown(path), files.trouble(path)),), in_force, root))
    for name, host in _WHOLE:
        moved = config + name[7:] if name.startswith(b".config/") and config else home + b"/" + name
        for path in dict.fromkeys((moved, home + b"/" + name)):
            data = files.read(path)
            if data is None and not files.trouble(path):
                continue
            marks = _MARKS.get(name)
            if judge.keeps(host) or (marks and data is not None and not any(mark in data for mark in marks)):
                made.append(View(path, "whole", "store"))
            else:
                why = f'it holds a token; `confinement.credentials` can keep "{host}"'
                made.append(View(path, "hidden", "store", b"", ((shown(path), why),)))


def _filtered(
    path: bytes, data: bytes, reader: Callable[[bytes, Judge], Filtered], judge: Judge, variable: bytes, root: bytes
) -> View:
    try:
        content, removed = reader(data, judge)
    except Unclear as unclear:
        return View(path, "hidden", "store", b"", ((shown(path), unclear.why),), variable, root)
    if not removed:
        return View(path, "whole", "store", b"", (), variable, root)
    kind: Any = "scoped" if content else "hidden"
    return View(path, kind, "store", content, removed, variable, root)
