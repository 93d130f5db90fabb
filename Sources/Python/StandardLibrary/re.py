"""Regular expressions; they are read and run natively."""

from _random import unsupported
from _sre import compile as _compile
from _sre import scan as _scan
from functools import lru_cache

_END = 1 << 62


_NAMES = {
    2: "IGNORECASE", 4: "LOCALE", 8: "MULTILINE", 16: "DOTALL", 32: "UNICODE", 64: "VERBOSE",
    128: "DEBUG", 256: "ASCII"}


class RegexFlag(int):
    def __or__(self, other):
        return RegexFlag(int(self) | int(other))

    def __and__(self, other):
        return RegexFlag(int(self) & int(other))

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other))

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    @property
    def value(self):
        return int(self)

    @property
    def name(self):
        return "|".join(name for bit, name in _NAMES.items() if int(self) & bit) or "NOFLAG"

    def __repr__(self):
        return "|".join(f"re.{name}" for name in self.name.split("|"))

    __str__ = __repr__


class error(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            self.lineno = pattern.count("\n", 0, pos) + 1
            self.colno = pos - pattern.rfind("\n", 0, pos)
            if "\n" in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


def _text(string):
    if isinstance(string, (bytes, bytearray)):
        unsupported("re with bytes")
    if not isinstance(string, str):
        raise TypeError(f"expected string or bytes-like object, got '{type(string).__name__}'")
    return string


class Match:
    def __init__(self, pattern, string, pos, endpos, ends):
        self.re, self.string, self.pos, self.endpos = pattern, string, pos, endpos
        self._ends = ends[:-1]
        self.lastindex = ends[-1] if ends[-1] > 0 else None

    @property
    def lastgroup(self):
        for name, number in self.re.groupindex.items():
            if number == self.lastindex:
                return name
        return None

    @property
    def regs(self):
        return tuple(self.span(number) for number in range(self.re.groups + 1))

    def _number(self, group):
        if isinstance(group, str):
            number = self.re.groupindex.get(group, -1)
        else:
            number = group.__index__() if hasattr(group, "__index__") else -1
        if not 0 <= number <= self.re.groups:
            raise IndexError("no such group")
        return number

    def span(self, group=0, /):
        number = self._number(group)
        start, end = self._ends[2 * number], self._ends[2 * number + 1]
        return (start, end) if end >= 0 else (-1, -1)

    def start(self, group=0, /):
        return self.span(group)[0]

    def end(self, group=0, /):
        return self.span(group)[1]

    def _get(self, group, default=None):
        start, end = self.span(group)
        return default if start < 0 else self.string[start:end]

    def group(self, *groups):
        if not groups:
            return self._get(0)
        if len(groups) == 1:
            return self._get(groups[0])
        return tuple(self._get(group) for group in groups)

    def __getitem__(self, group):
        return self._get(group)

    def groups(self, default=None):
        return tuple(self._get(number, default) for number in range(1, self.re.groups + 1))

    def groupdict(self, default=None):
        return {name: self._get(name, default) for name in self.re.groupindex}

    def expand(self, template):
        return _expand(_template(template, self.re), self)

    def __bool__(self):
        return True

    def __repr__(self):
        return f"<re.Match object; span={self.span()!r}, match={self._get(0)!r}>"


class Pattern:
    def __init__(self, pattern, flags):
        made = _compile(pattern, int(flags))
        if len(made) == 2:
            raise error(made[0], pattern, made[1])
        self.pattern = pattern
        self._program, flags, self.groups, self.groupindex = made
        self.flags = flags if flags & 256 else flags | 32

    def _matches(self, string, pos, endpos, mode, most=1):
        string = _text(string)
        pos, endpos = max(pos, 0), max(min(endpos, len(string)), 0)
        found = _scan(self._program, string, pos, endpos, mode, most)
        return [Match(self, string, pos, endpos, ends) for ends in found]

    def _first(self, string, pos, endpos, mode):
        found = self._matches(string, pos, endpos, mode)
        return found[0] if found else None

    def match(self, string, pos=0, endpos=_END):
        return self._first(string, pos, endpos, "match")

    def fullmatch(self, string, pos=0, endpos=_END):
        return self._first(string, pos, endpos, "fullmatch")

    def search(self, string, pos=0, endpos=_END):
        return self._first(string, pos, endpos, "search")

    def finditer(self, string, pos=0, endpos=_END):
        return iter(self._matches(string, pos, endpos, "search", _END))

    def findall(self, string, pos=0, endpos=_END):
        found = self._matches(string, pos, endpos, "search", _END)
        if self.groups == 0:
            return [match._get(0) for match in found]
        if self.groups == 1:
            return [match._get(1, "") for match in found]
        return [match.groups("") for match in found]

    def split(self, string, maxsplit=0):
        parts, last = [], 0
        for match in self._matches(string, 0, _END, "search", maxsplit or _END):
            parts.append(string[last:match.start()])
            parts.extend(match.groups())
            last = match.end()
        return parts + [string[last:]]

    def subn(self, repl, string, count=0):
        pieces = None if callable(repl) else _template(_text(repl), self)
        parts, last = [], 0
        found = self._matches(string, 0, _END, "search", count or _END)
        for match in found:
            parts.append(string[last:match.start()])
            parts.append(_text(repl(match)) if pieces is None else _expand(pieces, match))
            last = match.end()
        return "".join(parts) + string[last:], len(found)

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self.pattern == other.pattern and self.flags == other.flags

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        shown = RegexFlag(self.flags & ~32)
        flags = f", {shown!r}" if shown else ""
        return f"re.compile({self.pattern!r:.200}{flags})"


_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


def _template(template, pattern):
    """A replacement as texts and numbers of groups."""
    pieces, text, i = [], "", 0

    def reference(number, place):
        nonlocal text
        if number > pattern.groups:
            raise error(f"invalid group reference {number}", template, place)
        pieces.append(text)
        pieces.append(number)
        text = ""

    while i < len(template):
        if template[i] != "\\":
            text += template[i]
            i += 1
            continue
        start = i
        letter = template[i + 1:i + 2]
        i += 2
        if not letter:
            raise error("bad escape (end of pattern)", template, start)
        if letter == "g":
            if template[i:i + 1] != "<":
                raise error("missing <", template, i)
            end = template.find(">", i)
            name = template[i + 1:end if end >= 0 else None]
            if end < 0:
                message = "missing >, unterminated name" if name else "missing group name"
                raise error(message, template, i + 1)
            if not name:
                raise error("missing group name", template, i + 1)
            if name.isascii() and name.isdigit():
                reference(int(name), i + 1)
            elif not name.isidentifier():
                raise error(f"bad character in group name {name!r}", template, i + 1)
            elif name not in pattern.groupindex:
                raise IndexError(f"unknown group name {name!r}")
            else:
                reference(pattern.groupindex[name], i + 1)
            i = end + 1
        elif letter == "0":
            digits = letter
            while len(digits) < 3 and template[i:i + 1] in tuple("01234567"):
                digits += template[i]
                i += 1
            text += chr(int(digits, 8) & 0xFF)
        elif letter in tuple("123456789"):
            digits = letter
            if template[i:i + 1] in tuple("0123456789"):
                digits += template[i]
                i += 1
                if all(c in "01234567" for c in digits) and template[i:i + 1] in tuple("01234567"):
                    digits += template[i]
                    i += 1
                    code = int(digits, 8)
                    if code > 0o377:
                        raise error(
                            f"octal escape value \\{digits} outside of range 0-0o377", template,
                            start)
                    text += chr(code)
                    continue
            reference(int(digits), start + 1)
        elif letter in _ESCAPES:
            text += _ESCAPES[letter]
        elif letter.isascii() and letter.isalpha():
            raise error(f"bad escape \\{letter}", template, start)
        else:
            text += "\\" + letter
    pieces.append(text)
    return pieces


def _expand(pieces, match):
    return "".join(
        piece if isinstance(piece, str) else match._get(piece, "") for piece in pieces)


@lru_cache(maxsize=512)
def _made(pattern, flags):
    return Pattern(pattern, flags)


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if isinstance(pattern, (bytes, bytearray)):
        unsupported("re with bytes")
    if not isinstance(pattern, str):
        raise TypeError("first argument must be string or compiled pattern")
    return _made(pattern, int(flags))


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def purge():
    _made.cache_clear()


def escape(pattern):
    special = {ord(c): "\\" + c for c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}
    return _text(pattern).translate(special)


NOFLAG = RegexFlag(0)
I = IGNORECASE = RegexFlag(2)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
A = ASCII = RegexFlag(256)
