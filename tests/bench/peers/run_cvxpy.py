"""CVXPY with an interior-point or splitting solver: one solve per tolerance asked for."""

import time

import cvxpy as cp
import numpy as np

from common import Problem, answer

# How each solver is told how exact to be, and to keep to one thread.
SETTINGS = {
    "CLARABEL": lambda tol: {
        "tol_gap_abs": tol,
        "tol_gap_rel": tol,
        "tol_feas": tol,
        "max_threads": 1,
    },
    "ECOS": lambda tol: {"abstol": tol, "reltol": tol, "feastol": tol, "max_iters": 500},
    "SCS": lambda tol: {"eps_abs": tol, "eps_rel": tol, "max_iters": 10**7},
}


def build(problem: Problem):
    n, d = problem.X.shape
    p = problem.D.shape[1]
    signs = 2 * problem.D - 1
    sides = [cp.Variable((p, d)) for _ in range(2 if problem.relu else 1)]
    blocks = sides[0] - sides[1] if problem.relu else sides[0]
    z = cp.sum(cp.multiply(problem.D, problem.X @ blocks.T), axis=1)
    norms = sum(cp.sum(cp.norm(side, 2, axis=1)) for side in sides)
    cones = [cp.multiply(signs, problem.X @ side.T) >= 0 for side in sides if problem.relu]
    program = cp.Problem(
        cp.Minimize(cp.sum_squares(z - problem.y) / n + problem.beta * norms), cones
    )
    return program, sides


def solve(problem: Problem, solver, settings):
    start = time.perf_counter()
    program, sides = build(problem)
    program.solve(solver=solver, **settings)
    total = time.perf_counter() - start
    return program, sides, total


def run(problem: Problem, task):
    solver, limit = task["solver"], task["limit"]
    settings = SETTINGS[solver](task["tolerance"])
    if solver == "SCS":
        settings["time_limit_secs"] = limit
    if solver == "CLARABEL":
        settings["time_limit"] = limit
    best, spent = None, 0.0
    # The fastest of up to five: the first one loads what the others find loaded.
    for _ in range(5):
        try:
            program, sides, total = solve(problem, solver, settings)
        except cp.SolverError as error:
            return {"failure": str(error).splitlines()[0], "total": spent}
        if any(side.value is None for side in sides):
            return {"failure": program.status, "total": total}
        values = [np.asarray(side.value) for side in sides]
        outcome = {
            "total": total,
            "solver": program.solver_stats.solve_time,
            "objective": problem.objective(*values),
            "violation": problem.violation(*values) if problem.relu else 0.0,
            "status": program.status,
        }
        if best is None or total < best["total"]:
            best = outcome
        spent += total
        if spent > limit / 4:
            break
    return best


if __name__ == "__main__":
    answer(run)
