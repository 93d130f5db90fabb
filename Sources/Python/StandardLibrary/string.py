"""The characters of ASCII by kind, and templates with `$`."""

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _places(self):
        """The pieces of the template: texts, and one-element lists of names."""
        text, rest = "", self.template
        while rest:
            before, mark, rest = rest.partition(self.delimiter)
            text += before
            if not mark:
                break
            if rest[:1] == self.delimiter:
                text, rest = text + self.delimiter, rest[1:]
                continue
            body = rest[1:] if rest[:1] == "{" else rest
            size = 0
            while size < len(body) and body[size].isascii() and (
                    body[size].isalpha() or body[size] == "_" or (size and body[size].isdigit())):
                size += 1
            name, after = body[:size], body[size:]
            if not name or (rest[:1] == "{" and after[:1] != "}"):
                yield text
                yield [None, self.template[:len(self.template) - len(rest) - 1]]
                text = self.delimiter
                continue
            yield text
            yield [name, rest[:size + 2] if rest[:1] == "{" else name]
            text = ""
            rest = after[1:] if rest[:1] == "{" else after
        yield text

    def _fill(self, mapping, names, safe):
        result = ""
        for piece in self._places():
            if isinstance(piece, str):
                result += piece
                continue
            name, written = piece
            if name is None:
                if safe:
                    continue
                lines = written.splitlines(keepends=True) or [""]
                line = len(lines) + (1 if written.endswith("\n") else 0)
                column = 1 if written.endswith("\n") else len(lines[-1]) + 1
                raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")
            if name in names:
                result += str(names[name])
            elif safe and name not in mapping:
                result += self.delimiter + written
            else:
                result += str(mapping[name])
        return result

    def substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, True)

    def get_identifiers(self):
        names = []
        for piece in self._places():
            if not isinstance(piece, str) and piece[0] is not None and piece[0] not in names:
                names.append(piece[0])
        return names

    def is_valid(self):
        return all(isinstance(piece, str) or piece[0] is not None for piece in self._places())
