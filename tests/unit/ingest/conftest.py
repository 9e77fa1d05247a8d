"""Reading bytes under a name, as a batch of one file or as it would be in a folder."""

import pytest

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.source import read_batch


@pytest.fixture
def read(tmp_path):
    """`read(name, data)` gives the items of a file of that name."""

    def read_bytes(name, data):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return list(read_batch(path))

    return read_bytes


@pytest.fixture
def article(read):
    """`article(name, data)` gives the one article of a file that has no fault."""

    def read_one(name, data):
        (found,) = read(name, data)
        assert isinstance(found, Document), found
        return found

    return read_one


@pytest.fixture
def refusal(read):
    """`refusal(name, data)` gives the one refusal of a file that has no article."""

    def read_none(name, data):
        (found,) = read(name, data)
        assert isinstance(found, Refusal), found
        return found

    return read_none
