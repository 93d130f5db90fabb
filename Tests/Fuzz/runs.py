"""Runs many snippets in one process, here and in the Python that is the reference, and finds where they differ."""

import dataclasses
import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import tempfile
import textwrap
import time

from accepted import alike

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = 10  # of processor time, for one snippet
REFERENCE_SECONDS = 2  # What takes longer there is not compared.
MEMORY = 2 << 30  # bytes, for one process
NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:e[-+]?\d+)?")

ATTEMPT = '''
def attempt(number, program):
    print(f"\\x01program {number}", flush=True)
    reset()
    try:
        program()
    except BaseException as error:
        try:
            message = str(error)
        except BaseException as other:
            message = f"(no text: {type(other).__name__})"
        print(f"\\x02error {type(error).__name__}: {message}")
'''


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a snippet ended: `ended`, `raised`, `refused`, `crash`, `hang`, `memory`, or `lost` where it did not run."""

    end: str
    text: str = ""
    error: str = ""

    @property
    def error_type(self):
        return self.error.partition(":")[0]


class Usage:
    """What a running process has used."""

    def __init__(self, process_id):
        self.path = f"/proc/{process_id}/stat"

    def seconds_and_bytes(self):
        try:
            with open(self.path, "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            return 0.0, 0
        ticks = int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK"), int(fields[21]) * os.sysconf("SC_PAGE_SIZE")


def watch(process_id, output, wait, limit):
    """Waits for a process; kills it and says why if it takes too long without a new snippet, or too much memory."""
    usage, size, since, began = Usage(process_id), 0, 0.0, time.monotonic()
    while not wait(0.02):
        seconds, memory = usage.seconds_and_bytes()
        length = os.path.getsize(output) if os.path.exists(output) else 0
        if length != size:
            size, since, began = length, seconds, time.monotonic()
        reason = None
        if memory > MEMORY:
            reason = "memory"
        elif seconds - since > limit or time.monotonic() - began > 12 * limit:
            reason = "hang"
        if reason:
            try:
                os.kill(process_id, signal.SIGKILL)
            except ProcessLookupError:
                pass
            wait(None)
            return reason
    return None


class Tool:
    """Our program."""

    def __init__(self, path):
        self.path = path
        self.environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")

    def run(self, program, output, limit):
        with open(output, "wb") as file, tempfile.TemporaryFile("w+", errors="replace") as errors:
            process = subprocess.Popen(
                [self.path, "run", program], stdin=subprocess.DEVNULL, stdout=file, stderr=errors, env=self.environment)
            reason = watch(process.pid, output, lambda seconds: ended(process, seconds), limit)
            errors.seek(0)
            said = errors.read().strip().rpartition("\n")[2]
        if reason:
            return reason, said
        if process.returncode < 0 or "internal error" in said:
            return "crash", said or f"signal {-process.returncode}"
        return ("ended", "") if process.returncode == 0 else ("refused", said)


def ended(process, seconds):
    try:
        process.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False


class Reference:
    """A Python, with torch or without."""

    def __init__(self, python, modules):
        self.server = subprocess.Popen(
            [python, "-W", "ignore", str(HERE / "fork_server.py"), *modules], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0, env=dict(os.environ, PYTHONHASHSEED="0"))

    def run(self, program, output, limit):
        self.server.stdin.write(f"{program}\t{output}\n".encode())
        process_id = int(self.server.stdout.readline())

        def wait(seconds):
            return bool(select.select([self.server.stdout], [], [], seconds)[0])

        reason = watch(process_id, output, wait, min(limit, REFERENCE_SECONDS))
        status = int(self.server.stdout.readline())
        return reason or ("ended" if status == 0 else "lost"), ""

    def close(self):
        self.server.stdin.close()
        self.server.wait()


def body_of_function(snippet, name):
    return f"def {name}():\n{textwrap.indent(snippet, '    ')}\n"


class Runner:
    """Runs snippets, each as the body of a function, below a header that all of them share."""

    def __init__(self, tool, reference, header):
        self.tool = tool
        self.reference = reference
        self.header = header
        self.folder = tempfile.TemporaryDirectory(prefix="fuzz-")
        self.limit = SECONDS

    def program(self, snippets, numbers):
        parts = [self.header, ATTEMPT]
        for number in numbers:
            parts.append(body_of_function(snippets[number], f"program_{number}"))
            parts.append(f"attempt({number}, program_{number})\n")
        return "\n".join(parts)

    def outcomes(self, side, snippets):
        """The outcome of every snippet. Whatever ends a process is put down to the snippet that it was at."""
        found = [Outcome("lost")] * len(snippets)
        waiting = [list(range(len(snippets)))]
        while waiting:
            numbers = waiting.pop()
            end, said, reached = self.run_once(side, snippets, numbers, found)
            if reached is None:
                if len(numbers) == 1:
                    found[numbers[0]] = Outcome(end, error=said)
                elif numbers:
                    # Not even the first has begun: something in the text itself.
                    middle = len(numbers) // 2
                    waiting += [numbers[middle:], numbers[:middle]]
            elif end != "ended":
                found[reached] = Outcome(end, found[reached].text, said)
                rest = numbers[numbers.index(reached) + 1:]
                if rest:
                    waiting.append(rest)
        return found

    def run_once(self, side, snippets, numbers, found):
        program = os.path.join(self.folder.name, "program.py")
        output = os.path.join(self.folder.name, "output.txt")
        with open(program, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(self.program(snippets, numbers))
        end, said = side.run(program, output, self.limit)
        with open(output, encoding="utf-8", errors="replace", newline="") as file:
            parts = file.read().split("\x01program ")
        reached = None
        for part in parts[1:]:
            number, _, text = part.partition("\n")
            text, _, error = alike(text).partition("\x02error ")
            reached = int(number)
            found[reached] = Outcome("raised" if error else "ended", text, error.rstrip("\n"))
        return end, said, reached

    def differences(self, snippets):
        """For each snippet the kind of difference (None where there is none), our outcome and the reference's."""
        ours = self.outcomes(self.tool, snippets)
        if self.reference is None:
            theirs = [Outcome("lost")] * len(snippets)
        else:
            theirs = self.outcomes(self.reference, snippets)
        return [(difference(mine, right), mine, right) for mine, right in zip(ours, theirs)]


def difference(ours, theirs):
    """The kind of difference, worst first: crash, hang, memory, value, accepted, raised, exception, digits, message."""
    if ours.end in ("crash", "hang", "memory"):
        return ours.end if theirs.end != ours.end or ours.end == "crash" else None
    if ours.end in ("refused", "lost") or theirs.end not in ("ended", "raised"):
        return None
    if ours == theirs:
        return None
    if ours.end != theirs.end:
        return "accepted" if theirs.end == "raised" else "raised"
    if ours.error_type != theirs.error_type:
        return "exception"
    if ours.text != theirs.text:
        return "digits" if close(ours.text, theirs.text) else "value"
    return "message"


def close(ours, theirs):
    """Whether two texts differ in the last digits of numbers alone."""
    if NUMBER.sub("0", ours) != NUMBER.sub("0", theirs):
        return False
    return all(
        abs(float(mine) - float(right)) <= 1e-4 * max(abs(float(mine)), abs(float(right)), 1e-4)
        for mine, right in zip(NUMBER.findall(ours), NUMBER.findall(theirs)))
