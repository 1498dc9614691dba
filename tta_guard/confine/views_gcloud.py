"""gcloud's configurations and credentials without production, and the key files that variables name. Pure; hot.

Source: Google Cloud SDK documentation, "Managing gcloud CLI configurations"; "Application Default Credentials". A credential
of gcloud is an account's and serves every project which that account may touch. So an account goes when a configuration
that goes uses it, unless the policy keeps it by its name (`confinement.credentials`); what stays of `credentials.db` is
copied into a new database, since a row deleted from the old one would still stand in its free pages.
"""

from __future__ import annotations

from .views_model import View, entries_of, host_clue, shown
from .views_text import Unclear, read_ini, read_json, text_member

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final

    from .views_model import Clue, Files, Judge, Removed

# Files of keys that variables name.
KEY_VARIABLES: Final = (
    b"GOOGLE_APPLICATION_CREDENTIALS",
    b"CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE",
    b"GOOGLE_CREDENTIALS",
)
_ACCOUNT_DOMAIN: Final = ".iam.gserviceaccount.com"


def plan_gcloud(
    judge: Judge, files: Files, home: bytes, environ: Mapping[bytes, bytes], cwd: bytes, made: list[View]
) -> None:
    """Plan the views of CLOUDSDK_CONFIG and ~/.config/gcloud, and of key files."""
    given = environ.get(b"CLOUDSDK_CONFIG", b"")
    given = (given if given.startswith(b"/") or not given else cwd.rstrip(b"/") + b"/" + given).rstrip(b"/")
    usual = home + b"/.config/gcloud"
    production = False
    for folder in dict.fromkeys((given or usual, usual)):
        if files.names(folder):
            production |= _plan_folder(
                judge, files, folder, b"CLOUDSDK_CONFIG" if folder == (given or usual) else b"", made
            )
    for variable in KEY_VARIABLES:
        path = environ.get(variable, b"")
        if path and not path.lstrip().startswith(b"{"):
            path = path if path.startswith(b"/") else cwd.rstrip(b"/") + b"/" + path
            if all(view.path != path for view in made):
                _plan_key(judge, files, path, variable, b"", production, made)


def _plan_folder(judge: Judge, files: Files, folder: bytes, variable: bytes, made: list[View]) -> bool:
    """Plan one directory; answer whether something of production was found."""
    root = folder if variable else b""

    def add(path: bytes, kind: Any, removed: Removed = (), content: bytes = b"") -> None:
        made.append(View(path, kind, "gcloud", content, removed, variable, root))

    gone: dict[str, str] = {}
    kept_accounts: set[str] = set()
    gone_accounts: dict[str, str] = {}
    opened: set[str] = set()
    for entry in entries_of(files, folder + b"/configurations", "gcloud", made):
        path = folder + b"/configurations/" + entry
        data = files.read(path)
        if data is None or not entry.startswith(b"config_"):
            continue
        name = entry[7:].decode("utf-8", "replace")
        try:
            settings = _settings(data)
        except Unclear as unclear:
            gone[name] = unclear.why
            add(path, "hidden", ((f'configuration "{name}"', unclear.why),))
            continue
        account = settings.get(("core", "account"), "")
        clues = _clues(name, settings)
        if _is_approved(judge, name, settings):
            opened.add(account)
            continue
        why = judge.why_hidden(clues)
        if not why:
            kept_accounts.add(account)
            continue
        gone[name] = why
        add(path, "hidden", ((f'configuration "{name}"', why),))
        if account:
            gone_accounts.setdefault(account, f'configuration "{name}" uses it: {why}')
    accounts = entries_of(files, folder + b"/legacy_credentials", "gcloud", made)
    for entry in accounts:
        account = entry.decode("utf-8", "replace")
        why = judge.production(_account_clues(account))
        if why:
            gone_accounts.setdefault(account, why)
    for account in [each for each in gone_accounts if each in opened or judge.keeps(each)]:
        kept_accounts.add(account)
        del gone_accounts[account]
    kept_accounts = (kept_accounts | opened) - set(gone_accounts) - {""}
    for entry in accounts:
        account = entry.decode("utf-8", "replace")
        if account in gone_accounts or (gone and account not in kept_accounts and not judge.keeps(account)):
            why = gone_accounts.get(account, "nothing says which project it is for")
            add(folder + b"/legacy_credentials/" + entry, "emptied", ((f'account "{account}"', why),))
    removed = tuple([(f'account "{account}"', why) for account, why in gone_accounts.items()])
    _plan_databases(judge, files, folder, bool(gone or gone_accounts), kept_accounts, removed, add)
    if gone and files.exists(folder + b"/active_config"):
        active = (files.read(folder + b"/active_config") or b"").decode("utf-8", "replace").strip()
        if active in gone:
            add(folder + b"/active_config", "scoped", ((f'configuration "{active}"', gone[active]),), b"NONE")
    production = bool(gone or gone_accounts)
    _plan_key(judge, files, folder + b"/application_default_credentials.json", variable, root, production, made)
    return production


def _plan_databases(
    judge: Judge, files: Files, folder: bytes, production: bool, accounts: set[str], removed: Removed, add: Any
) -> None:
    database = folder + b"/credentials.db"
    if not production:
        for name in (b"credentials.db", b"access_tokens.db"):
            if files.exists(folder + b"/" + name):
                add(folder + b"/" + name, "whole")
        return
    data = files.read(database)
    what = removed or ((shown(database), "a configuration was taken out"),)
    if data is not None or files.trouble(database):
        content = _only(data, accounts, judge) if data else b""
        if content:
            add(database, "scoped", what, content)
        else:
            add(database, "hidden", what)
    if files.exists(folder + b"/access_tokens.db"):
        add(folder + b"/access_tokens.db", "hidden", what)


def _only(data: bytes, accounts: set[str], judge: Judge) -> bytes:
    """A new credentials.db with these accounts' rows; b"" when there are none, or it cannot be read."""
    try:
        from _sqlite3 import Error, connect
    except ImportError:
        from sqlite3 import Error, connect
    try:
        old, new = connect(":memory:"), connect(":memory:")
        old.deserialize(data)
        rows = old.execute("SELECT account_id, value FROM credentials").fetchall()
        rows = [row for row in rows if row[0] in accounts or judge.keeps(str(row[0]))]
        new.execute("CREATE TABLE credentials (account_id TEXT PRIMARY KEY, value BLOB)")
        new.executemany("INSERT INTO credentials VALUES (?, ?)", rows)
        new.commit()
        return bytes(new.serialize()) if rows else b""
    except (Error, ValueError):
        return b""


def _settings(data: bytes) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for section, settings in read_ini(data):
        for key, values in settings:
            if found.setdefault((section, key), values[0]) != values[0]:
                raise Unclear("a setting stands twice")
    return found


def _clues(name: str, settings: dict[tuple[str, str], str]) -> list[Clue]:
    clues: list[Clue] = [("gcloud-configuration", name, "name")]
    for (section, key), value in settings.items():
        if (section, key) == ("core", "project"):
            clues.append(("gcp-project", value, "address"))
        elif key in ("account", "impersonate_service_account"):
            clues += _account_clues(value)
        elif section == "api_endpoint_overrides":
            clues.append(host_clue("url", value, None, "hint"))
        elif key in ("quota_project", "billing/quota_project", "cluster"):
            clues.append(("kube-cluster" if key == "cluster" else "gcp-project", value, "hint"))
    return clues


def _account_clues(account: str) -> list[Clue]:
    name, _, domain = account.rpartition("@")
    if domain.endswith(_ACCOUNT_DOMAIN):
        return [("gcp-project", domain.removesuffix(_ACCOUNT_DOMAIN), "hint"), ("resource", name, "hint")]
    return []


def _is_approved(judge: Judge, name: str, settings: dict[tuple[str, str], str]) -> bool:
    projects = judge.approved.get("gcp-project", set())
    project = settings.get(("core", "project"), "")
    if judge.approved.get("gcloud-configuration"):
        return judge.opens("gcloud-configuration", name) and (not projects or not project or project in projects)
    return bool(project) and project in projects


def _plan_key(
    judge: Judge, files: Files, path: bytes, variable: bytes, root: bytes, production: bool, made: list[View]
) -> None:
    """Judge a file with a key of a service account, or an application's default credentials."""
    data = files.read(path)
    if data is None:
        return
    try:
        why = key_why(judge, read_json(data), production)
    except Unclear as unclear:
        why = unclear.why
    removed: Removed = ((shown(path), why),) if why else ()
    made.append(View(path, "hidden" if why else "whole", "gcloud", b"", removed, variable, root))


def key_why(judge: Judge, document: Any, production: bool) -> str:
    """Why a key goes; "" when it stays. `production`: gcloud has configurations of production."""
    project = text_member(document, "project_id") or text_member(document, "quota_project_id")
    mail = text_member(document, "client_email")
    url = text_member(document, "service_account_impersonation_url")
    mail = mail or url.rpartition("/")[2].partition(":")[0]
    if judge.keeps(mail) or (project and judge.opens("gcp-project", project)):
        return ""
    clues: list[Clue] = [("gcp-project", project, "address"), *_account_clues(mail)]
    if not project and not mail:
        return "it is a user's, who may reach production" if production else judge.why_hidden(clues)
    if text_member(document, "type") == "authorized_user" and production:
        return "it is a user's, who may reach production"
    return judge.why_hidden(clues)
