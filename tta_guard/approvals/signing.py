"""Sign with ssh-keygen: key files, ssh-agent and hardware keys alike. IO.

Only the approver's side signs; nothing is verified here. ssh-keygen is taken from the system's directories before PATH, so
that a program of that name in a directory of the guarded one is not handed an approver's key.
"""

from __future__ import annotations

import os
import subprocess

from .errors import ApprovalError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_PLACES: Final = ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/bin")
_DEFAULT_KEYS: Final = ("id_ed25519_sk", "id_ecdsa_sk", "id_ed25519", "id_ecdsa", "id_rsa")


def ssh_keygen() -> str:
    """The absolute path of ssh-keygen.

    Raises:
        ApprovalError: `no-ssh-keygen`.
    """
    folders = [*_PLACES, *[place for place in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(place)]]
    for folder in folders:
        for name in ("ssh-keygen", "ssh-keygen.exe"):
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK):
                return path
    raise ApprovalError("ssh-keygen is not installed", code="no-ssh-keygen", hint="install OpenSSH (openssh-client)")


def sign(message: bytes, key: str, namespace: str) -> bytes:
    """Sign a message; ssh-keygen asks for a passphrase, a touch or a PIN on the terminal.

    Args:
        key: a private key's file, or a public key's whose private part an agent or a hardware key holds.

    Returns:
        The armoured signature.

    Raises:
        ApprovalError: `cannot-sign`: ssh-keygen could not; it said why on standard error.
    """
    if key.startswith("-") or not os.path.isfile(key):
        raise ApprovalError(f"there is no key file {key}", code="cannot-sign", hint="--key takes a file")
    words = [ssh_keygen(), "-Y", "sign", "-n", namespace, "-f", key]
    try:
        done = subprocess.run(words, input=message, stdout=subprocess.PIPE, check=False)
    except OSError as error:
        raise ApprovalError(f"ssh-keygen cannot be started: {error.strerror}", code="cannot-sign") from error
    if done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise ApprovalError(
            f"ssh-keygen did not sign with {key} (status {done.returncode})",
            code="cannot-sign",
            hint="is it the private key's file, or is the key in the agent (ssh-add -L)?",
        )
    return done.stdout


def default_key(configured: str | None, home: str) -> str | None:
    """The key that somebody signs with: git's `user.signingKey` where it is a file, else the first of ~/.ssh."""
    if configured:
        path = os.path.join(home, configured[2:]) if configured.startswith("~/") else configured
        if os.path.isfile(path):
            return path
    for name in _DEFAULT_KEYS:
        path = os.path.join(home, ".ssh", name)
        if os.path.isfile(path):
            return path
    return None


def public_key_line(key: str) -> bytes:
    """The public key that belongs to a key file, as `type base64`.

    Raises:
        ApprovalError: `cannot-sign`: it can't be told.
    """
    path = key if key.endswith(".pub") else f"{key}.pub"
    try:
        with open(path, "rb") as file:
            words = file.read(1 << 16).split()
    except OSError:
        done = subprocess.run([ssh_keygen(), "-y", "-f", key], stdout=subprocess.PIPE, check=False)
        words = done.stdout.split()
    if len(words) < 2:
        raise ApprovalError(f"the public key of {key} cannot be told", code="cannot-sign", hint=f"is there a {path}?")
    return b" ".join(words[:2])
