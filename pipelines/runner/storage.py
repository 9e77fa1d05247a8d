"""Dagster's own storage in SQLite, for a command that stores some hundreds of events.

Dagster opens a file of events anew for each of them, and has SQLAlchemy compile each statement again. Here a file stays
open, as SQLAlchemy means it to: a second less of five for a run over one article. The files are the same, and the UI
reads them with Dagster's own class.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine

_MOST_OPEN: Final = 2  # the index of all runs, and the events of the run under way


class EventLog(SqliteEventLogStorage):
    """Dagster's event log with a file of events, one for each run, held open while it is in use."""

    def __init__(self, base_dir: str) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(base_dir)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock, self._engine(shard).begin() as connection:
            yield connection

    def _engine(self, shard: str) -> Engine:
        """The engine of a file; those used longest ago are closed."""
        engine = self._engines.pop(shard, None) or self._opened(shard)
        self._engines[shard] = engine
        for other in list(self._engines)[:-_MOST_OPEN]:
            self._engines.pop(other).dispose()
        return engine

    def _opened(self, shard: str) -> Engine:
        settings = {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}
        engine = create_engine(self.conn_string_for_shard(shard), connect_args=settings)
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        return engine

    def dispose(self) -> None:
        """Close all files."""
        super().dispose()
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()


class Storage(DagsterSqliteStorage):
    """Dagster's runs, events and schedules in a folder, with `EventLog` for the events."""

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> Storage:
        """What Dagster calls with the configuration; its own method makes its own class."""
        return cls.from_local(inst_data=inst_data, **config_value)

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = EventLog(self._event_log_storage._base_dir)
