"""Findings and lint results in the forms that CI systems read: JSON, SARIF 2.1.0, GitHub's workflow commands. Pure."""

from __future__ import annotations

from .. import __version__
from ..model import frozen
from . import answers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, Literal

    from ..git.check import Finding
    from ..model import Source

    Severity = Literal["error", "warning"]

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@frozen
class Entry:
    """One line of a report.

    Attributes:
        code: the stable reason code.
        severity: what it counts as.
        message: for people.
        file: where it is to be shown; empty for nowhere.
        line: from 1; 0 for the whole file.
        related: the statements behind it.
    """

    code: str
    severity: Severity
    message: str
    file: str = ""
    line: int = 0
    related: tuple[Source, ...] = ()


def findings_report(findings: Sequence[Finding], form: str) -> str:
    """Findings in one of the forms `json`, `sarif`, `github`."""
    if form == "json":
        return answers.findings_document(findings)
    entries = []
    for finding in findings:
        path = finding.path.decode("utf-8", "backslashreplace")
        sources = tuple([reason.source for reason in finding.reasons if reason.source])
        where = f" in {finding.commit.decode()[:12]}" if finding.commit else ""
        said = "; ".join([f"{reason.message} ({reason.source or 'built in'})" for reason in finding.reasons])
        verdict = "needs approval" if finding.verdict == "approval" else "denied"
        code = finding.reasons[0].code if finding.reasons else finding.verdict
        entries.append(Entry(code, "error", f"{finding.change}{where} {verdict}: {said}", path, 0, sources))
    return sarif(entries) if form == "sarif" else github(entries)


def github(entries: Iterable[Entry]) -> str:
    """GitHub's workflow commands: an annotation for each entry.

    Source: GitHub Docs, "Workflow commands for GitHub Actions" (values escape %, CR, LF; properties also `:` and `,`).
    """
    lines = []
    for entry in entries:
        properties = [f"title={_property(f'tta-guard {entry.code}')}"]
        if entry.file:
            properties.insert(0, f"file={_property(entry.file)}")
        if entry.line:
            properties.insert(1, f"line={entry.line}")
        lines.append(f"::{entry.severity} {','.join(properties)}::{_escaped(entry.message)}")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def sarif(entries: Iterable[Entry]) -> str:
    """A SARIF 2.1.0 log with one run."""
    results = []
    rules: dict[str, dict[str, Any]] = {}
    for entry in entries:
        rules.setdefault(entry.code, {"id": entry.code, "name": entry.code})
        result: dict[str, Any] = {"ruleId": entry.code, "level": entry.severity, "message": {"text": entry.message}}
        if entry.file:
            result["locations"] = [_location(entry.file, entry.line)]
        if entry.related:
            result["relatedLocations"] = [_location(source.file, source.line) for source in entry.related]
        results.append(result)
    tool = {"driver": {"name": "tta-guard", "version": __version__, "rules": list(rules.values())}}
    return answers.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [{"tool": tool, "results": results}]})


def _location(file: str, line: int) -> dict[str, Any]:
    from urllib.parse import quote

    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
    if line:
        physical["region"] = {"startLine": line}
    return {"physicalLocation": physical}
