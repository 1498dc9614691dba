"""The installed libraries, where the interpreter was started without them. IO, hot path."""

from __future__ import annotations

import sys


def use_libraries() -> None:
    """Make site-packages importable after a start with `-S`, which leaves them out because setting them up takes time."""
    if "site" not in sys.modules:
        import site

        site.main()
