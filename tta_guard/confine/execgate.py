"""May this program go on? Asked of every program that starts in a run, while its image stands still. IO; hot.

The answer is that of `decide_command`, over what the program really is: its file and not its name, and its real words,
environment and directory. What is opaque in it is let go, because each program that it starts comes here in its turn.
What can't be decided is refused.

Two things that a command line is refused for are held by the other layers of a run, where the caller says so: files by
the kernel, whichever program opens them (`files_held`), and secret variables by not being there (`scrubbed`). Then a
script is not refused for a file that it may come to name, nor `env` for printing what holds no secret.
"""

from __future__ import annotations

import os

from ..commands.catalogue.names import INDEX
from ..commands.decide import Understood, decide_command
from ..commands.invocation import Opaque
from ..commands.programs import base_name, reader_of
from ..commands.project import project_tools
from ..commands.understand import read_words
from ..errors import GuardError
from ..model import frozen
from .approved import Grants
from .gateworld import GateWorld, unchanged
from .identity import Identities
from .namings import Namings
from .program import is_fresh, parse_environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Final

    from ..commands.decide import CommandDecision, FileUse
    from ..commands.invocation import Invocation
    from ..commands.understand import Reading
    from ..policy.rules import Policy
    from .approved import Approved
    from .gateworld import Evidence
    from .program import Program, Stamp

_ENTRIES_LIMIT: Final = 4096  # decisions that are kept
_WORDS_BYTES: Final = 4096  # of a program whose decision is kept
_ENVIRONMENTS_LIMIT: Final = 64
# Variables that say what a program reaches which nobody described: those that differ from the run's own count.
TARGET_VARIABLES: Final = frozenset(
    (
        "DATABASE_URL MONGODB_URI MONGO_URL REDIS_URL NEO4J_URI POSTGRES_URL MYSQL_URL DB_URL DIRECT_URL DOCKER_HOST"
        " VAULT_ADDR CONSUL_HTTP_ADDR NOMAD_ADDR ARGOCD_SERVER KUBERNETES_MASTER PGHOST PGHOSTADDR MYSQL_HOST DB_HOST"
        " REDIS_HOST API_URL AWS_PROFILE AWS_DEFAULT_PROFILE CLOUDSDK_CORE_PROJECT GOOGLE_CLOUD_PROJECT"
        " CLOUDSDK_ACTIVE_CONFIG_NAME DOCKER_CONTEXT TF_WORKSPACE PULUMI_STACK PGSERVICE HELM_KUBECONTEXT KUBECONFIG"
    ).split()
)
_ENVIRONMENT_TOOLS: Final = "environment"  # the catalogue's file of env, printenv, set …


@frozen
class _Answer:
    """A decision that is kept: the refusal's text, the decision where a grant may open it, and what it depended on."""

    text: str | None
    decision: CommandDecision | None
    evidence: Evidence | None


@frozen
class _Environment:
    """An environment that was met: its number, all variables, and those of TARGET_VARIABLES that the run set."""

    serial: int
    values: dict[str, str]
    targets: tuple[str, ...]


class ExecGate:
    """Judges the programs of one run."""

    def __init__(
        self,
        policy: Policy,
        *,
        environ: Mapping[bytes, bytes],
        home: bytes,
        top: bytes | None,
        approved: Sequence[Approved] = (),
        files_held: bool = False,
        scrubbed: bool = False,
        hooks: Mapping[bytes, bytes] | None = None,
        hook_folders: Sequence[bytes] = (),
        program: str = "tta-run",
    ) -> None:
        """Prepare to judge.

        Args:
            policy: the policy in force.
            environ: the environment that the run starts with.
            home: the user's home directory.
            top: the top of the repository that the policy's paths are relative to, links resolved; None: there is none.
            approved: what a grant opens; each once.
            files_held: the kernel hides and protects files in this run, so only those that a program is handed by name
                are looked at here.
            scrubbed: no variable of the run holds a secret.
            hooks: the files below `hook_folders` as they were before the run: path, links resolved -> content.
            hook_folders: directories whose programs run only as they were before the run.
            program: who refuses, for the text.

        Raises:
            GuardError: an approved program is not there.
            ConfigError: the project's own tools cannot be read.
        """
        self._policy = policy
        self._tools = project_tools(policy.settings.get("commands", {}))
        self._base = {os.fsdecode(name): os.fsdecode(value) for name, value in environ.items()}
        self._home, self._top = os.fsdecode(home), None if top is None else os.fsdecode(top)
        self._files_held, self._scrubbed, self._program = files_held, scrubbed, program
        self._hooks, self._hook_folders = hooks or {}, tuple([folder.rstrip(b"/") + b"/" for folder in hook_folders])
        self._identities = Identities(path=environ.get(b"PATH", b""), home=home, top=top, extensions=self._tools)
        self._grants = Grants(approved)
        self._answers: dict[tuple[Stamp, bytes, bytes, bytes, int], _Answer] = {}
        self._environments: dict[bytes, _Environment] = {}
        self._serial = 0

    def judge(self, program: Program) -> str | None:
        """Decide one program.

        Args:
            program: what `read_program` answered while it stands still.

        Returns:
            None when it may go on, else the refusal, ready for standard error. Never raises: what cannot be decided is
            refused.
        """
        try:
            return self._judge(program)
        except Exception as failure:
            return self._failed(program, failure)

    # --- the decision ---

    def _judge(self, program: Program) -> str | None:
        if program.deleted:
            return self._deleted(program)
        environment = self._environments.get(program.environment) or self._environment(program.environment)
        key = (program.stamp, program.exe, program.words, program.cwd, environment.serial)
        answer = self._answers.get(key)
        if answer is None or not unchanged(answer.evidence or {}):
            answer = self._decide(program, environment)
            if answer.evidence is not None and len(program.words) <= _WORDS_BYTES and not is_fresh(program.stamp[4]):
                if len(self._answers) >= _ENTRIES_LIMIT:
                    self._answers.clear()
                self._answers[key] = answer
        if answer.text is None:
            self._grants.passed(program)
            return None
        decision = answer.decision
        if decision is not None and decision.verdict == "approval" and self._grants.spend(program, decision):
            return None
        return answer.text

    def _environment(self, block: bytes) -> _Environment:
        """Take in an environment that was not met before."""
        if len(self._environments) >= _ENVIRONMENTS_LIMIT:
            self._environments.clear()
            self._answers.clear()  # their serial numbers never come again
        self._serial += 1
        values = {os.fsdecode(name): os.fsdecode(value) for name, value in parse_environment(block).items()}
        for entry in block.split(b"\0"):
            name, equals, value = entry.partition(b"=")
            if equals and name and values[os.fsdecode(name)] != os.fsdecode(value):
                # Programs differ in which of the two they take.
                raise GuardError(f"its environment says two things of {os.fsdecode(name)}", code="two-values")
        changed = [
            f"{name}={values[name]}"
            for name in TARGET_VARIABLES & values.keys()
            if self._base.get(name) != values[name]
        ]
        found = self._environments[block] = _Environment(self._serial, values, tuple(sorted(changed)))
        return found

    def _decide(self, program: Program, environment: _Environment) -> _Answer:
        world = GateWorld(environment.values, os.fsdecode(program.cwd), self._home, self._top)
        naming = Namings(program, world, self._identities, environment.targets)
        refused = self._changed_hook(world, (program.exe, *naming.scripts))
        if refused is not None:
            return _Answer(refused, None, None)
        understood: list[Understood] = []
        for words in naming.commands:
            reading = read_words(words, world, self._policy)
            understood += self._held(reading)
        decision = decide_command(self._policy, understood, gated=True)
        if decision.verdict == "allow":
            return _Answer(None, None, world.evidence)
        from ..commands.refusal import command_refusal

        return _Answer(command_refusal(decision, program=self._program), decision, world.evidence)

    # --- what other layers hold ---

    def _held(self, reading: Reading) -> Iterable[Understood]:
        """What was understood, without what other layers of this run hold."""
        if not (self._files_held or self._scrubbed):
            return reading.understood
        return [self._without_held(step, each) for step, each in zip(reading.steps, reading.understood, strict=True)]

    def _without_held(self, step: Invocation | Opaque, each: Understood) -> Understood:
        files, effects = each.files, each.effects
        if files and self._files_held:
            files = () if _is_predicted(step) else tuple([use for use in files if not _is_found_below(use, each)])
        if self._scrubbed and "print-secret" in effects and INDEX.get(base_name(each.argv[0])) == _ENVIRONMENT_TOOLS:
            effects = tuple([effect for effect in effects if effect != "print-secret"])
        if files == each.files and effects == each.effects:
            return each
        values = {name: getattr(each, name) for name in Understood.__match_args__}
        return Understood(**{**values, "files": files, "effects": effects})

    # --- hooks ---

    def _changed_hook(self, world: GateWorld, paths: Sequence[bytes]) -> str | None:
        """The refusal of a program in a hook directory that is not what it was before the run."""
        if not self._hook_folders:
            return None
        for path in paths:
            if not path.startswith(self._hook_folders):
                continue
            world.depend(os.fsdecode(path), True)
            before = self._hooks.get(path)
            if before is None or before != _content(path, len(before) + 1):
                from ..commands.refusal import refusal

                return refusal(
                    os.fsdecode(path),
                    lines=(("rule", "built in  a git hook runs only as it was before this run  [changed-hook]"),),
                    ways_on=("change the hook outside of this run, and have the change approved",),
                    program=self._program,
                )
        return None

    # --- what cannot be decided ---

    def _deleted(self, program: Program) -> str:
        from ..commands.refusal import refusal

        name = os.fsdecode(program.exe)
        memory = program.exe.startswith(b"/memfd:")
        what = "a program in memory that is no file" if memory else "a program whose file was deleted or replaced"
        return refusal(
            f"{name.removesuffix(' (deleted)')}",
            lines=(("rule", f"built in  {what} cannot be told from any other  [deleted-program]"),),
            ways_on=("start it from a file that stays where it is; after an upgrade, start the new one",),
            program=self._program,
        )

    def _failed(self, program: Program, failure: Exception) -> str:
        from ..commands.refusal import refusal

        own = isinstance(failure, GuardError)
        code = getattr(failure, "code", "") or "guard-failed"
        what = str(failure) if own else f"{type(failure).__name__}: {failure}"
        hint = getattr(failure, "hint", "") or ("" if own else "this is a bug in tta-guard; please report it")
        return refusal(
            " ".join([os.fsdecode(word) for word in program.argv[:4]]) or os.fsdecode(program.exe),
            lines=(("rule", f"built in  it could not be decided: {what}  [{code}]"),),
            ways_on=(hint,) if hint else (),
            program=self._program,
        )


def _is_predicted(step: Invocation | Opaque) -> bool:
    """Whether a step is what a script, a recipe or code would come to, as against the program at hand.

    What wrappers carry (`env`, `timeout`) is as sure as they are.
    """
    if isinstance(step, Opaque):
        return True
    for label in step.via:
        reader = reader_of(label)
        if reader is None or reader[0] not in ("wrapper", "git"):
            return True
    return False


def _is_found_below(use: FileUse, each: Understood) -> bool:
    """Whether a file was not named, but found below a directory that was."""
    if use.access != "read" or use.is_dir or any([use.shown in word for word in each.argv]):
        return False
    return any([other.is_dir and other.access == "read" for other in each.files])


def _content(path: bytes, limit_bytes: int) -> bytes | None:
    """The first bytes of a file, at most `limit_bytes`; None when it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        return os.read(descriptor, limit_bytes)
    except OSError:
        return None
    finally:
        os.close(descriptor)
