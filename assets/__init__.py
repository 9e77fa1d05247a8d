"""What Dagster shows: one module per stage, thin; the work is done in `pipelines`."""
