"""`tta-guard explain command`: what a command line would do, where, and what is decided about it. IO, hot path."""

from __future__ import annotations

import os

from ..commands.decide import decide_command
from ..commands.facts import RealWorld
from ..commands.invocation import Opaque
from ..commands.understand import read_text, read_words
from ..errors import UsageError
from . import render
from .flags import EXPLAIN_COMMAND_FLAGS, parse_flags
from .loading import load_readable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..commands.decide import CommandDecision
    from ..commands.understand import Reading


def explain_command(argv: Sequence[str]) -> int:
    """Run `tta-guard explain command` with the words after it. Nothing is executed.

    Returns:
        0 when the answer is `allow`, else 1.

    Raises:
        UsageError: neither words nor text, or both.
    """
    flags, words = parse_flags("explain command", EXPLAIN_COMMAND_FLAGS, argv)
    text = flags.get("c")
    if (text is None) == (not words):
        raise UsageError(
            "explain command takes a command after --, or shell text after -c",
            hint="tta-guard explain command -- kubectl get pods",
        )
    loaded, top = load_readable(flags.get("mode"))
    world = RealWorld(repo_root=os.fsdecode(top) if loaded.origin != "none" or os.path.isdir(top) else None)
    reading = read_text(text, world, loaded.policy) if text is not None else read_words(words, world, loaded.policy)
    decision = decide_command(loaded.policy, reading.understood)
    subject = text if text is not None else " ".join(words)
    if "json" in flags:
        from . import answers

        render.write(answers.dumps(answers.command_value(subject, decision)))
    else:
        render.show_notices(loaded.notices)
        if "trace" in flags:
            _show_trace(reading)
        _show(subject, decision)
    return 0 if decision.verdict == "allow" else 1


def _show(subject: str, decision: CommandDecision) -> None:
    render.show_verdict(decision.verdict, render.shown_text(subject))
    render.write(f"  environment  {decision.environment}")
    if decision.effects:
        render.write(f"  effects      {', '.join(decision.effects)}")
    for target in decision.targets:
        named = f'{target.kind} "{render.shown_text(target.name)}" (from {target.evidence})'
        render.write(f"  target       {named}: {target.environment}, {target.why.message}")
    for reason in decision.reasons:
        render.write(
            f"  reason       {render.source_text(reason.source)}  {render.shown_text(reason.message)}  [{reason.code}]"
        )


def _show_trace(reading: Reading) -> None:
    """Every step, in order: what would start, by way of what, and what was made of it."""
    for step, understood in zip(reading.steps, reading.understood, strict=True):
        if isinstance(step, Opaque):
            render.write(f"  step         not read ({step.code}): {render.shown_text(step.text or step.message)}")
            continue
        way = f"  via {' > '.join(step.via)}" if step.via else ""
        render.write(f"  step         {render.shown_text(' '.join(understood.argv))}{way}")
        for label, values in (
            ("effects", understood.effects),
            ("targets", tuple([f"{target.kind} {target.name}" for target in understood.targets])),
            ("files", tuple([f"{use.access} {use.shown}" for use in understood.files])),
        ):
            if values:
                render.write(f"                 {label}: {render.shown_text(', '.join(values))}")
