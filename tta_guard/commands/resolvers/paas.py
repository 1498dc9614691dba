"""Platforms that run applications: fly, heroku, vercel, netlify, railway and the like. Pure.

Sources: the platforms' CLI references (fly.toml, .vercel/project.json, .netlify/state.json, the git remote heroku).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..question import Question

# Commands that bring what is there into production, whatever their flags say.
_GOING_LIVE = frozenset(("promote", "rollback", "alias", "rolling-release", "redeploy", "domains", "dns", "certs"))
# Where `deploy` without --prod makes a preview.
_PREVIEWING = ("vercel", "now", "netlify", "ntl")


def resolve_paas(question: Question) -> None:
    """The application, its environment, the flags that mean production, and the project's own file."""
    question.begin()
    program = question.program
    flagged = question.flagged("prod")
    if flagged:
        question.clue("variable", "production", flagged)
    named = bool(flagged)
    for parameter, kind in (
        ("app", "app"),
        ("site", "app"),
        ("environment", "workspace"),
        ("stage", "workspace"),
        ("prod", "workspace"),
        ("service", "app"),
        ("project", "project"),
    ):
        given = question.first(parameter)
        if given and given[0]:
            named = named or parameter not in ("service", "project")
            question.clue(kind, given[0], given[1])
    for parameter in ("team", "organisation"):
        given = question.first(parameter)
        if given and given[0]:
            question.hint("project", given[0], given[1])
    for state in ("paas-app", "paas-environment"):
        was_set, value = question.state_of(state)
        if was_set and value:
            question.clue("app" if state == "paas-app" else "workspace", value, "an earlier command of the same text")
        elif was_set:
            question.unknown("app-unknown", "an earlier command chooses an application that is not known")
    arguments = question.arguments
    for word in arguments.positionals if arguments is not None else ():
        question.hint("resource", word.text or "", "the command's words")
    verb = question.words[0] if question.words else ""
    if program.startswith(_PREVIEWING):
        if verb in _GOING_LIVE:
            question.state_clue("production", "app", "the live site", verb, f"{program} {verb} changes what is live")
        elif verb in ("deploy", "", "build", "dev") and not named:
            message = f"{program} without --prod makes a preview"
            question.state_clue("development", "app", "a preview", "no --prod", message)
        elif verb in ("deploy", "") and not any(match for _, match in question.things[0][0]):
            question.state_clue("development", "app", "a preview", "no --prod", f"{program} deploys a preview here")
    _project_files(question, named)
    remote = question.first("remote")
    if program == "heroku" and not named:
        _heroku_remote(question, (remote[0] if remote else None) or "heroku")
    if not question.things[0][0]:
        question.unknown("app-unknown", "no application is named, and no file of the project names one")


def _project_files(question: Question, named: bool) -> None:
    """Read which application a directory belongs to."""
    given = question.first("directory")
    folder = question.cwd
    if given:
        folder = question.path(given[0], folder) if given[0] and folder else None
    if folder is None:
        question.unknown("directory-unknown", "the directory it runs in is not known")
        return
    folder = folder.rstrip("/")
    config = question.first("config")
    if question.program in ("fly", "flyctl") or (config and config[0] and config[0].endswith(".toml")):
        path = question.path(config[0], folder) if config and config[0] else f"{folder}/fly.toml"
        if config and config[0]:
            question.hint("var-file", config[0], config[1])
        data = question.read(path, "fly-config")
        for number, line in enumerate((data or b"").decode("utf-8", "replace").split("\n"), 1):
            key, equals, value = line.partition("=")
            if key.strip() == "app" and equals and not named:
                question.clue("app", value.strip().strip("\"'"), f"line {number} of {question.shown(path)}")
            if line.startswith("["):
                break
    elif question.program.startswith(_PREVIEWING):
        from ..documents import parse_json

        for name, key in ((".vercel/project.json", "projectName"), (".netlify/state.json", "siteName")):
            data = question.read(f"{folder}/{name}", "project-file")
            document = parse_json(data) if data is not None else None
            project = document.get(key) if isinstance(document, dict) else None
            if isinstance(project, str) and project:
                question.clue("project", project, name)


def _heroku_remote(question: Question, name: str) -> None:
    """The git remote `heroku` (or the one that -r names) names the application."""
    if question.cwd is None:
        return
    url = question.world.git("config", "--get", f"remote.{name}.url", cwd=question.cwd)
    if url:
        text = url.decode("utf-8", "replace").strip()
        app = text.rstrip("/").replace(":", "/").rpartition("/")[2].removesuffix(".git")
        question.clue("app", app, f"git remote {name}")
    else:
        question.hint("app", name, "--remote")
