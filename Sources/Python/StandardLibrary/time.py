"""A clock that moves by the same amount with every reading, so that a program that takes its own
time prints the same on every run, and can divide by what it took."""

from warnings import warn

_TICK = 1 / 1024

_readings = 0


def time():
    global _readings
    if _readings == 0:
        warn(
            "time is not measured here, so that the same program prints the same every time: the "
            f"clock moves by {_TICK} seconds with every reading")
    _readings += 1
    return _readings * _TICK


perf_counter = monotonic = process_time = thread_time = time


def time_ns():
    return int(time() * 10 ** 9)


perf_counter_ns = monotonic_ns = process_time_ns = time_ns


def sleep(secs):
    if secs < 0:
        raise ValueError("sleep length must be non-negative")
