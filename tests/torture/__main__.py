# SPDX-License-Identifier: Apache-2.0
"""Run each proof with large counts, on every core, and print one figure line for each.

``TORTURE_HISTORIES=1000`` and the like set the counts, ``TORTURE_FROM`` the first seed, and
``TORTURE_ONLY="histories bundles"`` chooses proofs.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.pool
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

os.environ.setdefault("HERITAGE_HOME", tempfile.mkdtemp(prefix="heritage-torture-"))

from tests.torture import proofs


@dataclass(frozen=True)
class Proof:
    """One thing to prove: how often, in parts of what size, and the work for some seeds."""

    name: str
    count: int
    part: int
    work: Callable[[range], proofs.Part]


PROOFS = (
    Proof("planted", len(proofs.PLANTED), 1, proofs.planted_faults),
    Proof("histories", 100_000, 500, proofs.random_histories),
    Proof("replays", 1_000, 10, proofs.real_replays),
    Proof("machines", 300, 5, proofs.real_lives),
    Proof("kills", 2_000, 10, proofs.kills),
    Proof("bundles", 100_000, 250, proofs.spoiled_bundles),
)


def main() -> int:
    """Return 1 when anything failed."""
    only = os.environ.get("TORTURE_ONLY", "").split()
    workers = int(os.environ.get("TORTURE_WORKERS", os.cpu_count() or 1))
    failures = 0
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for proof in PROOFS:
            if not only or proof.name in only:
                failures += _run(pool, proof)
    return 1 if failures else 0


def _parts(proof: Proof) -> Iterator[range]:
    first = int(os.environ.get("TORTURE_FROM", "0")) if proof.name != "planted" else 0
    count = int(os.environ.get(f"TORTURE_{proof.name.upper()}", proof.count))
    for start in range(first, first + count, proof.part):
        yield range(start, min(start + proof.part, first + count))


def _run(pool: multiprocessing.pool.Pool, proof: Proof) -> int:
    start, last = time.monotonic(), 0.0
    whole = proofs.Part()
    for part in pool.imap_unordered(proof.work, _parts(proof)):
        whole = whole.plus(part)
        now = time.monotonic()
        if now - last > 30 and sys.stderr.isatty():
            sys.stderr.write(f"\r{proof.name}: {whole.done:,} …")
            last = now
        for told in part.failures:
            print(told, flush=True)
    seconds = time.monotonic() - start
    notes = "; ".join(whole.notes())
    print(f"{proof.name:<10} {whole.done:>8,} done, {len(whole.failures)} failures, "
          f"{seconds:,.0f} s{'; ' + notes if notes else ''}", flush=True)  # fmt: skip
    return len(whole.failures)


if __name__ == "__main__":
    sys.exit(main())
