"""The names of files, as objects: nothing here looks at a file."""

from _random import unsupported


class PurePath:
    def __init__(self, *args):
        text = ""
        for arg in args:
            if isinstance(arg, PurePath):
                arg = str(arg)
            elif hasattr(arg, "__fspath__"):
                arg = arg.__fspath__()
            if not isinstance(arg, str):
                raise TypeError(
                    "argument should be a str object or an os.PathLike object returning str, "
                    f"not {type(arg)!r}")
            text = arg if arg.startswith("/") or not text else text + "/" + arg
        root = ""
        if text.startswith("/"):
            root = "//" if text.startswith("//") and not text.startswith("///") else "/"
        self._root = root
        self._tail = [part for part in text.split("/") if part and part != "."]

    def _made(self, root, tail):
        made = object.__new__(type(self))
        made._root, made._tail = root, list(tail)
        return made

    def __str__(self):
        return self._root + "/".join(self._tail) or "."

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self)

    def __repr__(self):
        return f"{type(self)._shown}({str(self)!r})"

    def __format__(self, spec):
        return format(str(self), spec)

    def __truediv__(self, key):
        if not isinstance(key, (str, PurePath)) and not hasattr(key, "__fspath__"):
            return NotImplemented
        return type(self)(self, key)

    def __rtruediv__(self, key):
        if not isinstance(key, str):
            return NotImplemented
        return type(self)(key, self)

    def joinpath(self, *other):
        return type(self)(self, *other)

    def _key(self):
        return [self._root] + self._tail

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self):
        return hash(tuple(self._key()))

    def __lt__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() < other._key()

    def __le__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() <= other._key()

    def __gt__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() > other._key()

    def __ge__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() >= other._key()

    @property
    def parts(self):
        return tuple(([self._root] if self._root else []) + self._tail)

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return self._root

    anchor = root

    @property
    def name(self):
        return self._tail[-1] if self._tail else ""

    @property
    def suffix(self):
        name = self.name
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        name = self.name
        dot = name.rfind(".")
        return name[:dot] if 0 < dot < len(name) - 1 else name

    @property
    def parent(self):
        return self._made(self._root, self._tail[:-1]) if self._tail else self

    @property
    def parents(self):
        return tuple(
            self._made(self._root, self._tail[:n]) for n in reversed(range(len(self._tail))))

    def is_absolute(self):
        return bool(self._root)

    def is_relative_to(self, *other):
        key = type(self)(*other)._key()
        return self._key()[:len(key)] == key

    def relative_to(self, *other):
        base = type(self)(*other)
        key = base._key()
        if self._key()[:len(key)] != key:
            raise ValueError(
                f"{str(self)!r} is not in the subpath of {str(base)!r} OR one path is relative "
                "and the other is absolute.")
        return self._made("", self._key()[len(key):])

    def with_name(self, name):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        return self._made(self._root, self._tail[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if "/" in suffix or (suffix and not suffix.startswith(".")) or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._made(self._root, self._tail[:-1] + [self.stem + suffix])


PurePath._shown = "PurePosixPath"


class PurePosixPath(PurePath):
    pass


class Path(PurePath):
    _shown = "PosixPath"

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"'PosixPath' object has no attribute '{name}'")
        unsupported(f"pathlib.Path.{name} (a program here can reach nothing outside of itself)")


class PosixPath(Path):
    pass


def _refused(name):
    def refuse(*args, **kwargs):
        unsupported(f"pathlib.Path.{name} (a program here can reach nothing outside of itself)")

    return classmethod(refuse)


Path.cwd = _refused("cwd")
Path.home = _refused("home")
