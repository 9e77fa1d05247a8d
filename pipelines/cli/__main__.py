"""`python -m pipelines.cli` is `sitrep`."""

from pipelines.cli.app import main

if __name__ == "__main__":
    main()
