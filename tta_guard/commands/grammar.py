"""Shell text -> tree: lists, pipelines, compound commands, definitions. Pure.

Longer than most modules because a grammar is one thing. It is that of bash 5.2 ("Shell Grammar" in its manual) read
leniently: an empty list is accepted where bash wants a command, because reading more than runs is safe and reading less
is not. Anything else that the grammar does not know is a SyntaxFault, never a guess. Flavour "dash" leaves out `[[`,
`((`, `function`, `time`, `coproc`, `select`; "zsh" adds `repeat`, `foreach`, short loops and nameless functions.
"""

from __future__ import annotations

from .grammar_compound import NO_ENDERS, Compound
from .scanner import DIGITS, is_name
from .syntax import (
    AndOr,
    ArrayLit,
    Assign,
    Exhausted,
    Function,
    Here,
    Lit,
    Param,
    Pipeline,
    Quoted,
    Redir,
    Redirected,
    Sequence,
    Simple,
    Subscript,
    SyntaxFault,
    WordNode,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .syntax import Node, Part, Parts

ENDERS = frozenset(["then", "elif", "else", "fi", "do", "done", "esac", "}", "end"])
DECLARATIONS = frozenset(["declare", "typeset", "local", "export", "readonly", "alias", "eval", "let"])
_OPERATORS = ("<<<", "<<-", "&>>", "<<", "<&", "<>", ">>", ">&", ">|", "&>", "<", ">")


class Parser(Compound):
    """Reads commands. Every method raises SyntaxFault or Exhausted."""

    def program(self) -> tuple[list[tuple[Node, bool]], SyntaxFault | None]:
        """Read the whole text: what could be read, and the first fault, if any.

        bash runs what stands on the lines before a fault, and an interactive one what stands after it, so reading goes
        on at the next line.
        """
        items: list[tuple[Node, bool]] = []
        first_fault: SyntaxFault | None = None
        depth = self.allowance.depth
        for _ in range(20):
            try:
                self.items(NO_ENDERS, items)
                if self.i >= self.end:
                    if self.pending:
                        self.read_documents()
                    break
                raise self.fault(f"unexpected {self.peek()!r}")
            except Exhausted as exhausted:
                return items, first_fault or SyntaxFault(exhausted.message, self.i, exhausted.code)
            except SyntaxFault as fault:
                first_fault = first_fault or fault
                self.allowance.depth = depth
                self.pending = []
                newline = self.text.find("\n", max(self.i, fault.position))
                if newline < 0:
                    break
                self.i = newline + 1
        return items, first_fault

    def sequence(self, enders: frozenset[str]) -> Sequence:
        """Read a list up to a reserved word in `enders`, ")", ";;" or the end, left unread."""
        items: list[tuple[Node, bool]] = []
        self.items(enders, items)
        return Sequence(tuple(items))

    def items(self, enders: frozenset[str], items: list[tuple[Node, bool]]) -> None:
        """Read the items of a list into `items`."""
        while True:
            self.skip_newlines()
            character = self.peek()
            if not character or character == ")":
                return
            if character == ";":
                if self.peek(1) in (";", "&"):
                    return
                raise self.fault("unexpected ';'")
            first = self.word(assign=True, command=True)
            if first is not None and first.plain in ENDERS:
                if first.plain in enders:
                    self.i = first.start
                    return
                if first.plain != "end" or self.flavour == "zsh":
                    raise self.fault(f"unexpected {first.plain!r}")
            node = self.and_or(first)
            self.skip_blanks()
            character = self.peek()
            background = character == "&"
            if background or (character == ";" and self.peek(1) not in (";", "&")):
                self.advance()
                if background and self.flavour == "zsh" and self.peek() in ("!", "|"):
                    self.advance()
            elif character not in ("", "\n", ")", ";") and (character != "}" or self.flavour != "zsh"):
                raise self.fault(f"unexpected {character!r}")
            items.append((node, background))

    def and_or(self, first: WordNode | None) -> Node:
        """Read pipelines joined by && and ||."""
        node = self.pipeline(first)
        rest: list[tuple[str, Node]] = []
        while True:
            self.skip_blanks()
            operator = "&&" if self.starts("&&") else "||" if self.starts("||") else ""
            if not operator:
                return AndOr(node, tuple(rest)) if rest else node
            self.advance(2)
            self.skip_newlines()
            rest.append((operator, self.pipeline(self.word(assign=True, command=True))))

    def pipeline(self, first: WordNode | None) -> Node:
        """Read a pipeline with its `!` and `time`."""
        negated = False
        commands: list[Node] = []
        both: list[bool] = []
        while True:
            keyword = False
            while first is not None and (first.plain == "!" or (first.plain == "time" and self.flavour != "dash")):
                keyword = True
                negated ^= first.plain == "!"
                timed = first.plain == "time"
                self.skip_blanks()
                first = self.word(assign=True, command=True)
                while timed and first is not None and first.plain in ("-p", "--"):
                    self.skip_blanks()
                    first = self.word(assign=True, command=True)
            if keyword and first is None and (not self.peek() or self.peek() in "\n;&)"):
                commands.append(Sequence(()))
            else:
                commands.append(self.command(first))
            self.skip_blanks()
            if self.peek() != "|" or self.peek(1) == "|":
                break
            both.append(self.peek(1) == "&")
            self.advance(2 if both[-1] else 1)
            self.skip_newlines()
            first = self.word(assign=True, command=True)
        if len(commands) == 1 and not negated:
            return commands[0]
        return Pipeline(tuple(commands), tuple(both), negated)

    def command(self, first: WordNode | None) -> Node:
        """Read one command; `first` is its first word, already read, or None where none stands."""
        self.allowance.enter()
        start = self.i if first is None else first.start
        node = self.compound(first)
        if node is None:
            node = self.simple(first)
        elif not isinstance(node, Function):
            redirs = self._trailing_redirections()
            if redirs:
                node = Redirected(node, redirs, self.span(start))
        self.allowance.leave()
        return node

    # Simple commands

    def simple(self, word: WordNode | None) -> Node:
        """Read assignments, words and redirections, or a definition `name()`."""
        start = self.i if word is None else word.start
        assigns: list[Assign] = []
        words: list[WordNode] = []
        redirs: list[Redir] = []
        end = start
        while True:
            if word is None:
                self.skip_blanks()
                if self._operator_here():
                    redirs.append(self.redirection(-2))
                    end = self.i
                    continue
                declares = bool(words) and words[0].plain in DECLARATIONS
                here = self.i
                word = self.word(assign=not words or declares)
                if word is not None and word.plain == "}" and self.flavour == "zsh":
                    self.i = here
                    break
                if word is None:
                    break
            fd = self._descriptor(word)
            if fd is not None:
                redirs.append(self.redirection(fd))
            elif not words and (assign := assignment(word)) is not None:
                assigns.append(assign)
            else:
                words.append(word)
                if len(words) == 1 and not assigns and not redirs and self.parentheses():
                    return self.definition(self.text[word.start : word.end])
            word = None
            end = self.i
        if not assigns and not words and not redirs:
            raise self.fault(f"unexpected {self.peek()!r}" if self.peek() else "a command is missing")
        span = self.outer or (start, end)
        if not words:
            return Simple(tuple(assigns), (), tuple(redirs), span)
        name = words[0]
        head, tail = self.text[start : name.start], self.text[name.end : end]
        return Simple(tuple(assigns), tuple(words), tuple(redirs), span, head, tail)

    def _descriptor(self, word: WordNode) -> int | None:
        """The descriptor that `word` is, when a redirection follows it at once: `2>`, `{name}>`."""
        plain = word.plain
        if not plain or self.peek() not in ("<", ">") or self.text[self.i - 1] in "\n":
            return None
        if DIGITS.issuperset(plain):
            return int(plain[:9])
        if plain[0] == "{" and plain[-1] == "}" and is_name(plain[1:-1]) and self.flavour != "dash":
            return -1
        return None

    def _operator_here(self) -> bool:
        character = self.peek()
        if character and character in "<>":
            return self.peek(1) != "(" or self.flavour == "dash"
        return character == "&" and self.peek(1) == ">" and self.flavour != "dash"

    def redirection(self, fd: int) -> Redir:
        """Read an operator and what follows it; `fd` -2 is the operator's own."""
        operator = next((operator for operator in _OPERATORS if self.starts(operator)), "")
        self.advance(len(operator))
        if fd == -2:
            fd = 0 if operator[0] == "<" else 1
        self.skip_blanks()
        start = self.i
        target = self.word()
        if target is None:
            raise self.fault(f"{operator} lacks its word")
        if operator in ("<<", "<<-"):
            delimiter, quoted = unquote(target.parts, self.text[start : self.i])
            here = Here(delimiter, quoted, operator == "<<-")
            self.pending.append(here)
            return Redir(operator, fd, None, here)
        return Redir(operator, fd, target)

    def _trailing_redirections(self) -> tuple[Redir, ...]:
        redirs: list[Redir] = []
        while True:
            self.skip_blanks()
            if self._operator_here():
                redirs.append(self.redirection(-2))
                continue
            if self.peek() not in DIGITS and self.peek() != "{":
                return tuple(redirs)
            here = self.i
            word = self.word()
            fd = None if word is None else self._descriptor(word)
            if fd is None:
                self.i = here
                return tuple(redirs)
            redirs.append(self.redirection(fd))

    # Definitions

    def parentheses(self) -> bool:
        """Whether `()` follows; reads it if so."""
        self.skip_blanks()
        if self.peek() != "(":
            return False
        here = self.i
        self.advance()
        self.skip_blanks()
        if self.peek() == ")":
            self.advance()
            return True
        self.i = here
        return False

    def definition(self, name: str, keyword: bool = False) -> Function:
        """Read a function's body; after `function`, and in bash always, it is a compound command."""
        self.skip_newlines()
        start = self.i
        body = self.command(self.word(assign=True, command=True))
        if isinstance(body, Simple) and (keyword or self.flavour == "bash"):
            raise self.fault("a function's body is not a compound command")
        return Function(name.replace("\\\n", ""), body, self.text[start : self.i])

    # Compound commands


def assignment(word: WordNode) -> Assign | None:
    """What `word` assigns, if it is an assignment."""
    parts = word.parts
    first = parts[0] if parts else None
    if not isinstance(first, Lit) or first.quoted:
        return None
    index: Parts | None = None
    if len(parts) > 2 and isinstance(parts[1], Subscript):
        index = parts[1].parts
        last = parts[2]
        if not isinstance(last, Lit) or last.quoted or not is_name(first.text):
            return None
        name, rest, after = first.text, last.text, parts[3:]
        append = rest.startswith("+=")
        if not append and not rest.startswith("="):
            return None
        value = rest[2:] if append else rest[1:]
    else:
        name, equals, value = first.text.partition("=")
        after = parts[1:]
        append = name.endswith("+")
        name = name.removesuffix("+")
        if not equals or not is_name(name):
            # `na\<newline>me=x`: the continuation cut the name in two pieces.
            joined = join_literals(parts)
            return None if joined is parts else assignment(WordNode(joined, word.start, word.end))
    pieces: Parts = (Lit(value), *after) if value else after
    return Assign(name, pieces, index, append)


def join_literals(parts: Parts) -> Parts:
    """Neighbouring unquoted literals as one."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Lit) and isinstance(last, Lit) and not part.quoted and not last.quoted:
            joined[-1] = Lit(last.text + part.text)
        else:
            joined.append(part)
    return parts if len(joined) == len(parts) else tuple(joined)


def unquote(parts: Parts, source: str) -> tuple[str, bool]:
    """A here-document's delimiter and whether any of it is quoted; expansions in it are not expanded."""
    quoted = False
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, Lit):
            quoted |= part.quoted
            pieces.append(part.text)
        elif isinstance(part, Quoted):
            quoted = True
            if not all(isinstance(inner, Lit) for inner in part.parts):
                raise SyntaxFault("a here-document's delimiter holds an expansion", 0)
            pieces.append("".join([inner.text for inner in part.parts if isinstance(inner, Lit)]))
        elif isinstance(part, Param) and not part.op and part.index is None:
            pieces.append("$" + part.name)
        else:
            raise SyntaxFault("a here-document's delimiter holds an expansion", 0)
    if isinstance(parts[-1], ArrayLit):
        raise SyntaxFault("a here-document's delimiter is an array", 0)
    return "".join(pieces), quoted


def parts_of(text: str) -> Parts:
    """`text` as quoted parts."""
    return (Lit(text, True),) if text else ()
