"""A store in the memory of this process, and folders of two machines that work on it."""

import fsspec
import pytest

from pipelines import settings
from pipelines.ingest import source
from pipelines.stores import inputs
from pipelines.stores.store import Store

URL = "memory://bucket/tables"


@pytest.fixture
def store():
    fs = fsspec.filesystem("memory")
    fs.store.clear()
    fs.pseudo_dirs[:] = [""]
    yield Store(URL)
    fs.store.clear()


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Be the machine of a name: its folders stand for places in stores; gives that of the output."""

    def be(name):
        stores = tmp_path / name
        monkeypatch.setattr(settings, "STORES", stores)
        monkeypatch.setattr(inputs, "STORES", stores)
        monkeypatch.setattr(source, "_FETCHED", f"{stores}/")
        return settings.located(URL)

    return be
