"""What was checked, and how it went."""


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, holds, detail=""):
        if holds:
            self.passed += 1
            print(f"ok    {name}", flush=True)
        else:
            self.failed += 1
            print(f"FAIL  {name}" + (f"\n      {detail}" if detail else ""), flush=True)

    def equal(self, name, found, expected):
        self.check(name, found == expected, f"found {found!r}\n      expected {expected!r}")
