"""Monte Carlo of a network: distributions and links to percentiles, chances and criticality of the finish."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Any

import numpy as np

from exectrack_xl.metrics.network.activities import SHARE, Activities, Links
from exectrack_xl.metrics.network.schedule import network
from exectrack_xl.metrics.simulation.convergence import Effort
from exectrack_xl.metrics.simulation.distributions import Estimates, chances, quantiles
from exectrack_xl.metrics.simulation.model import Model, Risks, Wiring
from exectrack_xl.metrics.simulation.results import Results, simulate
from exectrack_xl.metrics.simulation.sampling import BLOCK, Draws
from exectrack_xl.schema.table import Array
from tests.truth.kinds.cpm import ties_of
from tests.truth.runner import Case, list_of, number_of, plain_name

BLOCKS = 40
OURS = {"triangular": "Triangular", "triang": "Triangular", "tri": "Triangular", "uniform": "Uniform",
        "pert": "PERT", "betapert": "PERT", "beta": "PERT", "pertbeta": "PERT", "trigen": "Trigen"}  # fmt: skip
LOW, LIKELY, HIGH = ("min", "low", "o", "a", "optimistic"), ("mode", "likely", "most_likely", "m"), (
    "max", "high", "p", "b", "pessimistic")  # fmt: skip


@dataclass(frozen=True, eq=False)
class Mixed(Model):
    """A model in which each activity has a distribution of its own, given by its quantiles."""

    table: Array | None = None

    @property
    def draws(self) -> Draws:  # type: ignore[override]
        assert self.table is not None
        return Draws(self.table[self.doubtful], self.group[self.doubtful], self.correlation, self.seed)


def answers(case: Case) -> dict[str, Any]:
    """Whatever is asked of the finish."""
    model = _model(case.inputs)
    found = simulate(model, Effort(BLOCKS, 0.0))
    return {name: value for name, asked in case.expected.items()
            if (value := _answer(name, asked, found, case.inputs)) is not None}  # fmt: skip


def _answer(name: str, asked: Any, found: Results, inputs: dict[str, Any]) -> Any:
    place, plain = found.target(), plain_name(name)
    if isinstance(asked, dict) and "criticality" not in plain:
        return {key: _answer(key, value, found, inputs) for key, value in asked.items()}
    if percentile := re.fullmatch(r"p(\d+(?:\.\d+)?)", plain):
        return found.finish(float(percentile[1]) / 100, place)
    if plain.startswith("critical"):
        return dict(zip(found.model.ids, found.critical.tolist(), strict=True))
    if plain in ("mean", "expected", "meanfinish"):
        return _moment(found, 1)
    if plain in ("sd", "std", "sigma", "stdev"):
        return float(np.sqrt(_moment(found, 2) - _moment(found, 1) ** 2))
    if plain in ("variance", "var"):
        return _moment(found, 2) - _moment(found, 1) ** 2
    if plain in ("median",):
        return found.finish(0.5, place)
    if plain in ("mergebias",):
        return _moment(found, 1) - _planned(found.model)
    if plain in ("deterministic", "deterministicfinish"):
        return _planned(found.model)
    if re.fullmatch(r"\d+(\.\d+)?", name):
        return found.chance(float(name), place)
    limit = number_of(inputs, "target", "deadline", "date", "by")
    if within := re.search(r"<=?\s*(\d+(?:\.\d+)?)", name):
        return found.chance(float(within[1]), place)
    targets = inputs.get("targets", [])
    if plain.startswith(("p", "chance", "prob", "cdf")):
        return [found.chance(float(day), place) for day in targets] if limit is None else found.chance(limit, place)
    return None


def _moment(found: Results, power: int) -> float:
    """The mean of a power of the finish, by the middles of the bins."""
    tally = found.tallies[0][found.target()]
    half = 2.0**tally.power / 2 if len(tally.counts) > 1 else 0.0
    middles = np.array([tally.edge(place) for place in range(len(tally.counts))]) - half
    return float((middles**power * tally.counts).sum() / tally.total)


def _planned(model: Model) -> float:
    certain = replace(model, estimates=Estimates.of(model.length, model.length, model.length), risks=Risks.none())
    return simulate(certain, Effort(1, 0.0)).finish(0.5, 1)


def _model(inputs: dict[str, Any]) -> Model:
    tasks = inputs.get("tasks") or inputs.get("activities")
    if isinstance(tasks, dict):
        tasks = [{"id": key, **value} for key, value in tasks.items()]
    ids = [str(task.get("id", task.get("name"))) for task in tasks]
    table = np.array([_quantiles(task) for task in tasks])
    doubtful = table[:, -1] > table[:, 0]
    middle = np.array([float(np.median(row)) for row in table])
    planned = np.array([number_of(task, *LIKELY, "duration", "mean") for task in tasks], dtype=float)
    length = np.where(np.isnan(planned), middle, planned)
    pairs = [link if isinstance(link, dict) else dict(zip(("from", "to", "type", "lag"), link, strict=False))
             for link in inputs.get("links") or []]  # fmt: skip
    net = network(Activities.of(length), Links.of(ties_of({**inputs, "links": pairs}, ids)), start=0.0)
    arcs, kept = net.arcs, net.in_force.take(net.arcs.number)
    shared = kept.unit == SHARE
    wiring = Wiring(arcs.tail, arcs.head, kept.from_finish, kept.to_finish,
                    np.where(shared, 0.0, kept.lag), np.where(shared, kept.lag / 100, 0.0))  # fmt: skip
    low, high = np.where(doubtful, table[:, 0], length), np.where(doubtful, table[:, -1], length)
    model = Mixed.of(Estimates(low, length, high), wiring, ids=tuple(ids), table=table, length=length,
                     correlation=float(number_of(inputs, "correlation", "rho") or 0.0))  # fmt: skip
    return replace(model, risks=_risks(inputs, ids))


def _quantiles(task: dict[str, Any]) -> Array:
    kind = plain_name(str(task.get("dist", task.get("distribution", "fixed"))))
    low, likely, high = (number_of(task, *names) for names in (LOW, LIKELY, HIGH))
    if kind in OURS and low is not None and high is not None:
        middle = (low + high) / 2 if likely is None else likely
        return quantiles(OURS[kind], Estimates.of(*(np.array([v]) for v in (low, middle, high))), BLOCK)[0]
    mean, spread = number_of(task, "mean", "mu"), number_of(task, "sd", "std", "sigma")
    if kind in ("normal", "gaussian", "norm") and mean is not None:
        return np.array([NormalDist(mean, spread or 1e-12).inv_cdf(p) for p in chances(BLOCK).tolist()])
    if kind in ("lognormal", "lognorm") and mean is not None:
        breadth = np.log1p(((spread or 0.0) / mean) ** 2)
        normal = NormalDist(np.log(mean) - breadth / 2, max(breadth**0.5, 1e-12))
        return np.exp([normal.inv_cdf(p) for p in chances(BLOCK).tolist()])
    if kind in ("discrete", "empirical") and (values := list_of(task, "values", "outcomes", "durations")) is not None:
        odds = list_of(task, "probs", "probabilities", "p", "weights") or [1.0] * len(values)
        order = np.argsort(values)
        reached = np.cumsum(np.array(odds, dtype=float)[order]) / sum(odds)
        return np.array(values, dtype=float)[order][np.searchsorted(reached - 1e-12, chances(BLOCK))]
    if kind in ("exponential", "exp") and mean is not None:
        return np.asarray(-mean * np.log1p(-chances(BLOCK)))
    if kind not in ("fixed", "constant", "deterministic", *OURS):
        raise ValueError(f"no distribution {kind}")
    fixed = number_of(task, "duration", "value", "days", *LIKELY, "mean")
    if fixed is None:
        raise ValueError(f"no duration in {task}")
    return np.full(BLOCK, fixed)


def _risks(inputs: dict[str, Any], ids: list[str]) -> Risks:
    given = inputs.get("risks") or []
    chance = np.array([number_of(risk, "p", "probability", "prob", "chance") for risk in given], dtype=float)
    delay = np.array([number_of(risk, "delay", "impact", "days") for risk in given], dtype=float)
    where = np.array(
        [ids.index(str(risk["task"])) if str(risk.get("task")) in ids else -1 for risk in given], dtype=int
    )
    names = tuple(str(risk.get("id", number)) for number, risk in enumerate(given))
    return Risks(names, names, chance, chance, delay, np.zeros(len(given)), where, np.full(len(given), -1))
