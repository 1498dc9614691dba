"""AWS clients: profile to account, by the AWS files, the environment, and what arguments carry. Pure.

Source: AWS CLI user guide, "Configuration and credential precedence" and "Named profiles"; botocore's credential chain.
`credential_process` and single sign-on helpers are never run. An access key that holds its account's number (keys made
since 2019 do, in base 32) is read for it.
"""

from __future__ import annotations

from ...model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..documents import Setting
    from ..question import Question

CHAIN_LIMIT: Final = 10  # profiles that one `source_profile` chain may have
_BASE32: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@frozen
class AwsFiles:
    """Both files. `profiles`: name -> key -> (value, evidence); the credentials file's keys come over the config's."""

    profiles: dict[str, dict[str, tuple[str, str]]]
    there: bool
    missing: str


def resolve_aws(question: Question) -> None:
    """aws and what takes its profiles from the same place (eksctl, cdk, sam, chamber)."""
    question.begin()
    files = load_files(question)
    if question.state_of("aws-config")[0]:
        question.unknown("aws-config-edited", "an earlier command edits the AWS configuration")
    _endpoint(question)
    named = _profile(question, files)
    for parameter, kind in (
        ("account", "aws-account"),
        ("role", "aws-account"),
        ("stack", "stack"),
        ("stage", "stack"),
    ):
        for word, evidence in question.words_of(parameter):
            value = question.known(word, evidence, kind)
            if value:
                account = account_of(value)
                if account:
                    question.clue("aws-account", account, evidence)
                else:
                    question.hint(kind, value, evidence)
    _arguments(question)
    if not named:
        _default_chain(question, files)


def resolve_serverless(question: Question) -> None:
    """serverless: the stage, the AWS profile, and what the stage is called in serverless.yml."""
    question.begin()
    for parameter in ("stage", "environment", "stack"):
        given = question.first(parameter)
        if given and given[0]:
            question.clue("stack", given[0], given[1])
    resolve_aws(question)


def _profile(question: Question, files: AwsFiles) -> bool:
    """Lay down the profile in force, and what it leads to; answer whether there is one or a key pair."""
    flag = question.first("profile", ("--profile", "$AWS_PROFILE", "$AWS_DEFAULT_PROFILE"))
    explicit = flag is not None and flag[1].startswith("-")
    key = question.env_word("AWS_ACCESS_KEY_ID")
    found = False
    # a key pair in the environment beats AWS_PROFILE, but not --profile; both are laid down, and the worst holds
    if key is not None and not explicit and key.text != "":
        found = True
        text = question.known(key, "AWS_ACCESS_KEY_ID")
        if text:
            _key(question, files, text, "AWS_ACCESS_KEY_ID")
    role = question.env_word("AWS_ROLE_ARN")
    if role is not None and not explicit and question.env_word("AWS_WEB_IDENTITY_TOKEN_FILE") is not None:
        found = True
        _role(question, question.known(role, "AWS_ROLE_ARN"), "AWS_ROLE_ARN")
    if flag is None:
        return found
    name, evidence = flag
    if name:
        question.clue("aws-profile", name, evidence)
        _follow(question, files, name, evidence)
    return True


def _default_chain(question: Question, files: AwsFiles) -> None:
    """No profile and no key pair is named: the default profile, or the machine's role."""
    if "default" in files.profiles:
        question.clue("aws-profile", "default", f"default profile in {files.missing}" if files.missing else "default")
        _follow(question, files, "default", "the default profile")
    else:
        question.unknown("aws-account-unknown", "no AWS profile is named and there is no default one")


def _follow(question: Question, files: AwsFiles, name: str, evidence: str) -> None:
    """Lay down the accounts that a profile leads to: role, SSO account, keys, source profiles."""
    seen: set[str] = set()
    while name and name not in seen and len(seen) < CHAIN_LIMIT:
        seen.add(name)
        profile = files.profiles.get(name)
        if profile is None:
            # the name may still say production; it says nothing milder about an account that nobody knows
            question.unknown("no-such-profile", f'no AWS profile is called "{name}" (from {evidence})')
            return
        first = len(seen) == 1
        for key in ("role_arn", "sso_account_id", "aws_account_id"):
            if key in profile:
                stated, where = profile[key]
                account = account_of(stated) or stated
                # only the last role of a chain is what is reached; the accounts on the way make it worse at most
                if first:
                    question.clue("aws-account", account, where, "address")
                else:
                    question.hint("aws-account", account, where)
        if first and "role_arn" not in profile and "aws_access_key_id" in profile:
            owner = account_of_key(profile["aws_access_key_id"][0])
            if owner:
                question.clue("aws-account", owner, f"the access key of profile {name}", "address")
        if "endpoint_url" in profile:
            question.host("url", *profile["endpoint_url"], role="hint")
        name = profile["source_profile"][0] if "source_profile" in profile else ""
        evidence = "source_profile"


def _key(question: Question, files: AwsFiles, key: str, evidence: str) -> None:
    """Lay down whose key pair this is: its own account, and every profile that has the same key."""
    account = account_of_key(key)
    if account:
        question.clue("aws-account", account, f"the account in {evidence}", "address")
    owners = [name for name, profile in files.profiles.items() if profile.get("aws_access_key_id", ("",))[0] == key]
    for name in owners:
        question.clue("aws-profile", name, f"{evidence} is the key of this profile")
        _follow(question, files, name, evidence)
    if not owners and not account:
        question.unknown("aws-account-unknown", f"the account of the key in {evidence} is not known")


def _role(question: Question, arn: str | None, evidence: str) -> None:
    account = account_of(arn or "")
    if account:
        question.clue("aws-account", account, evidence, "address")
    elif arn:
        question.unknown("aws-account-unknown", f"{evidence} holds no account")


def _endpoint(question: Question) -> None:
    """An endpoint of one's own (localstack, a proxy) is what is reached, whatever the profile is."""
    given = question.first("endpoint", ("--endpoint-url", "$AWS_ENDPOINT_URL"))
    if given and given[0]:
        question.host("url", given[0], given[1])
    for name, value in question.invocation.env:
        if name.startswith("AWS_ENDPOINT_URL_") and value is not None:
            text = question.known(value, name)
            if text:
                question.host("url", text, name, role="hint")


def _arguments(question: Question) -> None:
    """Accounts and names that any argument carries: ARNs, ECR hosts, queue addresses, buckets."""
    arguments = question.arguments
    if arguments is None:
        return
    words = [*arguments.positionals, *[value for _, value in arguments.flags if value is not None]]
    for word in words:
        text = word.text
        if text is None:
            if word.prefix.startswith(("s3://", "arn:")):
                question.known(word, "the command's words", "bucket")
            continue
        account = account_of(text)
        if account:
            question.clue("aws-account", account, f'the account in "{text[:80]}"')
        if text.startswith("s3://"):
            question.hint("bucket", text[5:].partition("/")[0], "the command's words")
    for parameter in ("arn", "bucket"):
        for word, evidence in question.words_of(parameter):
            if word.text and not account_of(word.text) and "://" not in word.text:
                question.hint("resource", word.text, evidence)


def account_of(text: str) -> str | None:
    """Answer the account number that an ARN, an ECR host or a queue's address carries; None when it carries none."""
    at = text.find("arn:aws")
    if at >= 0:
        fields = text[at:].split(":")
        if len(fields) > 4 and len(fields[4]) == 12 and fields[4].isdigit():
            return fields[4]
    at = text.find(".dkr.ecr.")
    if at >= 12 and text[at - 12 : at].isdigit():
        return text[at - 12 : at]
    if ".amazonaws.com/" in text:
        account = text.partition(".amazonaws.com/")[2].partition("/")[0]
        if len(account) == 12 and account.isdigit():
            return account
    return text if len(text) == 12 and text.isascii() and text.isdigit() else None


def account_of_key(key: str) -> str | None:
    """Answer the account number that an access key id holds (20 letters, AKIA… or ASIA…, made since 2019)."""
    if len(key) != 20 or key[:4] not in ("AKIA", "ASIA") or key[4] in "IJ" or any(c not in _BASE32 for c in key[4:14]):
        return None
    number = 0
    for letter in key[4:14]:
        number = number << 5 | _BASE32.index(letter)
    return str((number >> 2 & 0x7FFFFFFFFF80) >> 7).zfill(12)


def load_files(question: Question) -> AwsFiles:
    """Read the config and the credentials file of an invocation; what is broken, or named and missing, is noted."""
    profiles: dict[str, dict[str, tuple[str, str]]] = {}
    sessions: dict[str, dict[str, tuple[str, str]]] = {}
    there = False
    shown: list[str] = []
    for variable, usual, is_config in (
        ("AWS_CONFIG_FILE", ".aws/config", True),
        ("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials", False),
    ):
        given = question.env(variable)
        path = question.path(question.tilde(given)) if given else f"{question.home}/{usual}"
        data = question.read(path, "aws-config")
        if data is None:
            if given and question.world.trouble(path) == "missing":
                question.unknown("aws-config-missing", f"{variable} names a file that is not there")
            continue
        there = True
        shown.append(question.shown(path))
        for setting in _settings(question, path, data):
            _enter(profiles, sessions, setting, question.shown(path), is_config)
    for profile in profiles.values():
        session = profile.get("sso_session")
        if session:
            for key, value in sessions.get(session[0], {}).items():
                profile.setdefault(key, value)
    return AwsFiles(profiles, there, " and ".join(shown))


def _settings(question: Question, path: str, data: bytes) -> tuple[Setting, ...]:
    from ..documents import Unreadable, parse_ini

    found = parse_ini(data)
    if isinstance(found, Unreadable):
        question.unknown("aws-config-unreadable", f"{question.shown(path)} cannot be read: {found.why}")
        return ()
    return found


def _enter(
    profiles: dict[str, dict[str, tuple[str, str]]],
    sessions: dict[str, dict[str, tuple[str, str]]],
    setting: Setting,
    file: str,
    is_config: bool,
) -> None:
    kind, _, name = setting.section.partition(" ")
    name = name.strip().strip("\"'")
    into = profiles
    if not is_config or setting.section == "default":
        name = setting.section
    elif kind == "sso-session":
        into = sessions
    elif kind != "profile":
        return
    into.setdefault(name, {})[setting.key] = (setting.value, f"line {setting.line} of {file}")
