"""scikit-learn's Adam on the network itself, from random weights."""

import warnings

import numpy as np
from sklearn.neural_network import MLPRegressor

from common import Problem, Record, TimeUp, answer

WIDTH = 100


def network_objective(problem: Problem, model):
    """Of the same network in our form: the hidden bias belongs to the column of ones, and the
    output's bias is a neuron of its own, which sees only that column and costs beta |bias|."""
    W, a = model.coefs_[0].copy(), model.coefs_[1][:, 0]
    W[-1] += model.intercepts_[0]
    bias = model.intercepts_[1][0]
    z = np.maximum(problem.X @ W, 0) @ a + bias
    penalty = problem.beta / 2 * (np.sum(W**2) + np.sum(a**2)) + problem.beta * abs(bias)
    return float(np.mean((z - problem.y) ** 2) + penalty)


def run(problem: Problem, task):
    n = len(problem.y)
    model = MLPRegressor(
        hidden_layer_sizes=(WIDTH,),
        alpha=problem.beta * n / 2,
        batch_size=n,
        learning_rate_init=task["rate"],
        random_state=1,
    )
    record = Record(task["limit"])
    warnings.simplefilter("ignore")
    try:
        while True:
            model.partial_fit(problem.X, problem.y)
            record.note(lambda: (network_objective(problem, model), 0.0))
    except TimeUp:
        pass
    return record.plain(steps=record.calls)


if __name__ == "__main__":
    answer(run)
