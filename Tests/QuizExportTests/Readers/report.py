"""Counts what holds and says what does not."""

passed = 0
failed = 0


def check(holds, what, detail=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}{': ' if detail else ''}{detail}")


def equal(found, expected, what):
    check(found == expected, what, f"{found!r} is not {expected!r}")
