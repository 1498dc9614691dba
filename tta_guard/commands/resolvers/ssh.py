"""ssh and what goes over it (scp, sftp, rsync, ssh:// addresses of others): alias to host, jumps, forwards. Pure.

Source: ssh_config(5), OpenSSH 9: the first value obtained for a keyword counts, command line before the user's file
before the system's. `Match exec` runs a program and so is never decided: what stands below it may hold or not, and both
are laid down. Canonicalisation is left out.
"""

from __future__ import annotations

from ...model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..question import Question

INCLUDE_DEPTH: Final = 8
LINES_LIMIT: Final = 20_000
_WANTED: Final = ("hostname", "proxyjump", "proxycommand", "localforward", "dynamicforward", "user", "port")


@frozen
class Option:
    """One line of an ssh configuration that holds for the host: keyword in lower case, value, where it stands.

    `sure`: False below a condition that nobody can decide.
    """

    key: str
    value: str
    evidence: str
    sure: bool = True


def resolve_ssh(question: Question) -> None:
    """ssh, scp, sftp, mosh, sshfs, ssh-copy-id, pssh."""
    hosts: list[tuple[str, str]] = []
    copies = question.program in ("scp", "sshfs") or len(question.words_of("host")) > 1
    for word, evidence in question.words_of("host"):
        text = word.text
        if text is None:
            # a local path with an unknown part is no host; one that may hold a colon is
            if copies and word.prefix[:1] in ("/", ".", "~"):
                continue
            question.begin()
            question.known(word, evidence, "host")
        elif question.program in ("pssh", "parallel-ssh", "pdsh", "clush"):
            hosts += [(part, evidence) for part in text.replace(",", " ").split()]
        elif not copies or (is_remote(text) and text):
            hosts.append((text, evidence))
    options = _command_line(question)
    for text, evidence in hosts:
        question.begin()
        lay_host(question, text, evidence, options)
    for option in options:
        _forward(question, option)


def resolve_rsync(question: Question) -> None:
    """rsync: operands of the form host:path, host::module or rsync://host/; the remote shell's own words."""
    options = [*_command_line(question)]
    for word, evidence in question.words_of("rsh"):
        text = question.known(word, evidence, "host")
        if text:
            options += _words_as_options(text.split(), evidence)
    for word, evidence in question.words_of("host"):
        text = word.text
        if text is None:
            if word.prefix[:1] not in ("/", ".", "~"):
                question.begin()
                question.known(word, evidence, "host")
        elif is_remote(text):
            question.begin()
            lay_host(question, text, evidence, options)


def is_remote(text: str) -> bool:
    """Answer whether an operand of scp or rsync names another machine: a colon before any slash, or a URL."""
    if "://" in text:
        return True
    if text.startswith("["):
        return "]:" in text
    colon = text.find(":")
    return colon > 0 and "/" not in text[:colon]


def lay_host(
    question: Question, destination: str, evidence: str, options: list[Option] | None = None, kind: str = "host"
) -> None:
    """Lay down what a destination really is: the alias, the host behind it, the machines on the way.

    Args:
        question: the present thing gets the clues.
        destination: `[user@]host[:path]`, `ssh://…`, `[v6]:path`.
        evidence: where it stands.
        options: what the command line says, before any file.
        kind: of the address clue.
    """
    name, port = _host_of(destination)
    if not name:
        question.unknown("no-host", f'"{destination}" names no host')
        return
    found = [*(options or ()), *_options(question, name, options or [])]
    real: Option | None = None
    for option in found:
        if option.key != "hostname":
            continue
        value = option.value.replace("%h", name).replace("%%", "%")
        if not option.sure:
            question.hint(kind, value, option.evidence)
            question.unknown("match-exec", f"{option.evidence} may give {name} another host")
            continue
        real = Option("hostname", value, option.evidence)
        break
    if real:
        question.clue("host", name, evidence)
        question.host(kind, real.value, real.evidence, port, explicit=real.evidence.startswith("-"))
    else:
        question.host(kind, f"[{name}]" if ":" in name else name, evidence, port)
    jumped = False
    for option in found:
        if option.key == "proxyjump" and not jumped:
            jumped = option.sure
            for hop in option.value.split(","):
                if hop != "none":
                    _hop(question, hop, option.evidence)
        elif option.key == "proxycommand" and option.value != "none":
            question.hints("host", [_host_of(word)[0] for word in option.value.split()], option.evidence)
    # LocalForward lines of the configuration are opened with the connection
    for option in found[len(options or ()) :]:
        _forward(question, option)


def _hop(question: Question, hop: str, evidence: str) -> None:
    name, _ = _host_of(hop)
    question.hint("host", name, evidence)
    for option in _options(question, name, []):
        if option.key == "hostname":
            question.hint("host", option.value.replace("%h", name), option.evidence)


def _forward(question: Question, option: Option) -> None:
    """The far end of a forward is reached through this command: a thing of its own."""
    if option.key != "localforward":
        return
    value = " ".join(option.value.split())
    near, _, far = value.partition(" ")
    if not far:
        fields = value.split(":")
        far = ":".join(fields[-2:]) if len(fields) > 2 and "]" not in value else value.partition(":")[2]
    if far and not far.startswith("/") and near:
        question.begin()
        question.host("host", far, option.evidence)


def _host_of(destination: str) -> tuple[str, int | None]:
    """Answer the host of a destination, as ssh takes it: what follows the last "@", without path."""
    from ..addresses import parse_address

    if "://" in destination:
        address = parse_address(destination)
        return address.host, address.port
    place = destination.rpartition("@")[2]
    if place.startswith("["):
        return place[1:].partition("]")[0], None
    if place.count(":") > 1 and "::" not in place.partition("/")[0]:
        return place, None
    return place.partition(":")[0].lower(), None


def _command_line(question: Question) -> list[Option]:
    """What -o, -J, -W, -L and -p say; they count before any file."""
    options: list[Option] = []
    arguments = question.arguments
    for word, evidence in reversed(question.words_of("option", ("-o",))):
        text = question.known(word, evidence, "host")
        if text:
            options += _words_as_options(["-o", text], evidence)
    for word, evidence in reversed(question.words_of("jump", ("-J",))):
        text = question.known(word, evidence, "host")
        if text:
            options.append(Option("proxyjump", text, evidence))
    for flag in ("-L", "-W"):
        for word in arguments.all_values(flag) if arguments is not None and question.program == "ssh" else ():
            text = question.known(word, flag, "host")
            if text:
                options.append(Option("localforward", text if flag == "-L" else f"- {text}", flag))
    return options


def _words_as_options(words: list[str], evidence: str) -> list[Option]:
    options: list[Option] = []
    for index, word in enumerate(words):
        value = words[index + 1] if index + 1 < len(words) else ""
        if word == "-J":
            options.append(Option("proxyjump", value, evidence))
        elif word.startswith("-o"):
            line = word[2:] or value
            key, _, rest = line.replace("=", " ", 1).strip().partition(" ")
            options.append(Option(key.lower(), rest.strip().strip('"'), evidence))
        elif word == "-F":
            options.append(Option("-f", value, evidence))
    return options


def _options(question: Question, host: str, given: list[Option]) -> list[Option]:
    """Read what the configuration files say about a host."""
    found: list[Option] = []
    config = question.first("config", ("-F",))
    inner = next((option.value for option in given if option.key == "-f"), None)
    if config and config[0] is None:
        return found
    named = (config[0] if config else None) or inner
    if named:
        if named != "none":
            path = question.path(question.tilde(named))
            if question.read(path, "ssh-config") is None and question.world.trouble(path) == "missing":
                question.unknown("ssh-config-missing", f"-F names a file that is not there ({question.shown(path)})")
            _file(question, path, host, found, True, 0)
        return found
    # ssh takes the home directory from the user database, not from HOME; both are the same but for an attack
    homes = dict.fromkeys((question.home, question.world.home))
    for home in homes:
        _file(question, f"{home}/.ssh/config", host, found, True, 0)
    _file(question, "/etc/ssh/ssh_config", host, found, True, 0)
    return found


def _file(question: Question, path: str, host: str, found: list[Option], sure: bool, depth: int) -> None:
    data = question.read(path, "ssh-config")
    if data is None:
        return
    holds: bool | None = True  # None: nobody can tell
    for number, raw in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        if number > LINES_LIMIT:
            question.unknown("ssh-config-unreadable", f"{question.shown(path)} is too long")
            return
        key, value = _split(raw)
        if key == "host":
            holds = _host_matches(_words(value), host)
        elif key == "match":
            holds = _match_holds(_words(value), host, found)
        elif holds is False or not key:
            continue
        elif key == "include":
            if depth >= INCLUDE_DEPTH:
                question.unknown("ssh-config-unreadable", "the ssh configuration includes itself too deep")
                return
            for pattern in _words(value):
                base = f"{question.home}/.ssh" if not path.startswith("/etc/") else "/etc/ssh"
                wanted = question.path(question.tilde(pattern), base)
                for name in question.world.glob(wanted, "/") or ():
                    _file(question, name, host, found, sure and holds is True, depth + 1)
        elif key in _WANTED:
            evidence = f"line {number} of {question.shown(path)}"
            found.append(Option(key, value.strip('"'), evidence, sure and holds is True))


def _split(line: str) -> tuple[str, str]:
    """Split `Keyword value` or `Keyword=value`; the keyword in lower case, "" for a blank or a comment."""
    line = line.strip()
    if not line or line[0] == "#":
        return "", ""
    end = next((at for at, char in enumerate(line) if char in " \t="), len(line))
    return line[:end].lower(), line[end:].lstrip(" \t").removeprefix("=").strip()


def _words(value: str) -> list[str]:
    """Split a value at blanks, double quotes kept together."""
    words: list[str] = []
    for index, piece in enumerate(value.split('"')):
        if index % 2:
            words.append(piece)
        else:
            words += piece.split()
    return words


def _host_matches(patterns: list[str], host: str) -> bool:
    from ..environments import like

    matched = False
    for pattern in patterns:
        negated = pattern.startswith("!")
        if like(pattern.lstrip("!").lower(), host.lower()):
            if negated:
                return False
            matched = True
    return matched


def _match_holds(words: list[str], host: str, found: list[Option]) -> bool | None:
    """Decide a Match line: True, False, or None where a criterion can't be told from text."""
    from ..environments import like

    answer: bool | None = True
    index = 0
    while index < len(words):
        criterion = words[index].lower()
        negated = criterion.startswith("!")
        criterion = criterion.lstrip("!")
        index += 1
        if criterion in ("all", "canonical", "final"):
            holds: bool | None = True if criterion == "all" else None
        else:
            value = words[index] if index < len(words) else ""
            index += 1
            if criterion in ("host", "originalhost"):
                real = next((option.value for option in found if option.key == "hostname"), host)
                subject = (real if criterion == "host" else host).lower()
                patterns = value.lower().split(",")
                refused = any(like(pattern[1:], subject) for pattern in patterns if pattern.startswith("!"))
                holds = not refused and any(like(pattern, subject) for pattern in patterns)
            else:
                holds = None  # exec, user, localuser, tagged, …
        if holds is None:
            answer = None if answer is not False else False
        elif holds == negated:
            return False
    return answer
