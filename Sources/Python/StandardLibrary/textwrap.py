"""Text in lines of a width."""

_BLANKS = "\t\n\x0b\x0c\r "


def _chunks(text, break_on_hyphens):
    """Words and the blanks between them; a word may end after a hyphen between letters."""
    result, i = [], 0
    while i < len(text):
        start, blank = i, text[i] in _BLANKS
        while i < len(text) and (text[i] in _BLANKS) == blank:
            i += 1
        if blank or not break_on_hyphens:
            result.append(text[start:i])
        else:
            result += _hyphenated(text[start:i])
    return result


def _hyphenated(word):
    result, start, i = [], 0, 0
    while i < len(word):
        if word[i:i + 2] == "--" and 0 < i < len(word) - 2 and _wordy(word[i - 1]):
            end = i
            while end < len(word) and word[end] == "-":
                end += 1
            if end < len(word) and _wordy(word[end]):
                result += [word[start:i], word[i:end]] if i > start else [word[i:end]]
                start = i = end
                continue
        if (word[i] == "-" and i - start >= 2 and word[i - 1].isalpha() and word[i - 2].isalpha()
                and word[i + 1:i + 2].isalpha() and word[i + 2:i + 3].isalpha()):
            result.append(word[start:i + 1])
            start = i + 1
        i += 1
    if start < len(word):
        result.append(word[start:])
    return result


def _wordy(character):
    return character.isalnum() or character in "_!\"'&.,?"


class TextWrapper:
    def __init__(
            self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
            replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
            drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
            placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _prepared(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(blank): " " for blank in _BLANKS})
        return text

    def _sentences(self, chunks):
        for i in range(len(chunks) - 1):
            word = chunks[i].rstrip("\"'")
            if chunks[i + 1] == " " and word[-1:] in (".", "!", "?") and word[-2:-1].islower():
                chunks[i + 1] = "  "

    def _break(self, chunks, line, size, room):
        """Takes what there is room for of a word that is longer than a line."""
        space = 1 if room < 1 else room - size
        if not self.break_long_words:
            if not line:
                line.append(chunks.pop())
            return
        word, end = chunks[-1], space
        if self.break_on_hyphens and len(word) > space:
            hyphen = word.rfind("-", 0, space)
            if hyphen > 0 and any(c != "-" for c in word[:hyphen]):
                end = hyphen + 1
        line.append(word[:end])
        chunks[-1] = word[end:]

    def wrap(self, text):
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks = _chunks(self._prepared(text), self.break_on_hyphens)
        if self.fix_sentence_endings:
            self._sentences(chunks)
        chunks.reverse()
        lines = []
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            room = self.width - len(indent)
            if self.drop_whitespace and not chunks[-1].strip() and lines:
                chunks.pop()
            line, size = [], 0
            while chunks and size + len(chunks[-1]) <= room:
                size += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > room:
                self._break(chunks, line, size, room)
                size = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                size -= len(line.pop())
            if not line:
                continue
            rest = not chunks or (self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
            if self.max_lines is None or len(lines) + 1 < self.max_lines or (rest and size <= room):
                lines.append(indent + "".join(line))
                continue
            while line:
                if line[-1].strip() and size + len(self.placeholder) <= room:
                    line.append(self.placeholder)
                    lines.append(indent + "".join(line))
                    break
                size -= len(line.pop())
            else:
                if lines:
                    before = lines[-1].rstrip()
                    if len(before) + len(self.placeholder) <= self.width:
                        lines[-1] = before + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    lines = ["" if line.strip(" \t") == "" else line for line in text.split("\n")]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = indent
        else:
            common = 0
            while common < min(len(margin), len(indent)) and margin[common] == indent[common]:
                common += 1
            margin = margin[:common]
    size = len(margin or "")
    return "\n".join(line[size:] if line else line for line in lines)


def indent(text, prefix, predicate=None):
    chosen = predicate or (lambda line: line.strip())
    return "".join(
        prefix + line if chosen(line) else line for line in text.splitlines(True))
