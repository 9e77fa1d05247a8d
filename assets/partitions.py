"""Batches of raw text: one partition per file or folder."""

import dagster as dg

BATCHES = dg.DynamicPartitionsDefinition(name="batches")
