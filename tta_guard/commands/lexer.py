"""Shell text -> words, as bash reads them; the flavours "dash" and "zsh" where they differ. Pure.

Source: the bash manual, "Shell Syntax"; checked against bash 5.2 by the oracle test. "dash" is what `sh` may be.
"""

from __future__ import annotations

from .lexer_expansions import Expansions
from .scanner import is_name
from .syntax import ArrayLit, Lit, Quoted, Subscript, WordNode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .syntax import Part, Parts

STOPS = frozenset(" \t\n|&;()<>\\'\"`$[")
EXTGLOB = frozenset("?*+@!")


class Lexer(Expansions):
    """Reads words from `text` at `self.i`. Every method raises SyntaxFault or Exhausted."""

    # Characters

    # Words

    def word(self, assign: bool = False, command: bool = False, regex: bool = False) -> WordNode | None:
        """Read one word; None when a metacharacter or the end stands here.

        Args:
            assign: an assignment may stand here, so `name[` begins a subscript, blanks and all.
            command: the word may be a command's name, so `!(` is a negation and `f@()` a definition.
            regex: the right side of `=~`: parentheses and bars are text.
        """
        self.allowance.spend()
        start = self.i
        text = self.text
        parts: list[Part] = []
        plain = True
        while self.i < self.end:
            place = self.i
            while place < self.end and text[place] not in STOPS:
                place += 1
            if place > self.i:
                parts.append(Lit(text[self.i : place]))
                self.i = place
                if place >= self.end:
                    break
            character = text[place]
            if character == "\\":
                if text.startswith("\n", place + 1):
                    self.allowance.spend()
                    self.i += 2
                    continue
                plain = False
                parts.append(Lit(text[place + 1 : place + 2] or "\\", True))
                self.i = min(place + 2, self.end)
            elif character == "'":
                plain = False
                parts.append(Lit(self.single(), True))
            elif character == '"':
                plain = False
                self.i += 1
                parts.append(Quoted(self.double()))
            elif character == "$":
                plain = False
                self.dollar(parts, False)
            elif character == "`":
                plain = False
                parts.append(self.backtick(False))
            elif character == "[":
                if assign and len(parts) == 1 and plain and isinstance(parts[0], Lit) and is_name(parts[0].text):
                    plain = False
                    self.i += 1
                    parts.append(Subscript(self.subscript()))
                else:
                    parts.append(Lit("["))
                    self.i += 1
            elif character in "<>":
                if self.peek(1) != "(" or self.flavour == "dash" or regex:
                    if not regex:
                        break
                    parts.append(Lit(character))
                    self.i += 1
                else:
                    plain = False
                    parts.append(self.process())
            elif regex and character in "()|":
                if character == "(":
                    self.regex_group(parts)
                    plain = False
                elif character == "|" and not text.startswith("||", self.i):
                    parts.append(Lit("|"))
                    self.i += 1
                else:
                    break
            elif character == "(" and self._array_here(parts):
                plain = False
                self.i += 1
                parts.append(self.array())
            elif character == "(" and self._group_here(parts, command):
                plain = False
                self.group(parts)
            else:
                break
        if self.i == start or not parts:
            return None
        name = "".join([part.text for part in parts if isinstance(part, Lit)]) if plain else None
        return WordNode(tuple(parts), start, self.i, name)

    def _array_here(self, parts: list[Part]) -> bool:
        """Whether the word so far is `name=`, `name+=` or `name[…]=`."""
        last = parts[-1] if parts else None
        if not isinstance(last, Lit) or last.quoted or not last.text.endswith("="):
            return False
        if isinstance(parts[0], Lit) and len(parts) == 1:
            return is_name(last.text[:-1].removesuffix("+"))
        return len(parts) == 3 and isinstance(parts[1], Subscript) and last.text in ("=", "+=")

    def _group_here(self, parts: list[Part], command: bool) -> bool:
        """Whether "(" opens a pattern like `@(a|b)`. Patterns are read whether `extglob` is on or not: where it is off,
        bash runs nothing at all."""
        last = parts[-1] if parts else None
        if not isinstance(last, Lit) or last.quoted or last.text[-1] not in EXTGLOB or self.flavour == "dash":
            return False
        if command and len(parts) == 1 and last.text == "!" and "extglob" in self.text:
            raise self.fault("!( is a pattern where extglob is on, and a negation where it is off")
        return not (command and (self.peek(1) == ")" or (len(parts) == 1 and last.text == "!")))

    def group(self, parts: list[Part]) -> None:
        """Read `(a|b)` of an extended pattern as unquoted text, expansions within it as such."""
        self.allowance.enter()
        parts.append(Lit("("))
        self.i += 1
        while True:
            character = self.peek()
            if not character:
                raise self.fault("a pattern in parentheses does not end")
            if self.continued:
                self.i = self._past(self.i)
            if character == ")":
                parts.append(Lit(")"))
                self.i += 1
                self.allowance.leave()
                return
            if character == "(":
                self.group(parts)
            elif character in " \t\n|&;<>":
                parts.append(Lit(character))
                self.i += 1
            else:
                inner = self.word()
                if inner is None:
                    raise self.fault("a pattern in parentheses cannot be read")
                parts.extend(inner.parts)

    def regex_group(self, parts: list[Part]) -> None:
        """Read a parenthesis of a regular expression, up to its match."""
        self.group(parts)

    def array(self) -> ArrayLit:
        """Read the elements after `name=(`, and the ")"."""
        items: list[tuple[Parts | None, bool, WordNode]] = []
        while True:
            self.skip_newlines()
            character = self.peek()
            if character == ")":
                self.advance()
                return ArrayLit(tuple(items))
            index = None
            append = False
            if character == "[":
                here = self.i
                self.advance()
                index = self.subscript()
                append = self.starts("+=")
                if append or self.peek() == "=":
                    self.advance(2 if append else 1)
                else:
                    self.i = here
                    index = None
            word = self.word()
            if word is None:
                if index is None:
                    raise self.fault("an array does not end")
                word = WordNode((), self.i, self.i)
            items.append((index, append, word))

    # Quotes

    # Expansions

    # Here-documents
