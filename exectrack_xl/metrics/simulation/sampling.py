"""Draws: Latin hypercube in blocks of fixed size, each with its own stream, correlated by one factor per group.

A block draws each stratum of each duration once, in random order. Correlation is in the order alone (a Gaussian
copula): a task's place is the rank of √ρ · factor of its group + √(1 − ρ) · its own normal number.
Streams: `SeedSequence(seed, spawn_key=(block,))` with Philox, so that blocks can be drawn anywhere in any order.
Depends on: schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from math import sqrt

import numpy as np

from exectrack_xl.schema.table import Array

BLOCK = 1000  # iterations in a block; part of the answer, never tuned
_AT_ONCE = 32  # tasks drawn together: small enough for the processor's cache
_PLACE_BITS = 10  # enough for BLOCK
_POSITIVE = 16.0  # more than any normal number is below zero


@dataclass(frozen=True, eq=False)
class Draws:
    """What is drawn: a row of quantiles for each duration in doubt, and which of them share a factor."""

    table: Array
    factor: Array  # the group of each row
    correlation: float
    seed: int


def stream(seed: int, *key: int) -> np.random.Generator:
    """The random numbers of one block, or of one part of it."""
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=key)))


def key_of(name: str) -> int:
    """A number for a name, the same on every machine."""
    return int.from_bytes(sha256(name.encode()).digest()[:4], "big")


def durations(draws: Draws, block: int, out: list[Array]) -> None:
    """Fill each row of `out` with the durations of one block."""
    source, table = stream(draws.seed, block), draws.table
    if not 0 < draws.correlation <= 1:
        for first in range(0, len(table), _AT_ONCE):
            for row, drawn in zip(out[first:], source.permuted(table[first : first + _AT_ONCE], axis=1), strict=False):
                row[:] = drawn
        return
    count = int(draws.factor.max()) + 1 if len(draws.factor) else 0
    common = np.float32(sqrt(draws.correlation)) * source.standard_normal((count, BLOCK), dtype=np.float32)
    own = np.float32(sqrt(1 - draws.correlation))
    for first in range(0, len(table), _AT_ONCE):
        groups = draws.factor[first : first + _AT_ONCE]
        score = own * source.standard_normal((len(groups), BLOCK), dtype=np.float32) + common[groups]
        for place, order in enumerate(_order(score), first):
            out[place][order] = table[place]


def _order(score: Array) -> Array:
    """The order of each row, as `argsort` gives it: bits of positive numbers sort like the numbers, which is faster.

    The place stands in the lowest bits and decides between scores that are alike.
    """
    keys = (score + np.float32(_POSITIVE)).view(np.int32).astype(np.int64)
    keys <<= _PLACE_BITS
    keys |= np.arange(BLOCK)
    keys.sort(axis=1)
    keys &= (1 << _PLACE_BITS) - 1
    return keys


def luck(seed: int, block: int, name: str) -> Array:
    """Evenly spread chances in random order for one risk: it occurs where they are below its chance.

    Each risk has a stream of its own, so that adding one changes nothing for the others.
    """
    return (stream(seed, block, key_of(name)).permutation(BLOCK) + 0.5) / BLOCK
