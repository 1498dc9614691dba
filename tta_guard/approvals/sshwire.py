"""The fields of SSH's wire format (RFC 4251, section 5), each read in its one encoding. Pure."""

from __future__ import annotations

from .errors import SignatureError


class Wire:
    """A reader over the fields of one blob; every method takes the next field or raises SignatureError `bad-blob`."""

    def __init__(self, data: bytes, what: str) -> None:
        self._data = data
        self._at = 0
        self._what = what

    def refuse(self, message: str, code: str = "bad-blob") -> SignatureError:
        """The error to raise about this blob."""
        return SignatureError(f"{self._what}: {message}", code=code)

    def take(self, size: int, name: str) -> bytes:
        """Exactly `size` bytes."""
        end = self._at + size
        if end > len(self._data):
            raise self.refuse(f"{name} is cut short: {size} bytes announced, {len(self._data) - self._at} left")
        taken = self._data[self._at : end]
        self._at = end
        return taken

    def number(self, size: int, name: str) -> int:
        """An unsigned integer of `size` bytes."""
        return int.from_bytes(self.take(size, name), "big")

    def string(self, name: str) -> bytes:
        """RFC 4251 `string`: any bytes, after their length."""
        return self.take(self.number(4, f"the length of {name}"), name)

    def text(self, name: str) -> str:
        """A `string` of printable ASCII without spaces: every name in the format is one.

        ssh-keygen takes "file" with a zero byte at its end for "file"; one name has one spelling here.
        """
        data = self.string(name)
        if not is_word(data):
            raise self.refuse(f"{name} is empty or has characters outside printable ASCII")
        return data.decode()

    def positive(self, name: str) -> int:
        """RFC 4251 `mpint` that is greater than zero, in its shortest form. ssh-keygen takes longer ones."""
        data = self.string(name)
        if not data or data[0] >= 0x80:
            raise self.refuse(f"{name} is not a positive number")
        if data[0] == 0 and (len(data) == 1 or data[1] < 0x80):
            raise self.refuse(f"{name} is zero or has needless zero bytes before it")
        return int.from_bytes(data, "big")

    def end(self) -> None:
        """Nothing is left."""
        if self._at != len(self._data):
            raise self.refuse(f"{len(self._data) - self._at} bytes after the last field")


def is_word(data: bytes) -> bool:
    """Whether these bytes are printable ASCII without spaces, and at least one."""
    return bool(data) and min(data) > 0x20 and max(data) < 0x7F
