"""A small launcher for the connect gate alone: driver SETTINGS OUT [keep] -- CMD…; run as a process of its own by the tests.

SETTINGS is JSON: {"settings": Policy.settings, "names": {host: [address, …] or null}}. OUT gets what was refused, as JSON.
"""

from __future__ import annotations

import json
import os
import select
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tta_guard.commands.addresses import parse_ip
from tta_guard.confine import notify, seccomp
from tta_guard.confine.connectgate import ConnectGate
from tta_guard.confine.network import network_rules
from tta_guard.confine.ptrace import clone_sharing_files, unshare_files
from tta_guard.confine.resolve import Resolver
from tta_guard.policy.rules import Policy


def main() -> int:
    """Run the command under the gate; its exit code, or 128 and the signal."""
    given, out = json.loads(sys.argv[1]), sys.argv[2]
    keep = sys.argv[3] == "keep"
    command = sys.argv[sys.argv.index("--") + 1 :]
    policy = Policy(None, "HIGH", (), (), (), (), None, None, None, given["settings"], ())
    rules = network_rules(policy, tuple(given.get("opened", ())))
    code = seccomp.program(network=True, metadata=False, can_duplicate=not keep)
    heard, told = os.pipe()
    machine = os.uname().machine
    pid = clone_sharing_files(machine)
    if pid == 0:
        listener = seccomp.install(code, listener=True)
        os.write(told, b"%d\n" % listener)
        unshare_files(machine, 3)
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    listener = int(os.read(heard, 16))
    names = given.get("names", {})

    def lookup(host: str) -> tuple[tuple[int, int], ...]:
        if names.get(host) is None:
            raise OSError(f"{host} does not resolve now")
        return tuple(address for address in map(parse_ip, names[host]) if address)

    gate = ConnectGate(rules, listener, keep=keep, resolver=Resolver(rules, lookup=lookup))
    assert keep or notify.can_duplicate()
    poll = select.poll()
    poll.register(gate.fileno(), select.POLLIN)
    going = True
    while going:
        for _fd, events in poll.poll():
            if events & select.POLLIN:
                gate.handle()
            elif events:
                going = False
    _, status = os.waitpid(pid, 0)
    gate.close()
    refused = [[each.call, each.reason.code, each.reason.message] for each in gate.refused]
    descriptors = len(os.listdir("/proc/self/fd"))
    Path(out).write_text(json.dumps({"refused": refused, "descriptors": descriptors}))
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


if __name__ == "__main__":
    sys.exit(main())
