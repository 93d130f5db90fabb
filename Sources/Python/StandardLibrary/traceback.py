"""Exceptions as texts."""

import sys

from _traceback import report


def _exception(exc, value=None):
    return exc if isinstance(exc, BaseException) or exc is None else value


def format_exception(exc, /, value=None, tb=None, limit=None, chain=True):
    exception = _exception(exc, value)
    if exception is None:
        return ["NoneType: None\n"]
    return (report(exception) + "\n").splitlines(keepends=True)


def format_exception_only(exc, /, value=None):
    exception = _exception(exc, value)
    if exception is None:
        return ["NoneType: None\n"]
    kind = type(exception)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = f"{kind.__module__}.{name}"
    text = str(exception)
    return [f"{name}: {text}\n" if text else f"{name}\n"]


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1]))


def _write(text, file):
    print(text, end="", file=sys.stderr if file is None else file)


def print_exc(limit=None, file=None, chain=True):
    _write(format_exc(), file)


def print_exception(exc, /, value=None, tb=None, limit=None, file=None, chain=True):
    _write("".join(format_exception(exc, value)), file)
