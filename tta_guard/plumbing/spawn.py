"""Start one program with pipes, cheaply, and collect it without deadlock or zombie. IO.

On POSIX this is `os.posix_spawn` over memory files and pipes, because importing `subprocess` costs as much as the git
process that it would start; Windows imports `subprocess` when it first needs it.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

CHUNK_BYTES = 1 << 18
# POSIX promises room for 512 bytes in an empty pipe, every system the product runs on has 4096: that much may be
# written before the reader exists.
_SAFE_PIPE_BYTES = 4096
_SIGPIPE = 13
_SIGKILL = 9
_STDERR_BYTES = 1 << 16


class Child:
    """A running program: its output is to be read, then `wait` called; `kill` ends it at any time.

    What it writes to its standard error is kept aside in a file, so it can never fill a pipe that nobody reads.
    """

    def __init__(self, pid: int, output: int, errors: int, requests: int = -1) -> None:
        self._pid = pid
        self._output = output
        self._errors = errors
        self._requests = requests
        self._status: int | None = None

    def read(self) -> bytes:
        """The next piece of output; empty at its end."""
        return os.read(self._output, CHUNK_BYTES)

    def chunks(self) -> Iterator[bytes]:
        """The output, piece by piece."""
        while piece := self.read():
            yield piece

    def write(self, data: bytes) -> None:
        """Send to the standard input of a child started with `talk`.

        Raises:
            OSError: the child has gone.
        """
        while data:
            data = data[os.write(self._requests, data) :]

    def wait(self) -> int:
        """Close the pipes, reap the child and return its exit status; minus the signal's number if one ended it."""
        if self._status is None:
            for descriptor in (self._requests, self._output):
                if descriptor >= 0:
                    os.close(descriptor)
            self._output = self._requests = -1
            try:
                self._status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
            except ChildProcessError:
                # The caller ignores SIGCHLD, so the kernel threw the status away: not known is not success.
                self._status = 255
        return self._status

    def errors(self) -> bytes:
        """What a child that has been waited for wrote to its standard error: at most 64 KiB. To be asked once."""
        if self._errors < 0:
            return b""
        os.lseek(self._errors, 0, os.SEEK_SET)
        text = os.read(self._errors, _STDERR_BYTES)
        os.close(self._errors)
        self._errors = -1
        return text

    def kill(self) -> None:
        """End the child if it still runs, and forget what it said."""
        if self._status is None:
            os.kill(self._pid, _SIGKILL)
            self.wait()
        self.errors()


def spawn(
    program: str, arguments: Sequence[bytes | str], environment: Mapping[bytes, bytes], stdin: bytes, talk: bool
) -> Any:
    """Start a program, not through a shell, with this process's working directory.

    Args:
        program: absolute path.
        arguments: argv without its first.
        environment: all of it; nothing is inherited.
        stdin: what the program reads, of any size.
        talk: keep the standard input open for `Child.write` instead; `stdin` must then be empty.

    Returns:
        A `Child`, or what behaves like one.

    Raises:
        OSError: the program cannot be started.
    """
    if sys.platform == "win32":
        return _spawn_windows(program, arguments, environment, stdin, talk)
    _fill_standard_descriptors()
    opened: list[int] = []
    try:
        errors = _memory_file()
        opened.append(errors)
        output, output_end = os.pipe()
        opened += [output, output_end]
        requests = -1
        actions: list[Any] = []
        if talk:
            source, requests = os.pipe()
            opened += [source, requests]
            actions.append((os.POSIX_SPAWN_DUP2, source, 0))
        elif stdin:
            source = _readable(stdin)
            opened.append(source)
            actions.append((os.POSIX_SPAWN_DUP2, source, 0))
        else:
            source = -1
            actions.append((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
        actions += [(os.POSIX_SPAWN_DUP2, output_end, 1), (os.POSIX_SPAWN_DUP2, errors, 2)]
        # Python ignores SIGPIPE, and an ignored signal stays ignored over exec.
        pid = os.posix_spawn(program, [program, *arguments], environment, file_actions=actions, setsigdef=(_SIGPIPE,))
    except BaseException:
        for descriptor in opened:
            os.close(descriptor)
        raise
    os.close(output_end)
    if source >= 0:
        os.close(source)
    return Child(pid, output, errors, requests)


def _fill_standard_descriptors() -> None:
    """Open the null device on whichever of 0, 1, 2 the caller closed, so that no pipe of ours gets such a number.

    A pipe that is descriptor 1 would be overwritten while the child's descriptors are put in place.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _memory_file() -> int:
    """A nameless file, closed on exec: in memory where the kernel offers it, else in the temporary directory."""
    if hasattr(os, "memfd_create"):
        try:
            nameless: int = os.memfd_create("tta-guard")
            return nameless
        except OSError:
            pass
    directory = os.environ.get("TMPDIR") or os.path.join(os.sep, "tmp")
    path = os.path.join(directory, f".tta-guard-{os.getpid()}-{os.urandom(12).hex()}")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.unlink(path)
    return descriptor


def _readable(data: bytes) -> int:
    """A descriptor from which `data` can be read to its end, without anyone having to write at the same time."""
    if len(data) <= _SAFE_PIPE_BYTES:
        source, sink = os.pipe()
        os.write(sink, data)
        os.close(sink)
        return source
    descriptor = _memory_file()
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _spawn_windows(
    program: str, arguments: Sequence[bytes | str], environment: Mapping[bytes, bytes], stdin: bytes, talk: bool
) -> Any:
    import subprocess
    import tempfile

    class Started(Child):
        def __init__(self) -> None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by errors)
            source = subprocess.PIPE if talk else tempfile.TemporaryFile()  # noqa: SIM115  (closed with the child)
            if not isinstance(source, int):
                source.write(stdin)
                source.seek(0)
            words = [program, *(os.fsdecode(word) for word in arguments)]
            spelled = {os.fsdecode(key): os.fsdecode(value) for key, value in environment.items()}
            self._process = subprocess.Popen(
                words, stdin=source, stdout=subprocess.PIPE, stderr=self._file, env=spelled, bufsize=0
            )

        def read(self) -> bytes:
            assert self._process.stdout is not None
            return self._process.stdout.read(CHUNK_BYTES) or b""

        def write(self, data: bytes) -> None:
            assert self._process.stdin is not None
            while data:
                data = data[self._process.stdin.write(data) or 0 :]

        def wait(self) -> int:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            return self._process.wait()

        def errors(self) -> bytes:
            if self._file.closed:
                return b""
            self._file.seek(0)
            text: bytes = self._file.read(_STDERR_BYTES)
            self._file.close()
            return text

        def kill(self) -> None:
            if self._process.poll() is None:
                self._process.kill()
            self.wait()
            self.errors()

    return Started()
