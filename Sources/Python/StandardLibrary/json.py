# Source: RFC 8259, and <https://docs.python.org/3.11/library/json.html> for the texts.

import math

from _random import unsupported

# Writing.

_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b",
          "\f": "\\f"}


def _quoted(text, ensure_ascii):
    parts = []
    for letter in text:
        code = ord(letter)
        if letter in _SHORT:
            parts.append(_SHORT[letter])
        elif code < 32 or (ensure_ascii and 126 < code < 0x10000):
            parts.append(f"\\u{code:04x}")
        elif ensure_ascii and code > 126:
            high, low = divmod(code - 0x10000, 0x400)
            parts.append(f"\\u{0xd800 + high:04x}\\u{0xdc00 + low:04x}")
        else:
            parts.append(letter)
    return '"' + "".join(parts) + '"'


def _number(value, allow_nan):
    if isinstance(value, int):
        return int.__repr__(value)
    if math.isfinite(value):
        return float.__repr__(value)
    if not allow_nan:
        raise ValueError("Out of range float values are not JSON compliant")
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"


class _Writer:
    def __init__(self, indent, separators, default, sort_keys, ensure_ascii, allow_nan, skipkeys):
        self.indent = " " * indent if isinstance(indent, int) else indent
        if separators is None:
            separators = (", " if indent is None else ",", ": ")
        self.comma, self.colon = separators
        self.default, self.sort_keys, self.ensure_ascii = default, sort_keys, ensure_ascii
        self.allow_nan, self.skipkeys = allow_nan, skipkeys
        self.open = []

    def scalar(self, value):
        if value is None:
            return "null"
        if value is True:
            return "true"
        if value is False:
            return "false"
        if isinstance(value, str):
            return _quoted(value, self.ensure_ascii)
        return _number(value, self.allow_nan) if isinstance(value, (int, float)) else None

    def key(self, key):
        if isinstance(key, str):
            return key
        text = self.scalar(key)
        if text is None and not self.skipkeys:
            raise TypeError(
                "keys must be str, int, float, bool or None, not " + type(key).__name__)
        return text

    def write(self, value, depth):
        text = self.scalar(value)
        if text is not None:
            return text
        if any(value is outer for outer in self.open):
            raise ValueError("Circular reference detected")
        self.open.append(value)
        if isinstance(value, dict):
            text = self.dictionary(value, depth + 1)
        elif isinstance(value, (list, tuple)):
            text = self.framed("[]", [self.write(item, depth + 1) for item in value], depth + 1)
        elif self.default is None:
            raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
        else:
            text = self.write(self.default(value), depth)
        self.open.pop()
        return text

    def dictionary(self, value, depth):
        pairs = sorted(value.items()) if self.sort_keys else value.items()
        items = []
        for key, item in pairs:
            name = self.key(key)
            if name is not None:
                items.append(
                    _quoted(name, self.ensure_ascii) + self.colon + self.write(item, depth))
        return self.framed("{}", items, depth)

    def framed(self, ends, items, depth):
        if not items or self.indent is None:
            return ends[0] + self.comma.join(items) + ends[1]
        gap = "\n" + self.indent * depth
        return (
            ends[0] + gap + (self.comma + gap).join(items) + "\n" + self.indent * (depth - 1)
            + ends[1])


def dumps(
    obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None,
    indent=None, separators=None, default=None, sort_keys=False,
):
    if cls is not None:
        unsupported("json.dumps with cls")
    writer = _Writer(indent, separators, default, sort_keys, ensure_ascii, allow_nan, skipkeys)
    return writer.write(obj, 0)


# Reading.


class JSONDecodeError(ValueError):
    __module__ = "json.decoder"

    def __init__(self, msg, doc, pos):
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos - doc.rfind("\n", 0, pos)
        super().__init__(f"{msg}: line {self.lineno} column {self.colno} (char {pos})")


_ESCAPES = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_NAMES = {
    "null": None, "true": True, "false": False, "NaN": math.nan, "Infinity": math.inf,
    "-Infinity": -math.inf}


class _Reader:
    def __init__(self, text):
        self.text, self.place = text, 0

    def fail(self, message, place=None):
        raise JSONDecodeError(message, self.text, self.place if place is None else place)

    def skip(self):
        while self.peek() and self.peek() in " \t\n\r":
            self.place += 1

    def peek(self):
        return self.text[self.place:self.place + 1]

    def value(self):
        start = self.peek()
        if start == '"':
            self.place += 1
            return self.string()
        if start == "{":
            return self.dictionary()
        if start == "[":
            return self.list()
        for name, value in _NAMES.items():
            if self.text.startswith(name, self.place):
                self.place += len(name)
                return value
        return self.number()

    def digits(self):
        start = self.place
        while self.peek().isdigit():
            self.place += 1
        return self.place > start

    def number(self):
        start = self.place
        if self.peek() == "-":
            self.place += 1
        if self.peek() == "0":
            self.place += 1
        elif not self.digits():
            self.fail("Expecting value", start)
        end, is_whole = self.place, True
        if self.peek() == ".":
            self.place += 1
            if self.digits():
                end, is_whole = self.place, False
            self.place = end
        if self.peek() and self.peek() in "eE":
            self.place += 1
            if self.peek() and self.peek() in "+-":
                self.place += 1
            if self.digits():
                end, is_whole = self.place, False
            self.place = end
        text = self.text[start:end]
        return int(text) if is_whole else float(text)

    def code(self):
        digits = self.text[self.place:self.place + 4]
        if len(digits) < 4 or any(d not in "0123456789abcdefABCDEF" for d in digits):
            self.fail("Invalid \\uXXXX escape", self.place)
        self.place += 4
        return int(digits, 16)

    def string(self):
        start, parts = self.place - 1, []
        while True:
            letter = self.peek()
            if not letter:
                self.fail("Unterminated string starting at", start)
            self.place += 1
            if letter == '"':
                return "".join(parts)
            if letter == "\\":
                letter = self.escape(start)
            elif ord(letter) < 32:
                self.fail("Invalid control character at", self.place - 1)
            parts.append(letter)

    def escape(self, start):
        kind = self.peek()
        if not kind:
            self.fail("Unterminated string starting at", start)
        self.place += 1
        if kind != "u":
            if kind not in _ESCAPES:
                self.fail("Invalid \\escape", self.place - 2)
            return _ESCAPES[kind]
        code = self.code()
        if 0xd800 <= code < 0xdc00 and self.text.startswith("\\u", self.place):
            self.place += 2
            code = 0x10000 + (code - 0xd800) * 0x400 + (self.code() - 0xdc00)
        return chr(code)

    def list(self):
        self.place += 1
        self.skip()
        items = []
        if self.peek() == "]":
            self.place += 1
            return items
        while True:
            items.append(self.value())
            self.skip()
            if self.peek() == "]":
                self.place += 1
                return items
            if self.peek() != ",":
                self.fail("Expecting ',' delimiter")
            self.place += 1
            self.skip()

    def dictionary(self):
        self.place += 1
        self.skip()
        items = {}
        if self.peek() == "}":
            self.place += 1
            return items
        while True:
            if self.peek() != '"':
                self.fail("Expecting property name enclosed in double quotes")
            self.place += 1
            name = self.string()
            self.skip()
            if self.peek() != ":":
                self.fail("Expecting ':' delimiter")
            self.place += 1
            self.skip()
            items[name] = self.value()
            self.skip()
            if self.peek() == "}":
                self.place += 1
                return items
            if self.peek() != ",":
                self.fail("Expecting ',' delimiter")
            self.place += 1
            self.skip()


def loads(s):
    if not isinstance(s, str):
        raise TypeError(
            f"the JSON object must be str, bytes or bytearray, not {type(s).__name__}")
    reader = _Reader(s)
    reader.skip()
    value = reader.value()
    reader.skip()
    if reader.place != len(s):
        reader.fail("Extra data")
    return value


def dump(obj, fp, **options):
    unsupported("json.dump (a program here can reach nothing outside of itself)")


def load(fp, **options):
    unsupported("json.load (a program here can reach nothing outside of itself)")
