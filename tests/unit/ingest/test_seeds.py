"""What the fuzzer kept because it reached something new is read or refused, as all else."""

import importlib.util
import time

from pipelines.ingest import limits
from pipelines.ingest.registry import readable_suffixes
from pipelines.settings import ROOT

FUZZ = ROOT / "tests" / "fuzz"
SPEC = importlib.util.spec_from_file_location("fuzz_target", FUZZ / "target.py")
target = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(target)


def test_no_seed_makes_a_reader_fail_or_take_long(monkeypatch):
    monkeypatch.setattr(limits, "MIN_EXPANDED_BYTES", 2_000_000)
    seeds = sorted((FUZZ / "seeds").iterdir())
    assert len(seeds) > 100
    for seed in seeds:
        started = time.process_time()
        target.one_input(seed.read_bytes())
        assert time.process_time() - started < 6, seed.name


def test_every_ending_is_fuzzed():
    assert set(target.ENDINGS) == set(readable_suffixes())
