import sys
from functools import wraps


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return None


class _Generated:
    """The context manager that a generator with one `yield` describes."""

    def __init__(self, function, args, kwargs):
        self._make = lambda: function(*args, **kwargs)
        self._generator = self._make()

    def __call__(self, function):
        @wraps(function)
        def within(*args, **kwargs):
            self._generator = self._make()
            with self:
                return function(*args, **kwargs)

        return within

    def __enter__(self):
        try:
            return next(self._generator)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, value, traceback):
        if kind is None:
            try:
                next(self._generator)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self._generator.throw(value)
        except StopIteration as stop:
            return stop is not value
        except BaseException as error:
            if error is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(function):
    @wraps(function)
    def make(*args, **kwargs):
        return _Generated(function, args, kwargs)

    return make


class suppress(AbstractContextManager):
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __exit__(self, kind, value, traceback):
        return kind is not None and issubclass(kind, self._exceptions)


class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, kind, value, traceback):
        self.thing.close()


class ExitStack(AbstractContextManager):
    def __init__(self):
        self._exits = []

    def enter_context(self, manager):
        result = manager.__enter__()
        self._exits.append(manager.__exit__)
        return result

    def callback(self, function, *args, **kwargs):
        def leave(kind, value, traceback):
            function(*args, **kwargs)

        self._exits.append(leave)
        return function

    def __exit__(self, kind, value, traceback):
        handled = False
        while self._exits:
            if self._exits.pop()(kind, value, traceback):
                handled, kind, value = True, None, None
        return handled

    def close(self):
        self.__exit__(None, None, None)

    def push(self, exit):
        leave = type(exit).__exit__ if hasattr(type(exit), "__exit__") else None
        self._exits.append(exit if leave is None else exit.__exit__)
        return exit

    def pop_all(self):
        moved = type(self)()
        moved._exits, self._exits = self._exits, []
        return moved


class ContextDecorator:
    def __call__(self, function):
        @wraps(function)
        def within(*args, **kwargs):
            with self:
                return function(*args, **kwargs)

        return within


class _Redirection(AbstractContextManager):
    def __init__(self, new_target):
        self._target, self._before = new_target, []

    def __enter__(self):
        self._before.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._target)
        return self._target

    def __exit__(self, kind, value, traceback):
        setattr(sys, self._stream, self._before.pop())


class redirect_stdout(_Redirection):
    _stream = "stdout"


class redirect_stderr(_Redirection):
    _stream = "stderr"
