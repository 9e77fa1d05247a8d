"""Speed and size of the reader of text, beside a spaCy CNN pipeline of the usual small size.

    python benchmarks/reader.py [FILE.jsonl …] [--words N]

Texts are the ``text`` of JSON lines; without a file, a text is made up. Everything runs on one core. Each pipeline is
measured in a process of its own: load time and words per second of CPU time, and the memory it holds when done. The
CNN (HashEmbedCNN 96×4, tagger, parser, entity recogniser) has untrained weights: that changes no speed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
PIPELINES = ("sitrep", "spacy-cnn")


def texts_of(files: list[Path], words: int) -> list[str]:
    """Texts of about so many words in all."""
    source = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    source = source or _made_up(words)
    chosen, count = [], 0
    for text in source:
        if count >= words:
            break
        chosen.append(text)
        count += len(text.split())
    return chosen


def _made_up(words: int) -> list[str]:
    rng = random.Random(1)
    who = ["The army", "Gen. Omar Lodhi", "A spokesman for the ministry", "Two gunmen", "The U.N. mission in Quetta"]
    did = ["said on Monday that", "denied on 3 May that", "told reporters in Nairobi that", "confirmed that"]
    what = ["rebels had attacked the town", "nine hostages were freed near the border", "talks would begin in March"]
    texts = []
    for _ in range(words // 300 + 1):
        sentences = [f"{rng.choice(who)} {rng.choice(did)} {rng.choice(what)}." for _ in range(25)]
        texts.append("\n\n".join(" ".join(sentences[start : start + 5]) for start in range(0, 25, 5)))
    return texts


def sitrep() -> Callable[[str], Any]:
    """The reader of this repository."""
    sys.path.insert(0, str(REPOSITORY))
    from pipelines.language import load_reader  # noqa: PLC0415

    reader = load_reader()
    return lambda text: reader.read(text).doc


def spacy_cnn() -> Callable[[str], Any]:
    """A CNN pipeline of the usual small size, its labels as many as ours, its weights untrained."""
    import spacy  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415
    from spacy.training import Example  # noqa: PLC0415

    labels = json.loads((REPOSITORY / "data" / "model" / "labels.json").read_text(encoding="utf-8"))
    nlp = spacy.blank("en")
    model = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    }
    nlp.add_pipe("tok2vec", config={"model": model})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    for name in ("parser", "ner"):
        config = {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": name,
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": listener,
        }
        nlp.add_pipe(name, config={"model": config})
    words = ["w"] * len(labels["xpos"]) * 2
    tags = labels["xpos"] * 2
    deps = [labels["deps"][index % len(labels["deps"])] for index in range(len(words))]
    entities = ["B-PER", "B-ORG", "B-LOC"] + ["O"] * (len(words) - 3)
    heads = [0] * len(words)
    doc = Doc(nlp.vocab, words=words, tags=tags, heads=heads, deps=deps, ents=entities)
    nlp.initialize(lambda: [Example(nlp.make_doc(doc.text), doc)])
    return nlp


def measure(name: str, files: list[Path], words: int) -> dict[str, float]:
    """Load time, speed and memory of one pipeline, in this process."""
    started = time.perf_counter()
    read = {"sitrep": sitrep, "spacy-cnn": spacy_cnn}[name]()
    loaded = time.perf_counter() - started
    texts = texts_of(files, words)
    read(texts[0])
    started, count = time.process_time(), 0
    for text in texts:
        count += sum(not token.is_space for token in read(text))
    seconds = time.process_time() - started
    status = Path("/proc/self/status").read_text(encoding="ascii")
    resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return {"words": count, "words_per_second": count / seconds, "load_seconds": loaded, "megabytes": resident / 1024}


def main() -> None:
    """Measure every pipeline and print a table with ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--only", choices=PIPELINES, help="measure one pipeline, print JSON")
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measure(options.only, options.files, options.words)))
        return
    one_core = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    results = {}
    for name in PIPELINES:
        command = [sys.executable, __file__, *map(str, options.files), "--words", str(options.words), "--only", name]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | one_core)
        results[name] = json.loads(done.stdout)
    print(f"{'':18}" + "".join(f"{name:>12}" for name in PIPELINES) + f"{'ratio':>8}")
    for row in results["sitrep"]:
        ours, theirs = (results[name][row] for name in PIPELINES)
        print(f"{row:18}{ours:12.2f}{theirs:12.2f}{ours / theirs:8.2f}")


if __name__ == "__main__":
    main()
