"""What the peers share: the problem as scnn, CVXPY and we all see it, and a record of a run.

The objective is ours everywhere: (1/n) sum (z - y)^2 + beta sum of norms. scnn halves it.
"""

import json
import resource
import sys
import time

import numpy as np


class TimeUp(Exception):
    """Ends a run whose time is over."""


class Problem:
    """A problem of problems.js: X without its column of ones, gates with their weight for it."""

    def __init__(self, plain):
        points = np.array(plain["X"], dtype=np.float64)
        self.X = np.hstack([points, np.ones((len(points), 1))])
        self.y = np.array(plain["Y"], dtype=np.float64)
        self.gates = np.array(plain["gates"], dtype=np.float64)
        self.D = (self.X @ self.gates.T >= 0).astype(np.float64)
        self.relu = plain["formulation"] == "relu"
        self.beta = plain["beta"]
        self.optimum = plain["optimum"]

    def objective(self, v, w=None):
        """Of blocks, a pattern a row."""
        blocks = v if w is None else v - w
        z = np.sum(self.D * (self.X @ blocks.T), axis=1)
        norms = np.linalg.norm(v, axis=1).sum()
        if w is not None:
            norms += np.linalg.norm(w, axis=1).sum()
        return float(np.mean((z - self.y) ** 2) + self.beta * norms)

    def violation(self, *sides):
        """The largest -(2D - I) x.u over |x| |u|, as for ours; blocks that are zero but for the
        solver's accuracy have no direction that could be judged."""
        lengths = np.linalg.norm(self.X, axis=1)
        worst = 0.0
        largest = max(np.linalg.norm(blocks, axis=1).max() for blocks in sides)
        for blocks in sides:
            norms = np.linalg.norm(blocks, axis=1)
            kept = norms > 1e-3 * largest
            scores = (self.X @ blocks[kept].T) / np.outer(lengths, norms[kept])
            outside = -(2 * self.D[:, kept] - 1) * scores
            worst = max(worst, float(outside.max(initial=0.0)))
        return worst


class Record:
    """Objectives over time, the time that recording takes left out."""

    def __init__(self, limit):
        self.limit = limit
        self.seconds, self.objectives, self.violations = [], [], []
        self.spent = 0.0
        self.start = time.perf_counter()
        self.calls = 0
        self.next = 1

    def elapsed(self):
        return time.perf_counter() - self.start - self.spent

    def note(self, measure):
        """Measures at ever larger distances and raises TimeUp when the time is over."""
        self.calls += 1
        if self.calls >= self.next:
            at, before = self.elapsed(), time.perf_counter()
            objective, violation = measure()
            self.seconds.append(at)
            self.objectives.append(objective)
            self.violations.append(violation)
            self.next = self.calls + max(1, self.calls // 20)
            self.spent += time.perf_counter() - before
        if self.elapsed() > self.limit:
            raise TimeUp

    def plain(self, **more):
        return {
            "seconds": self.seconds,
            "objectives": self.objectives,
            "violations": self.violations,
            "total": self.elapsed(),
            **more,
        }


def answer(run):
    """Reads { problem, limit, ... } from standard input, answers with the run and peak memory."""
    task = json.load(sys.stdin)
    result = run(Problem(task["problem"]), task)
    result["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(result, sys.stdout)
