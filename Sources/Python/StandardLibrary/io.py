"""Streams in memory. Files and the terminal are out of reach."""


class StringIO:
    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(
                f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._text = initial_value or ""
        self._place = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def write(self, s):
        self._check()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        before = self._text[:self._place].ljust(self._place, "\0")
        self._text = before + s + self._text[self._place + len(s):]
        self._place += len(s)
        return len(s)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        self._check()
        return self._text

    def read(self, size=-1):
        self._check()
        end = len(self._text) if size is None or size < 0 else self._place + size
        text = self._text[self._place:end]
        self._place += len(text)
        return text

    def readline(self, size=-1):
        self._check()
        end = self._text.find("\n", self._place) + 1 or len(self._text)
        if size is not None and size >= 0:
            end = min(end, self._place + size)
        text = self._text[self._place:end]
        self._place += len(text)
        return text

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=0):
        self._check()
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence == 2:
            pos = len(self._text)
        elif whence == 1:
            pos = self._place
        self._place = pos
        return pos

    def tell(self):
        self._check()
        return self._place

    def truncate(self, pos=None):
        self._check()
        pos = self._place if pos is None else pos
        self._text = self._text[:pos]
        return pos

    def flush(self):
        self._check()

    def close(self):
        self.closed = True

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def isatty(self):
        return False

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, kind, value, traceback):
        self.close()
