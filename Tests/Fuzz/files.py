"""Damaged tutorials, programs, hand-ins, class lists and keys, through every command."""

import csv
import json
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree
import zipfile
import zlib

from finds import Find
from runs import SECONDS, Outcome, ended, watch

WAYS = ["whole"] * 8 + ["no output", "full disk", "killed"]
LARGEST = 4000  # bytes of a file on a full disk
DUMPS = ["Fatal error", "Error Domain", "NSCocoa", "Optional("]
ROOT = pathlib.Path(__file__).resolve().parents[2]
PIECES = [
    "\0", "\ufeff", "\r", "\r\n", "\n\n\n", "\t", " " * 300, "\u202e", "\u2028", "é" * 50, "😀", "\x1b[31m", "```",
    "```python\n", "---\n", "#| graph: x\n", "#| steps: all\n", "#> 1\n", "`{python} 1/0`", "<script>",
    "](javascript:x)", "&amp;<", "\"", "''", ",", ";", "=1+1", "@x", "1e999", "-0", "10**9", "9" * 400, "nan", "None",
    "NULL", "true", "{", "}", "[[[[", "]", ":", "\\", "%s", "../../", "/dev/zero", "$(id)", "ask: gradients\n",
    "vary: [1, 2]\n", "x" * 5000, "(" * 200, "while True: pass\n", "print('a' * 10**9)\n", "loss.backward()\n",
    "raise ValueError\n", "import os\n", "    ", "1,2,3,4,5,6\n", "w = torch.ones(100, 100)\n",
]
JSON_VALUES = [None, True, -1, 0, 1e308, 10**40, "", "x" * 1000, [], {}, [[]], {"a": None}, "../x", "\u0000", 2**63]
GRADE = "exercise grade class-{name}/students --roster roster.csv --key class-{name}/key -o out"
COMMANDS = f"""
{{source}}: run {{source}}
{{source}}: graph {{source}} -o out.{{picture}}
{{source}}: step {{source}} --plain
{{source}}: check {{source}}
{{source}}: check --json --lift-locals {{source}}
{{source}}: build {{source}} -o out
program.py: slides program.py -o out.svg
{{source}}: exercise make {{source}} --ask {{ask}} -o out
{{exercise}}: exercise make {{exercise}} --count 3 -o out
{{exercise}}: exercise check {{exercise}} --seeds 2
{{exercise}}: exercise export {{exercise}} --to moodle -o out.xml
{{exercise}}: exercise export {{exercise}} --to moodle-single -o out.xml
{{exercise}}: exercise export {{exercise}} --to gift -o out.gift
{{exercise}}: exercise export {{exercise}} --to {{archive}} -o out.zip
roster.csv: exercise make {{exercise}} --students roster.csv -o out
roster.csv: {GRADE}
{{inside}}: {GRADE}
{{inside}}: {GRADE}
class-{{name}}/students/bob/exercise-{{name}}.csv: {GRADE}
class-{{name}}/key/bob/exercise-{{name}}.json: {GRADE}
table.csv: exercise grade table.csv --roster roster.csv --key class-{{name}}/key -o out
class-{{name}}/key/bob/exercise-{{name}}.json: exercise export class-{{name}}/key --to moodle -o out.xml
""".strip().split("\n")
PROGRAM = """import torch

w = torch.tensor([2.0, -1.0], requires_grad=True)
b = torch.tensor(0.5, requires_grad=True)
for x in (1.0, 3.0):
    loss = ((w * x).sum() + b) ** 2
    loss.backward()
print(loss.item(), w.grad, b.grad)
"""
ROSTER = "id,name,email\n1,Ada Lovelace,ada@example.org\n2,Bob,bob@example.org\n3,Ćwik Zoë,c@example.org\n"


class Machine:
    """Changes one file of a small class, or one source, and runs a command on it."""

    name = "files"

    def __init__(self, random, gradwalk, log):
        self.random = random
        self.gradwalk = gradwalk
        self.log = log
        self.seen = []
        self.tutorials = sorted((ROOT / "tutorials").glob("*.md"))
        self.exercises = sorted((ROOT / "tutorials/exercises").glob("*.md"))
        self.temporary = tempfile.TemporaryDirectory(prefix="fuzz-files-")
        self.base = pathlib.Path(self.temporary.name) / "base"
        self.work = pathlib.Path(self.temporary.name) / "work"
        self.prepare()

    def prepare(self):
        """A class with two kinds of exercise, filled in, and a program."""
        self.base.mkdir()
        (self.base / "program.py").write_text(PROGRAM)
        (self.base / "roster.csv").write_text(ROSTER)
        for path in self.tutorials:
            shutil.copy(path, self.base)
        for path in self.exercises:
            shutil.copy(path, self.base / f"exercise-{path.name}")
        for number in ("08-by-hand", "03-accumulation"):
            command = f"exercise make exercise-{number}.md --students roster.csv --seed 5 -o class-{number}"
            outcome = self.run(self.base, command.split(), seconds=10 * SECONDS)
            if outcome.end != "ended":
                raise SystemExit(f"{command}: {outcome.error}")
        for path in self.base.glob("class-*/**/*"):
            if path.suffix in (".pdf", ".svg", ".html"):
                path.unlink()  # Nothing reads them.
        rows = [["student", "1", "2", "3"]]
        for path in sorted(self.base.glob("class-*/students/*/*.csv")):
            with open(path, newline="", encoding="utf-8") as file:
                answers = list(csv.reader(file))
            for answer in answers[1:]:
                answer[-1] = self.random.choice(["1", "-2", "6,5", "3/2", "0.5", "None", "", "x", "1e-3", "−6"])
            with open(path, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(answers)
            rows.append([path.parent.name, *(answer[-1] for answer in answers[1:4])])
        with open(self.base / "table.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)

    def command(self):
        """A file to change and a command that reads it."""
        choose = self.random.choice
        name = choose(["08-by-hand", "03-accumulation"])
        inside = [path.relative_to(self.base) for path in sorted(self.base.glob(f"class-{name}/*/*/*"))]
        changed, _, command = choose(COMMANDS).format(
            name=name, inside=choose(inside), exercise=f"exercise-{choose(self.exercises).name}",
            source=choose([path.name for path in self.tutorials] + ["program.py"] * 6),
            picture=choose(["svg", "dot", "png", "pdf"]), archive=choose(["qti", "canvas"]),
            ask=choose(["gradients", "values", "order", "bug", "prints", "contributions"]),
        ).partition(": ")
        return changed, command.split()

    def step(self):
        for _ in range(10):
            changed, command = self.command()
            original = self.base / changed
            data = self.damaged(original.read_bytes(), original.suffix)
            way = self.random.choice(WAYS)
            kind, outcome = self.tried(changed, data, command, way)
            self.log.count(self.name, kind or "well")
            if kind in self.log.kinds:
                self.keep(kind, changed, data, command, way, outcome)

    def damaged(self, data, suffix):
        random = self.random
        if suffix == ".json" and random.random() < 0.7:
            return self.damaged_json(data)
        for _ in range(random.choice([1, 1, 1, 2, 3, 6])):
            lines = data.split(b"\n")
            place = random.randrange(len(lines))
            at = random.randrange(len(data) + 1)
            way = random.randrange(9)
            if way == 0:
                del lines[place:place + random.choice([1, 1, 2, 5])]
                data = b"\n".join(lines)
            elif way == 1:
                lines.insert(random.randrange(len(lines)), lines[place])
                data = b"\n".join(lines)
            elif way == 2:
                other = random.randrange(len(lines))
                lines[place], lines[other] = lines[other], lines[place]
                data = b"\n".join(lines)
            elif way == 3:
                data = data[:at] + bytes([random.randrange(256)]) + data[at + 1:]
            elif way == 4:
                data = data[:at] if random.random() < 0.3 else data[:at] + data[at + random.randrange(1, 9):]
            elif way == 5 and lines[place]:
                words = lines[place].split(b" ")
                words[random.randrange(len(words))] = random.choice(PIECES).encode()
                lines[place] = b" ".join(words)
                data = b"\n".join(lines)
            else:
                data = data[:at] + random.choice(PIECES).encode() + data[at:]
        return data

    def damaged_json(self, data):
        """The same with one value or key of it another."""
        value = json.loads(data)
        holders = []
        waiting = [value]
        while waiting:
            item = waiting.pop()
            if isinstance(item, (dict, list)) and item:
                holders.append(item)
                waiting += item.values() if isinstance(item, dict) else item
        for _ in range(self.random.choice([1, 1, 2, 4])):
            holder = self.random.choice(holders)
            if not holder:
                continue
            key = self.random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
            way = self.random.random()
            if way < 0.25:
                del holder[key]
            elif way < 0.9 or isinstance(holder, list):
                holder[key] = self.random.choice(JSON_VALUES)
            else:
                holder[self.random.choice(PIECES)] = holder.pop(key)
        return json.dumps(value).encode()

    def tried(self, changed, data, command, way):
        """Runs a command on a fresh copy with one file changed; the kind of fault, or None, and the outcome."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.base, self.work)
        (self.work / changed).write_bytes(data)
        before = set(self.work.rglob("*"))
        if way == "killed":
            self.run(self.work, command, killed_after=zlib.crc32(data) % 300 / 1000)
        outcome = self.run(self.work, command, largest=LARGEST if way == "full disk" else None)
        if outcome.end in ("crash", "hang", "memory"):
            return outcome.end, outcome
        problem = self.unfinished(set(self.work.rglob("*")) - before)
        if any(text in outcome.error for text in DUMPS):
            problem = "what went wrong is not said in a sentence"
        elif way == "full disk" and outcome.end == "raised" and (self.work / "out").exists():
            problem = "half of a folder"
        elif way == "no output" and outcome.end == "ended" and outcome.text:
            if self.run(self.work, command, output="/dev/full").end == "ended":
                problem = "output is lost, and the exit status is 0"
        if problem:
            return "half-written", Outcome(outcome.end, outcome.text, f"{problem}\n{outcome.error}")
        return None, outcome

    def run(self, folder, command, output=None, largest=None, killed_after=None, seconds=SECONDS):
        """`largest` bounds the bytes of a file, as a full disk would."""
        written = folder.parent / "stdout"
        with open(output or written, "wb") as file, tempfile.TemporaryFile("w+", errors="replace") as errors:
            process = subprocess.Popen(
                [self.gradwalk, *command], cwd=folder, stdin=subprocess.DEVNULL, stdout=file, stderr=errors,
                env=dict(os.environ, SWIFT_BACKTRACE="enable=no"), restore_signals=False,
                preexec_fn=largest and (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))))
            if killed_after is not None:
                ended(process, killed_after)
                process.kill()
            reason = watch(process.pid, written, lambda pause: ended(process, pause), seconds)
            errors.seek(0)
            said = errors.read(20000)
        text = written.read_bytes()[:2000].decode(errors="replace")
        if reason:
            return Outcome(reason, text, said)
        if process.returncode < 0 or "internal error" in said:
            return Outcome("crash", text, said)
        return Outcome("ended" if process.returncode == 0 else "raised", text, said)

    def unfinished(self, new):
        """What is wrong with the files that a command has left."""
        for path in sorted(new):
            if path.name.startswith(".") or path.name.endswith((".tmp", ".part", ".new")):
                return f"left {path.relative_to(self.work)}"
            if not path.is_file():
                continue
            try:
                if path.suffix in (".svg", ".xml"):
                    if path.stat().st_size and not path.read_bytes().lstrip().startswith(b"::"):
                        xml.etree.ElementTree.parse(path)
                elif path.suffix == ".json":
                    json.loads(path.read_text(encoding="utf-8"))
                elif path.suffix == ".zip":
                    with zipfile.ZipFile(path) as archive:
                        archive.testzip()
                elif path.suffix == ".csv":
                    with open(path, newline="", encoding="utf-8") as file:
                        if len({len(row) for row in csv.reader(file)}) > 1:
                            return f"ragged {path.relative_to(self.work)}"
                if path.stat().st_size == 0:
                    return f"empty {path.relative_to(self.work)}"
            except (xml.etree.ElementTree.ParseError, ValueError, zipfile.BadZipFile, csv.Error) as error:
                return f"broken {path.relative_to(self.work)}: {error}"
        return None

    def keep(self, kind, changed, data, command, way, outcome):
        """Takes lines out for as long as the fault stays, and keeps the file and the command."""
        subject = (kind, command[:2 if command[0] == "exercise" else 1], way, outcome.error.partition("\n")[0])
        if subject in self.seen:
            return
        self.seen.append(subject)
        lines = data.split(b"\n")
        size = max(1, len(lines) // 2)
        tries = 40 if kind != "hang" else 8
        while tries > 0:
            for start in range(0, len(lines), size):
                shorter = lines[:start] + lines[start + size:]
                tries -= 1
                if tries > 0 and shorter and self.tried(changed, b"\n".join(shorter), command, way)[0] == kind:
                    lines = shorter
                    break
            else:
                if size == 1:
                    break
                size = max(1, size // 2)
        data = b"\n".join(lines)
        kind, outcome = self.tried(changed, data, command, way)
        if kind:
            snippet = f"FILE = {changed!r}\nTEXT = {data!r}\nCOMMAND = {' '.join(command)!r}\nWAY = {way!r}"
            self.log.add(Find(self.name, kind, snippet, outcome, Outcome("ended")))
