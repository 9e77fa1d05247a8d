"""The experiments of `benchmarks/faults.py`: what disturbs runs, a module for each kind."""
