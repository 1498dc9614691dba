"""Azure clients: the subscription. Pure.

Source: Azure CLI documentation, "How to manage Azure subscriptions with the Azure CLI" (azureProfile.json, isDefault).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..question import Question


def resolve_azure(question: Question) -> None:
    """az: --subscription by name or id, else what `az account set` chose."""
    question.begin()
    subscriptions = _profile(question)
    given = question.first("subscription", ("--subscription",))
    if given is None:
        was_set, value = question.state_of("azure-subscription")
        if was_set:
            given = value, "an earlier command of the same text"
            if value is None:
                question.unknown("subscription-unknown", "an earlier command sets a subscription that is not known")
    if given is None:
        for entry in subscriptions:
            if str(entry.get("isDefault")).lower() == "true":
                _lay(question, entry, "the default in azureProfile.json")
                break
        else:
            question.unknown("subscription-unknown", "no subscription is given and no default is set")
    elif given[0]:
        name = _in_path(given[0]) or given[0]
        known = [entry for entry in subscriptions if name.casefold() in (_folded(entry, "id"), _folded(entry, "name"))]
        for entry in known:
            _lay(question, entry, given[1])
        if not known:
            question.clue("azure-subscription", name, given[1])
    for parameter in ("group", "vault", "account", "name"):
        for word, evidence in question.words_of(parameter):
            text = word.text or ""
            inside = _in_path(text)
            if inside:
                question.hint("azure-subscription", inside, evidence)
                for entry in subscriptions:
                    if _folded(entry, "id") == inside.casefold():
                        question.hint("azure-subscription", str(entry.get("name", "")), evidence)
            question.hint("resource", text, evidence)


def _profile(question: Question) -> list[dict[str, Any]]:
    from ..documents import Unreadable, parse_json

    folder = question.env("AZURE_CONFIG_DIR")
    path = f"{question.path(folder) if folder else f'{question.home}/.azure'}/azureProfile.json"
    data = question.read(path, "azure-profile")
    if data is None:
        return []
    document = parse_json(data)
    entries = document.get("subscriptions") if isinstance(document, dict) else None
    if isinstance(document, Unreadable) or not isinstance(entries, list):
        question.unknown("azure-profile-unreadable", f"{question.shown(path)} cannot be read")
        return []
    return [entry for entry in entries if isinstance(entry, dict)]


def _lay(question: Question, entry: dict[str, Any], evidence: str) -> None:
    """Lay down a subscription by its name and its id: they are one thing, and a pattern may name either."""
    if entry.get("id"):
        question.clue("azure-subscription", str(entry["id"]), f"{evidence} (id)", "address")
    if entry.get("name"):
        question.clue("azure-subscription", str(entry["name"]), evidence)


def _folded(entry: dict[str, Any], key: str) -> str:
    return str(entry.get(key, "")).casefold()


def _in_path(text: str) -> str:
    """Answer the subscription in a resource id (/subscriptions/ID/…) or management address."""
    _, mark, rest = text.partition("/subscriptions/")
    return rest.partition("/")[0].partition("?")[0] if mark else ""
