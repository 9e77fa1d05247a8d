"""Tables in the making."""

import errno

import polars as pl
import pytest

from pipelines.runner import spool


class FullDisk:
    """Writes nothing, and not when it is closed either."""

    def write_table(self, rows):
        raise OSError(errno.ENOSPC, "No space left on device")

    def close(self):
        raise OSError(errno.ENOSPC, "Error writing bytes to file")


def test_the_first_thing_that_goes_wrong_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(spool.pa.ipc, "new_file", lambda *_, **__: FullDisk())

    def fill():
        with spool.Spool(tmp_path / "making") as making:
            making.add("raw", pl.DataFrame({"a": [1]}))

    with pytest.raises(OSError, match="No space left"):
        fill()
    spool.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
