#!/usr/bin/env python3
"""Runs random programs for a chosen time, and keeps what crashes, hangs, eats memory or differs.

    fuzz.py [--seconds N] [--seed N] [--jobs N] [--machines NAME ...] [--kinds KIND ...] [--finds FOLDER] GRADWALK

The plain Python programs are compared with this Python, those with tensors with the one that FUZZ_TORCH names, or with
this one if it has torch; where there is none, they are run for crashes, hangs and memory alone. The same seed with as
many jobs tries the same inputs in the same order. Every find is made small, and kept as a file with both outputs. The exit status is 1 if
there are any.
"""

import argparse
import concurrent.futures
import itertools
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time
import warnings

import calls
import files
import python_programs
import tensor_programs
from accepted import accepted
from finds import WORST_FIRST, Find, Log, masked, missing
from minimise import minimise
from runs import SECONDS, Reference, Runner, Tool, body_of_function

warnings.simplefilter("ignore")


class Snippets:
    """A machine that makes snippets of Python, a batch at a time, and compares how they end."""

    def __init__(self, name, make, learn, runner, log, size):
        self.name = name
        self.make = make
        self.learn = learn
        self.runner = runner
        self.log = log
        self.size = size
        self.seen = {key[1:4] for key in log.keys if key[0] == name and key[3]}

    def step(self):
        snippets = [text for text in (self.make() for _ in range(self.size)) if compiles(text)]
        results = self.runner.differences(snippets)
        for snippet, (kind, ours, theirs) in zip(snippets, results):
            self.log.count(self.name, kind or (ours.end if ours.end in ("refused", "lost") else "same"))
            if self.learn:
                self.learn(snippet, ours, theirs)
            if kind in self.log.kinds and not accepted(kind, snippet, ours, theirs):
                self.keep(kind, snippet, ours, theirs)

    def keep(self, kind, snippet, ours, theirs):
        if missing(ours) and (kind != "raised" or self.learn):
            return  # What we do not have has led astray. By itself it is found as well.
        rough = (kind, *masked(ours.error, theirs.error))
        if rough in self.seen:
            return
        if kind not in ("crash", "hang", "memory", "value", "digits") or theirs.error:
            self.seen.add(rough)

        def shows(candidates):
            return [
                each[0] == kind and masked(each[1].error, each[2].error) == masked(ours.error, theirs.error)
                for each in self.runner.differences(candidates)]

        if not shows([snippet])[0]:
            return  # It needed its neighbours in the batch.
        self.runner.limit = SECONDS if kind == "hang" else 1
        small = minimise(snippet, shows)
        self.runner.limit = SECONDS
        kind, ours, theirs = self.runner.differences([small])[0]
        if kind is None or accepted(kind, small, ours, theirs):
            return
        self.log.add(Find(self.name, kind, small, ours, theirs, self.runner.header + "reset()\n"))


def compiles(snippet):
    """Whether it is the body of a function: one that is not would end the programs of all its neighbours."""
    try:
        compile(body_of_function(snippet, "program"), "snippet", "exec")
        return True
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def torch_python():
    """The Python whose torch is the reference, or None."""
    python = os.environ.get("FUZZ_TORCH", sys.executable)
    if not shutil.which(python):
        return None
    found = subprocess.run([python, "-c", "import torch, numpy"], capture_output=True)
    return python if found.returncode == 0 else None


def machines(names, arguments, job, log):
    tool = Tool(arguments.gradwalk)
    torch = torch_python() if {"tensors", "calls"} & set(names) else None
    if torch is None and {"tensors", "calls"} & set(names):
        print("There is no torch (FUZZ_TORCH names a Python that has it): tensor programs are not compared.")
    references = {}

    def runner(header, needs_torch):
        if needs_torch and not torch:
            return Runner(tool, None, header)
        if needs_torch not in references:
            modules = ["torch", "numpy"] if needs_torch else []
            references[needs_torch] = Reference(torch if needs_torch else sys.executable, modules)
        return Runner(tool, references[needs_torch], header)

    for name in names:
        generator = random.Random(f"{arguments.seed} {job} {name}")
        if name == "python":
            yield Snippets(name, python_programs.maker(generator), None,
                           runner(python_programs.HEADER, False), log, 300)
        elif name == "tensors":
            yield Snippets(name, tensor_programs.maker(generator), None,
                           runner(tensor_programs.HEADER, True), log, 300)
        elif name == "calls":
            running = runner(calls.HEADER, True)
            maker = calls.Maker(generator, [side for side in (tool, running.reference) if side])
            yield Snippets(name, maker.make, maker.learn, running, log, 300)
        else:
            yield files.Machine(generator, arguments.gradwalk, log)


def work(arguments, job):
    """Tries inputs until the time is over; what was tried and found."""
    log = Log(arguments.finds, arguments.kinds)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # What was found is told then, too.
    began = time.monotonic()
    try:
        running = list(machines(arguments.machines, arguments, job, log))
        for turn in itertools.count():
            if arguments.rounds is not None and turn >= arguments.rounds:
                break
            for machine in running:
                if arguments.rounds is None and time.monotonic() - began > arguments.seconds:
                    return log
                machine.step()
    except KeyboardInterrupt:
        pass
    return log


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gradwalk")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes that try inputs, each its own")
    parser.add_argument("--rounds", type=int, help="instead of a time: a batch of every machine so many times")
    parser.add_argument("--machines", nargs="+", default=["python", "tensors", "calls", "files"])
    parser.add_argument("--kinds", nargs="+", default=WORST_FIRST, help="the kinds of difference that are kept")
    parser.add_argument("--finds", type=pathlib.Path, default=pathlib.Path(".build/fuzz/finds"))
    arguments = parser.parse_args()
    arguments.gradwalk = os.path.abspath(arguments.gradwalk)
    began = time.monotonic()
    with concurrent.futures.ProcessPoolExecutor(arguments.jobs) as pool:
        logs = list(pool.map(work, [arguments] * arguments.jobs, range(arguments.jobs)))
    total = Log.sum(logs)
    total.report(time.monotonic() - began)
    return 1 if total.finds else 0


if __name__ == "__main__":
    sys.exit(main())
