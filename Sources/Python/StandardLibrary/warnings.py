"""What a program is warned of, and what it wants to hear of."""

from _random import unsupported
from _warnings import place, show

# The newest first: action, how the message begins, category, line.
filters = []
_seen = set()
_recorders = []


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category = message, category
        self.filename, self.lineno = filename, lineno
        self.file, self.line, self.source = file, line, source

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self.category.__name__!r}, filename : "
            f"{self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}")


def _pieces(pattern):
    """The texts between the gaps of a pattern such as `.*deprecated.*`."""
    pieces = pattern.split(".*")
    for piece in pieces:
        if any(sign in "()[]{}+?|^$*" for sign in piece.replace("\\(", "").replace("\\)", "")):
            unsupported("warnings.filterwarnings with this pattern")
    return [piece.replace("\\", "").lower() for piece in pieces]


def _matches(pieces, text):
    text = text.lower()
    if not text.startswith(pieces[0]):
        return False
    start = len(pieces[0])
    for piece in pieces[1:]:
        found = text.find(piece, start)
        if found < 0:
            return False
        start = found + len(piece)
    return True


def _check(action, category):
    if action not in ("default", "error", "ignore", "always", "all", "module", "once"):
        raise AssertionError(f"invalid action: {action!r}")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise AssertionError("category must be a Warning subclass")


def _enter(entry, append):
    if entry in filters:
        if append:
            return
        filters.remove(entry)
    filters.insert(len(filters) if append else 0, entry)
    _seen.clear()


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    _check(action, category)
    applies = not module or _matches(_pieces(module), "__main__")
    _enter((action, message, category, lineno, applies), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    _check(action, category)
    _enter((action, "", category, lineno, True), append)


def resetwarnings():
    filters.clear()
    _seen.clear()


def _action(text, category, line):
    for action, message, wanted, lineno, applies in filters:
        if applies and issubclass(category, wanted) and lineno in (0, line) and (
                not message or _matches(_pieces(message), text)):
            return action
    quiet = (PendingDeprecationWarning, ImportWarning, ResourceWarning)
    return "ignore" if issubclass(category, quiet) else "default"


def warn_explicit(
    message, category, filename, lineno, module=None, registry=None, module_globals=None,
    source=None,
):
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text = message
        message = category(text)
    action = _action(text, category, lineno)
    if action == "ignore":
        return
    if action == "error":
        raise message
    key = (text, category) if action == "once" else (text, category, lineno)
    if action == "module":
        key = (text, category, filename)
    if action not in ("always", "all"):
        if key in _seen:
            return
        _seen.add(key)
    if _recorders and _recorders[-1] is not None:
        _recorders[-1].append(WarningMessage(message, category, filename, lineno, source=source))
    else:
        show(text, category.__name__, lineno)


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(
            f"category must be a Warning subclass, not '{type(category).__name__}'")
    filename, lineno = place(stacklevel)
    warn_explicit(message, category, filename, lineno, source=source)


def showwarning(message, category, filename, lineno, file=None, line=None):
    show(str(message), category.__name__, lineno)


def formatwarning(message, category, filename, lineno, line=None):
    return f"{filename}:{lineno}: {category.__name__}: {message}\n"


class catch_warnings:
    def __init__(
        self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False,
    ):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)

    def __enter__(self):
        self._filters = list(filters)
        log = [] if self._record else None
        _recorders.append(log if self._record or not _recorders else _recorders[-1])
        _seen.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *details):
        _recorders.pop()
        filters[:] = self._filters
        _seen.clear()
