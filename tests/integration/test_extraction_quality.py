"""The annotated articles of the project: sound in themselves, and extraction does not fall below what it reached."""

from pathlib import Path

import pytest

from pipelines.evaluate.annotations import load
from pipelines.evaluate.quality import evaluate, headline

FOLDER = Path(__file__).parents[1] / "gold"
REACHED = {
    "events F1": 0.93,
    "event actors F1": 0.90,
    "event recipients F1": 0.73,
    "event modality": 0.97,
    "event mode": 0.83,
    "event certainty": 0.93,
    "event background": 0.94,
    "figures F1": 0.97,
    "actors F1": 0.84,
    "attributions F1": 0.87,
}


@pytest.fixture(scope="module")
def articles():
    return load(FOLDER)


def test_every_annotation_is_found_in_its_article(articles):
    for article in articles:
        for event in article.events:
            assert len(article.triggers(event)) == len(event.mentions), (article.name, event.id)
            assert {*event.actors, *event.recipients} <= {actor.name for actor in article.actors}, (
                article.name,
                event.id,
            )
        for figure in article.figures:
            assert article.numbers(figure), (article.name, figure.text)
        for actor in article.actors:
            assert all(article.find(mention) for mention in actor.mentions), (article.name, actor.name)
        for said in article.attributions:
            sources, contents = article.speech(said)
            assert contents and (sources or not said.source), (article.name, said.content)


def test_there_are_annotated_articles_of_every_type_of_event(articles):
    assert len(articles) >= 12
    assert len({event.type for article in articles for event in article.events}) == 16


def test_extraction_is_as_good_as_it_was(articles):
    reached = headline(evaluate(articles, workers=1))
    assert {name: value for name, value in reached.items() if value < REACHED.get(name, 0)} == {}
