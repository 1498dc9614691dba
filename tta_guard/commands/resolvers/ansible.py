"""Ansible: the inventory's hosts. Pure.

Source: Ansible documentation, "How to build your inventory" and "Ansible Configuration Settings". Inventory scripts and
plugins are never run: what they would answer is unknown.
"""

from __future__ import annotations

from ...model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ..question import Question

HOSTS_LIMIT: Final = 2000
DEPTH_LIMIT: Final = 20
FILES_LIMIT: Final = 50


@frozen
class Host:
    """One host of an inventory: its name, the address it is reached at, the groups it is in, where it stands."""

    name: str
    address: str
    groups: tuple[str, ...]
    evidence: str
    local: bool = False


def resolve_ansible(question: Question) -> None:
    """ansible, ansible-playbook, ansible-console: every host that the inventory and --limit leave."""
    question.begin()
    config = _config(question)
    places = _places(question, config)
    hosts: list[Host] = []
    for text, evidence in places:
        hosts += _inventory(question, text, evidence, 0)
    limits = [word.text for word, _ in question.words_of("limit", ("-l --limit",)) if word.text]
    for word, evidence in question.words_of("limit", ("-l --limit",)):
        if word.text:
            question.hints("host", word.text.replace(",", " ").replace(":", " ").split(), evidence)
    for word in question.arguments.all_values("-e") if question.arguments is not None else ():
        for pair in (word.text or "").split():
            question.hint("host", pair.partition("=")[2] or pair.lstrip("@"), "--extra-vars")
    for word, evidence in question.words_of("playbook"):
        if word.text:
            question.hint("var-file", word.text, evidence)
    if not places:
        message = "there is no inventory, so only this machine is reached"
        question.state_clue("local", "inventory", "localhost", "no inventory", message)
        return
    chosen = _limited(hosts, limits)
    if not chosen and not question.things[0][1]:
        question.unknown("no-hosts", "which hosts are reached is not known")
    for host in chosen[:HOSTS_LIMIT]:
        question.begin()
        if host.local or host.name in ("localhost", "127.0.0.1"):
            question.state_clue("local", "host", host.name, host.evidence, f"{host.name} is this machine")
            continue
        for group in host.groups:
            question.hint("host", group, f"group of {host.name}")
        if host.address != host.name:
            question.clue("host", host.name, host.evidence)
        from .ssh import lay_host

        lay_host(question, host.address, host.evidence)
    if len(chosen) > HOSTS_LIMIT:
        question.unknown("too-many-hosts", f"the inventory has more than {HOSTS_LIMIT} hosts")


def _config(question: Question) -> dict[str, tuple[str, str]]:
    """Read the one configuration file that counts: ANSIBLE_CONFIG, ./ansible.cfg, ~/.ansible.cfg, /etc/ansible."""
    given = question.env("ANSIBLE_CONFIG")
    candidates = [question.path(question.tilde(given))] if given else []
    if question.cwd is not None:
        candidates.append(f"{question.cwd.rstrip('/')}/ansible.cfg")
    candidates += [f"{question.home}/.ansible.cfg", "/etc/ansible/ansible.cfg"]
    from ..documents import Unreadable, parse_ini

    for path in candidates:
        data = question.read(path, "ansible-config")
        if data is None:
            continue
        settings = parse_ini(data)
        if isinstance(settings, Unreadable):
            question.unknown("ansible-config-unreadable", f"{question.shown(path)} cannot be read")
            return {}
        folder = path.rpartition("/")[0]
        return {
            setting.key: (f"{folder}\0{setting.value}", f"line {setting.line} of {question.shown(path)}")
            for setting in settings
            if setting.section == "defaults"
        }
    return {}


def _places(question: Question, config: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Answer the inventories: paths (absolute) or host lists ("a,b,")."""
    places: list[tuple[str, str]] = []
    for word, evidence in question.words_of("inventory", ("-i --inventory", "$ANSIBLE_INVENTORY")):
        if evidence == "ANSIBLE_INVENTORY" and places:
            break
        text = question.known(word, evidence, "inventory")
        if text is None:
            continue
        if "," in text and evidence != "ANSIBLE_INVENTORY":
            places.append((text, evidence))
        else:
            places += [(question.path(question.tilde(part)), evidence) for part in text.split(",") if part]
    if not places and not question.words_of("inventory", ("-i --inventory", "$ANSIBLE_INVENTORY")):
        if "inventory" in config:
            folder, _, value = config["inventory"][0].partition("\0")
            parts = [question.tilde(part.strip()) for part in value.split(",") if part.strip()]
            places += [(part if part[0] == "/" else f"{folder}/{part}", config["inventory"][1]) for part in parts]
        elif question.world.exists("/etc/ansible/hosts"):
            places.append(("/etc/ansible/hosts", "the default inventory"))
    return places


def _inventory(question: Question, place: str, evidence: str, depth: int) -> list[Host]:
    if "," in place:
        return [Host(name.strip(), name.strip(), (), evidence) for name in place.split(",") if name.strip()]
    shown = question.shown(place)
    question.hint("inventory", shown, evidence)
    if question.world.is_dir(place):
        found: list[Host] = []
        names = question.world.listdir(place) or ()
        skipped = (".orig", ".ini~", ".cfg", ".retry", ".pyc", "~")
        for name in names[:FILES_LIMIT] if depth < 3 else ():
            if name not in ("group_vars", "host_vars") and not name.startswith(".") and not name.endswith(skipped):
                found += _inventory(question, f"{place.rstrip('/')}/{name}", evidence, depth + 1)
        return found
    data = question.read(place, "inventory")
    if data is None:
        question.unknown("inventory-missing", f"the inventory {shown} (from {evidence}) cannot be read")
        return []
    if data.startswith(b"#!") or question.world.is_exec(place):
        question.unknown("inventory-program", f"the inventory {shown} is a program, which is not run")
        return []
    if place.endswith((".yml", ".yaml", ".json")):
        return _yaml_inventory(question, data, shown)
    return _ini_inventory(data, shown)


def _ini_inventory(data: bytes, shown: str) -> list[Host]:
    rows: list[tuple[str, str, str, int, bool]] = []
    parents: dict[str, list[str]] = {}
    group, kind = "ungrouped", ""
    for number, raw in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        line = raw.partition(" #")[0].strip()
        if not line or line[0] in "#;":
            continue
        if line[0] == "[":
            group, _, kind = line.strip("[]").partition(":")
            continue
        words = line.split()
        if kind == "children":
            parents.setdefault(words[0], []).append(group)
        elif not kind:
            values = dict(word.partition("=")[::2] for word in words[1:] if "=" in word)
            name = words[0]
            address = values.get("ansible_host") or values.get("ansible_ssh_host") or name
            rows.append((name, address.strip("\"'"), group, number, values.get("ansible_connection") == "local"))
    return [
        Host(name, address, tuple(_above(group, parents)), f"line {number} of {shown}", local)
        for name, address, group, number, local in rows
    ]


def _above(group: str, parents: dict[str, list[str]]) -> list[str]:
    found = [group]
    for name in found:
        found += [parent for parent in parents.get(name, ()) if parent not in found]
    return found


def _yaml_inventory(question: Question, data: bytes, shown: str) -> list[Host]:
    from ..documents import Unreadable, parse_yaml

    document = parse_yaml(data)
    if isinstance(document, Unreadable) or not isinstance(document, dict):
        question.unknown("inventory-unreadable", f"the inventory {shown} cannot be read")
        return []
    if "plugin" in document:
        question.unknown("inventory-program", f"the inventory {shown} asks a plugin, which is not run")
        return []
    found: list[Host] = []
    waiting: list[tuple[str, Any, tuple[str, ...]]] = [(str(name), body, ()) for name, body in document.items()]
    while waiting and len(found) <= HOSTS_LIMIT:
        group, body, above = waiting.pop()
        if not isinstance(body, dict) or len(above) > DEPTH_LIMIT:
            continue
        groups = (group, *above)
        hosts, children = body.get("hosts"), body.get("children")
        for name, values in hosts.items() if isinstance(hosts, dict) else ():
            values = values if isinstance(values, dict) else {}
            address = values.get("ansible_host") or name
            local = values.get("ansible_connection") == "local"
            found.append(Host(str(name), str(address), groups, f"host {name} in {shown}", local))
        waiting += (
            [(str(name), inner, groups) for name, inner in children.items()] if isinstance(children, dict) else []
        )
    return found


def _limited(hosts: list[Host], limits: list[str]) -> list[Host]:
    """Answer the hosts that --limit leaves; all of them where its pattern says more than names."""
    from ..environments import like

    for limit in limits:
        patterns = [piece for piece in limit.replace(":", ",").split(",") if piece]
        if not patterns or any(piece[0] in "!&~@" or "[" in piece or piece == "all" for piece in patterns):
            continue
        chosen = [
            host for host in hosts if any(like(piece, name) for piece in patterns for name in (host.name, *host.groups))
        ]
        hosts = chosen or [Host(piece, piece, (), "--limit") for piece in patterns]
    return hosts
