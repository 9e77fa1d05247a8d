"""What a run can be given: where its tables go, and how texts are read."""

import os

import dagster as dg
from pydantic import Field

from pipelines.runner.workspace import Workspace
from pipelines.settings import DEFAULT_OUTPUT, ROOT, absolute


class Warehouse(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The folder of the tables, with its work folder."""

    output: str = Field(
        default=DEFAULT_OUTPUT.relative_to(ROOT).as_posix(),
        description="Folder of the tables; a relative path starts at the project.",
    )

    @property
    def workspace(self) -> Workspace:
        """The work folder of the output."""
        return Workspace(absolute(ROOT / self.output))


class Extractor(dg.ConfigurableResource):  # type: ignore[type-arg]
    """How texts become facts."""

    workers: int = Field(default=0, ge=0, description="Processes that read texts; 0: one per core.")
    use_cache: bool = Field(default=True, description="Keep the facts of texts that have not changed.")

    @property
    def processes(self) -> int:
        """The number of processes."""
        return self.workers or os.cpu_count() or 1
