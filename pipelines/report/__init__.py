"""The situation report: one self-contained HTML page about what the tables hold."""
