"""Take secrets out of what goes into the audit log: values of secret-looking names and flags, URLs' users, known tokens. Pure.

A log outlives the secret's rotation and is read by more people than may know the secret, so what looks like one is replaced
by `[redacted]`: neither its length nor a digest is kept, since a short password can be guessed from either. When in doubt
the value goes; the request that was signed holds the command in full.

Not covered: a secret that nothing marks as one (a bare operand of no known form), or one that somebody cuts into pieces so
that it is not seen. All patterns are bounded: time grows with the length of the text.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

REDACTED: Final = "[redacted]"

# Parts of a name, written without separators and in lower case, that make its value a secret.
_STEMS: Final = (
    "password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "privatekey", "accountkey", "masterkey",
    "encryptionkey", "signingkey", "sharedkey", "authkey", "sessionkey", "storagekey", "credential", "authorization",
    "cookie", "signature", "connectionstring",
)  # fmt: skip
# Whole last words that do.
_WORDS: Final = frozenset(["pass", "pwd", "auth", "sig", "pat", "bearer", "pin", "otp"])
_ENDS: Final = ("pass", "pwd")
# Names that hold such a part and no secret: where it is kept, what it is called, how long it lives.
_HARMLESS_ENDS: Final = (
    "file",
    "path",
    "dir",
    "name",
    "stdin",
    "ttl",
    "type",
    "length",
    "expiry",
    "expires",
    "policy",
    "mode",
)
_HARMLESS: Final = frozenset(["pwd", "oldpwd", "bypass", "compass", "sshaskpass", "gitaskpass", "sudoaskpass"])

# program: (a word that has to follow, or none; flags whose value is the next element; flags with the value attached)
_TOOLS: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "curl": (
        "",
        ("-u", "--user", "-U", "--proxy-user", "-b", "-E", "--cert"),
        ("-u", "-U", "--user=", "--proxy-user="),
    ),
    "wget": ("", (), ("--http-password=", "--ftp-password=")),
    "http": ("", ("-a",), ("-a",)),
    "https": ("", ("-a",), ("-a",)),
    "mysql": ("", (), ("-p",)),
    "mysqladmin": ("", (), ("-p",)),
    "mysqldump": ("", (), ("-p",)),
    "mysqlimport": ("", (), ("-p",)),
    "mariadb": ("", (), ("-p",)),
    "mariadb-dump": ("", (), ("-p",)),
    "mongo": ("", ("-p",), ("-p",)),
    "mongosh": ("", ("-p",), ("-p",)),
    "mongodump": ("", ("-p",), ("-p",)),
    "mongorestore": ("", ("-p",), ("-p",)),
    "redis-cli": ("", ("-a",), ("-a",)),
    "sqlcmd": ("", ("-P",), ("-P",)),
    "bcp": ("", ("-P",), ("-P",)),
    "sshpass": ("", ("-p",), ("-p",)),
    "ldapsearch": ("", ("-w",), ("-w",)),
    "ldapmodify": ("", ("-w",), ("-w",)),
    "ldapadd": ("", ("-w",), ("-w",)),
    "ldapdelete": ("", ("-w",), ("-w",)),
    "smbclient": ("", ("-U",), ("-U",)),
    "zip": ("", ("-P",), ("-P",)),
    "unzip": ("", ("-P",), ("-P",)),
    "7z": ("", (), ("-p",)),
    "openssl": ("", ("-k", "-K", "-pass", "-passin", "-passout"), ()),
    "az": ("", ("-p",), ()),
    "docker": ("login", ("-p",), ("-p",)),
    "podman": ("login", ("-p",), ("-p",)),
    "skopeo": ("login", ("-p",), ("-p",)),
    "helm": ("login", ("-p",), ("-p",)),
    "gh": ("secret", ("-b", "--body"), ("--body=", "-b")),
    "snowsql": ("", (), ()),
}
# Programs and the word after which every NAME=value operand is a secret.
_ASSIGNING: Final = {"vault": ("put", "patch", "write"), "kubectl": ("secret",), "oc": ("secret",), "htpasswd": ("-b",)}

_NAME: Final = r"(?<![\w.\-])(?P<name>-{0,2}[A-Za-z_][\w.\-]{0,200})"
_SHELL_WORD: Final = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\;&|<>(),])+"""
_ASSIGNMENT: Final = re.compile(
    rf"""{_NAME}(?P<sep>["']?\]?\s{{0,8}}=>?\s{{0,8}})(?P<value>{_SHELL_WORD})""", re.DOTALL
)
_MEMBER: Final = re.compile(
    rf"""{_NAME}(?P<sep>\\?["']?\s{{0,8}}:\s{{0,8}})(?P<value>\\?"(?:[^"\\]|\\[^"]|\\.)*\\?"|'[^']*'|[^\s,;}}"'][^\n,;}}"']*)""",
    re.DOTALL,
)
_FLAG: Final = re.compile(
    rf"(?<![\w.\-])(?P<name>-{{1,2}}[A-Za-z][\w.\-]{{0,200}})(?P<sep>\s{{1,8}})(?P<value>{_SHELL_WORD})"
)
_SHORTEST_TOKEN: Final = 9  # eyJ and six more

_URL_USER: Final = re.compile(
    r"""(?P<keep>://)(?:[^\s/?#"'<>]{1,1024}@|[^\s/?#:@"'<>]{0,256}:(?!\d{1,5}[/?#])[^\s"'<>]{0,1024}@)"""
)
_SCHEME: Final = re.compile(r"(?i)\b(?P<keep>bearer|basic|digest|negotiate|token)\s{1,8}[A-Za-z0-9._~+/=\-]{8,}")
_TOKEN: Final = re.compile(
    r"""
    gh[pousr]_[A-Za-z0-9]{16,} | github_pat_\w{16,}
    | gl(?:pat|rt|dt|ptt|ft|soat|agent|cbt|imt)-[\w.\-]{16,}
    | (?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{12,}
    | xox[a-z]-[\w\-]{8,} | xapp-[\w\-]{8,} | hooks\.slack\.com/services/[\w/]+
    | (?<![\w\-])eyJ[\w\-]{6,}(?:\.[\w\-=]*){0,4}
    | (?<![A-Za-z0-9])sk-[\w\-]{16,} | [sr]k_(?:live|test)_\w{8,} | whsec_[\w+/=]{8,}
    | AIza[\w\-]{30,} | ya29\.[\w\-]{8,} | GOCSPX-[\w\-]{8,}
    | npm_[A-Za-z0-9]{20,} | pypi-[\w\-]{16,} | do[opr]_v1_\w{16,} | dckr_pat_[\w\-]{8,} | tskey-[\w\-]{8,}
    | SG\.[\w\-]{8,}\.[\w\-]{8,} | (?<![A-Za-z0-9])hf_[A-Za-z0-9]{16,} | shp(?:at|ca|pa|ss)_\w{16,}
    | (?<![A-Za-z0-9])hv[sbr]\.[\w\-]{16,} | (?<![\w.])s\.[A-Za-z0-9]{24}(?!\w)
    | AGE-SECRET-KEY-1\w+ | lin_api_\w{16,} | sq0[a-z]{3}-[\w\-]{16,} | NRAK-\w{16,} | (?<!\w)key-[0-9a-f]{32}
    | -----BEGIN\ [A-Z ]{0,40}PRIVATE\ KEY(?:\ BLOCK)?-----[\s\S]*?(?:-----END\ [A-Z ]{0,40}PRIVATE\ KEY(?:\ BLOCK)?-----|\Z)
    """,
    re.VERBOSE,
)


def is_secret_name(name: str) -> bool:
    """Whether what bears this name (a variable, a flag, a header, a JSON key) looks like a secret."""
    words = re.split(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])", name.strip("-_. \"'[]"))
    flat = "".join(words).lower()
    if flat in _HARMLESS or (flat.endswith(_HARMLESS_ENDS) and words[-1].lower() != flat):
        return False
    if any([stem in flat for stem in _STEMS]):
        return True
    return words[-1].lower() in _WORDS or flat.endswith(_ENDS)


def redact_text(text: str) -> str:
    """A text (a message, a shell command, a header, JSON) without the secrets that show in it."""
    # Each test is of something without which its pattern cannot match; most texts are short and need none of them.
    if len(text) >= _SHORTEST_TOKEN:
        text = _TOKEN.sub(REDACTED, text)
    if "://" in text and "@" in text:
        text = _URL_USER.sub(rf"\g<keep>{REDACTED}@", text)
    if not text.isprintable() or " " in text:
        text = _SCHEME.sub(rf"\g<keep> {REDACTED}", text)
        if "-" in text:
            text = _FLAG.sub(_replace_value, text)
    if "=" in text:
        text = _ASSIGNMENT.sub(_replace_value, text)
    if ":" in text:
        text = _MEMBER.sub(_replace_value, text)
    return text


def redact_element(value: str | bytes) -> str | bytes:
    """As `redact_text`, for bytes or a string of the system's; what is not UTF-8 comes back as bytes."""
    return _as_given(redact_text(value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value))


def redact_argv(argv: Sequence[str | bytes]) -> list[str | bytes]:
    """An argument vector without its secrets; it keeps its length, so that positions still mean what they did."""
    made: list[str | bytes] = []
    tool, words = "", set[str]()
    hide_next = shell_next = False
    for element in argv:
        text = element.decode("utf-8", "surrogateescape") if isinstance(element, bytes) else element
        separate, attached, assigning = _flags_of(tool, words)
        hidden = hide_next
        hide_next = text in separate or (
            text.startswith("-") and "=" not in text and not any([c.isspace() for c in text]) and is_secret_name(text)
        )
        if hidden:
            # `--password --token x`: whether the first flag takes the second as its value is not known, so x goes as well.
            made.append(REDACTED)
            continue
        words.add(text)
        base = text.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")
        if base in _TOOLS or base in _ASSIGNING:
            tool, words = base, set()
        if shell_next:
            made.append(_as_given(redact_text(text)))
        else:
            made.append(_as_given(_redact_element(text, attached, assigning)))
        shell_next = text in ("-c", "-lc", "-ic", "-ec", "-xc")
    return made


def _flags_of(tool: str, words: set[str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    needed, separate, attached = _TOOLS.get(tool, ("", (), ()))
    if needed and needed not in words:
        separate = attached = ()
    return separate, attached, any([word in words for word in _ASSIGNING.get(tool, ())])


def _redact_element(text: str, attached: tuple[str, ...], assigning: bool) -> str:
    for flag in attached:
        if text.startswith(flag) and len(text) > len(flag) and not text.startswith("--" if flag == "-p" else "\0"):
            return flag + REDACTED
    name, equals, value = text.partition("=")
    if equals and value and " " not in name and "://" not in name:
        inner, inner_equals, _ = value.partition("=")
        if name == "--from-literal" and inner_equals:
            return f"{name}={inner}={REDACTED}"
        if is_secret_name(name) or (assigning and not name.startswith("-")):
            return f"{name}={REDACTED}"
        if inner_equals and " " not in inner and "," not in inner and "://" not in inner and is_secret_name(inner):
            return f"{name}={inner}={REDACTED}"  # -var=db_password=…, --env=TOKEN=…
    header, colon, value = text.partition(":")
    if colon and value.strip() and not value.startswith("//") and " " not in header and is_secret_name(header):
        return f"{header}: {REDACTED}"
    return redact_text(text)


def _replace_value(match: re.Match[str]) -> str:
    if not is_secret_name(match["name"]) or match["value"].startswith(REDACTED):
        return match[0]
    return f"{match['name']}{match['sep']}{REDACTED}"


def _as_given(text: str) -> str | bytes:
    try:
        text.encode()
    except UnicodeEncodeError:
        # Surrogates that no byte stands for come from JSON or from nowhere; they are kept as UTF-8 would have them.
        try:
            return text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            return text.encode("utf-8", "surrogatepass")
    return text
