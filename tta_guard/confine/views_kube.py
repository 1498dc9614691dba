"""Kubeconfig files without production: contexts, clusters, users, and the files that those users name. Pure; hot.

All files are judged together, since clients merge them ("Organizing Cluster Access Using kubeconfig Files", Kubernetes
documentation), and any name may be looked up in any of them; of several meanings the worst counts. A context goes when
its name, cluster, address or user is production. A user goes when a context that goes uses it and it holds a credential,
when its name or its plugin's words say production, or when it holds the same secret as one that goes: a production token is
one under any name. What stays is written anew from the fields that clients know, so that nothing hides in others.

Longer than 250 lines because contexts, clusters and users are judged together.
"""

from __future__ import annotations

from ..commands.addresses import parse_address
from ..model import frozen
from .views_kube_file import INNER, KubeFile, plugin_words, secrets_of, text_of, written
from .views_model import View, beside, entries_of, host_clue, shown
from .views_text import Unclear, read_yaml_or_json, write_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final

    from .views_model import Clue, Files, Judge

# What plugins keep beside the kubeconfig; a token there may be one for production.
_CACHES: Final = (b"cache/oidc-login", b"cache/kubelogin", b"cache/tokens", b"gke_gcloud_auth_plugin_cache")
_MARKS: Final = (b"token", b"client-key", b"password", b"users", b"exec")
_DEPTH: Final = 2
_SKIPPED: Final = frozenset((b"cache", b"http-cache", b"kubectx", b"kubens", b"kuberc", b"config.lock"))


@frozen
class _Reached:
    """A cluster: its clues, its addresses, and addresses with what tells it from the others behind them."""

    clues: tuple[Clue, ...]
    addresses: tuple[str, ...]
    doors: tuple[str, ...]


class _Merged:
    """All files together, and what of them goes: name -> why."""

    def __init__(self, judge: Judge, files: list[KubeFile]) -> None:
        self.judge = judge
        self.all: dict[str, dict[str, list[tuple[bytes, dict[str, Any]]]]] = {key: {} for key in INNER}
        for file in files:
            for key, entries in file.entries.items():
                for name, fields in entries:
                    self.all[key].setdefault(name, []).append((file.path, fields))
        self.contexts: dict[str, str] = {}
        self.clusters: dict[str, str] = {}
        self.users: dict[str, str] = {}
        self.approved: set[str] = set()
        self.addresses: dict[str, str] = {}  # of production clusters
        self.reached: dict[str, _Reached] = {}
        self._judge_clusters()
        self._judge_contexts()
        self._judge_users()
        self._spread()

    # --- clusters ---

    def _look(self, cluster: str) -> _Reached:
        """What a cluster's entries say, worked out once."""
        found = self.reached.get(cluster)
        if found is None:
            clues: list[Clue] = [("kube-cluster", cluster, "name")]
            addresses: list[str] = []
            doors: list[str] = []
            for _, fields in self.all["clusters"].get(cluster, ()):
                server, tls = text_of(fields, "server"), text_of(fields, "tls-server-name")
                clue = host_clue("kube-server", server, 80 if server.lower().startswith("http://") else 443)
                # one address may lead to several clusters, by its path or by the name for TLS
                path = parse_address(server).path.rstrip("/")
                clues += [clue, ("resource", path, "hint"), ("host", tls, "hint")]
                if fields.get("proxy-url"):
                    clues.append(host_clue("proxy", text_of(fields, "proxy-url"), None, "hint"))
                addresses.append(clue[1])
                doors.append(f"{clue[1]}{path} {tls.lower()}")
            found = self.reached[cluster] = _Reached(tuple(clues), tuple(addresses), tuple(doors))
        return found

    def _judge_clusters(self) -> None:
        for name in self.all["clusters"]:
            why = self.judge.production(self._look(name).clues)
            if why:
                self.clusters[name] = why
                for address in self._look(name).doors:
                    self.addresses.setdefault(address, f'its address is that of cluster "{name}": {why}')
        for name in self.all["clusters"]:
            for address in self._look(name).doors:
                if address in self.addresses:
                    self.clusters.setdefault(name, self.addresses[address])

    # --- contexts ---

    def _judge_contexts(self) -> None:
        for name, entries in self.all["contexts"].items():
            for _, fields in entries:
                cluster = text_of(fields, "cluster")
                if self._is_approved(name, cluster):
                    self.approved.add(name)
                    continue
                clues: list[Clue] = [("kube-context", name, "name"), *self._look(cluster).clues]
                clues.append(("kube-namespace", text_of(fields, "namespace"), "hint"))
                missing = "" if cluster in self.all["clusters"] else "no kubeconfig has its cluster"
                why = self.clusters.get(cluster, "") or self.judge.why_hidden(clues, missing)
                if why:
                    self.contexts[name] = why
        self.approved -= set(self.contexts)

    def _is_approved(self, name: str, cluster: str) -> bool:
        """Whether an approval names this context; where it names the address as well, that must still be the same."""
        judge = self.judge
        servers = judge.approved.get("kube-server", set())
        addresses = self._look(cluster).addresses
        if servers and (not addresses or not servers.issuperset(addresses)):
            return False
        if judge.approved.get("kube-context"):
            return judge.opens("kube-context", name)
        if judge.approved.get("kube-cluster"):
            return judge.opens("kube-cluster", cluster)
        return bool(servers)

    # --- users ---

    def _used_by(self, contexts: Any) -> set[str]:
        return {
            text_of(fields, "user")
            for name in contexts
            for _, fields in self.all["contexts"][name]
            if fields.get("user")
        }

    def _judge_users(self) -> None:
        spared = self._used_by(self.approved)
        for name, entries in self.all["users"].items():
            if name in spared or self.judge.keeps(name):
                continue
            why = self.judge.spoken([name])
            if not why and self.judge.spoken([word for _, fields in entries for word in plugin_words(fields)]):
                why = "the words of its plugin name production"  # not the word itself: it may be a secret
            if why:
                self.users[name] = why

    def _spread(self) -> None:
        """Take out every user of a context that goes, every user with the same secret, and every context of such a user."""
        users = self.all["users"]
        spared = self._used_by(self.approved) | {name for name in users if self.judge.keeps(name)}
        secrets = {name: {value for at in entries for value in secrets_of(at)} for name, entries in users.items()}
        while True:
            before = len(self.users) + len(self.contexts)
            for context, why in self.contexts.items():
                for user in self._used_by((context,)):
                    if user in users and user not in spared and secrets[user]:
                        self.users.setdefault(user, f'context "{context}" uses it: {why}')
            gone = {value for name in self.users for value in secrets[name]}
            for name, values in secrets.items():
                if name not in spared and values & gone:
                    self.users.setdefault(name, "it holds the credential of a user that was taken out")
            for name, entries in self.all["contexts"].items():
                for _, fields in entries:
                    user = text_of(fields, "user")
                    if name not in self.contexts and name not in self.approved and user in self.users:
                        self.contexts[name] = f'its user "{user}" was taken out: {self.users[user]}'
            if len(self.users) + len(self.contexts) == before:
                break
        kept = [name for name in self.all["contexts"] if name not in self.contexts]
        self._drop_unused("users", self.users, self._used_by(kept) - set(self.users))
        self._drop_unused("clusters", self.clusters, self._used("cluster", kept))

    def _used(self, field: str, contexts: list[str]) -> set[str]:
        return {text_of(fields, field) for name in contexts for _, fields in self.all["contexts"][name]}

    def _drop_unused(self, key: str, gone: dict[str, str], kept: set[str]) -> None:
        for name in self._used(INNER[key], list(self.contexts)):
            if name in self.all[key] and name not in kept:
                gone.setdefault(name, "only contexts that were taken out use it")
        for name in kept:
            gone.pop(name, None)

    def goes(self, key: str) -> dict[str, str]:
        gone: dict[str, str] = getattr(self, key)
        return gone


def plan_kube(
    judge: Judge, files: Files, home: bytes, environ: Mapping[bytes, bytes], cwd: bytes, made: list[View]
) -> None:
    """Plan the views of every kubeconfig: those that KUBECONFIG names, ~/.kube/config, and others that lie about in ~/.kube.

    Args:
        judge: see there.
        files: the disk.
        home: absolute.
        environ: the environment the command would have.
        cwd: the directory it starts in.
        made: what views are added to, those in force first and in their order.
    """
    folder = home + b"/.kube"
    named = [part for part in environ.get(b"KUBECONFIG", b"").split(b":") if part]
    in_force = [part if part.startswith(b"/") else cwd.rstrip(b"/") + b"/" + part for part in named]
    default = folder + b"/config"
    others = [path for path in _others(files, folder, made) if path != default and path not in in_force]
    read: list[KubeFile] = []
    broken: dict[bytes, str] = {}
    for path in dict.fromkeys((*in_force, default, *others)):
        data = files.read(path)
        if data is None:
            why = files.trouble(path)
            if why and path not in others:
                broken[path] = why
            continue
        try:
            document = read_yaml_or_json(data)
            file = KubeFile(path, document)
        except Unclear as unclear:
            if path not in others or any(mark in data for mark in _MARKS):
                broken[path] = unclear.why
            continue
        if path not in others or not file.empty:
            read.append(file)
    if not read and not broken:
        return
    merged = _Merged(judge, read)
    for path in dict.fromkeys((*in_force, default, *others)):
        variable = b"KUBECONFIG" if path in in_force or (not in_force and path == default) else b""
        if path in broken:
            hint = "`kubectl config view --raw --flatten` writes a kubeconfig plainly"
            made.append(View(path, "hidden", "kube", b"", ((shown(path), f"{broken[path]}; {hint}"),), variable))
        for file in read:
            if file.path == path:
                made.append(_view(file, merged, variable))
    _hide_files(merged, files, made)
    if any(name not in merged.approved for name in merged.contexts):
        for name in _CACHES:
            path = folder + b"/" + name
            if files.exists(path):
                made.append(View(path, "hidden", "kube", b"", ((shown(path), "it may hold tokens for production"),)))


def _others(files: Files, folder: bytes, made: list[View]) -> list[bytes]:
    """Whatever else lies in ~/.kube, three levels deep: copies, and files for --kubeconfig."""
    found: list[bytes] = []
    folders = [(folder, 0)]
    while folders:
        at, depth = folders.pop()
        for name in entries_of(files, at, "kube", made):
            path = at + b"/" + name
            if (depth == 0 and name in _SKIPPED) or name.endswith(b".lock"):
                continue
            if files.is_dir(path):
                if depth < _DEPTH:
                    folders.append((path, depth + 1))
            else:
                found.append(path)
    return found


def _view(file: KubeFile, merged: _Merged, variable: bytes) -> View:
    removed: list[tuple[str, str]] = []
    out: dict[str, Any] = {"apiVersion": "v1", "kind": "Config"}
    for key, inner in INNER.items():
        gone = merged.goes(key)
        kept = []
        for name, fields in file.entries[key]:
            if name in gone:
                removed.append((f'{inner} "{name}"', gone[name]))
            else:
                kept.append({"name": name, inner: written(fields, file.path)})
        out[key] = kept
    if not removed:
        return View(file.path, "whole", "kube", b"", (), variable)
    out["current-context"] = "" if file.current in merged.contexts else file.current
    return View(file.path, "scoped", "kube", write_yaml(out), tuple(removed), variable)


def _hide_files(merged: _Merged, files: Files, made: list[View]) -> None:
    """Hide the keys and tokens that users who go name, but for those that a user who stays names as well."""
    paths: dict[bytes, str] = {}
    kept: set[bytes] = set()
    for name, entries in merged.all["users"].items():
        for file, fields in entries:
            for field in ("client-key", "tokenFile"):
                value = fields.get(field)
                if not isinstance(value, str):
                    continue
                path = files.real(beside(file, value))
                if name in merged.users:
                    paths.setdefault(path, f'user "{name}" was taken out: {merged.users[name]}')
                else:
                    kept.add(path)
    for path, why in paths.items():
        if path not in kept and files.exists(path):
            made.append(View(path, "hidden", "kube", b"", ((shown(path), why),)))
