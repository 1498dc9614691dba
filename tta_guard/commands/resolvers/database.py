"""Database clients: address, service and name, by flags, URLs, connection strings, variables and option files. Pure.

Sources: PostgreSQL documentation 34.1.1, 34.15, 34.17 (connection strings, environment variables, the service file);
MySQL reference 4.2.2.2 (option files); redis-cli, mongosh and cypher-shell manuals. No client is ever asked.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..documents import Setting
    from ..question import Question

_FAMILIES: Final = (
    (
        "postgres",
        ("psql", "pg_", "pgcli", "pgbench", "createdb", "dropdb", "createuser", "dropuser", "vacuumdb", "reindexdb"),
    ),
    ("mysql", ("mysql", "mariadb", "mycli")),
    ("redis", ("redis", "valkey", "keydb", "iredis")),
    ("mongo", ("mongo",)),
    ("neo4j", ("cypher-shell", "neo4j")),
    ("sqlite", ("sqlite", "litecli", "duckdb")),
)
# What a client reaches when nothing names a host, and the port.
_PORTS: Final = {"postgres": 5432, "mysql": 3306, "redis": 6379, "mongo": 27017, "neo4j": 7687}
_MYSQL_SECTIONS: Final = ("client", "mysql", "mysqldump", "mariadb-client")
# Variables that name a database's address, for clients and for the programs that people write.
ADDRESS_VARIABLES: Final = (
    "DATABASE_URL",
    "MONGODB_URI",
    "MONGO_URL",
    "REDIS_URL",
    "NEO4J_URI",
    "POSTGRES_URL",
    "MYSQL_URL",
    "DB_URL",
    "DIRECT_URL",
)
_STAGES: Final = (
    ("rails", ("RAILS_ENV", "RACK_ENV")),
    ("rake", ("RAILS_ENV", "RACK_ENV")),
    ("manage.py", ("DJANGO_SETTINGS_MODULE", "DJANGO_CONFIGURATION")),
    ("django-admin", ("DJANGO_SETTINGS_MODULE",)),
    ("flask", ("FLASK_ENV", "APP_ENV")),
    ("mix", ("MIX_ENV",)),
    ("", ("NODE_ENV", "APP_ENV", "ENVIRONMENT")),
)


def resolve_database(question: Question) -> None:
    """psql and its family, mysql, redis-cli, mongosh, cypher-shell, sqlite3, migration tools."""
    question.begin()
    program = question.program
    family = next((name for name, starts in _FAMILIES if program.startswith(starts)), "")
    if family == "sqlite":
        for word, evidence in [*question.words_of("database"), *question.words_of("url")]:
            if word.text:
                question.hint("database", word.text.rpartition("/")[2], evidence)
        question.state_clue("local", "database", "a file", "the command's words", "the database is a local file")
        return
    if not family:
        _application(question)
        return
    found = _Place(question, family)
    for word, evidence in [*question.words_of("url"), *question.words_of("database")]:
        text = question.known(word, evidence, "database")
        if text:
            found.connection(text, evidence)
    for parameter in ("host", "port", "socket", "service"):
        given = question.first(parameter)
        if given:
            found.put(parameter, given[0], given[1], strong=True)
    if family == "postgres":
        found.postgres()
    elif family == "mysql":
        found.mysql()
    elif family == "neo4j":
        for name in ("NEO4J_URI", "NEO4J_ADDRESS"):
            value = question.env(name)
            if value and not found.values.get("host"):
                found.connection(value, name)
    found.lay()
    _inside(question)


def _inside(question: Question) -> None:
    """What is run may connect elsewhere: psql's `\\connect`, addresses in any text."""
    texts = [question.invocation.stdin] if question.invocation.stdin is not None else []
    if question.arguments is not None:
        for flag in ("-c", "-e", "--eval"):
            texts += question.arguments.all_values(flag)
    for text in texts:
        known = "".join([part or " " for part in text.parts])
        for mark in "\"';":
            known = known.replace(mark, " ")
        words = known.split()
        for index, word in enumerate(words):
            if word in ("\\c", "\\connect"):
                for each in words[index + 1 : index + 6]:
                    question.hints("host", (each, each.partition("=")[2]), word)
                    question.hint("database", each, word)
            elif "://" in word:
                question.host("url", word.strip("()[],"), "the text it runs", role="hint")


class _Place:
    """Where a client connects to, being put together: the stronger source is put in first."""

    __slots__ = ("family", "question", "values")

    def __init__(self, question: Question, family: str) -> None:
        self.question, self.family = question, family
        self.values: dict[str, tuple[str | None, str]] = {}

    def put(self, key: str, value: str | None, evidence: str, *, strong: bool = False) -> None:
        if strong or key not in self.values:
            self.values[key] = (value, evidence)

    def connection(self, text: str, evidence: str) -> None:
        """Take in a URL, a `key=value` connection string, `host/db`, or the bare name of a database."""
        if "://" in text:
            self._url(text, evidence)
        elif self.family == "postgres" and "=" in text:
            for key, value in conninfo(text):
                self.put({"dbname": "database"}.get(key, key), value, evidence)
        elif self.family in ("mongo", "neo4j") and ("/" in text or ":" in text or "." in text):
            host, _, name = text.partition("/")
            self.put("host", host, evidence)
            if name:
                self.put("database", name, evidence)
        else:
            self.put("database", text, evidence)

    def _url(self, text: str, evidence: str) -> None:
        from ..addresses import parse_address

        address = parse_address(text)
        self.put("host", authority(text) or address.socket, evidence)
        name = address.path.lstrip("/").partition("?")[0]
        if name:
            self.put("database", name, evidence)
        for pair in address.query.split("&"):
            key, _, value = pair.partition("=")
            if key in ("host", "hostaddr", "service", "dbname"):
                self.put({"dbname": "database"}.get(key, key), value, evidence, strong=True)

    def postgres(self) -> None:
        question = self.question
        if "service" not in self.values:
            word = question.env("PGSERVICE")
            if word:
                self.put("service", word, "PGSERVICE")
        service = self.values.get("service")
        if service and service[0]:
            self._service(service[0])
        for key, name in (
            ("hostaddr", "PGHOSTADDR"),
            ("host", "PGHOST"),
            ("port", "PGPORT"),
            ("database", "PGDATABASE"),
        ):
            value = question.env(name)
            if value:
                self.put(key, value, name)

    def _service(self, name: str) -> None:
        question = self.question
        given = question.env("PGSERVICEFILE")
        folder = question.env("PGSYSCONFDIR")
        paths = [question.path(given)] if given else [f"{question.home}/.pg_service.conf"]
        paths += [f"{folder}/pg_service.conf"] if folder else ["/etc/postgresql-common/pg_service.conf"]
        for path in paths:
            settings = _ini(question, path, "pg-service", "=", "#")
            section = [setting for setting in settings if setting.section == name]
            for setting in section:
                key = {"dbname": "database"}.get(setting.key, setting.key)
                self.put(key, setting.value, f"line {setting.line} of {question.shown(path)}")
            if section:
                return
        question.unknown("no-such-service", f'no service file has the service "{name}"')

    def mysql(self) -> None:
        question = self.question
        arguments = question.arguments
        config = [pair for pair in question.words_of("config") if pair[0].text]
        paths = [question.path(question.tilde(word.text or "")) for word, _ in config]
        only = arguments is not None and (arguments.given("--defaults-file") or arguments.given("--no-defaults"))
        if not only:
            paths += ["/etc/my.cnf", "/etc/mysql/my.cnf", f"{question.home}/.my.cnf"]
        suffix = question.env("MYSQL_GROUP_SUFFIX") or ""
        for word in arguments.all_values("--defaults-group-suffix") if arguments is not None else ():
            suffix = question.known(word, "--defaults-group-suffix", "db-service") or suffix
        question.hint("db-service", suffix, "the suffix of the option groups")
        sections = [f"{name}{end}" for name in _MYSQL_SECTIONS for end in {"", suffix}]
        for path in paths:
            for setting in _ini(question, path, "my-cnf", "=", "#;"):
                if setting.section in sections and setting.key in ("host", "socket"):
                    self.put(setting.key, setting.value.strip("\"'"), f"line {setting.line} of {question.shown(path)}")
        if arguments is not None:
            for word in arguments.all_values("--login-path"):
                if word.text:
                    question.clue("db-service", word.text, "--login-path")
                    if "host" not in self.values:
                        question.unknown("login-path", "the host of a login path stands in a file that is not readable")
        value = question.env("MYSQL_HOST")
        if value:
            self.put("host", value, "MYSQL_HOST")

    def lay(self) -> None:
        """Lay down what was put together."""
        question = self.question
        service = self.values.get("service")
        if service and service[0]:
            question.clue("db-service", service[0], service[1])
        name = self.values.get("database")
        if name and name[0]:
            question.clue("database", name[0], name[1])
        port_text = self.values.get("port", ("", ""))[0] or ""
        port = int(port_text) if port_text.isascii() and port_text.isdigit() else _PORTS.get(self.family)
        # a numeric address is where it connects, whatever the host's name is (34.1.2, hostaddr)
        host = self.values.get("hostaddr") or self.values.get("host")
        if host is None:
            if question.things[0][1] and (service or self.family == "mysql"):
                return
            if self.family == "postgres" or self.family == "mysql":
                socket = self.values.get("socket")
                if not question.through_tunnel("localhost", port):
                    where = socket[1] if socket else "no host is given"
                    question.state_clue("local", "socket", "the local socket", where, "it connects to a local socket")
            elif not question.through_tunnel("localhost", port):
                question.state_clue(
                    "local", "host", "localhost", "no host is given", "the client's default is this machine"
                )
            return
        if host[0] is None:
            return
        for each in host[0].split(","):
            lay_database_host(question, each, host[1], port)


def lay_database_host(question: Question, text: str, evidence: str, port: int | None = None) -> None:
    """Lay down a database's host; a service of the Compose project in the directory is local."""
    from ..addresses import canonical_host, split_port

    host = canonical_host(split_port(text)[0])
    if not host:
        text = f"localhost{text}" if text.startswith(":") else text
    if host and "." not in host and ":" not in host and not question.environments.judge("host", host):
        file = _compose_service(question, host)
        if file:
            message = f'"{host}" is a service of {file}'
            question.state_clue("local", "host", host, evidence, message)
            return
    question.host("host", text, evidence, port, explicit=True)


def _compose_service(question: Question, host: str) -> str:
    if question.cwd is None:
        return ""
    from ..documents import parse_yaml

    for name in ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"):
        data = question.read(f"{question.cwd.rstrip('/')}/{name}")
        document = parse_yaml(data) if data is not None else None
        services = document.get("services") if isinstance(document, dict) else None
        if isinstance(services, dict) and host in services:
            return name
    return ""


def authority(text: str) -> str:
    """Answer the hosts of a URL as they stand (`a:1,b:2`), without the user."""
    rest = text.partition("://")[2]
    end = min([at for at in (rest.find(char) for char in "/?#") if at >= 0], default=len(rest))
    return rest[:end].rpartition("@")[2]


def conninfo(text: str) -> list[tuple[str, str]]:
    """Read `host=a dbname='b c'` (PostgreSQL 34.1.1.1)."""
    pairs: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        equals = text.find("=", at)
        if equals < 0:
            break
        key = text[at:equals].strip()
        at = equals + 1
        while at < len(text) and text[at] == " ":
            at += 1
        value = []
        quoted = text[at : at + 1] == "'"
        at += quoted
        while at < len(text) and (text[at] != "'" if quoted else not text[at].isspace()):
            if text[at] == "\\" and at + 1 < len(text):
                at += 1
            value.append(text[at])
            at += 1
        at += 1
        pairs.append((key, "".join(value)))
    return pairs


def _application(question: Question) -> None:
    """A migration tool or an application's console: what its variables and its .env file say."""
    for word, evidence in [*question.words_of("url"), *question.words_of("host"), *question.words_of("database")]:
        text = question.known(word, evidence, "database")
        if text:
            lay_value(question, text, evidence)
    for word, evidence in [*question.words_of("service"), *question.words_of("config")]:
        if word.text:
            question.hint("var-file", word.text, evidence)
    named = bool(question.things[0][0])
    program = question.program
    names = next(names for start, names in _STAGES if program.startswith(start))
    for name in names:
        value = question.env(name)
        if value:
            named = True
            question.clue("variable", value, name)
    for name in ADDRESS_VARIABLES:
        value = question.env(name)
        if value:
            named = True
            lay_value(question, value, name)
    if not named and question.cwd is not None:
        named = _dotenv(question)
    if not named:
        if names[0] in ("RAILS_ENV", "MIX_ENV", "FLASK_ENV"):
            message = f"{names[0]} is not set, so it is development"
            question.state_clue("development", "variable", "development", f"no {names[0]}", message)
        else:
            question.unknown("database-unknown", "no variable and no .env file names the database")


def _dotenv(question: Question) -> bool:
    """Read the files in the directory that name the database: .env and alembic.ini."""
    from ..documents import Unreadable, parse_env_file

    named = False
    folder = (question.cwd or "").rstrip("/")
    for name in (".env", "prisma/.env"):
        data = question.read(f"{folder}/{name}", "env-file")
        settings = parse_env_file(data) if data is not None else ()
        for setting in () if isinstance(settings, Unreadable) else settings:
            if setting.key in ADDRESS_VARIABLES and setting.value:
                named = True
                lay_value(question, setting.value, f"line {setting.line} of {name}")
    for setting in _ini(question, f"{folder}/alembic.ini", "alembic", "=", "#;"):
        if setting.key == "sqlalchemy.url":
            named = True
            lay_value(question, setting.value, f"line {setting.line} of alembic.ini")
    return named


def lay_value(question: Question, text: str, evidence: str) -> None:
    """Lay down a database's URL: hosts and name; a file is local."""
    scheme = text.partition(":")[0].lower()
    if scheme.startswith(("sqlite", "file")):
        question.hint("database", text.rpartition("/")[2], evidence)
        question.state_clue("local", "database", "a file", evidence, "the database is a local file")
        return
    if "://" not in text:
        question.clue("database", text, evidence)
        return
    from ..addresses import parse_address

    name = parse_address(text).path.strip("/")
    if name:
        question.clue("database", name, evidence)
    for host in authority(text).split(","):
        lay_database_host(question, host, evidence)


def _ini(question: Question, path: str, what: str, delimiters: str, comments: str) -> tuple[Setting, ...]:
    from ..documents import Unreadable, parse_ini

    data = question.read(path, what)
    settings = parse_ini(data, delimiters, comments) if data is not None else ()
    if isinstance(settings, Unreadable):
        question.unknown(f"{what}-unreadable", f"{question.shown(path)} cannot be read: {settings.why}")
        return ()
    return settings
