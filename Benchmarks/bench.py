"""Times what users of Gradwalk wait for, and its peers in the same rounds.

Usage: python bench.py GRADWALK MOONS_BENCH FOLDER [PYTHON_WITH_TORCH]

All is processor time of whole processes, or of one step where it says so, as the median of some
rounds in which all take turns. FOLDER gets the results as JSON, and as a page that Gradwalk itself
makes of them, with the plot.
"""

import json
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE / "programs"
ROUNDS = 5
# The pictures that are timed: a program and its sizes.
PICTURES = [
    ("chain", {"TURNS": 4}), ("chain", {"TURNS": 24}),
    ("mlp", {"POINTS": 5}), ("mlp", {"POINTS": 80}), ("mlp", {"POINTS": 800, "WIDTH": 16}),
]
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "ATEN_CPU_CAPABILITY": "avx2"}


class Refused(Exception):
    """A process ended with a failure."""


def run(command, text=None):
    """Runs a process to its end; returns its processor seconds, its peak of MB, and what it prints."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as source:
        if text is not None:
            source.write(text.encode())
            source.seek(0)
        process = subprocess.Popen(
            command, stdin=source, stdout=output, stderr=subprocess.DEVNULL, env=ONE_THREAD)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise Refused(f"{' '.join(map(str, command))} ended with {process.returncode}")
        output.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read().decode()


def with_numbers(text, **numbers):
    """A program with other numbers: `POINTS, STEPS = 2000, 20` says which it has."""
    names, values = re.search(r"^((?:[A-Z]+, )*[A-Z]+) = ([\d, ]+)$", text, re.M).groups()
    known = dict(zip(names.split(", "), values.split(", ")))
    known.update({name: str(number) for name, number in numbers.items()})
    return text.replace(f"{names} = {values}", f"{names} = {', '.join(known.values())}", 1)


def time_of_steps(path, steps, **numbers):
    """The processor seconds of a step in this process, once all is imported and warm."""
    text = Path(path).read_text()
    exec(compile(with_numbers(text, STEPS=2, **numbers), path, "exec"), {})
    start = time.process_time()
    exec(compile(with_numbers(text, STEPS=steps, **numbers), path, "exec"), {})
    return (time.process_time() - start) / steps


class Bench:
    def __init__(self, gradwalk, moons, folder, torch):
        self.gradwalk, self.moons, self.folder, self.torch = gradwalk, moons, folder, torch
        self.rows = []

    def compare(self, section, title, unit, ours, peers, rounds=ROUNDS):
        """Adds a row: the medians of what some functions return, and peer over Gradwalk."""
        names = ["Gradwalk", *peers]
        samples = [[measure() for measure in (ours, *peers.values())] for _ in range(rounds)]
        medians = [statistics.median(column) for column in zip(*samples)]
        self.rows.append(
            {"section": section, "title": title, "unit": unit, **dict(zip(names, medians))})
        others = "".join(
            f"   {name} {value:.4g} (x {value / medians[0]:.3g})"
            for name, value in zip(names[1:], medians[1:]))
        print(f"  {title:30}{medians[0]:>10.4g} {unit}{others}", flush=True)
        return medians

    def milliseconds(self, *command):
        return lambda: 1000 * run([str(part) for part in command])[0]

    def steps(self, path, few, many, **numbers):
        """Milliseconds of a step of `gradwalk run`: what more steps take more."""
        text = path.read_text()

        def measure():
            times = [
                run([self.gradwalk, "run", "-"], with_numbers(text, STEPS=steps, **numbers))[0]
                for steps in (few, many)]
            return 1000 * (times[1] - times[0]) / (many - few)
        return measure

    def peer_steps(self, python, path, steps, **numbers):
        command = [python, "-W", "ignore", __file__, "--steps", str(path), str(steps)]
        command += [f"{name}={number}" for name, number in numbers.items()]
        return lambda: 1000 * float(run(command)[2].split()[-1])

    def start_up(self):
        print("Start-up")
        empty, ten = self.folder / "empty.py", PROGRAMS / "pictures/chain.py"
        empty.write_text("pass\n")
        python = self.milliseconds(sys.executable, "-I", empty)
        self.compare(
            "Start-up", "--help", "ms", self.milliseconds(self.gradwalk, "--help"),
            {"CPython, empty": python})
        self.compare(
            "Start-up", "an empty program", "ms", self.milliseconds(self.gradwalk, "run", empty),
            {"CPython": python})
        picture = self.folder / "picture.svg"
        self.compare(
            "Start-up", "a picture of ten nodes", "ms",
            self.milliseconds(self.gradwalk, "graph", ten, "-o", picture), {})

    def interpreter(self):
        print("Plain Python")
        ratios = []
        for path in sorted((PROGRAMS / "python").glob("*.py")):
            ours, theirs = [self.gradwalk, "run", path], [sys.executable, path]
            if run(ours)[2] != run(theirs)[2]:
                sys.exit(f"{path.name} prints something else under CPython")
            medians = self.compare(
                "Plain Python", path.stem, "ms", self.milliseconds(*ours),
                {"CPython": self.milliseconds(*theirs)})
            ratios.append(medians[0] / medians[1])
        mean = math.exp(statistics.fmean(map(math.log, ratios)))
        print(f"  Gradwalk takes {mean:.2f} times as long as CPython (geometric mean)")

    def tensors(self):
        print("A training step")
        for path in sorted((PROGRAMS / "tensors").glob("*.py")):
            peers = {}
            if self.torch:
                peers["PyTorch"] = self.peer_steps(self.torch, path, 200)
            if (PROGRAMS / "micrograd" / path.name).exists():
                peers["micrograd"] = self.peer_steps(
                    sys.executable, PROGRAMS / "micrograd" / path.name, 3)
            self.compare("A training step", path.stem, "ms", self.steps(path, 5, 45), peers)

    def scalars(self):
        print("The scalar API, a step of micrograd's moons demo")
        sys.path.insert(0, str(HERE / "moons"))
        import micrograd_moons

        rounds = [micrograd_moons.round(self.moons) for _ in range(ROUNDS)]
        for title, unit in micrograd_moons.UNITS.items():
            median = statistics.median(each[title] for each in rounds)
            self.rows.append(
                {"section": "The scalar API", "title": title, "unit": unit, "Gradwalk": median})
            print(f"  {title:34}{median:>10.4g} {unit}")

    def pictures(self):
        print("Pictures")
        picture, dot = self.folder / "picture.svg", self.folder / "picture.dot"
        path = self.folder / "picture.py"
        for name, sizes in PICTURES:
            text = (PROGRAMS / f"pictures/{name}.py").read_text()
            path.write_text(with_numbers(text, **sizes))
            title = f"{name}, " + ", ".join(f"{size} {what.lower()}" for what, size in sizes.items())
            try:
                run([self.gradwalk, "graph", path, "-o", dot])
            except Refused:
                print(f"  {title:30}   refused")
                continue
            self.compare(
                "Pictures", title, "ms",
                self.milliseconds(self.gradwalk, "graph", path, "-o", picture),
                {"dot alone": self.milliseconds("dot", "-Tsvg", dot, "-o", picture)}, rounds=3)

    def teaching(self):
        print("Teaching material")
        tutorials = HERE.parent / "tutorials"
        pages, sheets = self.folder / "pages", self.folder / "sheets"
        build = self.milliseconds(self.gradwalk, "build", tutorials, "-o", pages)

        def anew():
            shutil.rmtree(pages, ignore_errors=True)
            return build()

        self.compare("Teaching material", "all tutorials", "ms", anew, {})
        self.compare("Teaching material", "the same again", "ms", build, {})
        exercise = tutorials / "exercises/03-accumulation.md"

        def make():
            shutil.rmtree(sheets, ignore_errors=True)
            return 1000 * run([
                self.gradwalk, "exercise", "make", str(exercise), "--count", "200", "--seed", "1",
                "-o", str(sheets)])[0]

        self.compare("Teaching material", "sheets for 200 students", "ms", make, {}, rounds=1)

    def growth(self):
        """Milliseconds of a step of the polynomial over ever more points; returns points and times."""
        print("Growth: the polynomial's step over more points")
        path = PROGRAMS / "tensors/polynomial.py"
        found = []
        for exponent in range(2, 7):
            points = 10**exponent
            few, many = (1, 3) if exponent > 4 else (5, 105 if exponent < 4 else 25)
            peers = {}
            if self.torch:
                peers["PyTorch"] = self.peer_steps(self.torch, path, 20, POINTS=points)
            text = with_numbers(path.read_text(), STEPS=many, POINTS=points)
            try:
                memory = run([self.gradwalk, "run", "-"], text)[1]
            except Refused:
                print(f"  10^{exponent} points                      refused")
                break
            medians = self.compare(
                "Growth", f"10^{exponent} points, {memory:.0f} MB", "ms",
                self.steps(path, few, many, POINTS=points), peers, rounds=3)
            found.append((points, medians[0]))
        return found

    def page(self, growth):
        """Writes the results as an article, in which Gradwalk fits and draws how times grow."""
        shown = "\n".join(
            f"| {row['section']} | {row['title']} | "
            + " · ".join(
                f"{name} {value:.4g} {row['unit']}" for name, value in row.items()
                if isinstance(value, float)) + " |"
            for row in self.rows)
        sizes = ", ".join(f"{math.log10(points):.4f}" for points, _ in growth)
        times = ", ".join(f"{math.log10(max(value, 1e-3)):.4f}" for _, value in growth)
        article = self.folder / "results.md"
        article.write_text(f"""---
title: How long Gradwalk takes
summary: Measured on {machine()}.
---

| what | of it | medians |
|---|---|---|
{shown}

How the time of a step grows with its points: a line through the logarithms, whose slope is the power.

```python
#| label: growth
#| graph: loss
#| fig-cap: The last step of the fit; the measured times are its constants.
import torch

points = torch.tensor([{sizes}])
milliseconds = torch.tensor([{times}])
line = torch.tensor([0.0, 1.0], requires_grad=True)
for step in range(1000):
    line.grad = None
    loss = ((line[0] + line[1] * points - milliseconds) ** 2).mean()
    loss.backward()
    if step < 999:
        with torch.no_grad():
            line -= 0.05 * line.grad
print(f"time grows as points to the power {{line[1].item():.2f}}")
```
""")
        run([self.gradwalk, "build", str(article), "-o", str(self.folder / "page")])
        print(f"Results: {self.folder}/results.json, drawn in {self.folder}/page/results/index.html")


def machine():
    model = platform.processor() or platform.machine()
    try:
        names = re.findall(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
        model = names[0] if names else model
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} processors, {platform.system()} {platform.release()}"


def main(gradwalk, moons, folder, torch=None):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if torch and subprocess.run([torch, "-c", "import torch"], stderr=subprocess.DEVNULL).returncode:
        sys.exit(f"{torch} cannot import torch")
    print(f"{machine()}; CPython {platform.python_version()}; medians of processor time\n")
    bench = Bench(gradwalk, moons, folder, torch)
    bench.start_up()
    bench.interpreter()
    bench.tensors()
    bench.scalars()
    bench.pictures()
    bench.teaching()
    bench.page(bench.growth())
    results = {"machine": machine(), "python": platform.python_version(), "rows": bench.rows}
    (folder / "results.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "--steps":
        numbers = dict(word.split("=") for word in sys.argv[4:])
        sys.setrecursionlimit(100_000)
        print(time_of_steps(sys.argv[2], int(sys.argv[3]), **numbers))
    else:
        main(*sys.argv[1:])
