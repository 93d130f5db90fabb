"""What was tried, and what was found."""

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
        return repr((self.machine, self.kind, *masked(self.snippet, self.ours.error, self.theirs.error)))

    def text(self):
        """A program that shows it by itself, with both outputs as comments."""
        return "\n".join([
            f"# {self.key}", *comment("gradwalk", self.ours), *comment("expected", self.theirs), self.header.strip(),
            self.snippet, ""])


def comment(who, outcome):
    lines = [f"{who}: {outcome.end}"] + outcome.text.split("\n") + [outcome.error]
    return ["# " + repr(line)[1:-1] for line in lines if line]


def masked(*texts):
    """Texts with their numbers and the grammar's variables taken out."""
    return [re.sub(r"\b[a-z]?\d[\d.e_]*\b", "0", text) for text in texts]


class Log:
    """What was tried and found. Of each fault only the first find is kept, and none that is in the folder already."""

    def __init__(self, folder):
        self.folder = folder
        self.finds = []
        self.counts = {}
        self.keys = set()
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.glob("*.py"):
            with open(path, encoding="utf-8") as file:
                self.keys.add(file.readline().removeprefix("# ").rstrip("\n"))

    def count(self, machine, kind):
        self.counts.setdefault(machine, {}).setdefault(kind, 0)
        self.counts[machine][kind] += 1

    def add(self, find):
        if find.key in self.keys:
            return
        self.keys.add(find.key)
        self.finds.append(find)
        name = f"{find.kind}-{find.machine}-{zlib.crc32(find.key.encode()):08x}.py"
        (self.folder / name).write_text(find.text(), encoding="utf-8", errors="backslashreplace")
        print(f"FIND  {name}\n{find.text()}", flush=True)

    def report(self, seconds):
        for machine, kinds in self.counts.items():
            parts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
            print(f"{machine}: {sum(kinds.values())} inputs ({parts})")
        for find in sorted(self.finds, key=lambda find: WORST_FIRST.index(find.kind)):
            print(f"{find.kind:12} {find.key}")
        total = sum(sum(kinds.values()) for kinds in self.counts.values())
        print(f"{total} inputs in {seconds:.0f} s, {len(self.finds)} finds", flush=True)
