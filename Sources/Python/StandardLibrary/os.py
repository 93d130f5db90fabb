"""The names of the system's, and nothing that reaches it."""

from posixpath import fspath

from _random import unsupported

name, sep, altsep, linesep = "posix", "/", None, "\n"
curdir, pardir, extsep, pathsep, devnull = ".", "..", ".", ":", "/dev/null"


class PathLike:
    pass


class _Environment:
    """The variables that the program sets itself; what the system has is out of reach."""

    def __init__(self):
        self._set = {}

    def __setitem__(self, key, value):
        if not isinstance(key, str) or not isinstance(value, str):
            raise TypeError(f"str expected, not {type(value).__name__}")
        self._set[key] = value

    def __getitem__(self, key):
        if key not in self._set:
            unsupported(
                f"os.environ[{key!r}] (a program here can reach nothing outside of itself)")
        return self._set[key]

    def setdefault(self, key, value):
        if key not in self._set:
            self[key] = value
        return self._set[key]

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def get(self, key, default=None):
        return self[key]

    def __contains__(self, key):
        return key in self._set or self[key] is None

    def pop(self, key, *default):
        return self._set.pop(key, *default)


environ = _Environment()


def putenv(key, value):
    environ[key] = value


def getenv(key, default=None):
    return environ.get(key, default)
