"""Times micrograd's moons demo, and moons-bench on the same graph, in turns.

Usage: python micrograd_moons.py MOONS_BENCH

Each round runs a fresh moons-bench, then micrograd with its garbage collector off, then on. The
table has the median over the rounds. Both must report the same losses.
"""

import gc
import json
import math
import statistics
import subprocess
import sys
import time

from micrograd.engine import Value
from micrograd.nn import MLP

ROUNDS = 7
NODES = 65_818  # of one step: 65,077 operations and 741 leaves


class Random:
    """Knuth's generator of MMIX, the same in Moons.swift."""

    def __init__(self):
        self.state = 1

    def uniform(self, low, high):
        self.state = (
            self.state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407
        ) % 2**64
        return low + (high - low) * ((self.state >> 11) * 2.0**-53)


def moons(random, count=100):
    points, labels = [], []
    for index in range(count):
        angle = math.pi * (index // 2) / (count // 2 - 1)
        dx, dy = random.uniform(-0.1, 0.1), random.uniform(-0.1, 0.1)
        if index % 2 == 0:
            points.append([math.cos(angle) + dx, math.sin(angle) + dy])
        else:
            points.append([1 - math.cos(angle) + dx, 0.5 - math.sin(angle) + dy])
        labels.append(-1.0 if index % 2 == 0 else 1.0)
    return points, labels


def train(steps, collects):
    """Runs the demo's steps; returns their losses and their times in nanoseconds."""
    random = Random()
    points, labels = moons(random)
    model = MLP(2, [16, 16, 1])
    for layer in model.layers:
        for neuron in layer.neurons:
            for weight in neuron.w:
                weight.data = random.uniform(-1, 1)
    losses, nanoseconds = [], []
    gc.collect()
    if not collects:
        gc.disable()
    for step in range(steps):
        start = time.perf_counter_ns()
        scores = [model([Value(x) for x in point]) for point in points]
        hinge = [(1 + -label * score).relu() for label, score in zip(labels, scores)]
        data_loss = sum(hinge) * (1.0 / len(hinge))
        loss = data_loss + 1e-4 * sum((p * p for p in model.parameters()))
        model.zero_grad()
        loss.backward()
        rate = 0.1 * (1 - 0.9 * step / 100)
        for p in model.parameters():
            p.data = p.data - rate * p.grad
        nanoseconds.append(time.perf_counter_ns() - start)
        losses.append(loss.data)
    gc.enable()
    del scores, hinge, data_loss, loss
    gc.collect()
    return losses, nanoseconds


def per_node(nanoseconds):
    return statistics.median(nanoseconds) / NODES


def main(executable):
    ours, cold, off, default, memory = [], [], [], [], []
    for _ in range(ROUNDS):
        run = json.loads(subprocess.check_output([executable, "300"]))
        off_losses, off_times = train(4, collects=False)
        _, default_times = train(2, collects=True)
        if run["nodes"] != NODES:
            sys.exit(f"moons-bench recorded {run['nodes']} nodes, micrograd {NODES}")
        for ours_loss, theirs in zip(run["losses"], off_losses):
            if not math.isclose(ours_loss, theirs, rel_tol=1e-12):
                sys.exit(f"the losses differ: {ours_loss} and micrograd's {theirs}")
        cold.append(run["nanoseconds"][0] / NODES)
        ours.append(per_node(run["nanoseconds"][1:]))
        off.append(per_node(off_times))
        default.append(per_node(default_times))
        memory.append(run["bytes"] / NODES)

    def row(title, times):
        ratios = [time / base for time, base in zip(times, ours)]
        print(f"{title:34}{statistics.median(times):10,.1f}{statistics.median(ratios):12,.0f}")

    print(f"micrograd's moons demo, {NODES:,} nodes a step, median of {ROUNDS} rounds")
    print(f"{'':34}{'ns a node':>10}{'x Gradwalk':>12}")
    row("Gradwalk", ours)
    row("Gradwalk, first step of a process", cold)
    row("micrograd, garbage collector off", off)
    row("micrograd", default)
    print(f"Gradwalk's tape: {statistics.median(memory):.1f} bytes a node")


if __name__ == "__main__":
    main(sys.argv[1])
