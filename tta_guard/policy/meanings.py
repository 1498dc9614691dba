"""What words mean when nobody has said otherwise: secrets, the guard's own files, resources named in prose. Pure.

Tables, in git's ignore syntax (`Rule.match` "ignore": a pattern without a slash holds at any depth, and what is below a
matched directory is matched). Longer than 250 lines because every line that catches too much or too little has its
reason.

How a name is judged. The guard sees names, not contents, so a name belongs here when a file of that name usually holds
a secret *and* rarely anything else. Where one name serves both, the notes say which side was taken. `secrets.except` in
`tta-guard.yaml` opens what a project knows to be harmless (a key made for tests is a secret by its name).

Paths outside the repository are matched without their leading slash, so "/etc/shadow" is written as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..model import Source, frozen
from .config_values import BUILT_IN, fold_name
from .rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Verdict
    from .config_values import Config

SECRET_CODE: Final = "secret-file"  # noqa: S105 - a reason code, no password
GUARD_CODE: Final = "guard-file"
PROTECTED_CODE: Final = "protected-file"

# Deleting a secret from a repository is what one should do with it.
SECRET_ACCESS: Final = ("read", "write", "create")
GUARD_ACCESS: Final = ("write", "create", "delete")


@frozen
class Group:
    """Files of one kind.

    Attributes:
        name: stable, `kebab-case`.
        what: what the files are, for messages: "{what} are secret".
        patterns: globs.
        exceptions: globs that the patterns leave out. What lies in a directory of such a name is left out with it; to
            put a secret there is a renaming like any other, which no list of names can notice.
        note: the choices that were made.
    """

    name: str
    what: str
    patterns: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    note: str = ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_TEMPLATE_WORDS: Final = ("example", "sample", "template", "tmpl", "tpl", "dist", "schema")

SECRETS: Final = (
    Group(
        "environment-files",
        "files of environment variables",
        (".env", ".env.*", ".env[-_]*", ".env~", "*.env", ".envrc", ".dev.vars", ".dev.vars.*"),
        (
            *[f".env[-._]{word}" for word in _TEMPLATE_WORDS],
            *[f".env.*.{word}" for word in _TEMPLATE_WORDS],
            *[f"{word}.env" for word in _TEMPLATE_WORDS],
            *[f"*[-._]{word}.env" for word in _TEMPLATE_WORDS],
            ".envrc.example",
            ".dev.vars.example",
            ".env.vault",
            ".env.d.ts",
        ),
        "The template must be the last word: .env.production.example is a template, .env.example.local is not. "
        ".env.test and .env.defaults hold values, so they stay secret. .env.vault is encrypted (its key is "
        ".env.keys). .env.d.ts declares types, but .env.ts and .env.js hold values. .envrc is a secret although some "
        "hold none: it is where direnv users put tokens. environment.env is a secret by *.env; environment.ts, .envoy "
        "and .flaskenv (public by its own manual) are not. A virtual environment called .env is hidden: open it with "
        "`secrets.except: ['.env/']`.",
    ),
    Group(
        "secrets-directories",
        "files in a secrets directory",
        ("secrets/",),
        _words(
            "**/secrets/.gitkeep **/secrets/.gitignore **/site-packages/** **/dist-packages/** **/node_modules/** "
            "**/pkg/mod/** **/.cargo/registry/**"
        ),
        "Any depth, as chat modes mean it: docs/secrets/ and src/secrets/ too. A project with a source package of that "
        "name opens it. secrets.py, secrets.go, secretsmanager/ and Secrets.tsx are no directories called secrets. "
        "Installed packages have modules called secrets that programs must load.",
    ),
    Group(
        "secret-stores",
        "secret stores of an application",
        _words(
            ".secrets .secrets.* secrets.y*ml secrets.{json,toml,ini,properties} {secret,secrets}.*tfvars "
            "local.settings.json master.key *.secret *.secrets"
        ),
        (".secrets.baseline", "**/templates/secrets.yaml", "**/templates/secrets.yml"),
        "By extension, so that source files called secrets or secret stay free. secret.yaml is the usual name of a "
        "Kubernetes manifest or Helm template without values: free. templates/secrets.yaml is a Helm template: free. "
        ".secrets.baseline holds hashes for detect-secrets. Encrypted files (secrets.enc.yaml, credentials.yml.enc) "
        "are free.",
    ),
    Group(
        "private-keys",
        "private keys",
        _words(
            "id_{rsa,dsa,ecdsa,ed25519,ecdsa_sk,ed25519_sk,xmss} id_{rsa,dsa,ecdsa,ed25519}.* "
            "{deploy,github,gitlab}_{rsa,ed25519} ssh_host_*_key **/.ssh/** *.pem *.key *.p8 *.pk8 *.ppk *.agekey "
            "**/age/keys.txt .env.keys secring.* **/.gnupg/private-keys-v1.d/** **/wireguard/*.conf *.ovpn"
        ),
        _words(
            "?*.pub id_*.{c,cc,go,h,java,js,md,py,rb,rs,sh,ts} "
            "**/.ssh/{config,known_hosts,known_hosts.old,authorized_keys,allowed_signers} **/.ssh/config.d/** "
            "{ca,cacert,ca-cert,ca_cert,ca-bundle,ca-certificates,cert,certs,chain,fullchain,roots,rootCA}.pem "
            "{public,public_key,public-key,pubkey,dhparam,dhparams}.pem "
            "*[-_.]{cert,chain,fullchain,ca,public,pub,csr,crt}.pem *[-_.]{public,pub}.key {public,pubkey}.key "
            "/etc/ssl/certs/** /etc/pki/tls/certs/** /etc/pki/ca-trust/** /usr/share/ca-certificates/** "
            "/usr/local/share/ca-certificates/**"
        ),
        "*.pem may be a certificate: those whose names say so are free, a bare server.pem or bundle.pem is not (it "
        "may hold both). Keys in fixtures are secrets by their names. *_rsa as such is not matched: too many programs "
        "and directories end so. Keynote files end in .key too; they are rare in repositories, private keys are not. "
        "*.crt, *.cer, *.csr, *.asc and *.gpg are free.",
    ),
    Group(
        "keystores",
        "keystores and password stores",
        _words(
            "*.p12 *.pfx *.pkcs12 *.jks *.jceks *.bks *.keystore *.kdbx *.kdb *.keychain *.keychain-db wallet.dat "
            "**/.password-store/** **/.local/share/keyrings/**"
        ),
        ("debug.keystore", "truststore.{jks,p12}", "*[-_.]truststore.{jks,p12}"),
        "debug.keystore is Android's, with a published password. A truststore holds public certificates.",
    ),
    Group(
        "cloud-credentials",
        "cloud credentials",
        _words(
            "**/.aws/credentials **/.aws/{sso,cli}/cache/** rootkey.csv *_accessKeys.csv "
            "**/.azure/{accessTokens.json,service_principal_entries.*,msal_token_cache.*,msal_http_cache.*} "
            "**/gcloud/{credentials.db,access_tokens.db} **/gcloud/legacy_credentials/** "
            "application_default_credentials.json service[-_]account.json service[-_]account[-_]*key*.json "
            "*[-_]service[-_]account.json *[-_]service[-_]account[-_]key.json service{a,A}ccount{,Key}.json "
            "*firebase-adminsdk*.json gcp-{key,credentials}.json client_secret*.json credentials.json "
            ".credentials.json **/.oci/config **/doctl/config.yaml **/hcloud/cli.toml **/.fly/config.yml "
            "**/.cloudflared/** **/configstore/firebase-tools.json .boto .s3cfg .passwd-s3fs rclone.conf"
        ),
        ("*.schema.json",),
        "~/.aws/config is free: it names accounts and roles. .azure/ as a whole is free: repositories keep pipelines "
        "there.",
    ),
    Group(
        "cluster-credentials",
        "cluster credentials",
        _words(
            "**/.kube/config **/.kube/*.y*ml **/.kube/*.conf kubeconfig kubeconfig.y*ml kubeconfig.json "
            "kubeconfig[-_]* *.kubeconfig *[-_.]kubeconfig.y*ml /etc/kubernetes/*.conf /etc/rancher/k3s/k3s.yaml "
            "talosconfig **/.talos/config"
        ),
        (
            "kubeconfig[-_]*.{go,py,ts,js,rs,java,rb,md,sh,tf}",
            *[f"*.{word}.kubeconfig" for word in ("example", "template")],
        ),
        "kubeconfig.go and the like are sources.",
    ),
    Group(
        "registry-credentials",
        "registry and forge credentials",
        _words(
            ".netrc _netrc .git-credentials **/git/credentials .pypirc .npmrc **/.docker/config.json .dockercfg "
            ".dockerconfigjson **/containers/auth.json **/{.composer,composer}/auth.json /auth.json "
            "**/.gem/credentials **/.cargo/{credentials,credentials.toml} **/.m2/{settings.xml,settings-security.xml} "
            "**/.gradle/gradle.properties **/pypoetry/auth.toml **/gh/hosts.yml **/glab-cli/config.yml **/.config/hub "
            "**/{.codex,opencode}/auth.json **/.gemini/oauth_creds.json **/huggingface/token kaggle.json"
        ),
        ("/.npmrc",),
        "The .npmrc at the top of a repository is usually committed and names registries; every other one is the "
        "user's. auth.json only at the top (Composer): below, it is a common name of translations.",
    ),
    Group(
        "database-credentials",
        "database credentials",
        (".pgpass", "pgpass.conf", ".my.cnf", ".mylogin.cnf", ".htpasswd", "*.htpasswd", ".databrickscfg"),
        note=".pg_service.conf names hosts; its passwords belong in .pgpass. my.cnf without the dot is a "
        "server's settings.",
    ),
    Group(
        "infrastructure-credentials",
        "infrastructure credentials and state",
        _words(
            ".vault-token *vault[-_]pass *vault[-_]pass.txt *vault[-_]password *vault[-_]password.txt "
            "vault-password-file .terraformrc terraform.rc credentials.tfrc.json *.tfstate *.tfstate.*"
        ),
        ("**/.terraform/terraform.tfstate",),
        "State holds every generated password in clear text. .terraform/terraform.tfstate only names the backend.",
    ),
    Group(
        "system-secrets",
        "secrets of the system",
        ("/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/proc/*/environ", "/proc/*/task/*/environ"),
    ),
)

GUARD_FILES: Final = (
    Group(
        "policy",
        "the policy",
        _words(
            "tta-guard.{yaml,yml,lock} tta-guard.lock.* .tta-guard *.chatmode.md *.agent.md "
            "**/.{config,cache}/tta-guard **/.local/{state,share}/tta-guard /etc/tta-guard /opt/tta-guard"
        ),
        note="The directories of `chatmodes:` are added. A pattern without a slash at the end also matches a link put "
        "in the place of a directory.",
    ),
    Group(
        "hooks",
        "git hooks and what runs them",
        _words(
            ".pre-commit-config.{yaml,yml} prek.toml **/.git/{hooks,tta-guard,config,config.worktree} "
            "**/.git/modules/**/hooks **/.git/modules/**/{config,config.worktree} **/.git/worktrees/*/config.worktree "
            ".husky lefthook*.{yml,yaml,toml,json} .lefthook*.{yml,yaml,toml,json} .overcommit.yml .gitconfig "
            "**/.config/git/config /etc/gitconfig"
        ),
        note="git's own configuration can name another hooks directory (core.hooksPath).",
    ),
    Group(
        "agent-settings",
        "settings of agents",
        _words(
            "**/.claude/settings*.json **/.claude/hooks .codex **/.gemini/settings.json **/.gemini/policies "
            "**/.cursor/{hooks,mcp,cli,permissions}.json **/.cursor/hooks **/.vscode/mcp.json .mcp.json "
            "**/.windsurf/{hooks,mcp_config}.json **/.clinerules/hooks **/.github/hooks .copilot "
            "{opencode.json,opencode.jsonc} **/.opencode/{plugin,plugins} **/.augment/{settings,settings.local}.json "
            "**/.augment/hooks /etc/{claude-code,codex,github-copilot,gemini-cli,augment,windsurf}"
        ),
        note="Prompts, commands and skills of agents are no guard files; .vscode/settings.json neither: people "
        "change it daily.",
    ),
)

# The table names the directories; it makes no file in them.
SCRATCH: Final = _words(
    "/tmp/** /var/tmp/** /private/tmp/** /private/var/tmp/** /var/folders/** /private/var/folders/** "  # noqa: S108
    "/dev/{null,stdout,stderr,tty,zero,full} /dev/fd/** /dev/shm/** /home/*/.cache/** /root/.cache/** "
    "/Users/*/Library/Caches/** /home/*/.npm/_cacache/** /root/.npm/_cacache/**"
)
"""Where every mode may write outside the repository. A secret or a guard file there stays one."""

_SECRET_ENDINGS: Final = _words(
    "TOKEN SECRET SECRETS PASSWORD PASSWORDS PASSWD PASSPHRASE CREDENTIAL CREDENTIALS APIKEY API_KEY API_KEYS "
    "ACCESS_KEY PRIVATE_KEY SECRET_KEY ENCRYPTION_KEY SIGNING_KEY MASTER_KEY ACCOUNT_KEY STORAGE_KEY SERVICE_KEY "
    "LICENSE_KEY SSHPASS"
)
_SECRET_WORDS: Final = ("PASS", "PAT", "PWD", "PSK", "TOKENS")

SECRET_VARIABLES: Final = (
    *[pattern for word in _SECRET_ENDINGS for pattern in (f"*{word}", f"*{word}_*")],
    *[pattern for word in _SECRET_WORDS for pattern in (word, f"{word}_*", f"*_{word}", f"*_{word}_*")],
    "AWS_ACCESS_KEY_ID",
    "*DATABASE_URL",
    "*_DSN",
    "*CONNECTION_STRING",
    "*_CONN_STR",
    "MONGO*_URI",
    "MONGO*_URL",
    "REDIS_URL",
    "REDIS_URI",
    "AMQP_URL",
    "RABBITMQ_URL",
    "*_WEBHOOK_URL",
    "DOCKER_AUTH_CONFIG",
    "NPM_CONFIG__AUTH*",
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "UV_INDEX_URL",
    "AIRFLOW_CONN_*",
    "DJANGO_SECRET*",
    "KUBECONFIG_DATA",
    "VAULT_UNSEAL_*",
)
"""Names of environment variables that hold secrets, compared without regard to case; `*` is any run of characters."""

SECRET_VARIABLE_EXCEPTIONS: Final = _words(
    "PWD OLDPWD INIT_CWD TOKENIZERS_* *MAX_TOKENS* *MIN_TOKENS* *_TOKENS_PER_* *_TOKEN_LIMIT *_TOKEN_BUDGET "
    "*_TOKEN_COUNT *_TOKEN_TTL* *_TOKEN_EXPIR* *_TOKEN_LIFETIME* *TOKEN_TYPE *TOKEN_URL *TOKEN_ENDPOINT "
    "*PASSWORD_MIN_LENGTH *PASSWORD_MAX_LENGTH *PASSWORD_POLICY PASSWORD_STORE_DIR PASSWORD_STORE_*_DIR *_TOKEN_FILE "
    "*_PASSWORD_FILE *_SECRET_FILE *_SECRET_NAME *_SECRET_ARN *_SECRETS_DIR *_PASS_THROUGH PASS_COUNT"
)
"""Names that look like the above but hold a path, a number or a public name."""

PRODUCTION_WORDS: Final = ("prod", "production", "prd", "live")
STAGING_WORDS: Final = ("staging", "stage", "stg", "preprod", "uat")
DEVELOPMENT_WORDS: Final = ("dev", "development", "test", "testing", "qa", "sandbox", "ci")
LOCAL_WORDS: Final = ("local", "localhost", "minikube", "kind", "k3d", "docker-desktop", "colima", "orbstack")
"""Whole words in the name of a target that tell its environment where nothing is configured; named as such in
reasons."""


# --- rules -----------------------------------------------------------------------------------------------------------


def secret_rules(config: Config) -> tuple[Rule, ...]:
    """The rules that hold for everyone: secrets are not read, written or created.

    Built-in ones have the source `built-in`, those of `secrets.add` their line. `secrets.except` holds for all of them.
    """
    opened = tuple(item.value for item in config.secrets.exceptions)
    rules = [rule for group in SECRETS for rule in _group_rules(group, opened, SECRET_CODE, "deny")]
    for item in config.secrets.add:
        message = f"{item.value} is secret"
        rules.append(_path_rule(item.value, SECRET_CODE, "deny", message, item.source, opened))
    return tuple(rules)


def guard_rules(config: Config) -> tuple[Rule, ...]:
    """The rules that hold for everyone: the guard's own files, and those of `protected:`, change only with an
    approval."""
    rules = [rule for group in GUARD_FILES for rule in _group_rules(group, (), GUARD_CODE, "approval")]
    for item in config.chatmodes:
        message = "the policy may change only with an approval"
        rules.append(_path_rule(f"/{item.value}", GUARD_CODE, "approval", message, item.source, ()))
    approvals = config.approvals
    for named in (approvals.signers, approvals.revoked, approvals.windows, config.mcp.lock):
        if named is not None:
            message = f"{named.value} is what approvals and locks rest on: it changes only with an approval"
            rules.append(_path_rule(f"/{named.value}", GUARD_CODE, "approval", message, named.source, ()))
    for item in config.protected:
        message = f"{item.value} is protected: it changes only with an approval"
        rules.append(_path_rule(item.value, PROTECTED_CODE, "approval", message, item.source, ()))
    return tuple(rules)


def _group_rules(group: Group, opened: tuple[str, ...], code: str, verdict: Verdict) -> Iterable[Rule]:
    message = f"{group.what} are secret" if code == SECRET_CODE else f"{group.what} may change only with an approval"
    for pattern, exceptions in group_globs(group):
        yield _path_rule(pattern, code, verdict, message, BUILT_IN, (*exceptions, *opened))


def _path_rule(
    pattern: str, code: str, verdict: Verdict, message: str, source: Source, exceptions: tuple[str, ...]
) -> Rule:
    access = SECRET_ACCESS if code == SECRET_CODE else GUARD_ACCESS
    return Rule("path", pattern, verdict, code, message, source, access, (), "ignore", exceptions, pattern)


def group_globs(group: Group) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The globs of a group, each with its exceptions."""
    return tuple((pattern, group.exceptions) for pattern in group.patterns)


# --- environment variables -------------------------------------------------------------------------------------------


def secret_variable(name: str, config: Config) -> str | None:
    """The pattern by which an environment variable counts as secret, or None.

    A line of `secrets.variables.add` wins over the built-in exceptions, one of `secrets.variables.except` over
    everything.
    """
    if _first_match(name, [item.value for item in config.secrets.variable_exceptions]):
        return None
    added = _first_match(name, [item.value for item in config.secrets.variables])
    if added or _first_match(name, SECRET_VARIABLE_EXCEPTIONS):
        return added
    return _first_match(name, SECRET_VARIABLES)


def _first_match(name: str, patterns: Iterable[str]) -> str | None:
    return next((pattern for pattern in patterns if name_matches(pattern, name)), None)


def name_matches(pattern: str, name: str) -> bool:
    """Match a whole name without regard to ASCII case: `*` is any run of characters, `?` is one, nothing else is
    special.

    This is what patterns of variables, hosts, branches and the like mean in the configuration. Linear in practice: the
    leftmost place for each piece between two stars is always good enough.
    """
    pattern, name = _lower(pattern), _lower(name)
    pieces = pattern.split("*")
    if len(pieces) == 1:
        return len(pattern) == len(name) and _fits(pattern, name, 0)
    head, tail = pieces[0], pieces[-1]
    if len(name) < len(head) + len(tail) or not _fits(head, name, 0) or not _fits(tail, name, len(name) - len(tail)):
        return False
    at, end = len(head), len(name) - len(tail)
    for piece in pieces[1:-1]:
        while not (at + len(piece) <= end and _fits(piece, name, at)):
            at += 1
            if at > end:
                return False
        at += len(piece)
    return True


def _fits(piece: str, name: str, at: int) -> bool:
    if "?" not in piece:
        return name.startswith(piece, at)
    return all(wanted in ("?", found) for wanted, found in zip(piece, name[at : at + len(piece)], strict=True))


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(char.lower() if char.isascii() else char for char in text)


# --- resources named in prose ----------------------------------------------------------------------------------------


@frozen
class Meaning:
    """What a resource named in prose is.

    Attributes:
        name: `secrets`, `production-database`, `production`, `staging`, `database-files`, `configuration-files`;
            several joined by "+".
        groups: names of the secret groups that are meant.
        paths: further globs ("ignore"), with their exceptions.
        environment: the environment that is meant, "" for none.
        targets: kinds of targets in it, see `config_schema.TARGETS`; () is all.
        variables: secret environment variables are meant too.
    """

    name: str
    groups: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    environment: str = ""
    targets: tuple[str, ...] = ()
    variables: bool = False

    def globs(self, config: Config) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The paths that are meant: (glob, exceptions) pairs, `secrets.add` and `secrets.except` taken in."""
        opened = tuple(item.value for item in config.secrets.exceptions)
        found = [
            (pattern, (*exceptions, *opened))
            for group in SECRETS
            if group.name in self.groups
            for pattern, exceptions in group_globs(group)
        ]
        if len(self.groups) > 1:
            found += [(item.value, opened) for item in config.secrets.add]
        return (*found, *[(pattern, self.exceptions) for pattern in self.paths])


_ALL_GROUPS: Final = tuple(group.name for group in SECRETS)
_DATABASE_ENDINGS: Final = ("db", "db3", "sqlite", "sqlite3", "mdb", "accdb", "rdb", "dump", "pgdump", "bson")
_CONFIGURATION_ENDINGS: Final = ("yaml", "yml", "toml", "ini", "cfg", "conf", "properties")

ALL_SECRETS: Final = Meaning("secrets", _ALL_GROUPS, variables=True)
ENVIRONMENT_FILES: Final = Meaning("environment-files", ("environment-files",), variables=True)
KEYS: Final = Meaning("private-keys", ("private-keys", "keystores", "secrets-directories"), variables=True)
SECRETS_DIRECTORIES: Final = Meaning("secrets-directories", ("secrets-directories",))
PRODUCTION_DATABASE: Final = Meaning("production-database", environment="production", targets=("databases", "hosts"))
PRODUCTION: Final = Meaning("production", environment="production")
STAGING: Final = Meaning("staging", environment="staging")
PRODUCTION_DATABASE_FILES: Final = Meaning(
    "production-database-files",
    paths=(
        *[f"*.{ending}" for ending in _DATABASE_ENDINGS],
        *[f"*.sql.{packed}" for packed in ("gz", "xz", "zst", "bz2")],
    ),
    exceptions=(
        *[f"{word}.{{db,db3,sqlite,sqlite3}}" for word in ("dev", "development", "test", "tests", "local", "demo")],
        "{tests,test,fixtures,testdata}/",
        "Thumbs.db",
    ),
    environment="production",
    targets=("databases", "hosts"),
)
"""A file's name rarely says which database it is from, so every database and dump file is meant but those whose names
say otherwise. `.sql` is not: migrations and schemas are source."""
CONFIGURATION_FILES: Final = Meaning(
    "configuration-files",
    paths=(*[f"*.{ending}" for ending in _CONFIGURATION_ENDINGS], "config/", ".*rc"),
    exceptions=("pnpm-lock.yaml",),
)
"""By format. JSON and `*.config.js` are left out: they are as often data and source. A project that means something
else binds the words in `resources:`, which wins over this."""

# Words that may stand around the head without changing what is meant. A word that is not here makes the phrase unknown:
# "trade secrets" or "secret management code" must end as a gap, not as a claim that .env files cover it.
_FILLERS: Final = _words(
    "any all the a an your our their real actual live sensitive confidential hardcoded hard-coded plaintext "
    "plain-text raw direct directly file files data value values store stores storage stored accessing "
    "system systems environment environments"
)
_OWNERS: Final = _words(
    "production prod staging development dev user users user's users' database databases db service services cloud "
    "infrastructure deployment deploy aws gcp azure google github gitlab docker kubernetes k8s cluster registry npm "
    "pypi ssh tls ssl gpg pgp jwt oauth oauth2 api apis access auth authentication authorization authorisation "
    "session refresh bearer admin administrator root account accounts client third-party 3rd-party external "
    "encryption decryption signing secret private host master webhook login identity application app project personal "
    "smtp redis postgres postgresql mysql mongodb neo4j .env env"
)
_HEADS: Final = {
    "secret": ALL_SECRETS,
    "credential": ALL_SECRETS,
    "password": ALL_SECRETS,
    "passphrase": ALL_SECRETS,
    "token": ALL_SECRETS,
    "apikey": ALL_SECRETS,
    "api-key": ALL_SECRETS,
    "key": ALL_SECRETS,
}
# Heads that mean something else when nothing says which ("primary keys", "design tokens").
_NEEDS_OWNER: Final = {
    "key": _words(
        "api access secret private encryption decryption signing ssh tls ssl gpg pgp jwt aws gcp azure service master "
        "host account deploy admin cloud client"
    ),
    "token": _words(
        "api access auth authentication authorization authorisation session refresh bearer jwt oauth oauth2 secret "
        "user users github gitlab npm pypi service account personal admin login identity webhook deploy"
    ),
}
_KEY_OWNERS: Final = _words("encryption decryption signing private ssh tls ssl gpg pgp host")


def meaning_of(prose: str) -> Meaning | None:
    """The built-in meaning of a resource named in prose.

    Case, plural, backticks, a note in parentheses and words such as "any" do not count; "X or Y", "X/Y", "X and Y",
    "X, Y" mean all of them. None for what is not known, also in one part only: the caller reports a gap. A binding in
    the configuration comes first (`Config.resource`), and "X outside DIR/" is for the caller to take apart.
    """
    if len(prose) > 300:
        return None
    text = fold_name(re.sub(r"\([^()]*\)", " ", prose)).rstrip(" .:;!")
    if not text:
        return None
    whole = _part_meaning(text)
    if whole is not None:
        return whole
    parts = [part.strip() for part in re.split(r"\s*(?:/|,|&|\bor\b|\band\b)\s*", text) if part.strip()]
    if len(parts) < 2:
        return None
    meanings = [_part_meaning(part) for part in _with_shared_head(parts)]
    if ALL_SECRETS in meanings or KEYS in meanings:
        # "passwords, tokens and keys": beside a secret, these words need no other one to say what they are.
        bare = [_singular(part) in _NEEDS_OWNER for part in parts]
        meanings = [ALL_SECRETS if alone else meaning for alone, meaning in zip(bare, meanings, strict=True)]
    known = [meaning for meaning in meanings if meaning is not None]
    return _together(known) if len(known) == len(meanings) else None


def _with_shared_head(parts: list[str]) -> list[str]:
    """ "api or ssh keys" -> "api keys", "ssh keys"; "production databases or secrets" stays."""
    last = parts[-1].split()[-1]
    return [part if _part_meaning(part) is not None else f"{part} {last}" for part in parts[:-1]] + parts[-1:]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _part_meaning(text: str) -> Meaning | None:
    if text in (
        "secrets/",
        "/secrets/",
        "**/secrets/",
        "secrets/**",
        "secrets/**/*",
        "secrets directory",
        "secrets folder",
    ):
        return SECRETS_DIRECTORIES
    words = text.rstrip("/").removesuffix(" access").split()
    core = [word for word in words if word not in _FILLERS]
    singular = [_singular(word) for word in core]
    filed = any(_singular(word) == "file" for word in words)
    if not core:
        return ENVIRONMENT_FILES if words in (["environment", "files"], ["environment", "file"]) else None
    if core[0] in (".env", "env", "dotenv", ".env.*", "*.env", ".env*"):
        rest = set(singular[1:])
        if (filed or core[0] != "env" or rest) and rest <= {"variable", "var", "secret", "credential"}:
            return ENVIRONMENT_FILES if not rest & {"secret", "credential"} else ALL_SECRETS
    if "environment" in words and singular in (["variable"], ["secret"], ["credential"]):
        return ENVIRONMENT_FILES if singular == ["variable"] else ALL_SECRETS
    if singular in (["configuration"], ["config"]) and (filed or core == ["configurations"] or core == ["configs"]):
        return CONFIGURATION_FILES
    if core[0] in ("production", "prod"):
        named = singular[1:]
        if named in (["database"], ["db"]) or (named == [] and "data" in words):
            return PRODUCTION_DATABASE_FILES if filed else PRODUCTION_DATABASE
        if named in ([], ["server"], ["deployment"], ["cluster"], ["infrastructure"], ["resource"]) and not filed:
            return PRODUCTION
    if core[0] == "staging" and singular[1:] in ([], ["server"], ["cluster"], ["deployment"]) and not filed:
        return STAGING
    return _secret_meaning(core, singular)


def _secret_meaning(core: list[str], singular: list[str]) -> Meaning | None:
    head, owners = singular[-1], core[:-1]
    meaning = _HEADS.get(head)
    if meaning is None or any(word not in _OWNERS for word in owners):
        return None
    needed = _NEEDS_OWNER.get(head)
    if needed is not None and not set(needed) & set(owners):
        return None
    return KEYS if head == "key" and owners and set(owners) <= set(_KEY_OWNERS) else meaning


def _together(meanings: list[Meaning]) -> Meaning:
    first = meanings[0]
    if all(meaning == first for meaning in meanings):
        return first
    environments = {meaning.environment for meaning in meanings if meaning.environment}
    return Meaning(
        name="+".join(dict.fromkeys(meaning.name for meaning in meanings)),
        groups=tuple(name for name in _ALL_GROUPS if any(name in meaning.groups for meaning in meanings)),
        paths=tuple(dict.fromkeys(path for meaning in meanings for path in meaning.paths)),
        exceptions=tuple(dict.fromkeys(path for meaning in meanings for path in meaning.exceptions)),
        # Production and staging together: the stricter name holds for both.
        environment="production" if "production" in environments else next(iter(environments), ""),
        targets=tuple(dict.fromkeys(kind for meaning in meanings for kind in meaning.targets)),
        variables=any(meaning.variables for meaning in meanings),
    )
