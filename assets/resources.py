"""What a run can be given: where its tables go, how texts are read, which feeds there are."""

from pathlib import Path

import dagster as dg
from pydantic import Field

from pipelines.ingest.feeds.config import Feeds, load_feeds
from pipelines.runner.workspace import Workspace
from pipelines.settings import DEFAULT_OUTPUT, FEEDS, RAW, ROOT, absolute, address, is_url, located


def _shown(path: Path) -> str:
    if (url := address(path)) is not None:
        return url
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


class Warehouse(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The folder of the tables, or their place in an object store, with its work folder."""

    output: str = Field(
        default=_shown(DEFAULT_OUTPUT),
        description="Folder of the tables, or a URL such as s3://BUCKET/FOLDER; a relative path starts at the project.",
    )

    @property
    def workspace(self) -> Workspace:
        """The work folder of the output."""
        return Workspace(located(self.output) if is_url(self.output) else absolute(ROOT / self.output))


class Extractor(dg.ConfigurableResource):  # type: ignore[type-arg]
    """How texts become facts."""

    workers: int = Field(default=0, ge=0, description="Processes that read texts; 0: one per core of the engine.")
    use_cache: bool = Field(default=True, description="Keep the facts of texts that have not changed.")


class FeedList(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The feeds, what is known of each, and where what they give is kept."""

    folder: str = Field(default=_shown(FEEDS), description="Folder of feeds.yaml and of what is known of each feed.")
    raw: str = Field(default=_shown(RAW), description="Folder in which each feed's day becomes a batch.")

    @property
    def feeds(self) -> Feeds:
        """The feeds that are configured; raises `FeedsError`."""
        return load_feeds(absolute(ROOT / self.folder) / "feeds.yaml")

    @property
    def state(self) -> Path:
        """The folder of what is known of each feed."""
        return absolute(ROOT / self.folder) / "state"

    @property
    def raw_folder(self) -> Path:
        """The folder of batches."""
        return absolute(ROOT / self.raw)
