"""The machine-readable answers: one JSON object a line, with the keys that docs/json.md promises. Pure, imports json."""

from __future__ import annotations

import base64
import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..commands.decide import CommandDecision
    from ..git.check import Finding
    from ..model import Decision, Reason, Source


def path_value(path: bytes) -> str | dict[str, str]:
    """A path as JSON: text where it is UTF-8, else its bytes as `{"b64": …}`."""
    try:
        return path.decode("utf-8")
    except UnicodeDecodeError:
        return {"b64": base64.b64encode(path).decode("ascii")}


def source_value(source: Source | None) -> dict[str, Any] | None:
    return {"file": source.file, "line": source.line} if source else None


def reason_value(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "message": reason.message, "source": source_value(reason.source)}


def decision_value(subject: str | dict[str, str], decision: Decision) -> dict[str, Any]:
    return {
        "subject": subject,
        "verdict": decision.verdict,
        "reasons": [reason_value(reason) for reason in decision.reasons],
    }


def finding_value(finding: Finding) -> dict[str, Any]:
    value: dict[str, Any] = {"path": path_value(finding.path), "change": finding.change}
    if finding.old_path is not None:
        value["old_path"] = path_value(finding.old_path)
    if finding.commit is not None:
        value["commit"] = finding.commit.decode("ascii")
    if finding.parent is not None:
        value["parent"] = finding.parent.decode("ascii")
    value["verdict"] = finding.verdict
    value["reasons"] = [reason_value(reason) for reason in finding.reasons]
    return value


def command_value(subject: str, decision: CommandDecision) -> dict[str, Any]:
    return {
        "subject": subject,
        "verdict": decision.verdict,
        "environment": decision.environment,
        "effects": list(decision.effects),
        "targets": [
            {"kind": target.kind, "name": target.name, "evidence": target.evidence} for target in decision.targets
        ],
        "reasons": [reason_value(reason) for reason in decision.reasons],
        "invocations": [list(argv) for argv in decision.invocations],
    }


def dumps(value: Any) -> str:
    """One line of ASCII JSON: nothing in it can move a terminal's cursor, and lone surrogates survive as escapes."""
    return json.dumps(value, ensure_ascii=True, separators=(", ", ": "))


def findings_document(findings: Iterable[Finding]) -> str:
    return dumps({"findings": [finding_value(finding) for finding in findings]})
