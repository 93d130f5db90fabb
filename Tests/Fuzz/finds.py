"""What was tried, and what was found."""

import ast
import re
import zlib

WORST_FIRST = "crash hang memory half-written value accepted raised exception digits message".split()


class Find:
    def __init__(self, machine, kind, snippet, ours, theirs, header=""):
        self.machine = machine
        self.kind = kind
        self.snippet = snippet
        self.ours = ours
        self.theirs = theirs
        self.header = header

    @property
    def key(self):
        """Two finds that agree in this show one fault."""
        snippet = "" if missing(self.ours) else self.snippet
        return (self.machine, self.kind, *masked(self.ours.error, self.theirs.error, snippet))

    def text(self):
        """A program that shows it by itself, with both outputs as comments."""
        return "\n".join([
            f"# {self.key!r}", *comment("gradwalk", self.ours), *comment("expected", self.theirs), self.header.strip(),
            self.snippet, ""])


def comment(who, outcome):
    lines = [f"{who}: {outcome.end}"] + outcome.text.split("\n") + [outcome.error]
    return ["# " + repr(line)[1:-1] for line in lines if line]


def missing(ours):
    """Whether something that we do not have was called for."""
    return ours.error_type in ("NameError", "AttributeError", "ImportError", "ModuleNotFoundError")


def masked(*texts):
    """Texts with their numbers and the grammar's variables taken out."""
    return [re.sub(r"\b[a-z]?\d[\d.e_]*\b", "0", text) for text in texts]


class Log:
    """What was tried and found. Of each fault only the first find is kept, and none that is in the folder already."""

    def __init__(self, folder, kinds):
        self.folder = folder
        self.kinds = kinds
        self.finds = []
        self.counts = {}
        self.keys = set()
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.glob("*.py"):
            with open(path, encoding="utf-8") as file:
                self.keys.add(ast.literal_eval(file.readline().removeprefix("# ")))

    @staticmethod
    def sum(logs):
        """What several have tried in the same time. What one has found, another may have found as well."""
        total = Log(logs[0].folder, logs[0].kinds)
        for log in logs:
            for machine, kinds in log.counts.items():
                for kind, count in kinds.items():
                    total.count(machine, kind, count)
            keys = [find.key for find in total.finds]
            total.finds += [find for find in log.finds if find.key not in keys]
        return total

    def count(self, machine, kind, count=1):
        self.counts.setdefault(machine, {}).setdefault(kind, 0)
        self.counts[machine][kind] += count

    def add(self, find):
        if find.key in self.keys:
            return
        self.keys.add(find.key)
        self.finds.append(find)
        path = self.folder / f"{find.kind}-{find.machine}-{zlib.crc32(repr(find.key).encode()):08x}.py"
        if path.exists():
            return
        path.write_text(find.text(), encoding="utf-8", errors="backslashreplace")
        print(f"FIND  {path.name}\n{find.text()}", flush=True)

    def report(self, seconds):
        for machine, kinds in self.counts.items():
            parts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
            print(f"{machine}: {sum(kinds.values())} inputs ({parts})")
        for find in sorted(self.finds, key=lambda find: WORST_FIRST.index(find.kind)):
            print(f"{find.kind:12} {find.key!r}")
        total = sum(sum(kinds.values()) for kinds in self.counts.values())
        print(f"{total} inputs in {seconds:.0f} s, {len(self.finds)} finds", flush=True)
