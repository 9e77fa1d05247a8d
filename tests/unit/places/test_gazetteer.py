import pytest

from pipelines.extract.places.choice import Profile, Told
from pipelines.extract.places.gazetteer import Gazetteer, gazetteer


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer()


def test_a_name_has_all_its_bearers_the_most_populous_first(known: Gazetteer) -> None:
    senses = known.senses("Toledo")
    people = [sense.place.population or 0 for sense in senses if sense.place.kind == "city" and sense.grade == 1]
    assert {"ESP", "USA"} <= {sense.place.country for sense in senses}
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Baluchistan", "iso:PK-BA"),
        ("Sistan and Baluchestan", "iso:IR-11"),
        ("SISTAN-BALUCHISTAN", "iso:IR-11"),
        ("Burma", "iso:MMR"),
        ("Ivory Coast", "iso:CIV"),
        ("Gaza Strip", "name:gaza-strip:PSE"),
        ("the Gulf", "name:persian-gulf:"),
        ("Morazan", "iso:SV-MO"),
    ],
)
def test_other_names_and_spellings_are_known(known: Gazetteer, name: str, key: str) -> None:
    assert key in {sense.place.key for sense in known.senses(name)}


def test_towns_know_their_province(known: Gazetteer) -> None:
    town = known.senses("Zahedan")[0].place
    assert (town.country, town.admin1) == ("IRN", "Sistan and Baluchestan")


def test_demonyms_are_kept_apart_from_places(known: Gazetteer) -> None:
    assert known.demonym("Peruvian") == "PER"
    assert known.demonym("Kurdish") is None
    assert known.senses("Peruvian") == ()


def test_capitals(known: Gazetteer) -> None:
    capital = known.capital("PER")
    assert capital is not None
    assert capital.name == "Lima"


@pytest.mark.parametrize(("spoken_of", "country"), [("COL", "COL"), ("PHL", "PHL"), ("SLV", "SLV")])
def test_what_the_document_speaks_of_decides_between_namesakes(known: Gazetteer, spoken_of: str, country: str) -> None:
    profile = Profile()
    profile.mention(spoken_of, 5)
    chosen = profile.choose("San Miguel", known.senses("San Miguel"), Told(country=None), firm=True)
    assert chosen is None or chosen.country == country


def test_the_phrase_outweighs_the_document(known: Gazetteer) -> None:
    profile = Profile()
    profile.mention("USA", 20)
    chosen = profile.choose("Paris", known.senses("Paris"), Told(country="FRA"), firm=True)
    assert chosen is not None
    assert chosen.country == "FRA"


def test_a_small_namesake_in_a_country_never_mentioned_is_not_chosen(known: Gazetteer) -> None:
    profile = Profile()
    profile.mention("KEN", 5)
    assert profile.choose("San Antonio Abad", known.senses("San Antonio Abad"), Told(), firm=True) is None
