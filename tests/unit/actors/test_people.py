"""Known persons by name."""

import pytest

from pipelines.extract.actors.lexicon import load_actor_lexicon
from pipelines.extract.actors.people import load_people, name_words


@pytest.mark.parametrize(
    ("name", "titled", "country"),
    [
        ("Jacques Chirac", False, "FRA"),
        ("Moammar Khadafy", False, "LBY"),
        ("Omar Hassan al-Bashir", False, "SDN"),
        ("Francois Mitterand", False, "FRA"),
        ("Mikhail S. Gorbachev", False, "SUN"),
        ("Mugabe", False, "ZWE"),
        ("Major", True, "GBR"),
        ("Major", False, None),
        ("Roh", True, "KOR"),
        ("Kim", True, None),
        ("Chirac Moreno", False, None),
        ("", True, None),
    ],
)
def test_a_name_tells_the_state_its_bearer_acts_for(name, titled, country):
    assert load_people().country(name, titled=titled) == country


def test_spellings_compare_without_particles_and_doubled_letters():
    assert name_words("Muammar al-Qaddafi") == ("muamar", "qadafi")


def test_every_country_is_a_state_of_the_lexicon():
    countries = {spelling.country for found in load_people().by_last.values() for spelling in found}
    assert countries <= set(load_actor_lexicon().states)
