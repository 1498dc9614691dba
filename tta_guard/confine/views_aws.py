"""AWS config and credentials without production: profiles, role chains, single sign-on sessions, cached tokens. Pure; hot.

Source: AWS CLI user guide, "Configuration and credential file settings"; botocore's credential chain. A profile goes when its
name, an account it leads to (role, sign-on, the account inside an access key), a profile it takes its credentials from, or
the words of its `credential_process` are production, and when it holds the same key as one that goes. A sign-on token serves
every account of its user, so the token of a session that a profile that goes would use goes too, unless the policy keeps
that session's host or name.

Longer than 250 lines because profiles, chains, sessions and cached tokens are judged together.
"""

from __future__ import annotations

from .views_model import View, address_of, entries_of, host_clue, shown
from .views_text import Unclear, member, read_ini, read_json, text_member, write_ini

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from .views_model import Clue, Files, Judge

    Sections = list[tuple[str, list[tuple[str, list[str]]]]]

CHAIN_LIMIT: Final = 10
_ACCOUNTS: Final = ("role_arn", "sso_account_id", "aws_account_id")
_SECRETS: Final = ("aws_secret_access_key", "aws_access_key_id", "aws_session_token", "aws_security_token")
_MARKS: Final = (b"aws_secret_access_key", b"[profile ", b"[sso-session ", b"role_arn", b"aws_session_token")
# Variable, usual file, whether it is the config file (whose sections have a word before the name).
_FILES: Final = (
    (b"AWS_CONFIG_FILE", b"config", True),
    (b"AWS_SHARED_CREDENTIALS_FILE", b"credentials", False),
)


class _Profiles:
    """All profiles of all files, and what of them goes: name -> why."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.settings: dict[str, dict[str, list[str]]] = {}  # profile -> key -> every value in any file
        self.sessions: dict[str, dict[str, list[str]]] = {}
        self.spelled: dict[str, set[str]] = {}  # profile -> the sections' whole names
        self.gone: dict[str, str] = {}
        self.gone_sessions: dict[str, str] = {}
        self.gone_urls: set[str] = set()
        self.gone_accounts: set[str] = set()

    def enter(self, section: str, settings: list[tuple[str, list[str]]], is_config: bool) -> None:
        kind, name = name_of(section, is_config)
        into = {"profile": self.settings, "sso-session": self.sessions}.get(kind)
        if into is None:
            return
        found = into.setdefault(name, {})
        if kind == "profile":
            self.spelled.setdefault(name, set()).add(section)
        for key, values in settings:
            found.setdefault(key, []).append("\n".join(values))

    def decide(self) -> None:
        """Judge every profile, then spread it along chains and equal keys until nothing changes."""
        approved = self._approved()
        for name in self.settings:
            if name not in approved:
                why = self._why(name)
                if why:
                    self.gone[name] = why
                    own: list[Clue] = [("aws-account", account, "address") for _, account in self._accounts(name)]
                    if self.judge.production([("aws-profile", name, "name"), *own]):
                        self.gone_accounts.update([account for _, account, _ in own])
        while True:
            before = len(self.gone)
            secrets = {value for name in self.gone for value in self._secrets(name)}
            for name, settings in self.settings.items():
                if name in self.gone or name in approved:
                    continue
                sources = [each for each in settings.get("source_profile", ()) if each in self.gone and each != name]
                if sources:
                    self.gone[name] = f'its source profile "{sources[0]}" was taken out: {self.gone[sources[0]]}'
                elif secrets & self._secrets(name):
                    self.gone[name] = "it holds the key of a profile that was taken out"
            if len(self.gone) == before:
                break
        kept_sessions = {each for name in self.settings if name not in self.gone for each in self._sessions(name)}
        for name, why in self.gone.items():
            urls = list(self.settings[name].get("sso_start_url", ()))
            for session in self._sessions(name):
                urls += self.sessions.get(session, {}).get("sso_start_url", ())
                if session not in kept_sessions:
                    self.gone_sessions.setdefault(session, f'profile "{name}" was taken out: {why}')
            self.gone_urls.update([url for url in urls if not self._keeps(url)])
        for name in self.sessions:
            why = self.judge.spoken([name])
            if why and name not in kept_sessions:
                self.gone_sessions.setdefault(name, why)
        for name in approved:
            self.gone_urls.difference_update(self._urls(name))

    def _keeps(self, url: str) -> bool:
        return self.judge.keeps(address_of(url, None)[0]) or any(
            self.judge.keeps(name) for name, values in self.sessions.items() if url in values.get("sso_start_url", ())
        )

    def _urls(self, name: str) -> list[str]:
        urls = list(self.settings[name].get("sso_start_url", ()))
        for session in self._sessions(name):
            urls += self.sessions.get(session, {}).get("sso_start_url", ())
        return urls

    def _approved(self) -> set[str]:
        """The profiles that an approval names, and those they take their credentials from."""
        judge = self.judge
        names = [name for name in self.settings if judge.opens("aws-profile", name)]
        if not judge.approved.get("aws-profile"):
            for name in self.settings:
                accounts = self._accounts(name)
                if accounts and all(judge.opens("aws-account", account) for _, account in accounts):
                    names.append(name)
        found: set[str] = set()
        while names and len(found) < CHAIN_LIMIT * 4:
            name = names.pop()
            if name in self.settings and name not in found:
                found.add(name)
                names += self.settings[name].get("source_profile", ())
        return found

    def _why(self, name: str) -> str:
        clues: list[Clue] = [("aws-profile", name, "name")]
        clues += [("aws-profile", spelled, "hint") for spelled in self.spelled.get(name, ())]
        missing, seen, queue = "", set[str](), [name]
        while queue and len(seen) < CHAIN_LIMIT:
            at = queue.pop(0)
            if at in seen:
                continue
            seen.add(at)
            settings = self.settings.get(at)
            if settings is None:
                missing = missing or f'no AWS profile is called "{at}"'
                continue
            own = at == name
            for certain, account in self._accounts(at):
                clues.append(("aws-account", account, "address" if own and certain else "hint"))
            clues += [("aws-profile", at, "hint")] if not own else []
            clues += [host_clue("url", url, None, "hint") for url in settings.get("endpoint_url", ())]
            for session in self._sessions(at):
                clues.append(("resource", session, "hint"))
            keys = ("credential_process", "role_session_name", "services", "web_identity_token_file")
            if self.judge.spoken([word for key in keys for word in _words(settings, key)]):
                return "its settings name production"  # not the word itself: it may be a secret
            queue += settings.get("source_profile", ())
        return self.judge.why_hidden(clues, missing)

    def _accounts(self, name: str) -> list[tuple[bool, str]]:
        """(whether that is what the profile reaches, account) for each that its own settings name."""
        from ..commands.resolvers.aws import account_of, account_of_key

        settings = self.settings.get(name, {})
        found = []
        for key in _ACCOUNTS:
            for value in settings.get(key, ()):
                found.append((True, account_of(value) or value))
        for value in settings.get("aws_access_key_id", ()):
            account = account_of_key(value)
            if account:
                found.append(("role_arn" not in settings, account))
        return found

    def _sessions(self, name: str) -> list[str]:
        return self.settings.get(name, {}).get("sso_session", [])

    def _secrets(self, name: str) -> set[str]:
        settings = self.settings.get(name, {})
        return {value for key in _SECRETS for value in settings.get(key, ()) if value}


def plan_aws(
    judge: Judge, files: Files, home: bytes, environ: Mapping[bytes, bytes], cwd: bytes, made: list[View]
) -> None:
    """Plan the views of the AWS files: named by variables, the usual ones, and copies beside them; then the token caches."""
    folder = home + b"/.aws"
    names = files.names(folder)
    paths: dict[
        bytes, tuple[bytes, bool | None]
    ] = {}  # path -> (variable when in force, is it the config: None unknown)
    for variable, usual, is_config in _FILES:
        given = environ.get(variable, b"")
        if given:
            given = home + given[1:] if given.startswith(b"~/") else given
            paths[given if given.startswith(b"/") else cwd.rstrip(b"/") + b"/" + given] = variable, is_config
        if usual in names:
            paths.setdefault(folder + b"/" + usual, (b"" if given else variable, is_config))
    for name in entries_of(files, folder, "aws", made):
        path = folder + b"/" + name
        if path not in paths and not files.is_dir(path):
            paths[path] = b"", None
    if not paths and not names:
        return
    profiles = _Profiles(judge)
    read: dict[bytes, tuple[Sections, bool]] = {}
    broken: dict[bytes, str] = {}
    for path, (_, known) in paths.items():
        data = files.read(path)
        if data is None or (known is None and not any(mark in data for mark in _MARKS)):
            if data is None and files.trouble(path) and known is not None:
                broken[path] = files.trouble(path)
            continue
        is_config = known if known is not None else b"[profile " in data or b"[sso-session " in data
        try:
            sections: Sections = read_ini(data)
        except Unclear as unclear:
            broken[path] = unclear.why
            continue
        read[path] = sections, is_config
        for section, settings in sections:
            profiles.enter(section, settings, is_config)
    profiles.decide()
    for path, (variable, _) in paths.items():
        if path in broken:
            made.append(View(path, "hidden", "aws", b"", ((shown(path), broken[path]),), variable))
        elif path in read:
            made.append(_view(path, *read[path], profiles, variable))
    _plan_token_files(profiles, files, made)
    _plan_caches(judge, files, folder, profiles, bool(broken), made)


def _words(settings: dict[str, list[str]], key: str) -> list[str]:
    return [word for value in settings.get(key, ()) for word in value.split()]


def name_of(section: str, is_config: bool) -> tuple[str, str]:
    """Answer (kind, name) of a section; a bare name in the config file is a profile to some readers, so it is one here."""
    kind, *rest = section.split(None, 1)
    name = rest[0].strip().strip("\"'") if rest else ""
    if is_config and name and kind.lower() in ("profile", "sso-session", "services"):
        return kind.lower(), name
    return "profile", section


def _view(path: bytes, sections: Sections, is_config: bool, profiles: _Profiles, variable: bytes) -> View:
    removed: list[tuple[str, str]] = []
    kept: Sections = []
    for section, settings in sections:
        kind, name = name_of(section, is_config)
        gone = {"profile": profiles.gone, "sso-session": profiles.gone_sessions}.get(kind, {})
        if name in gone:
            removed.append((f'{kind} "{name}"', gone[name]))
        else:
            kept.append((section, settings))
    if not removed:
        return View(path, "whole", "aws", b"", (), variable)
    return View(path, "scoped", "aws", write_ini(kept), tuple(dict.fromkeys(removed)), variable)


def _plan_token_files(profiles: _Profiles, files: Files, made: list[View]) -> None:
    """Hide the web identity tokens that profiles name which go."""
    kept = {
        path
        for name, settings in profiles.settings.items()
        if name not in profiles.gone
        for path in settings.get("web_identity_token_file", ())
    }
    for name, why in profiles.gone.items():
        for text in profiles.settings[name].get("web_identity_token_file", ()):
            path = text.encode("utf-8", "surrogateescape")
            if text not in kept and path.startswith(b"/") and files.exists(path):
                made.append(
                    View(path, "hidden", "aws", b"", ((shown(path), f'profile "{name}" was taken out: {why}'),))
                )


def _plan_caches(
    judge: Judge, files: Files, folder: bytes, profiles: _Profiles, broken: bool, made: list[View]
) -> None:
    """Judge each cached token: by its account, its role, or the start address of its session."""
    from ..commands.resolvers.aws import account_of, account_of_key

    for inner in (b"cli/cache", b"sso/cache", b"boto/cache", b"login/cache"):
        for name in entries_of(files, folder + b"/" + inner, "aws", made):
            path = folder + b"/" + inner + b"/" + name
            data = files.read(path)
            if data is None:
                continue
            try:
                document = read_json(data)
            except Unclear as unclear:
                made.append(View(path, "hidden", "aws", b"", ((shown(path), unclear.why),)))
                continue
            why = ""
            url = text_member(document, "starturl")
            if inner == b"sso/cache":
                if url in profiles.gone_urls or (profiles.gone_urls and not url):
                    host = address_of(url, None)[0]
                    why = f"its session {host} serves production too; `confinement.credentials` can keep it"
                elif not profiles.settings and broken:
                    why = "the profiles that use it could not be read"
            else:
                keys = member(document, "credentials") or member(document, "accesstoken")
                arn = text_member(member(document, "assumedroleuser"), "arn")
                account = (
                    str(member(keys, "accountid") or "")
                    or account_of(arn)
                    or account_of_key(text_member(keys, "accesskeyid"))
                )
                why = _cached(judge, profiles, account or "", broken)
            if why:
                made.append(View(path, "hidden", "aws", b"", ((shown(path), why),)))
            else:
                made.append(View(path, "whole", "aws"))


def _cached(judge: Judge, profiles: _Profiles, account: str, broken: bool) -> str:
    if account and judge.opens("aws-account", account):
        return ""
    if account in profiles.gone_accounts:
        return "its account is that of a profile that was taken out"
    if not account:
        return "its account is not known" if profiles.gone or broken or judge.strict else ""
    kept = {each for name in profiles.settings if name not in profiles.gone for _, each in profiles._accounts(name)}
    return "" if account in kept else judge.why_hidden([("aws-account", account, "address")])
