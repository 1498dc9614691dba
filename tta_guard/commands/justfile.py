"""justfile: the recipes that `just` runs. Pure.

Source: the just manual.
"""

from __future__ import annotations

from .invocation import Invocation, Word, literal
from .start import HOLE, LEAF, Found, Start, directory, holed, opened
from .tasks import folder_of, text_at, unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from .world import World

TASKS_LIMIT: Final = 200

_JUST_VALUES: Final = ("-f", "--justfile", "-d", "--working-directory", "--set", "--shell", "--shell-arg", "--dotenv-path", "-E",
                       "--dotenv-filename", "--color", "--chooser", "--list-heading", "--list-prefix", "--command-color", "-s",
                       "--show", "--completions", "--timestamp-format", "--tempdir")  # fmt: skip


class _Recipe:
    __slots__ = ("attributes", "body", "needs", "parameters")

    def __init__(self, parameters: list[str], needs: list[list[str]], attributes: str) -> None:
        self.parameters = parameters
        self.needs = needs
        self.body: list[str] = []
        self.attributes = attributes


class _Justfile:
    def __init__(self) -> None:
        self.recipes: dict[str, _Recipe] = {}
        self.aliases: dict[str, str] = {}
        self.variables: dict[str, str] = {}
        self.settings: dict[str, str] = {}
        self.modules: dict[str, str] = {}
        self.imports: list[str] = []
        self.shells: list[str] = []
        self.first = ""

    def load(self, text: str) -> None:
        current: _Recipe | None = None
        attributes = ""
        for line in text.replace("\\\n", " ").splitlines():
            if line[:1] in (" ", "\t") and current is not None:
                current.body.append(line)
                continue
            bare = line.strip()
            if not bare or bare.startswith("#"):
                continue
            current = None
            if bare.startswith("[") and bare.endswith("]"):
                attributes += bare
                continue
            word, _, rest = bare.partition(" ")
            if word == "set":
                name, _, value = rest.partition(":=")
                self.settings[name.strip()] = value.strip()
            elif word == "alias" and ":=" in rest:
                name, _, value = rest.partition(":=")
                self.aliases[name.strip()] = value.strip().replace("::", " ")
            elif word in ("import", "import?"):
                self.imports.append(rest.strip().strip("'\""))
            elif word in ("mod", "mod?"):
                name, _, path = rest.strip().partition(" ")
                self.modules[name] = path.strip().strip("'\"")
            elif ":=" in bare and ":" not in bare.partition(":=")[0]:
                name, _, value = bare.removeprefix("export ").partition(":=")
                self.variables[name.strip()] = self.value(value.strip())
            elif ":" in bare:
                current = self.recipe(bare, attributes)
            attributes = ""

    def recipe(self, bare: str, attributes: str) -> _Recipe:
        head, _, needs = _colon(bare)
        words = head.lstrip("@").split()
        parameters = [word.lstrip("$+*") for word in words[1:]]
        made = _Recipe(parameters, _needs(needs), attributes)
        name = words[0] if words else ""
        self.recipes.setdefault(name, made)
        self.first = self.first or name
        return made

    def value(self, text: str) -> str:
        """A small expression: literals joined by `+`, names; `backticks` are run, and come to a hole."""
        out = []
        for piece in _pieces(text):
            if piece[:1] in ("'", '"') and piece[-1:] == piece[:1]:
                out.append(piece.strip(piece[0]))
            elif piece[:1] == "`":
                self.shells.append(piece.strip("`"))
                out.append(HOLE)
            else:
                out.append(self.variables.get(piece, HOLE))
        return "".join(out)


def _colon(bare: str) -> tuple[str, str, str]:
    """A recipe's head and its dependencies: the first colon outside quotes."""
    quote = ""
    for place, char in enumerate(bare):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"`":
            quote = char
        elif char == ":" and bare[place + 1 : place + 2] != "=":
            return bare[:place], ":", bare[place + 1 :]
    return bare, "", ""


def _needs(text: str) -> list[list[str]]:
    out: list[list[str]] = []
    depth = 0
    for word in text.replace("&&", " ").replace("(", " ( ").replace(")", " ) ").split():
        if word == "(":
            depth += 1
            out.append([])
        elif word == ")":
            depth = max(depth - 1, 0)
        elif depth and out:
            out[-1].append(word)
        else:
            out.append([word])
    return [need for need in out if need]


def _pieces(text: str) -> list[str]:
    out: list[str] = []
    piece, quote = "", ""
    for char in text:
        if quote:
            piece += char
            if char == quote:
                quote = ""
        elif char in "'\"`":
            quote = char
            piece += char
        elif char == "+":
            out.append(piece.strip())
            piece = ""
        else:
            piece += char
    out.append(piece.strip())
    return [one for one in out if one]


def read_just(step: Invocation, world: World) -> Found:
    """just(1)."""
    from .arguments_table import is_name

    words = list(step.argv[1:])
    folder: Word | None = None
    file: Word | None = None
    given: dict[str, str] = {}
    names: list[Word] = []
    while words:
        word = words.pop(0)
        text = holed(word)
        flag, equals, value = text.partition("=")
        if not names and text.startswith("-") and len(text) > 1:
            taken = opened(value) if equals else words.pop(0) if flag in _JUST_VALUES and words else None
            if flag == "--set" and taken is not None and words:
                given[holed(taken)] = holed(words.pop(0))
            elif flag in ("-f", "--justfile"):
                file = taken
            elif flag in ("-d", "--working-directory"):
                folder = taken
            elif flag in ("-c", "--command"):
                return Found(True, (Start("argv", tuple(words)),)) if words else LEAF
            elif flag in ("-l", "--list", "--summary", "--dump", "-s", "--show", "--evaluate", "--variables", "-V", "--version",
                          "-h", "--help", "-e", "--edit", "--init", "--fmt", "--completions", "-n", "--dry-run"):  # fmt: skip
                return LEAF
            elif flag in ("--choose", "--shell", "--shell-arg"):
                return Found(True, (unreadable("which recipe runs is not known"),))
        elif equals and not names and is_name(flag or "0"):
            given[flag] = value
        else:
            names.append(word)
    cwd, path = folder_of(step, world, folder)
    if path is None or (file is not None and file.text is None):
        return Found(True, (unreadable("which justfile is read is not known"),))
    found = _justfile(path, file.text if file is not None else None, world)
    if found is None:
        return Found(True, (unreadable("no justfile can be read"),))
    text, place = found
    justfile = _Justfile()
    justfile.load(text)
    starts: list[Start] = []
    for name in justfile.imports[:20]:
        more = text_at(name if name.startswith("/") else f"{place}/{name}", world)
        if more is None:
            starts.append(unreadable(f"{name} is imported and cannot be read"))
        else:
            justfile.load(more)
    justfile.variables.update(given)
    where = cwd
    if place != path:
        where = directory(cwd, literal(up(path, place)))
    if names and names[0].text is not None and (":" in names[0].text or names[0].text in justfile.modules):
        return Found(True, (*starts, *_module(justfile, names, place, where, step, world)))
    runs = _just_runs(justfile, names or [literal(justfile.first)])
    done: set[str] = set()
    for name, arguments in runs:
        _just_recipe(justfile, name, arguments, where, starts, done)
    early = [Start("shell", (opened(line, HOLE in line),), cwd=where) for line in justfile.shells]
    return Found(True, tuple(dict.fromkeys([*early, *starts])))


def _module(
    justfile: _Justfile, names: list[Word], place: str, where: Word | None, step: Invocation, world: World
) -> list[Start]:
    """A recipe of a module (`just NAME RECIPE`, `just NAME::RECIPE`): the same question, in the module's file."""
    first = (names[0].text or "").split("::")
    module = first[0]
    rest = [literal(part) for part in first[1:] if part] + names[1:]
    path = justfile.modules.get(module)
    if path is None:
        return [unreadable(f"no module {module} in the justfile")]
    for candidate in (
        [path] if path else [f"{module}.just", f"{module}/mod.just", f"{module}/justfile", f"{module}/.justfile"]
    ):
        if world.exists(f"{place}/{candidate}") and not world.is_dir(f"{place}/{candidate}"):
            return [Start("argv", (literal("just"), literal("-f"), literal(f"{place}/{candidate}"), *rest), cwd=where)]
    return [unreadable(f"the module {module} of the justfile cannot be read")]


def up(path: str, place: str) -> str:
    """The way from a directory to one above it."""
    levels = path.rstrip("/").count("/") - place.rstrip("/").count("/")
    return "/".join([".."] * levels) if path.startswith(place) and levels > 0 else place


def _justfile(path: str, name: str | None, world: World) -> tuple[str, str] | None:
    """The justfile's text and its directory: the named one, else the nearest one upwards."""
    if name is not None:
        full = name if name.startswith("/") else f"{path}/{name}"
        text = text_at(full, world)
        return None if text is None else (text, full.rpartition("/")[0])
    while True:
        for one in ("justfile", "Justfile", ".justfile", "JUSTFILE"):
            text = text_at(f"{path}/{one}", world)
            if text is not None:
                return text, path
        if path in ("", "/"):
            return None
        path = path.rstrip("/").rpartition("/")[0]


def _just_runs(justfile: _Justfile, words: list[Word]) -> list[tuple[str, list[str]]]:
    """Recipes with their arguments: a recipe takes as many words as it has parameters."""
    out: list[tuple[str, list[str]]] = []
    place = 0
    while place < len(words):
        name = holed(words[place])
        place += 1
        recipe = justfile.recipes.get(justfile.aliases.get(name, name))
        count = len(recipe.parameters) if recipe is not None else len(words)
        out.append((name, [holed(word) for word in words[place : place + count]]))
        place += count
    return out


def _just_recipe(
    justfile: _Justfile, name: str, arguments: list[str], where: Word | None, starts: list[Start], done: set[str]
) -> None:
    name = justfile.aliases.get(name, name)
    recipe = justfile.recipes.get(name)
    if recipe is None:
        starts.append(unreadable(f"the recipe {name.replace(HOLE, '…')} cannot be found"))
        return
    key = " ".join([name, *arguments])
    if key in done or len(done) > TASKS_LIMIT:
        return
    done.add(key)
    names = dict(justfile.variables)
    for number, parameter in enumerate(recipe.parameters):
        bare, equals, default = parameter.partition("=")
        names[bare] = arguments[number] if number < len(arguments) else justfile.value(default) if equals else HOLE
    for need in recipe.needs:
        given = [one.strip("'\"") if one[:1] in "'\"" else names.get(one, HOLE) for one in need[1:]]
        _just_recipe(justfile, need[0], given, where, starts, done)
    lines = [_filled(line, names, justfile) for line in _dedented(recipe.body)]
    if lines and lines[0].startswith("#!"):
        text = "\n".join(lines)
        words = [word for word in lines[0][2:].split() if not word.endswith("env") and not word.startswith("-")]
        interpreter = words[0].rpartition("/")[2] if words else "sh"
        starts.append(Start("argv", (literal(interpreter), literal("-")), stdin=opened(text), cwd=where))
        return
    shell = justfile.settings.get("shell", "")
    for line in lines:
        bare = line.lstrip("@-")
        if not bare.strip():
            continue
        if shell and not any(f'{one}"' in shell or f"{one}'" in shell for one in ("sh", "bash", "zsh", "dash")):
            words_of = tuple([literal(piece.strip(" '\"")) for piece in shell.strip("[]").split(",")])
            starts.append(Start("argv", (*words_of, opened(bare, HOLE in bare)), cwd=where))
        else:
            starts.append(Start("shell", (opened(bare, HOLE in bare),), cwd=where, via=f"just {name}"))


def _dedented(body: list[str]) -> list[str]:
    """A recipe's lines without the indentation of the first."""
    indent = len(body[0]) - len(body[0].lstrip()) if body else 0
    return [line[indent:] if not line[:indent].strip() else line.strip() for line in body]


def _filled(line: str, names: dict[str, str], justfile: _Justfile) -> str:
    out = []
    rest = line
    while "{{" in rest:
        before, _, rest = rest.partition("{{")
        inner, _, rest = rest.partition("}}")
        out.append(before)
        kept, justfile.variables = justfile.variables, names
        out.append(justfile.value(inner.strip()))
        justfile.variables = kept
    out.append(rest)
    return "".join(out)
