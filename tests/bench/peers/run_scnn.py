"""scnn's R-FISTA (gated) and augmented Lagrangian (ReLU) in float64 on one thread."""

import logging

import lab
import numpy as np
import torch

from common import Problem, Record, TimeUp, answer

torch.set_num_threads(1)
torch.set_flush_denormal(True)

from scnn.metrics import Metrics
from scnn.models import ConvexGatedReLU, ConvexReLU
from scnn.private.interface import (
    build_internal_model,
    build_metrics_tuple,
    build_optimizer,
    process_data,
    set_device,
)
from scnn.regularizers import NeuronGL1
from scnn.solvers import AL, RFISTA

# Far more than it needs within the time; its tolerance never ends a run before ours is reached.
STEPS, TOLERANCE = 10**7, 1e-16


def run(problem: Problem, task):
    set_device("cpu", "float64", 778)
    gates = problem.gates.T
    if problem.relu:
        model = ConvexReLU(gates, c=1)
        solver = AL(model, STEPS, STEPS, TOLERANCE, TOLERANCE)
    else:
        model = ConvexGatedReLU(gates, c=1)
        solver = RFISTA(model, STEPS, TOLERANCE)
    # The objectives are halved, and with them the strength.
    regularizer = NeuronGL1(problem.beta / 2)
    metrics = Metrics(metric_freq=10**6, grad_norm=False)
    train, test, _ = process_data(problem.X, problem.y, None, None, False, False)
    internal = build_internal_model(model, regularizer, train[0])
    procedure = build_optimizer(solver, regularizer, metrics)
    record = Record(task["limit"])

    def measure(state):
        weights = lab.to_np(state.weights)
        patterns = Problem.__new__(Problem)
        patterns.__dict__ = {**problem.__dict__, "D": lab.to_np(state.D)}
        sides = (weights[0][0], weights[1][0]) if problem.relu else (weights[0],)
        violation = patterns.violation(*sides) if problem.relu else 0.0
        return patterns.objective(*sides), violation

    def callback(state, X, y):
        record.note(lambda: measure(state))
        return state

    logger = logging.getLogger("scnn")
    logger.setLevel(logging.ERROR)
    try:
        procedure(
            logger,
            internal,
            lambda start: start,
            train,
            test,
            build_metrics_tuple(metrics),
            callback=callback,
        )
    except TimeUp:
        pass
    return record.plain(steps=record.calls)


if __name__ == "__main__":
    np.seterr(all="ignore")
    answer(run)
