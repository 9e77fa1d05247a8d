"""Provinces, cities and districts that speak or decide: their authorities."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.phrases import left_edge
from pipelines.extract.actors.roles import speaks
from pipelines.extract.actors.states_beside import only, state_at, states_in


def find_acting_place(scene: Scene, head: int, left: int) -> None:
    """A province, city or district that speaks or decides: its authorities."""
    tokens, lexicon = scene.tokens, scene.lexicon
    if tokens.lemma[head] not in lexicon.words["place_nouns"] or not speaks(tokens, lexicon, head):
        return
    proper = (
        [
            i
            for i in range(left, head)
            if tokens.pos[i] == "PROPN" and scene.names[scene.name_at[i]].kind not in {"state", "adjective"}
        ]
        if all(i in scene.name_at for i in range(left, head) if tokens.pos[i] == "PROPN")
        else [i for i in range(left, head) if tokens.pos[i] == "PROPN" and i not in scene.name_at]
    )
    if not proper:
        return
    iso = only(states_in(scene, left, head))
    _keep_local_government(scene, Candidate(left, head + 1, head, "name"), scene.text(proper[0], head + 1), iso)


def _keep_local_government(scene: Scene, candidate: Candidate, name: str, iso: str | None) -> None:
    iso = iso or scene.located.get(candidate.root)
    number = scene.entities.unknown(name, "government", iso)
    if iso:
        entity = scene.entities.all[number]
        entity.parent_key, entity.parent_name = f"country:{iso}", scene.lexicon.states[iso].name
    candidate.entities = [number]
    scene.keep(candidate)


def find_speaking_place(scene: Scene, name: Name) -> None:
    """A place that speaks or decides: its authorities, of the state that owns it in the text."""
    left = min(left_edge(scene.tokens, name.root), name.start)
    iso = only(states_in(scene, left, name.start))
    tokens = scene.tokens
    start = left if iso else name.start
    first = next(
        (i for i in range(start, name.end) if tokens.pos[i] == "PROPN" and state_at(scene, i) is None), name.start
    )
    _keep_local_government(scene, Candidate(start, name.end, name.root, "name"), scene.text(first, name.end), iso)
