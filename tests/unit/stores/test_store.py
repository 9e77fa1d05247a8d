"""Objects by name, and failures in one line."""

import pytest

from pipelines.stores.store import Store, StoreError


def test_objects_come_and_go(store, tmp_path):
    assert (store.read("a"), store.listing(), store.download("a", tmp_path / "a")) == (None, {}, False)
    store.write("x/a", b"one")
    (tmp_path / "b").write_bytes(b"two")
    store.upload(tmp_path / "b", "x/y/b")
    assert store.read("x/a") == b"one"
    assert list(store.listing()) == list(store.listing("x")) == ["x/a", "x/y/b"]
    assert list(store.listing("x/a")) == ["x/a"]
    assert list(store.matches("x/*")) == ["x/a", "x/y/b"]
    assert store.download("x/y/b", tmp_path / "c")
    assert (tmp_path / "c").read_bytes() == b"two"
    store.remove("x/y")
    assert list(store.listing()) == ["x/a"]


def test_the_stamp_of_an_object_changes_with_it(store):
    store.write("a", b"one")
    before = store.listing()["a"]
    store.write("a", b"another")
    assert store.listing()["a"] != before


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (PermissionError("Access Denied"), "Access Denied: not allowed: give these credentials the right"),
        (ConnectionRefusedError("refused"), "refused: nobody answers: check the network, and AWS_ENDPOINT_URL"),
        (FileNotFoundError("gone"), "gone: no such bucket or object"),
        (RuntimeError("strange\nthings"), "RuntimeError: strange things: see that it can be reached"),
        (type("NoCredentialsError", (Exception,), {})("x"), "no credentials: set AWS_ACCESS_KEY_ID"),
    ],
)
def test_what_fails_is_told_in_one_line_with_place_and_remedy(problem, told, store, monkeypatch):
    def fail(*_arguments):
        raise problem

    monkeypatch.setattr(type(store._fs), "pipe_file", fail)
    with pytest.raises(StoreError) as caught:
        store.write("a", b"")
    assert str(caught.value).startswith(f"memory://bucket/tables/a: {told}")
    assert "\n" not in str(caught.value)


def test_a_kind_of_store_that_is_not_installed_is_named():
    with pytest.raises(StoreError, match="nope://b/x: Protocol not known: nope: install the package"):
        Store("nope://b/x")
