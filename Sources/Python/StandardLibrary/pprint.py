"""Containers over several lines, where one is too narrow for them."""

import sys


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
    printer = PrettyPrinter(
        indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers)
    return printer.pformat(object)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    PrettyPrinter(
        indent=indent, width=width, depth=depth, stream=stream, compact=compact,
        sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._text(object, 0)


def isreadable(object):
    return True


class _Order:
    """Keys of any types in an order: their own, or else by type and place."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (
                str(type(other.value)), id(other.value))


def _ordered(values):
    return sorted(values, key=_Order)


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 sort_dicts=True, underscore_numbers=False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent, self._width, self._depth = indent, width, depth
        self._stream, self._compact, self._sorts = stream, compact, sort_dicts
        self._underscores = underscore_numbers

    def pprint(self, object):
        print(self.pformat(object), file=self._stream or sys.stdout)

    def pformat(self, object):
        lines = []
        self._format(object, lines, 0, 0, 0)
        return "".join(lines)

    def _items(self, mapping):
        items = list(mapping.items())
        if self._sorts:
            items.sort(key=lambda item: _Order(item[0]))
        return items

    def _text(self, object, level):
        """The object on one line."""
        kind = type(object)
        if kind is int and self._underscores:
            return f"{object:_d}"
        deep = self._depth is not None and level >= self._depth
        if kind.__repr__ is dict.__repr__ and isinstance(object, dict):
            if not object:
                return "{}"
            if deep:
                return "{...}"
            parts = [
                f"{self._text(key, level + 1)}: {self._text(value, level + 1)}"
                for key, value in self._items(object)]
            return "{" + ", ".join(parts) + "}"
        if kind is list or kind is tuple:
            left, right = ("[", "]") if kind is list else ("(", ")")
            if not object:
                return left + right
            if deep:
                return f"{left}...{right}"
            text = ", ".join(self._text(item, level + 1) for item in object)
            return f"({text},)" if kind is tuple and len(object) == 1 else left + text + right
        return repr(object)

    def _format(self, object, out, indent, allowance, level):
        text = self._text(object, level)
        kind = type(object)
        if len(text) <= self._width - indent - allowance:
            out.append(text)
            return
        level += 1
        if self._depth is not None and level > self._depth:
            out.append(text)
        elif kind is dict:
            self._pairs(object, out, indent, allowance, level)
        elif kind is list:
            self._sequence("[", object, "]", out, indent, allowance, level)
        elif kind is tuple:
            end = ",)" if len(object) == 1 else ")"
            self._sequence("(", object, end, out, indent, allowance, level)
        elif kind is set and object:
            self._sequence("{", _ordered(object), "}", out, indent, allowance, level)
        elif kind is frozenset and object:
            out.append("frozenset(")
            self._sequence(
                "{", _ordered(object), "}", out, indent + len("frozenset("), allowance + 1, level)
            out.append(")")
        elif kind is str and object:
            self._string(object, out, indent, allowance, level)
        else:
            out.append(text)

    def _pairs(self, mapping, out, indent, allowance, level):
        out.append("{")
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        if mapping:
            indent += self._indent
            items = self._items(mapping)
            for place, (key, value) in enumerate(items):
                last = place == len(items) - 1
                text = self._text(key, level)
                out.append(f"{text}: ")
                self._format(
                    value, out, indent + len(text) + 2, allowance + 1 if last else 1, level)
                if not last:
                    out.append(",\n" + " " * indent)
        out.append("}")

    def _sequence(self, left, items, right, out, indent, allowance, level):
        out.append(left)
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        items = list(items)
        indent += self._indent
        allowance += len(right)
        separator, room = "", self._width - indent
        width = room = room + 1
        for place, item in enumerate(items):
            last = place == len(items) - 1
            if last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self._text(item, level)
                size = len(text) + 2
                if width < size:
                    width = room
                    if separator:
                        separator = ",\n" + " " * indent
                if width >= size:
                    width -= size
                    out.append(separator + text)
                    separator = ", "
                    continue
            out.append(separator)
            separator = ",\n" + " " * indent
            self._format(item, out, indent, allowance if last else 1, level)
        out.append(right)

    def _string(self, text, out, indent, allowance, level):
        """A string as several literals, one beneath the other."""
        chunks = []
        lines = text.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        room = widest = self._width - indent
        shown = ""
        for number, line in enumerate(lines):
            shown = repr(line)
            if number == len(lines) - 1:
                room -= allowance
            if len(shown) <= room:
                chunks.append(shown)
                continue
            parts = self._words(line)
            room_here, current = widest, ""
            for place, part in enumerate(parts):
                candidate = current + part
                if place == len(parts) - 1 and number == len(lines) - 1:
                    room_here -= allowance
                if len(repr(candidate)) > room_here:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            out.append(shown)
            return
        if level == 1:
            out.append("(")
        out.append(("\n" + " " * indent).join(chunks))
        if level == 1:
            out.append(")")

    def _words(self, line):
        parts, start, i = [], 0, 0
        while i < len(line):
            while i < len(line) and not line[i].isspace():
                i += 1
            while i < len(line) and line[i].isspace():
                i += 1
            parts.append(line[start:i])
            start = i
        return parts
