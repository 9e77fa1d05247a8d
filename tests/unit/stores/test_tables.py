"""Versions of the tables in a store: shown whole, or as they were before."""

import json

import pytest

from pipelines.stores import tables
from pipelines.stores.store import Store, StoreError
from pipelines.tables.frames import frame
from pipelines.tables.publish import publish
from pipelines.tables.read import Warehouse, WarehouseError
from pipelines.tables.snapshots import current


def publish_places(out, *names):
    rows = [
        {"place_id": f"plc-{n:016x}", "name": name, "kind": "city", "geo_precision": "city"}
        for n, name in enumerate(names)
    ]
    return publish({"places": frame("places", rows)}, out)


def names(out):
    return Warehouse(out).scan("places").collect()["name"].sort().to_list()


def test_what_one_machine_publishes_another_reads(store, machine):
    out = machine("a")
    published = publish_places(out, "Lima")
    tables.send(out)
    there = machine("b")
    assert names(there) == ["Lima"]
    assert current(there).name == published.snapshot
    assert list(Warehouse(there).damage()) == []


def test_the_pointer_names_every_file_and_is_written_last(store, machine, monkeypatch):
    out = machine("a")
    publish_places(out, "Lima")
    tables.send(out)
    publish_places(out, "Lima", "Quito")

    def fail(self, file, name):
        raise StoreError("the line is down")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "upload", fail)
        with pytest.raises(StoreError):
            tables.send(out)
    assert names(machine("b")) == ["Lima"]
    pointer = json.loads(store.read("current.json"))
    assert all(store.read(path) is not None for path in pointer["files"].values())
    machine("a")
    tables.refresh(out)
    assert names(out) == ["Lima"]
    assert publish_places(out, "Lima", "Oslo").snapshot.startswith("000003-")


def test_an_earlier_version_is_shown_again_from_a_machine_that_never_had_it(store, machine):
    out = machine("a")
    for number in range(6):
        publish_places(out, *["Lima", "Quito", "Oslo", "Bonn", "Accra", "Dakar"][: number + 1])
        tables.send(out)
    there = machine("b")
    assert len(names(there)) == 6
    assert tables.rollback(there).startswith("000005-")
    assert len(names(there)) == 5
    with pytest.raises(StoreError, match="no version 000001-000000000000; there are: 000003-"):
        tables.rollback(there, "000001-000000000000")
    assert len(names(machine("a"))) == 5


@pytest.mark.parametrize("content", [b"", b"[]", b'{"version": "../../x"}', b'{"version": 1}'])
def test_a_pointer_that_names_no_version_is_told(content, store, machine):
    store.write("current.json", content)
    with pytest.raises(WarehouseError, match=r"tables/current.json: names no version"):
        names(machine("a"))


def test_a_version_that_is_lost_or_damaged_is_told_and_not_shown(store, machine):
    out = machine("a")
    name = publish_places(out, "Lima").snapshot
    tables.send(out)
    store.write(f"versions/{name}/places.parquet", b"nonsense")
    with pytest.raises(WarehouseError, match="changed since it was published"):
        names(machine("b"))
    store.remove("versions")
    with pytest.raises(WarehouseError, match=f"its version {name} is lost"):
        names(machine("c"))
