"""A Ray cluster of two nodes on this machine, of which one is lost amid the work: the same rows as of one process."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="Ray is not installed: pip install 'sitrep[ray]'")

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 400

EXTRACTOR = """
import os
import time

from pipelines.extract.extractor import extract_rows, prepare


def version():
    return "one"


def extract(document):
    if "poison" in document.text:
        os._exit(9)
    time.sleep(0.2)
    return extract_rows(document)
"""

DRIVER = """
import json
import sys

from ray.cluster_utils import Cluster

import watched_extractor as extractor
from pipelines.engines import ray as engine
from pipelines.engines.processes import in_processes
from pipelines.engines.tasks import Task
from pipelines.ingest.document import Document

TOWNS = ["Accra", "Dakar", "Hanoi", "Lima", "Oslo", "Quito"]
TEXT = "Police in {} detained {} protesters on Monday, the interior minister said."

if __name__ == "__main__":
    texts = [TEXT.format(town, number + 2) for number in range(6) for town in TOWNS]
    texts[5] = "poison"
    tasks = [Task(Document(f"d{n}", text, f"{n}.txt", "", "txt")) for n, text in enumerate(texts)]
    tasks[7] = Task(tasks[7].document, {"documents": []})
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    second = cluster.add_node(num_cpus=1)
    job = engine.Job(extractor.prepare, extractor.extract, extractor.version)
    answers = []
    for answer in engine.in_ray(iter(tasks), job, address=cluster.address, count=2):
        answers.append(answer)
        if len(answers) == 10:
            cluster.remove_node(second, allow_graceful=False)
    cluster.shutdown()
    alone = list(in_processes(iter(tasks), 1, extractor.prepare, extractor.extract))
    same = [first == second for first, second in zip(answers, alone, strict=True)]
    print(json.dumps({"same": all(same), "origins": [answer.origin for answer in answers]}))
"""


@pytest.fixture
def driver(tmp_path):
    (tmp_path / "watched_extractor.py").write_text(EXTRACTOR)
    (tmp_path / "driver.py").write_text(DRIVER)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("RAY_", "SITREP_"))}
    scratch = tempfile.mkdtemp(prefix="ray")  # short, since the paths of sockets must be
    environment |= {"PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}", "RAY_TMPDIR": scratch}

    def run():
        command = [sys.executable, str(tmp_path / "driver.py")]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    yield run
    shutil.rmtree(scratch, ignore_errors=True)


def test_a_node_that_is_lost_and_a_document_that_kills_leave_the_rows_as_they_are(driver):
    done = driver()
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["same"]
    assert [number for number, origin in enumerate(told["origins"]) if origin != "new"] == [5, 7]
    assert told["origins"][5] == "lost"
    assert not [line for line in done.stderr.splitlines() if line.strip()], done.stderr
