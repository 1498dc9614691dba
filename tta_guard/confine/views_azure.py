"""Azure's subscriptions and tokens without production. Pure; hot.

Source: Azure CLI documentation (azureProfile.json, service_principal_entries.json); MSAL's unified cache schema. A refresh
token is its user's and serves every subscription of theirs, so a user goes when a subscription that goes is theirs, unless
the policy keeps them by name (`confinement.credentials`).
"""

from __future__ import annotations

from .views_model import View, shown
from .views_text import Unclear, member, read_json, text_member, write_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Final

    from .views_model import Clue, Files, Judge, Removed

_SEALED: Final = (b"msal_token_cache.bin", b"service_principal_entries.bin", b"msal_http_cache.bin", b"TokenCache.dat")
_VARIABLE: Final = b"AZURE_CONFIG_DIR"


def plan_azure(
    judge: Judge, files: Files, home: bytes, environ: Mapping[bytes, bytes], cwd: bytes, made: list[View]
) -> None:
    """Plan the views of AZURE_CONFIG_DIR and ~/.azure."""
    given = environ.get(_VARIABLE, b"")
    given = (given if given.startswith(b"/") or not given else cwd.rstrip(b"/") + b"/" + given).rstrip(b"/")
    usual = home + b"/.azure"
    for folder in dict.fromkeys((given or usual, usual)):
        names = files.names(folder)
        if names:
            _plan_folder(judge, files, folder, names, _VARIABLE if folder == (given or usual) else b"", made)


def _plan_folder(
    judge: Judge, files: Files, folder: bytes, names: tuple[bytes, ...], variable: bytes, made: list[View]
) -> None:
    root = folder if variable else b""

    def add(path: bytes, kind: Any, removed: Removed = (), content: bytes = b"") -> None:
        made.append(View(path, kind, "azure", content, removed, variable, root))

    gone: dict[str, str] = {}
    users: dict[str, str] = {}
    kept: set[str] = set()
    broken = ""
    profile = folder + b"/azureProfile.json"
    document: Any = {}
    data = files.read(profile)
    try:
        document = read_json(data) if data else {}
        entries = member(document, "subscriptions") or []
        if not isinstance(entries, list) or any(not isinstance(entry, dict) for entry in entries):
            raise Unclear("it has another shape")
    except Unclear as unclear:
        broken, entries = unclear.why, []
    for entry in entries:
        name, number = text_member(entry, "name"), text_member(entry, "id")
        user = text_member(member(entry, "user"), "name").casefold()
        why = "" if _is_approved(judge, name, number) else _why(judge, name, number)
        if why:
            gone[number] = why
            users.setdefault(user, f'subscription "{name}" is theirs: {why}')
        else:
            kept.add(user)
    spared = {
        text_member(member(entry, "user"), "name").casefold()
        for entry in entries
        if _is_approved(judge, text_member(entry, "name"), text_member(entry, "id"))
    }
    users = {user: why for user, why in users.items() if user not in spared and not judge.keeps(user)}
    stays = (kept | spared) - set(users)
    if broken:
        add(profile, "hidden", ((shown(profile), broken),))
    elif gone:
        out = dict(document)
        for key in out:
            if key.casefold() == "subscriptions":
                out[key] = [entry for entry in entries if text_member(entry, "id") not in gone]
        add(profile, "scoped", tuple([(f'subscription "{n}"', why) for n, why in gone.items()]), write_json(out))
    elif data is not None:
        add(profile, "whole")
    removed: Removed = tuple([(f'user "{user}"', why) for user, why in users.items()])
    if broken:
        removed = ((shown(folder), f"azureProfile.json: {broken}"),)
    _plan_tokens(judge, files, folder, names, bool(gone or broken), stays, removed, add)


def _plan_tokens(
    judge: Judge,
    files: Files,
    folder: bytes,
    names: tuple[bytes, ...],
    scoped: bool,
    users: set[str],
    removed: Removed,
    add: Any,
) -> None:
    readers: dict[bytes, Callable[[Any, set[str]], Any]] = {
        b"msal_token_cache.json": _msal,
        b"service_principal_entries.json": _principals,
        b"accessTokens.json": _principals,
    }
    for name in names:
        path = folder + b"/" + name
        if name in _SEALED or name in readers:
            if not scoped:
                add(path, "whole")
            elif name in _SEALED or not users:
                add(path, "hidden", removed or ((shown(path), "a subscription was taken out"),))
            else:
                try:
                    content = write_json(readers[name](read_json(files.read(path) or b""), users))
                except Unclear as unclear:
                    add(path, "hidden", ((shown(path), unclear.why),))
                    continue
                add(path, "scoped", removed or ((shown(path), "tokens of no subscription that stays"),), content)


def _why(judge: Judge, name: str, number: str) -> str:
    clues: list[Clue] = [("azure-subscription", number, "address"), ("azure-subscription", name, "name")]
    return judge.why_hidden(clues)


def _is_approved(judge: Judge, name: str, number: str) -> bool:
    opened = {each.casefold() for each in judge.approved.get("azure-subscription", ())}
    return number.casefold() in opened or (name.casefold() in opened and not any(len(each) == 36 for each in opened))


def _msal(document: Any, users: set[str]) -> Any:
    """Only the entries of the accounts that these users have."""
    accounts = member(document, "account")
    if not isinstance(document, dict) or not isinstance(accounts, dict):
        raise Unclear("it has another shape")
    homes = {
        text_member(entry, "home_account_id")
        for entry in accounts.values()
        if text_member(entry, "username").casefold() in users
    } - {""}
    out: dict[str, Any] = {}
    for section, entries in document.items():
        if section.casefold() == "appmetadata":
            out[section] = entries
        elif isinstance(entries, dict):
            out[section] = {
                key: entry for key, entry in entries.items() if text_member(entry, "home_account_id") in homes
            }
    return out


def _principals(document: Any, users: set[str]) -> Any:
    if not isinstance(document, list):
        raise Unclear("it has another shape")
    keys = ("client_id", "serviceprincipalid", "userid")
    return [entry for entry in document if any(text_member(entry, key).casefold() in users for key in keys)]
