"""What differs between the subject that was approved and the subject of this moment, field by field. Pure."""

from __future__ import annotations

from ..canonical import encode
from .errors import ApprovalError
from .visible import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final

# field: (code of the refusal, what people call it). What follows from another field comes after it, so that the cause is named.
FIELDS: Final[dict[str, tuple[str, str]]] = {
    "kind": ("changed-kind", "the kind of request"),
    "argv": ("changed-argv", "the command line"),
    "executable": ("changed-executable", "the program's file"),
    "cwd": ("changed-directory", "the working directory"),
    "repository": ("changed-repository", "the repository"),
    "base": ("changed-base", "the commit that it goes on top of"),
    "changes": ("changed-changes", "the changes"),
    "inputs": ("changed-input", "the files that the command reads"),
    "stdin": ("changed-stdin", "the standard input"),
    "environment": ("changed-environment", "the environment"),
    "targets": ("changed-target", "the target"),
    "plan": ("changed-plan", "the plan"),
    "mode": ("changed-mode", "the mode"),
    "policy_digest": ("changed-policy", "the policy"),
    "old_policy": ("changed-policy", "the policy before"),
    "new_policy": ("changed-policy", "the policy after"),
    "signers_digest": ("changed-signers", "the signers file"),
    "effects": ("changed-effects", "the effects"),
    "reasons": ("changed-reasons", "the reasons for the refusal"),
}
_HINT: Final = "run exactly what was approved, or ask for a new approval"


def check_same(asked: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Raise at the first field, in the order of FIELDS, in which two subjects of good shape differ.

    Compared are canonical bytes, because to Python 1 and true are the same.

    Raises:
        ApprovalError: with the field's code; the message tells where the field differs, and which others do.
    """
    differing = [name for name in FIELDS if _bytes_of(asked, name) != _bytes_of(found, name)]
    if "kind" in differing:
        differing = ["kind"]
    if differing:
        first, *others = differing
        code, what = FIELDS[first]
        also = "; also changed: " + ", ".join([FIELDS[name][1] for name in others]) if others else ""
        detail = _detail(asked[first], found[first])
        raise ApprovalError(f"{what} is not what was asked for: {detail}{also}", code=code, hint=_HINT)
    if encode(dict(asked)) != encode(dict(found)):
        raise ApprovalError("it is not what was asked for", code="changed-kind", hint=_HINT)


def _bytes_of(subject: Mapping[str, Any], name: str) -> bytes:
    return encode(subject[name]) if name in subject else b""


def _detail(asked: Any, found: Any) -> str:
    if asked.__class__ is list and found.__class__ is list:
        for number, (one, other) in enumerate(zip(asked, found, strict=False)):
            if encode(one) != encode(other):
                return f"number {number}: {_detail(one, other)}"
        return f"{len(found)} instead of {len(asked)}"
    if asked.__class__ is dict and found.__class__ is dict:
        name = next(name for name in asked if encode(asked[name]) != encode(found.get(name)))
        # A name, where there is one, tells more than the digest that differs.
        label = next((f"{short(asked[key])}: " for key in ("path", "name") if key in asked and key != name), "")
        return f"{label}{name}: {_detail(asked[name], found.get(name))}"
    return f"{_say(found)} instead of {_say(asked)}"


def _say(value: Any) -> str:
    if value is None:
        return "nothing"
    return short(value) if value.__class__ in (str, bytes) else short(encode(value))
