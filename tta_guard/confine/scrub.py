"""The environment that a command gets: without secrets, production, agents' sockets and loaders of code. Pure; hot.

In order, for each variable, the first that holds:

1. it loads code into programs of every kind, and does not lie in the system's own directories: it goes
2. it names a socket of an agent, a bus, a terminal or an editor: it goes, unless `confinement.sockets` opens that socket
   (of both, `confinement.variables` keeps what it names, but not in an approved run)
3. it names production, by its value or its name, or a file that holds nothing but production: it goes, unless it is what an
   approval names
4. `secrets.variables.except` names it: it stays
5. its name or its value looks like a secret: it goes, unless it is plainly for something local or of development (the
   password in an address, or beside one; an AWS key that holds its account's number), or for what an approval names
6. it stays

What the rest of the environment may say is not weighed: whoever sets a variable to open another could read that other as
well. No value of a secret stands in a reason. Not covered: a secret that neither name nor form tells.

Longer than 250 lines because a reader should find the whole order of the rules in one place.
"""

from __future__ import annotations

from ..commands.environments import like
from ..model import frozen
from . import scrub_data as data
from .scrub_forms import forms_in, secret_name, secret_value
from .views_model import Judge, host_clue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

    from ..commands.environments import Target
    from ..policy.rules import Policy
    from .views_model import Clue, View

_SECRET: Final = "its name says that it is a secret"  # noqa: S105 - a reason
_MILD: Final = ("local", "development", "staging")


@frozen
class Scrubbed:
    """What is left, and what went.

    Attributes:
        environ: for the command.
        removed: (name, why) in order; fit to be shown.
    """

    environ: dict[bytes, bytes]
    removed: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Scrubbed({len(self.environ)} variables, removed={self.removed!r})"


def scrub_environment(
    environ: Mapping[bytes, bytes],
    policy: Policy,
    *,
    approved: Iterable[Target] = (),
    views: Iterable[View] = (),
) -> Scrubbed:
    """Take out of an environment what a command must not have.

    Args:
        environ: the environment as it is.
        policy: its `environments:`, `secrets.variables` and `confinement.sockets` count.
        approved: the targets of an approved production run (see `plan_views`); also the loaders of code that a developer may
            need then go.
        views: the planned views, so that a variable that names a hidden file goes.
    """
    return _Scrub(environ, policy, tuple(approved), tuple(views)).answer()


class _Scrub:
    """One environment on its way."""

    def __init__(
        self, environ: Mapping[bytes, bytes], policy: Policy, approved: tuple[Target, ...], views: tuple[View, ...]
    ) -> None:
        self.environ = environ
        self.judge = Judge(policy, approved)
        self.strict_loaders = bool(approved)
        variables = policy.settings.get("secrets") or {}
        self.added = _patterns(variables.get("variables"))
        self.excepted = _patterns(variables.get("variable_exceptions"))
        confinement = policy.settings.get("confinement") or {}
        opened = confinement.get("sockets") or ()
        self.opened = () if approved else _patterns(confinement.get("variables"))
        self.sockets = {str(path).encode("utf-8", "surrogateescape") for path, _ in opened}
        self.hidden = {view.path: view for view in views if view.kind == "hidden"}
        self.hosts = {
            _bare(name)
            for kind in ("host", "url", "docker-host", "kube-server", "proxy", "registry")
            for name in self.judge.approved.get(kind, ())
        }
        self.forms = forms_in(b"\0".join([value for name, value in environ.items() if name not in data.PLAIN]))
        self.aws = ""  # why the AWS key goes, once that is known

    def answer(self) -> Scrubbed:
        kept: dict[bytes, bytes] = {}
        removed: dict[bytes, str] = {}
        for name, value in self.environ.items():
            if name in data.PLAIN:
                kept[name] = value
                continue
            why = self._why(name, value)
            if why:
                removed[name] = why
            else:
                kept[name] = value
        for name in list(removed):
            for fellow in data.FELLOWS.get(_text(name), ()):
                if kept.pop(fellow.encode(), None) is not None:
                    removed[fellow.encode()] = f"it goes with {_text(name)}"
        _renumber(kept, removed)
        return Scrubbed(kept, tuple([(_text(name), why) for name, why in removed.items()]))

    # --- one variable ---

    def _why(self, raw: bytes, value: bytes) -> str:
        name = _text(raw).upper()
        loads = name in data.LOADERS or (self.strict_loaders and self._loads(name, raw))
        if loads and not _of_the_system(value) and not _fits(self.opened, name):
            return "it loads code into programs"
        if name in data.SOCKETS:
            return "" if self._opened(value) or _fits(self.opened, name) else "it leads to a socket outside"
        why = self._production(name, raw, value)
        if why:
            return why
        if _fits(self.excepted, name):
            return ""
        if _fits(self.added, name):
            return "the policy says that it is a secret"
        return self._secret(name, value)

    def _loads(self, name: str, raw: bytes) -> bool:
        return name in data.LOADERS_OF_APPROVED or raw.startswith((b"BASH_FUNC_", b"TF_CLI_ARGS", b"GIT_CONFIG_"))

    def _opened(self, value: bytes) -> bool:
        """Whether the policy opens the socket that a value names: a path, unix:path=PATH, unix:///PATH, PATH,PID,N."""
        path = value.rpartition(b"unix:")[2].removeprefix(b"path=").partition(b",")[0].partition(b";")[0]
        return b"/" + path.lstrip(b"/") in self.sockets if b"/" in path else False

    # --- production ---

    def _production(self, name: str, raw: bytes, value: bytes) -> str:
        text = value.decode("utf-8", "surrogateescape")
        why = self._hidden_file(name, value)
        if why:
            return why
        kind = data.NAMED.get(name)
        if kind and text:
            return self._named(kind, text)
        if "://" in text:
            why = self._addresses(text)
            if why:
                return why
        elif value and name.rpartition("_")[2] in data.ADDRESS_WORDS and len(text) < 2000:
            for part in text.split(","):
                why = (
                    ""
                    if _bare(part.strip()) in self.hosts
                    else self.judge.production([host_clue("host", part.strip(), None)])
                )
                if why:
                    return why
        if any(word in data.PRODUCTION_WORDS for word in name.split("_")) and value.lower() not in data.SWITCHES:
            before = name.split("_")
            at = next(index for index, word in enumerate(before) if word in data.PRODUCTION_WORDS)
            if not at or before[at - 1] not in ("PRE", "NON", "NOT", "NO"):
                return "its name says production" if not self._is_approved_value(text) else ""
        return ""

    def _named(self, kind: str, text: str) -> str:
        """Why a variable goes that names a target of this kind."""
        if self.judge.opens(kind, text):
            return ""
        if kind in ("host", "url", "docker-host", "kube-server"):
            found = [host_clue(kind, part, None) for part in text.split(",")]
            if any(_bare(name) in self.hosts for _, name, _ in found):
                return ""
            return self.judge.production(found)
        if kind == "aws-account":
            from ..commands.resolvers.aws import account_of

            account = account_of(text) or text
            return "" if self.judge.opens(kind, account) else self.judge.production([(kind, account, "name")])
        return self.judge.production([(kind, text, "name"), *self._words(kind, text)])

    def _words(self, kind: str, text: str) -> list[Clue]:
        """A service account holds its project."""
        _, at, domain = text.rpartition("@")
        if kind == "resource" and at and domain.endswith(".iam.gserviceaccount.com"):
            return [("gcp-project", domain.partition(".")[0], "hint")]
        return []

    def _addresses(self, text: str) -> str:
        """Why the addresses in a value say production. Several hosts may stand in one (`a:1,b:2`), and several addresses.

        Only what stands behind the last "@" of an authority is ever looked at, so that no password gets into a reason.
        """
        for before, rest in zip(text.split("://"), text.split("://")[1:], strict=False):
            end = min([at for at in (rest.find(char) for char in "/?# \t\n\"'\\;|") if at >= 0], default=len(rest))
            for part in rest[:end].rpartition("@")[2].split(","):
                name = host_clue("url", part, None)[1]
                if not name or _bare(name) in self.hosts:
                    continue
                why = self.judge.production([("url", name, "address")])
                path = rest[end:].lstrip("/").partition("?")[0] if rest[end : end + 1] == "/" else ""
                if not why and path and "/" not in path and before.lower().endswith(_DATABASES):
                    why = self.judge.production([("database", path, "name")])
                if why:
                    return why
        return ""

    def _hidden_file(self, name: str, value: bytes) -> str:
        """A variable that names nothing but hidden files."""
        if not self.hidden or not value.startswith(b"/"):
            return ""
        parts = [part for part in value.split(b":") if part] if name == "KUBECONFIG" else [value]
        if all(part in self.hidden for part in parts):
            return f"it names a file that is hidden: {self.hidden[parts[0]].removed[0][1]}"
        return ""

    def _is_approved_value(self, text: str) -> bool:
        return bool(self.hosts) and "://" in text and _bare(host_clue("url", text, None)[1]) in self.hosts

    # --- secrets ---

    def _secret(self, name: str, value: bytes) -> str:
        if not value:
            return ""
        if name in data.AWS_KEYS:
            return self._aws_key()
        address = name in data.ADDRESS_NAMES or name.endswith(data.ADDRESS_ENDS) or _is_mongo(name)
        userinfo = b"://" in value and b"@" in value
        if address or userinfo:
            why = self._password_in(name, value, userinfo)
            if why or address:
                return why
        if secret_name(name) and value.lower() not in data.SWITCHES:
            if name in data.PATHS and value.startswith((b"/", b"~/", b"./")) and b"\n" not in value:
                return ""
            return "" if self._beside_mild_address(name) else _SECRET
        return secret_value(value, self.forms)

    def _password_in(self, name: str, value: bytes, userinfo: bool) -> str:
        """An address with a password: it stays where the host is known to be mild, or approved. A proxy is a way, no target."""
        text = value.decode("utf-8", "surrogateescape")
        if not userinfo and not any(mark in value.lower() for mark in (b"password=", b"pwd=", b"token=", b"secret=")):
            return secret_value(value, self.forms)
        if name.endswith("_PROXY") or (name.startswith("NPM_CONFIG_") and name.endswith("PROXY")):
            return ""
        for piece in text.split():
            if "://" in piece and "@" in piece and ":" not in _authority_user(piece) and name not in data.ADDRESS_NAMES:
                continue  # a user without a password
            if not self._mild(piece):
                return "it holds a password for an address that is not known to be local or of development"
        return ""

    def _mild(self, text: str) -> bool:
        """Whether every host in an address is local, development or staging, or approved."""
        rest = text.partition("://")[2] if "://" in text else text
        end = min([at for at in (rest.find(char) for char in "/?#") if at >= 0], default=len(rest))
        for part in rest[:end].rpartition("@")[2].split(","):
            kind, name, _ = host_clue("host", part, None)
            if kind == "socket" or _bare(name) in self.hosts:
                continue
            match = self.judge.environments.judge("host", name) if name else None
            if match is None or match.environment not in _MILD:
                return False
        return True

    def _beside_mild_address(self, name: str) -> bool:
        """X_PASSWORD where X_HOST, X_URL or the like stands and is mild or approved (PGPASSWORD: PGHOST)."""
        end = next((end for end in data.COMPANION_ENDS if name.endswith(end)), "")
        if not end:
            return False
        start = name.removesuffix(end)
        found = False
        for word in data.COMPANIONS:
            value = self.environ.get((start + word).encode())
            if value:
                found = True
                if not self._mild(value.decode("utf-8", "surrogateescape")):
                    return False
        return found or (start in ("PG", "MYSQL_") and bool(self.judge.approved.get("host")))

    def _aws_key(self) -> str:
        """Why the key pair goes: unless its account is known to be mild or approved, or it is for a local endpoint."""
        if not self.aws:
            self.aws = self._judge_aws_key() or "-"
        return "" if self.aws == "-" else self.aws

    def _judge_aws_key(self) -> str:
        endpoint = self.environ.get(b"AWS_ENDPOINT_URL", b"")
        if endpoint and self._mild(endpoint.decode("utf-8", "surrogateescape")):
            return ""
        key = self.environ.get(b"AWS_ACCESS_KEY_ID", b"").decode("utf-8", "replace")
        if not key:
            return _SECRET
        from ..commands.resolvers.aws import account_of_key

        account = account_of_key(key)
        if account is None:
            return "nothing says which account it is for"
        if self.judge.opens("aws-account", account):
            return ""
        match = self.judge.environments.judge("aws-account", account)
        if match and match.environment in _MILD:
            return ""
        return match.reason.message if match else f'nothing says what aws account "{account}" is'


_DATABASES: Final = (
    "postgres", "postgresql", "mysql", "mariadb", "mongodb", "mongodb+srv", "redis", "rediss", "sqlserver", "mssql",
    "cockroachdb",
)  # fmt: skip


def _is_mongo(name: str) -> bool:
    return name.startswith("MONGO") and name.endswith(("_URI", "_URL"))


def _authority_user(text: str) -> str:
    rest = text.partition("://")[2]
    end = min([at for at in (rest.find(char) for char in "/?#") if at >= 0], default=len(rest))
    return rest[:end].rpartition("@")[0]


def _of_the_system(value: bytes) -> bool:
    """Whether every path in a value lies in the system's own directories, plainly spelled."""
    parts = value.replace(b" ", b":").split(b":")
    return not value or all(
        not part or (part.startswith(data.SYSTEM_DIRECTORIES) and b"/../" not in part + b"/") for part in parts
    )


def _bare(address: str) -> str:
    """An address without its port."""
    host, _, port = address.rpartition(":")
    return host if host and port.isdigit() else address


def _patterns(listed: object) -> tuple[str, ...]:
    return tuple([str(pattern).upper() for pattern, _ in listed]) if isinstance(listed, (list, tuple)) else ()


def _fits(patterns: tuple[str, ...], name: str) -> bool:
    return any([like(pattern, name) for pattern in patterns])


def _text(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")


def _renumber(kept: dict[bytes, bytes], removed: dict[bytes, str]) -> None:
    """Close the gap that a removed GIT_CONFIG_KEY_n or _VALUE_n leaves: git refuses to run with one (git-config(1))."""
    if not any(name.startswith((b"GIT_CONFIG_KEY_", b"GIT_CONFIG_VALUE_", b"GIT_CONFIG_COUNT")) for name in removed):
        return
    pairs = []
    count = kept.pop(b"GIT_CONFIG_COUNT", b"")
    for number in range(int(count) if count.isdigit() and len(count) < 4 else 0):
        pairs.append((kept.pop(b"GIT_CONFIG_KEY_%d" % number, None), kept.pop(b"GIT_CONFIG_VALUE_%d" % number, None)))
    whole = [(key, value) for key, value in pairs if key is not None and value is not None]
    for number, (key, value) in enumerate(whole):
        kept[b"GIT_CONFIG_KEY_%d" % number], kept[b"GIT_CONFIG_VALUE_%d" % number] = key, value
    if whole:
        kept[b"GIT_CONFIG_COUNT"] = b"%d" % len(whole)
