"""One round of micrograd's moons demo, and of moons-bench on the same graph.

A fresh moons-bench runs, then micrograd with its garbage collector off, then on. Both must come to the
same losses.
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


GRADWALK = "Gradwalk"
COLD = "Gradwalk, first step of a process"
OFF = "micrograd, collector off"
ON = "micrograd"
TAPE = "Gradwalk's tape"
UNITS = {GRADWALK: "ns a node", COLD: "ns a node", OFF: "ns a node", ON: "ns a node", TAPE: "B a node"}


def round(executable):
    """What each took, by the names of UNITS."""
    run = json.loads(subprocess.check_output([executable, "300"]))
    losses, off = train(4, collects=False)
    _, on = train(2, collects=True)
    if run["nodes"] != NODES:
        sys.exit(f"moons-bench recorded {run['nodes']} nodes, micrograd {NODES}")
    for ours, theirs in zip(run["losses"], losses):
        if not math.isclose(ours, theirs, rel_tol=1e-12):
            sys.exit(f"the losses differ: {ours} and micrograd's {theirs}")
    return {
        GRADWALK: per_node(run["nanoseconds"][1:]),
        COLD: run["nanoseconds"][0] / NODES,
        OFF: per_node(off),
        ON: per_node(on),
        TAPE: run["bytes"] / NODES,
    }
