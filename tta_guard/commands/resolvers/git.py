"""git remotes and the branches that a push changes; gh, glab and hub. Pure.

Sources: git-push(1), git-config(1) (push.default, remote.*, branch.*, url.*.insteadOf); the manuals of gh and glab.
A git server is a shared development system unless the configuration says more; what a push reaches is a branch.
"""

from __future__ import annotations

from ...model import Reason
from ..environments import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..question import Question

REFS_LIMIT: Final = 2000
# Hosts that run what is pushed to them: a push there is a deployment, and the path names the application.
_DEPLOYING: Final = ("git.heroku.com", "heroku.com", "clever-cloud.com", "scalingo.com")
_MERGING: Final = frozenset(
    (("pr", "merge"), ("mr", "merge"), ("mr", "accept"), ("merge-request", "merge"), ("merge",))
)
# Variables that give git other configuration files than those that were asked.
_ELSEWHERE: Final = (
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG",
    "GIT_COMMON_DIR",
    "HOME",
    "XDG_CONFIG_HOME",
)
_MUTATIONS: Final = (
    "mergepullrequest",
    "enablepullrequestautomerge",
    "enqueuepullrequest",
    "mergebranch",
    "updateref",
    "createcommitonbranch",
    "deleteref",
    "mergerequestaccept",
)


def resolve_git(question: Question) -> None:
    """git push, fetch, pull, clone and the like."""
    question.begin()
    verb = question.words[0] if question.words else ""
    folder = question.cwd
    places = question.words_of("directory", ("-C", "--git-dir", "$GIT_DIR"))
    for word, flag in [
        *[pair for pair in reversed(places) if pair[1] == "-C"],
        *[pair for pair in places if pair[1] != "-C"][:1],
    ]:
        text = question.known(word, flag, "directory")
        folder = question.path(text, folder) if text is not None and folder is not None else None
    config = _Config(question, folder)
    given = question.first("remote")
    pushes = verb in ("push", "send-pack", "http-push")
    if given is None:
        name, evidence = config.default_remote(pushes)
    elif given[0] is None:
        return
    else:
        name, evidence = given[0], given[1]
    _lay_remote(question, config, name, evidence, pushes)
    if verb == "push":
        _lay_refs(question, config, name)
    elif verb in ("send-pack", "http-push"):
        for word, evidence in question.words_of("refspec"):
            _lay_refspec(question, config, question.known(word, evidence, "branch"), evidence)


def _development(message: str) -> Match:
    return Match("development", False, Reason("git-server", message))


class _Config:
    """git's configuration as the command sees it: the files, GIT_CONFIG_*, `-c`, and what earlier commands changed."""

    __slots__ = ("_folder", "_question", "branch", "edited", "values")

    def __init__(self, question: Question, folder: str | None) -> None:
        self._question, self._folder = question, folder
        self.values: dict[str, list[str]] = {}
        self.branch: str | None = None
        self.edited = False
        if folder is None:
            self.edited = True
        else:
            self._take(question.world.git("config", "-z", "--list", cwd=folder) or b"")
            head = question.world.git("symbolic-ref", "-q", "HEAD", cwd=folder)
            if head:
                self.branch = _short(head.decode("utf-8", "surrogateescape").strip())
        arguments = question.arguments
        if arguments is not None:
            for _, value in [flag for flag in arguments.flags if flag[0].split()[0] == "-c" and flag[1] is not None]:
                text = value.text if value is not None else None
                if text is None:
                    self.edited = True
                else:
                    self._put(*_pair(text))
        count = question.env("GIT_CONFIG_COUNT") or "0"
        for number in range(min(int(count), 100) if count.isdigit() else 0):
            key = question.env(f"GIT_CONFIG_KEY_{number}")
            value_text = question.env(f"GIT_CONFIG_VALUE_{number}")
            if key:
                self._put(key, value_text or "")
        if question.env_word("GIT_CONFIG_PARAMETERS") is not None or any(map(question.was_set_here, _ELSEWHERE)):
            self.edited = True
        for state in ("git-config", "git-remote"):
            was_set, words = question.state_of(state)
            if was_set:
                self._edit(state, words)

    def _take(self, listing: bytes) -> None:
        for record in listing.decode("utf-8", "surrogateescape").split("\0"):
            if record:
                key, _, value = record.partition("\n")
                self._put(key, value)

    def _put(self, key: str, value: str) -> None:
        section, dot, name = key.rpartition(".")
        start, mark, middle = section.partition(".")
        self.values.setdefault(f"{start.lower()}{mark}{middle}{dot}{name.lower()}", []).append(value)

    def _edit(self, state: str, words: str | None) -> None:
        """An earlier `git remote add NAME URL`, `set-url`, or `git config KEY VALUE` of the same text."""
        parts = (words or "").split()
        if words is None or not parts:
            self.edited = True
        elif state == "git-remote" or "." not in parts[0]:
            plain = [part for part in parts if not part.startswith("-")]
            if len(plain) > 1:
                self.values[f"remote.{plain[0]}.url"] = [plain[1]]
        elif len(parts) > 1:
            self._put(parts[0], " ".join(parts[1:]))

    def last(self, key: str) -> str:
        values = self.values.get(key)
        return values[-1] if values else ""

    def default_remote(self, pushes: bool) -> tuple[str, str]:
        """Answer the remote that counts when none is named (git-push(1), REMOTES)."""
        if pushes:
            for key in (f"branch.{self.branch}.pushremote", "remote.pushdefault"):
                if self.last(key):
                    return self.last(key), key
        key = f"branch.{self.branch}.remote"
        return (self.last(key), key) if self.last(key) else ("origin", "git's default")

    def urls(self, name: str, pushes: bool) -> list[str]:
        """Answer the addresses of a remote, rewritten as url.*.insteadOf says; a name without any is an address."""
        urls = (self.values.get(f"remote.{name}.pushurl") if pushes else None) or self.values.get(f"remote.{name}.url")
        pushed = pushes and f"remote.{name}.pushurl" not in self.values
        return [self._rewritten(url, pushed) for url in urls or [name]]

    def _rewritten(self, url: str, pushed: bool) -> str:
        for ending in (".pushinsteadof", ".insteadof") if pushed else (".insteadof",):
            best, base = "", ""
            for key, values in self.values.items():
                if key.startswith("url.") and key.endswith(ending):
                    for value in values:
                        if value and url.startswith(value) and len(value) > len(best):
                            best, base = value, key[4 : -len(ending)]
            if best:
                return base + url[len(best) :]
        return url


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    return key, value if equals else "true"


def _lay_remote(question: Question, config: _Config, name: str, evidence: str, pushes: bool) -> None:
    from .ssh import is_remote, lay_host

    configured = f"remote.{name}.url" in config.values
    if configured or name.isalnum():
        # a remote called "production" is where it is deployed
        match = question.environments.judge("remote", name)
        if match and pushes and match.environment in ("production", "staging"):
            question.clue("remote", name, evidence, "hint", match)
    for url in config.urls(name, pushes):
        if "::" in url.partition("/")[0]:
            url = url.partition("::")[2]  # a remote helper's own prefix
        if not is_remote(url):
            question.clue(
                "remote", name, evidence, "name", _development(f'remote "{name}" is a local repository, or none')
            )
            continue
        from ..addresses import parse_address

        if "://" in url and not url.startswith(("ssh://", "git+ssh://")):
            address = parse_address(url)
            question.hint("host", address.host, f"address of remote {name}")
            host, path = address.host, address.path
        else:
            host = parse_address(url).host if "://" in url else url.rpartition("@")[2].partition(":")[0]
            path = parse_address(url).path if "://" in url else url.partition(":")[2]
            inner = question.__class__(
                "ssh", (), None, question.invocation, question.world, question.state, question.environments
            )
            lay_host(inner, url, f"address of remote {name}")
            answer = inner.answer()
            for target in answer.targets:
                if target.environment in ("production", "staging"):
                    question.hint(target.kind, target.name, target.evidence)
        if pushes and (host.endswith(_DEPLOYING) or question.environments.judge("remote", name) or "dokku" in url):
            app = path.strip("/").rpartition("/")[2].removesuffix(".git")
            question.clue("app", app, f"address of remote {name}")
        else:
            shown = f"{host}/{path.strip('/')}"
            question.clue("repository", shown, f"remote {name}", "name", _development(f"{host} is a git server"))


def _lay_refs(question: Question, config: _Config, remote: str) -> None:
    """Lay down every branch and tag that a push changes (git-push(1))."""
    arguments = question.arguments
    given = arguments.given if arguments is not None else (lambda name: False)
    specs = question.words_of("refspec")
    everything = given("--all") or given("--mirror") or given("--branches")
    if everything:
        _lay_all(question, config, "--mirror" if given("--mirror") else "--all")
    if given("--tags"):
        question.clue("tag", "*", "--tags", "name", _development("every tag is pushed"))
    index = 0
    while index < len(specs):
        word, evidence = specs[index]
        text = question.known(word, evidence, "branch")
        index += 1
        if text == "tag" and index < len(specs):
            word, evidence = specs[index]
            index += 1
            text = f"refs/tags/{word.text}" if word.text else None
        if text is None:
            _unknown_branch(question, evidence, "the refspec is not known")
            continue
        if given("-d --delete") or given("--delete"):
            text = f":{text.lstrip(':')}"
        _lay_refspec(question, config, text, evidence)
    if specs or everything or given("--tags"):
        return
    configured = config.values.get(f"remote.{remote}.push")
    if configured:
        for text in configured:
            _lay_refspec(question, config, text, f"remote.{remote}.push")
        return
    how = config.last("push.default") or "simple"
    if how == "matching":
        _lay_all(question, config, "push.default=matching")
    elif how != "nothing":
        _lay_current(question, config, how)


def _lay_current(question: Question, config: _Config, how: str) -> None:
    """A bare `git push`: the current branch, or the one it follows."""
    if config.branch is None or config.edited:
        _unknown_branch(question, "the current branch", "which branch is pushed is not known")
        return
    merge = _short(config.last(f"branch.{config.branch}.merge"))
    if how in ("upstream", "tracking") and merge:
        _branch(question, merge, f"branch.{config.branch}.merge")
    else:
        _branch(question, config.branch, "the current branch")


def _lay_refspec(question: Question, config: _Config, text: str | None, evidence: str) -> None:
    """Lay down the destination of one refspec: `[+]SRC[:DST]`."""
    if text is None:
        _unknown_branch(question, evidence, "the refspec is not known")
        return
    if text.startswith("^"):
        return
    source, colon, destination = text.removeprefix("+").partition(":")
    if colon and not destination and not source:
        _lay_all(question, config, f'"{text}"')
        return
    name = destination if colon else source
    if "*" in name:
        _lay_all(question, config, f'"{text}"')
        return
    if name in ("HEAD", "@"):
        if config.branch is None:
            _unknown_branch(question, evidence, "which branch HEAD is, is not known")
            return
        name = config.branch
    if name.startswith("refs/tags/"):
        question.clue("tag", name[10:], evidence, "name", _tag_match(question, name[10:]))
    elif name.startswith(("refs/for/", "refs/drafts/")):
        question.clue("branch", name, evidence, "name", _development("it is pushed for review"))
    elif name.startswith("refs/") and not name.startswith(("refs/heads/", "refs/remotes/")):
        question.clue("branch", name, evidence, "name", _development("it is no branch"))
    elif not colon and _is_tag(question, source):
        question.clue("tag", source, evidence, "name", _tag_match(question, source))
    else:
        _branch(question, _short(name), evidence)


def _is_tag(question: Question, name: str) -> bool:
    """Answer whether a bare name is surely a tag and no branch."""
    if question.cwd is None or not name or "/" in name[:1] or name.startswith("-"):
        return False
    tag = question.world.git("rev-parse", "-q", "--verify", f"refs/tags/{name}", cwd=question.cwd)
    branch = question.world.git("rev-parse", "-q", "--verify", f"refs/heads/{name}", cwd=question.cwd)
    return tag is not None and branch is None


def _tag_match(question: Question, name: str) -> Match:
    return question.environments.configured("tag", name) or _development(f'nothing says what tag "{name}" deploys')


def _branch(question: Question, name: str, evidence: str) -> None:
    from .url import lay_branch

    question.begin()
    lay_branch(question, name, evidence)


def _lay_all(question: Question, config: _Config, evidence: str) -> None:
    """Every local branch is pushed: those that there are, and one that is protected if that can't be told."""
    listing = None
    if question.cwd is not None and not config.edited:
        listing = question.world.git("for-each-ref", "--format=%(refname)", "refs/heads/", cwd=question.cwd)
    names = [_short(name) for name in (listing or b"").decode("utf-8", "surrogateescape").split()]
    for name in names[:REFS_LIMIT]:
        _branch(question, name, evidence)
    if listing is None or len(names) > REFS_LIMIT:
        _unknown_branch(question, evidence, "which branches are pushed is not known")


def _unknown_branch(question: Question, evidence: str, message: str) -> None:
    """A branch that nobody can name may be a protected one."""
    question.begin()
    question.clue("branch", "…", evidence, "name", Match("unknown", False, Reason("branch-unknown", message)), True)
    question.unknown("branch-unknown", message)


def _short(ref: str) -> str:
    for start in ("refs/heads/", "refs/remotes/", "heads/"):
        if ref.startswith(start):
            return ref[len(start) :]
    return ref


def resolve_forge(question: Question) -> None:
    """gh, glab, hub: the repository, the pull request, the branch, and what inputs say."""
    question.begin()
    host = question.first("host", ("--hostname", "$GH_HOST"))
    repo = question.first("repo")
    shown = (repo[0] if repo and repo[0] else "") or "this repository"
    where = (host[0] if host and host[0] else "") or "the forge"
    if host and host[0]:
        question.hint("host", host[0], host[1])
    evidence = repo[1] if repo else "the directory's remote"
    question.clue("repository", shown, evidence, "name", _development(f"{where} is a git server"))
    if question.words[:2] in _MERGING or question.words[:1] in _MERGING:
        number = question.first("number")
        name = f"#{number[0]}" if number and number[0] else "the branch's own"
        reason = Reason("base-branch-unknown", "the branch that a pull request is merged into is not known")
        question.clue("pull-request", name, "the command's words", "name", Match("development", False, reason), True)
    branch = question.first("branch")
    if branch and branch[0]:
        _branch(question, _short(branch[0]), branch[1])
    arguments = question.arguments
    if arguments is None:
        return
    if question.words[:1] == ("api",):
        for word in arguments.positionals:
            from .url import lay_forge_address

            text = word.text or ""
            path = text.partition("://")[2].partition("/")[2] if "://" in text else text
            lay_forge_address(question, "api.github.com", f"/{path.lstrip('/')}", "the command's words")
    for _, value in arguments.flags:
        text = (value.text if value is not None else None) or ""
        name, equals, stated = text.partition("=")
        if any(word in text.lower().replace("_", "") for word in _MUTATIONS):
            question.clue("pull-request", "a GraphQL mutation", "the query", "hint", protected=True)
        if equals and name.replace("_", "").isalnum():
            from .docker import lay_variable

            lay_variable(question, name, stated, "the inputs")
    if question.words[:1] in (("workflow",), ("ci",), ("pipeline",)):
        for word in arguments.positionals:
            question.hint("resource", word.text or "", "the command's words")
