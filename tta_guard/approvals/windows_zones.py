"""Time zones by their IANA names, from the system's database and no other. IO.

`zoneinfo.ZoneInfo(name)` looks where PYTHONTZPATH says, even in an isolated interpreter: whoever starts the guard could give
it a Berlin in which it is always night. So the files are opened here, in the directories where systems keep them, then in
the package `tzdata`, and `zoneinfo` only reads their bytes. TZ and TZDIR do not matter either.
"""

from __future__ import annotations

import os
import re

from .windows_ical import WindowsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final
    from zoneinfo import ZoneInfo

_DIRECTORIES: Final = (
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
)
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}")
# Another zone on each machine, or the same names with leap seconds counted, or none at all.
_NOT_ZONES: Final = frozenset(("localtime", "posixrules", "factory", "posix", "right"))
_MAX_BYTES: Final = 1 << 18


def load_zone(name: str) -> ZoneInfo | None:
    """The zone of this name; None where the database has none.

    Raises:
        WindowsError: `zone-unreadable`: the file of the zone cannot be read, or is damaged.
    """
    if not _NAME.fullmatch(name) or name.split("/")[0].lower() in _NOT_ZONES:
        return None
    from io import BytesIO
    from zoneinfo import ZoneInfo

    for directory in (*_DIRECTORIES, *_package()):
        path = os.path.join(directory, *name.split("/"))
        try:
            with open(path, "rb") as file:
                data = file.read(_MAX_BYTES)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            continue
        except OSError as error:
            raise WindowsError(f"{path}: {error.strerror}", code="zone-unreadable") from None
        if data[:4] != b"TZif":  # RFC 8536, section 3.1; the directories hold lists and tables too
            continue
        try:
            return ZoneInfo.from_file(BytesIO(data), key=name)
        except (ValueError, EOFError) as error:
            raise WindowsError(f"{path}: {error}", code="zone-unreadable") from None
    return None


def _package() -> list[str]:
    from importlib.util import find_spec

    found = find_spec("tzdata")
    return [os.path.join(place, "zoneinfo") for place in found.submodule_search_locations or ()] if found else []
