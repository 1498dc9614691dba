"""What the guard raises when it cannot do its work. Denial is a value, never one of these. Pure."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .model import Source


class GuardError(Exception):
    """The guard failed, so the caller must refuse.

    Attributes:
        code: a stable identifier, `kebab-case`.
        exit_code: what a command ends with (`tta-run` answers 125 for all of them).
        hint: what the user can do now; may be empty.
        source: the file and line at fault, where there is one.
    """

    code = "guard-failed"
    exit_code = 3

    def __init__(self, message: str, *, hint: str = "", source: Source | None = None, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.source = source
        if code:
            self.code = code

    def __str__(self) -> str:
        return f"{self.source}: {self.message}" if self.source else self.message


class UsageError(GuardError):
    """The command line, or a value on it, makes no sense."""

    code = "misuse"
    exit_code = 2


class ConfigError(GuardError):
    """A configuration file has an unknown key, a wrong type, a duplicate or a bad value."""

    code = "bad-configuration"
    exit_code = 2


class ChatModeError(GuardError):
    """A chat mode cannot be read: dangling link, empty file, broken front matter, not UTF-8, too large."""

    code = "bad-chat-mode"


class PolicyError(GuardError):
    """No policy can be had: no such mode, two modes of one name, a broken cache that cannot be made again."""

    code = "no-policy"


class GlobError(GuardError):
    """A pattern has too many braces, or is too long, to be matched safely."""

    code = "bad-glob"


class GitError(GuardError):
    """git is missing, failed, or says something that the guard does not understand."""

    code = "git-failed"
