"""Whether the process of a run lives: its number alone does not tell."""

import os
import subprocess
import sys
import time

import psutil

from pipelines.runner.job import _alive


def test_the_process_of_a_run_lives_until_it_ends():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert _alive(process.pid, time.time())
    process.kill()
    while psutil.Process(process.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    assert not _alive(process.pid, time.time()), "a process that nobody has asked for its end is dead all the same"
    process.communicate()
    assert not _alive(process.pid, time.time())


def test_another_process_with_the_number_of_a_dead_one_is_not_taken_for_it():
    began = psutil.Process(os.getpid()).create_time()
    assert _alive(os.getpid(), began + 1)
    assert not _alive(os.getpid(), began - 3600)


def test_a_process_that_is_not_known_yet_counts_as_living():
    assert _alive(0, time.time())
