"""The words every part of the product shares: verdict, access, environment, source, reason, decision. Pure.

This module is on the hot path, so it imports nothing at run time: verdicts and the like are plain strings that the type
checker knows as `Literal`, and value classes come from `frozen` below instead of `dataclasses`, whose import alone costs
more than a whole decision may.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, Literal, TypeVar, dataclass_transform

    Verdict = Literal["allow", "approval", "deny"]
    Access = Literal["read", "write", "create", "delete"]
    Environment = Literal["local", "development", "staging", "production", "unknown"]
    Level = Literal["LOW", "MEDIUM", "HIGH", "CRITICAL"]

    T = TypeVar("T")

    @dataclass_transform(frozen_default=True)
    def frozen(cls: type[T]) -> type[T]: ...

else:

    def frozen(cls):
        """Make `cls` an immutable value class with one slot for each annotated name, in order.

        Equality, hash and repr go by the values; a name with a class-level value has it as its default. The type checker
        sees a frozen dataclass. Inheritance of fields is not supported.
        """
        names = tuple(cls.__annotations__)
        count = len(names)
        defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
        putters = []

        def __init__(self, *args, **kwargs):
            given = len(args)
            if given > count:
                raise TypeError(f"{cls.__name__} takes {count} values, not {given}")
            for put, value in zip(putters, args):  # noqa: B905
                put(self, value)
            if given == count and not kwargs:
                return
            for index in range(given, count):
                name = names[index]
                if name in kwargs:
                    putters[index](self, kwargs.pop(name))
                elif name in defaults:
                    putters[index](self, defaults[name])
                else:
                    raise TypeError(f"{cls.__name__} lacks {name}")
            if kwargs:
                raise TypeError(f"{cls.__name__} has no {', '.join(kwargs)}")

        def values(self):
            return tuple([getattr(self, name) for name in names])

        def __eq__(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):
            return hash(values(self))

        def __repr__(self):
            inside = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
            return f"{cls.__name__}({inside})"

        def refuse_change(self, name, value=None):
            raise AttributeError(f"{cls.__name__} is immutable: {name} cannot change")

        body = {
            key: value
            for key, value in cls.__dict__.items()
            if key not in names and key not in ("__dict__", "__weakref__")
        }
        body.update(
            __slots__=names,
            __match_args__=names,
            __init__=__init__,
            __eq__=__eq__,
            __hash__=__hash__,
            __setattr__=refuse_change,
            __delattr__=refuse_change,
        )
        body.setdefault("__repr__", __repr__)
        made = type(cls.__name__, cls.__bases__, body)
        putters.extend([made.__dict__[name].__set__ for name in names])
        return made


ALLOW: Final = "allow"
APPROVAL: Final = "approval"
DENY: Final = "deny"

VERDICTS: Final = (ALLOW, APPROVAL, DENY)
ACCESSES: Final = ("read", "write", "create", "delete")
CHANGES: Final = ("write", "create", "delete")
ENVIRONMENTS: Final = ("local", "development", "staging", "production", "unknown")
LEVELS: Final = ("LOW", "MEDIUM", "HIGH", "CRITICAL")

_RANK: Final = {"allow": 0, "approval": 1, "deny": 2}


def strictest(verdicts: Any) -> Verdict:
    """Combine verdicts: `allow` < `approval` < `deny`. Nothing at all is `allow`.

    Args:
        verdicts: an iterable of verdicts.

    Raises:
        KeyError: one of them is not a verdict.
    """
    worst: Verdict = "allow"
    for verdict in verdicts:
        if _RANK[verdict] > _RANK[worst]:
            worst = verdict
    return worst


@frozen
class Source:
    """Where a statement stands: a file, as the user would name it, and a line counted from 1 (0: the whole file)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@frozen
class Reason:
    """One cause of a decision: a stable code, a message for people, and the statement it comes from."""

    code: str
    message: str
    source: Source | None = None


@frozen
class Decision:
    """A verdict and every reason that leads to it, the strictest first."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
