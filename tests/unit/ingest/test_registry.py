"""What a reader fails of: the input, or the installation."""

import sys
import zipfile

import pytest

from pipelines.ingest.limits import InstallationError
from pipelines.ingest.source import read_batch


@pytest.mark.parametrize("name", ["page.html", "pages.zip"])
def test_a_package_that_is_missing_is_no_damaged_article(tmp_path, monkeypatch, name):
    page = "<html><body><p>The river rose by two metres on Sunday.</p></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("page.html", page)
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(InstallationError, match=r"trafilatura.*`make clean run`"):
        list(read_batch(tmp_path / name))


def test_a_sidecar_does_not_hide_it(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Rain\n\nIt rained on Monday.", encoding="utf-8")
    (tmp_path / "a.meta.yaml").write_bytes("outlet: Caf\u00e9\n".encode("latin-1"))
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    with pytest.raises(InstallationError, match="charset_normalizer"):
        list(read_batch(tmp_path))
