"""scikit-learn's models on given folds. Reads { X, y, score, folds, names } from standard input; answers
with { versions, models: { name: { scores, seconds } } }.

Every model standardises the features and chooses its strength by cross-validation inside the training
folds, as ours does.
"""

import json
import platform
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

STRENGTHS = list(np.logspace(-2, 3, 6))
DECAYS = [1e-4, 1e-2, 1.0]


def on_scaled_target(model):
    return TransformedTargetRegressor(model, transformer=StandardScaler())


def models(classes, inner):
    """By name: a search over the strength of each."""

    def search(model, grid):
        prefix = type(model).__name__.lower() + "__"
        prefix += "regressor__" if prefix.startswith("transformed") else ""
        named = {prefix + name: values for name, values in grid.items()}
        return GridSearchCV(make_pipeline(StandardScaler(), model), named, cv=inner)

    perceptron = {"hidden_layer_sizes": (100,), "max_iter": 1000, "random_state": 0}
    if classes:
        return {
            "scikit-learn, MLP": search(MLPClassifier(**perceptron), {"alpha": DECAYS}),
            "scikit-learn, SVM with RBF kernel": search(SVC(), {"C": STRENGTHS}),
            "scikit-learn, logistic or ridge": search(
                LogisticRegression(max_iter=1000), {"C": STRENGTHS}
            ),
        }
    return {
        "scikit-learn, MLP": search(on_scaled_target(MLPRegressor(**perceptron)), {"alpha": DECAYS}),
        "scikit-learn, SVM with RBF kernel": search(on_scaled_target(SVR()), {"C": STRENGTHS}),
        "scikit-learn, logistic or ridge": search(Ridge(), {"alpha": STRENGTHS}),
    }


def main():
    task = json.load(sys.stdin)
    X, y = np.array(task["X"], dtype=float), np.array(task["y"])
    folds = np.array(task["folds"])
    warnings.simplefilter("ignore")  # a strength at which one has not converged is not the best
    answer = {}
    inner = 3 if len(y) > 1000 else 5
    for name, search in models(task["score"] == "accuracy", inner).items():
        scores, seconds = [], []
        for fold in range(folds.max() + 1):
            kept = folds != fold
            start = time.perf_counter()
            search.fit(X[kept], y[kept])
            seconds.append(time.perf_counter() - start)
            scores.append(float(search.score(X[~kept], y[~kept])))
        answer[name] = {"scores": scores, "seconds": seconds}
    versions = {"Python": platform.python_version(), "scikit-learn": sklearn.__version__}
    json.dump({"versions": versions, "models": answer}, sys.stdout)


if __name__ == "__main__":
    main()
