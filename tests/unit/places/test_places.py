from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.extract.facts import Place

Places = Callable[[str], list[tuple[str, Place]]]


def named(found: list[tuple[str, Place]]) -> list[str]:
    return [place.name for _, place in found]


def only(found: list[tuple[str, Place]], name: str) -> Place:
    matches = {place.key: place for _, place in found if place.name == name}
    assert len(matches) == 1, found
    return next(iter(matches.values()))


@pytest.mark.parametrize(
    ("text", "name", "country", "kind"),
    [
        ("Two people were killed in Quetta, Pakistan, on Monday.", "Quetta", "PAK", "city"),
        ("The ship was attacked in the Strait of Hormuz.", "Strait of Hormuz", None, "water"),
        ("Rebels attacked a convoy near the town of Goma in Congo.", "Goma", "COD", "city"),
        ("Fighting continued in eastern Ukraine on Friday.", "eastern Ukraine", "UKR", "region"),
        ("Shells fell on villages in the Gaza Strip.", "Gaza Strip", "PSE", "region"),
        ("Floods hit Pakistan's Balochistan province.", "Balochistan", "PAK", "admin1"),
        ("A bomb exploded in Morazan department, El Salvador.", "Morazan", "SLV", "admin1"),
        ("The jets did not enter Turkish airspace.", "Turkey", "TUR", "country"),
        ("The minister visited the Peruvian capital on Sunday.", "Lima", "PER", "city"),
    ],
)
def test_places_and_their_countries(places: Places, text: str, name: str, country: str | None, kind: str) -> None:
    place = only(places(text), name)
    assert (place.country, place.kind) == (country, kind)


def test_capital_letters_read_alike(places: Places) -> None:
    found = places("THREE SOLDIERS DIED IN AN AMBUSH NEAR CHALATENANGO, EL SALVADOR, THE ARMY SAID.")
    assert "SLV" in {place.country for _, place in found}


@pytest.mark.parametrize(
    "text",
    [
        "The Washington Post reported the talks.",
        "The Bank of England raised its rate.",
        "Peruvian soldiers arrested an Ecuadorian trader.",
        "Pakistan said it would respond.",
        "Moscow denied the report.",
        "Islamic State of Iraq claimed responsibility.",
    ],
)
def test_actors_organisations_and_demonyms_are_no_places(places: Places, text: str) -> None:
    assert places(text) == []


def test_a_neighbourhood_lies_in_the_town_it_is_said_to(places: Places) -> None:
    found = places("Shots were heard in the Xoltepaca neighborhood of Medellin, Colombia.")
    assert ("Xoltepaca neighborhood", "COL") in [(text, place.country) for text, place in found]


def test_an_unknown_place_has_no_coordinates_and_no_country(places: Places) -> None:
    place = only(places("The patrol was attacked near the village of Xoltepaca on Monday."), "Xoltepaca")
    assert (place.latitude, place.longitude, place.country, place.precision) == (None, None, None, "none")


def test_an_unknown_place_has_the_country_that_the_phrase_tells(places: Places) -> None:
    place = only(places("The patrol was attacked near the Mexican village of Xoltepaca."), "Xoltepaca")
    assert (place.country, place.latitude, place.precision) == ("MEX", None, "country")


@pytest.mark.parametrize("name", ["Côte d'Ivoire", "Côte d’Ivoire", "Cote d'Ivoire"])
def test_a_name_goes_on_behind_an_elided_article(places: Places, name: str) -> None:
    assert only(places(f"Two men were held in {name}."), "Ivory Coast").country == "CIV"


def test_a_country_as_heading_speaks_for_what_stands_under_it(places: Places) -> None:
    text = "Daily report\n\nPlanes struck on Friday.\n\nSyria\n\nNear Qarmatan, one strike destroyed a truck.\n"
    assert only(places(text), "Qarmatan").country == "SYR"


@pytest.mark.parametrize(
    ("text", "key", "owner"),
    [
        ("Clashes broke out along the Chad-Sudan border.", "border:SDN-TCD", None),
        ("Chad has closed its border with Sudan.", "border:SDN-TCD", "TCD"),
        ("Guards died on the border between Peru and Ecuador.", "border:ECU-PER", None),
    ],
)
def test_borders_have_two_sides_and_a_country_if_the_text_says_whose(
    places: Places, text: str, key: str, owner: str | None
) -> None:
    borders = [place for _, place in places(text) if place.kind == "border"]
    assert [(place.key, place.country) for place in borders] == [(key, owner)]


def test_a_facility_lies_in_its_town(places: Places) -> None:
    place = only(places("Rockets hit Basra airport in Iraq."), "Basra airport")
    assert (place.kind, place.country, place.precision) == ("facility", "IRQ", "city")
    assert place.latitude is not None


def test_the_town_takes_up_the_town_named_before(places: Places) -> None:
    found = places("Gunmen stormed a hotel in Mogadishu. Police then sealed off roads into the city.")
    assert [text for text, place in found if place.name == "Mogadishu"] == ["Mogadishu", "the city"]


def test_degrees_are_points(places: Places) -> None:
    found = places("The wreck lies at 33°47′N 44°30′E in the desert.")
    point = next(place for _, place in found if place.precision == "point")
    assert (point.latitude, point.longitude) == (pytest.approx(33.7833, abs=1e-3), pytest.approx(44.5))


def test_texts_without_places_and_without_words(places: Places) -> None:
    assert places("") == []
    assert places("\n\n") == []
    assert places("It was raining.") == []


def test_mentions_never_overlap_and_come_in_order(places: Places) -> None:
    text = "Troops met in N'Djamena, Chad, near Lake Chad, on the Chad-Niger border, and in eastern Niger."
    end = 0
    for mention, _ in places(text):
        start = text.index(mention, end)
        assert start >= end
        end = start + len(mention)


def test_reading_twice_finds_the_same(places: Places) -> None:
    text = "Three died in Santiago. Protesters marched in Valparaiso and in Concepcion, Chile."
    assert places(text) == places(text)


def test_a_possessor_of_something_else_does_not_move_a_known_city(places: Places) -> None:
    place = only(places("Peru's ambassador in Madrid resigned on Monday."), "Madrid")
    assert place.country == "ESP"


def test_a_large_city_of_another_country_is_not_its_namesake_in_the_news(places: Places) -> None:
    text = "U.S. officials met Salvadoran officers in El Salvador. Salvadoran troops then moved to Santa Ana."
    assert "USA" not in {place.country for _, place in places(text)}


def test_an_apposition_tells_no_country(places: Places) -> None:
    assert "PER" not in {place.country for _, place in places("He was born in Quito, a close Peru ally said.")}


def test_a_document_about_one_country_lends_it_to_no_unknown_place(places: Places) -> None:
    text = "Peru's army said troops left Lima. Peruvian police went to Cuzco. A convoy was hit near Xoltepaca."
    assert only(places(text), "Xoltepaca").country is None


def test_another_spelling_of_a_far_city_is_not_meant_by_a_document_about_others(places: Places) -> None:
    text = "The Peruvian army guards the copper mine of Cano in Peru."
    assert "NGA" not in {place.country for _, place in places(text)}


def test_a_name_in_quotation_marks_is_that_of_something_else(places: Places) -> None:
    assert "AUS" not in {
        place.country for _, place in places('The army of Kenya launched campaign "Victoria" along the coast.')
    }
    assert places('They called it "Cordoba," after a ship.') == []


def test_a_department_may_be_told_without_its_article(places: Places) -> None:
    assert only(places("Floods in Bolivia cut off farms in Beni."), "Beni").kind == "admin1"


def test_a_name_may_go_on_in_the_next_line_of_wrapped_text_but_not_of_a_list(places: Places) -> None:
    wrapped = places(
        "Last year the teachers of the union opened a school in San Pedro\nSula, a day by bus from Tegucigalpa."
    )
    assert [text for text, _ in wrapped] == ["San Pedro\nSula", "Tegucigalpa"]
    assert "San Pedro Sula" not in {place.name for _, place in places("Offices:\n\nLima\nSan Pedro\nSula\n")}


def test_a_demonym_before_a_kind_of_place_names_no_town(places: Places) -> None:
    found = places("Ships left the Russian port of Kronstadt and the Peruvian city of Trujillo.")
    assert not {"Russian", "Peruvian"} & {place.name for _, place in found}


def test_a_name_nobody_knows_lies_where_the_other_places_of_its_sentence_do(places: Places) -> None:
    text = "LIMA, Jan. 3 (Acme) - Peruvian troops fought in Peru. A bomb exploded near Xoltepaca, north of Huancayo."
    assert only(places(text), "Xoltepaca").country == "PER"


def test_a_dateline_tells_where_a_name_nobody_knows_lies(places: Places) -> None:
    text = "LIMA, Jan. 3 (Acme) - Peruvian troops fought in Peru. A bomb exploded near Xoltepaca."
    assert only(places(text), "Xoltepaca").country == "PER"


@pytest.mark.parametrize(
    "text",
    [
        "LIMA, 3 JAN 90 (ACME) -- [TEXT] POLICE SAID NOTHING.",
        "[BEGIN RECORDING] [SAMAYOA] THERE IS NO DOUBT. [END RECORDING]",
        "THEY STORMED THE COSTA RICAN EMBASSY.",
        "He spoke at a CNN town hall.",
        "A Toyota pickup exploded. She ate a tamale.",
        "A STATE OF SIEGE WAS DECREED ON MONDAY.",
    ],
)
def test_agencies_speakers_and_common_nouns_are_no_places(places: Places, text: str) -> None:
    assert {place.name for _, place in places(text)} <= {"Lima"}


def test_an_abbreviated_state_stands_behind_its_town(places: Places) -> None:
    ((text, place),) = places("He sold a house in Bridgeport, Conn., last year.")
    assert (text, place.name, place.admin1, place.country) == ("Bridgeport, Conn.", "Bridgeport", "Connecticut", "USA")


def test_a_camp_that_nobody_knows_lies_in_the_country_of_the_town_beside_it(places: Places) -> None:
    camp = only(places("They fled to Velmar camp near Peshawar."), "Velmar camp")
    assert (camp.country, camp.latitude, camp.precision) == ("PAK", None, "country")
    assert only(places("They left Velmar camp. Later they met in Peshawar."), "Velmar camp").country is None


def test_a_firm_name_does_not_yield_to_a_mere_spelling_of_another(places: Places) -> None:
    assert only(places("Fighters left the town of Kobani."), "‘Ayn al ‘Arab").country == "SYR"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister visited Quito on Monday.", "Quito"),
        ("President Okello visited Goma and met rebels there.", "Goma"),
        ("Rebels shelled Kharkiv for a third day.", "Kharkiv"),
        ("Rebels shelled Khan Younis on Monday.", "Khān Yūnis"),
        ("Kabul was captured in August.", "Kabul"),
        ("Russian missiles struck Kharkiv overnight.", "Kharkiv"),
        ("Riyadh was hit by drones on Sunday.", "Riyadh"),
        ("Rebels attacked the army in Aleppo on Monday.", "Aleppo"),
        ("The Vienna talks failed.", "Vienna"),
        ("The Brussels conference on Sudan opened.", "Brussels"),
    ],
)
def test_a_town_that_one_goes_to_besieges_or_meets_in_is_a_place(places: Places, text: str, name: str) -> None:
    assert name in named(places(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister visited Maria Medina. Rebels bombarded Medina with letters.", "Medina"),
        ("The envoy pressed Kabul for an answer.", "Kabul"),
        ("Police hit Jackson with a baton.", "Jackson"),
        ("The Army in Aleppo issued a communique.", "Aleppo"),
        ("The Iran talks failed.", "Iran"),
    ],
)
def test_a_person_or_a_party_stays_one(places: Places, text: str, name: str) -> None:
    assert name not in named(places(text))


def test_a_chain_of_places_ends_in_the_country_of_all(places: Places) -> None:
    assert only(places("Bombs fell in Zarqan, Quetta, Pakistan."), "Zarqan").country == "PAK"


def test_there_is_the_place_last_named(places: Places) -> None:
    found = places("Troops reached Bukavu on Monday. Nine people were killed there.")
    assert [(text, place.name) for text, place in found][-1] == ("there", "Bukavu")


@pytest.mark.parametrize("text", ["There is no water in Bukavu.", "In Bukavu he stood still. There was a noise."])
def test_there_is_no_place_where_something_is_told_to_exist(places: Places, text: str) -> None:
    assert [text for text, _ in places(text)] == ["Bukavu"]


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("A fire broke out in Lyon, France.", "Auvergne-Rhône-Alpes"),
        ("Police in Tijuana, Mexico, found two bodies.", "Baja California"),
        ("He flew to Krasnodar, Russia.", "Krasnodarskiy kray"),
        ("They met in Manizales, Colombia.", "Caldas"),
        ("A bomb went off in Medan, Indonesia.", "North Sumatra"),
        ("Gunmen attacked Warri, Nigeria.", "Delta"),
        ("Floods hit Bengaluru, India.", "Karnātaka"),
        ("They live in Barcelona, Spain.", "Catalonia"),
        ("A train stopped in Gdańsk, Poland.", "Pomorskie"),
    ],
)
def test_a_town_lies_in_its_own_division(places: Places, text: str, division: str) -> None:
    assert [place.admin1 for _, place in places(text)] == [division]


def test_a_town_without_namesakes_needs_little_of_its_country(places: Places) -> None:
    text = "Russian forces went on near Kupyansk. Ukrainian observers saw Russian guns. A Russian writer denied it."
    assert only(places(text), "Kupyansk").country == "UKR"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Ghana's army said two people were shot in the Northern Region.", "Northern Region", "GHA"),
        ("Uganda's police said rebels burned a clinic in the Northern Region.", "Northern Region", "UGA"),
        ("Rwanda's government moved the families to Eastern Province.", "Eastern Province", "RWA"),
        ("Zambia reported an anthrax outbreak in Eastern Province.", "Eastern Province", "ZMB"),
        ("Four buses collided in Central Province.", "Central Province", None),
    ],
)
def test_a_division_called_by_where_it_lies_is_the_own_countrys(
    places: Places, text: str, name: str, country: str | None
) -> None:
    assert [place.country for shown, place in places(text) if shown == name] == [country]


def test_a_village_in_a_division_lies_in_the_same_country(places: Places) -> None:
    found = places("Ghana's army said a man was shot in Zokulana, in the Northern Region.")
    assert only(found, "Zokulana").country == "GHA"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Malian troops and Russian fighters entered Kidal.", "Kidal"),
        ("The army of Myanmar captured Kyaukme on Monday.", "Kyaukme"),
    ],
)
def test_a_small_town_that_is_taken_is_a_place(places: Places, text: str, name: str) -> None:
    assert only(places(text), name).kind == "city"


def test_the_agency_of_a_dateline_is_no_part_of_its_place(places: Places) -> None:
    found = places("ACCRA (Gold Coast Wire) - The vote was calm.")
    assert [text for text, _ in found] == ["ACCRA"]


def test_a_town_of_three_letters_opens_a_dateline(places: Places) -> None:
    assert [place.country for _, place in places("JOS, Nigeria - At least 38 villagers were killed.")] == ["NGA"]


def test_a_neighbouring_country_is_where_something_happens(places: Places) -> None:
    found = places("In neighbouring Burundi, authorities reported 12 deaths.")
    assert [place.country for _, place in found] == ["BDI"]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The typhoon barrelled toward Vietnam.", ["VNM"]),
        ("Her stance softened toward Vietnam.", []),
        ("He posted it on his Telegram channel.", []),
    ],
)
def test_what_moves_toward_a_country_comes_to_a_place(places: Places, text: str, countries: list[str]) -> None:
    assert [place.country for _, place in places(text)] == countries


def test_the_port_town_of_a_name_takes_up_no_port(places: Places) -> None:
    found = places("They reached the port of Pemba in Mozambique. It lies near the port town of Palma.")
    assert "the port" not in [text for text, _ in found]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A migrant boat sank off Lesbos.", "Lesbos", "GRC"),
        ("A landslide blocked a road on Lombok.", "Lombok", "IDN"),
        ("Rescuers landed on Easter Island.", "Easter Island", "CHL"),
        ("Salvadoran police clashed with miners in La Palma.", "La Palma", "SLV"),
        ("Lava destroyed houses on La Palma, Spanish officials said.", "La Palma", "ESP"),
    ],
)
def test_an_island_yields_to_a_town_of_the_documents_country(
    places: Places, text: str, name: str, country: str
) -> None:
    assert [place.country for shown, place in places(text) if shown == name] == [country]


def test_a_clause_of_a_title_is_no_name_of_waters(places: Places) -> None:
    assert "Survey Ship Nears Disputed Waters" not in named(places("Greece Acts as Survey Ship Nears Disputed Waters"))


@pytest.mark.parametrize(
    ("text", "written", "key"),
    [
        ("A refinery burned in the Ryazan region of Russia.", "Ryazan region", "iso:RU-RYA"),
        ("Drones fell on the Kharkiv region of Ukraine.", "Kharkiv region", "iso:UA-63"),
        ("Ukraine said shells hit Kharkiv.", "Kharkiv", "geonames:706483"),
        ("Troops moved through Mali's Gao, Kidal and Timbuktu regions.", "Kidal", "iso:ML-8"),
        ("Hundreds fled the Kirkuk and Diyala provinces of Iraq.", "Kirkuk", "iso:IQ-KI"),
    ],
)
def test_a_region_called_after_a_town_is_not_the_town(places: Places, text: str, written: str, key: str) -> None:
    assert key in {place.key for said, place in places(text) if said == written}


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("BOGOTA -- A bomb exploded in the Laureles neighborhood of Medellin.", "Laureles", "COL", "Antioquia"),
        ("A post was hit in San Isidro canton, San Vicente department, El Salvador.", "San Isidro", "SLV", None),
        ("Shots fell in the Sonora neighborhood in Puebla, Mexico.", "Sonora", "MEX", "Puebla"),
        ("Troops in El Salvador searched La Cuesta, Chalatenango department.", "La Cuesta", "SLV", None),
        ("He died in Hyderabad, Andhra Pradesh.", "Hyderabad", "IND", "Telangana"),
    ],
)
def test_a_small_place_lies_in_what_is_named_behind_it(
    places: Places, text: str, name: str, country: str, admin1: str | None
) -> None:
    place = next(place for _, place in places(text) if place.name == name)
    assert place.country == country
    assert admin1 in {None, place.admin1}


def test_two_halves_of_an_unknown_name_are_one(places: Places) -> None:
    assert [said for said, _ in places("Settlers raided the Kavi Nagar police station.")] == ["Kavi Nagar"]


def test_a_code_that_holds_many_divisions_tells_none(places: Places) -> None:
    nablus = next(place for _, place in places("Israeli troops shot a man in Nablus in the West Bank."))
    assert (nablus.country, nablus.admin1) == ("PSE", None)


@pytest.mark.parametrize(
    ("text", "capital"),
    [
        ("Students marched in the capital against Niger's new law.", "Niamey"),
        ("Students in Niger marched in the capital,", "Niamey"),
        ("BAMAKO, May 3 (Reuters) - A bomb went off in this capital on Monday.", "Bamako"),
        ("Soldiers were seen in the Kenyan capital, police said.", "Nairobi"),
        ("LIMA, May 3 (Reuters) - Peru is calm. Two bombs went off in the capital.", "Lima"),
        ("PARIS, May 3 (AFP) - Salvadoran rebels spoke. Two bombs went off in the capital.", None),
        ("Kenya sent troops to Somalia, where a hotel in the capital was hit.", None),
        ("Kenyan firms need capital in the north of Kenya.", None),
        ("Rallies were held in the provincial capital in Iraq.", None),
    ],
)
def test_the_capital_is_that_of_the_one_country_told(places: Places, text: str, capital: str | None) -> None:
    named_capital = {place.name for said, place in places(text) if said.lower().endswith("capital")}
    assert named_capital == ({capital} if capital else set())


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("They held talks on Gaza in Doha.", {"name:gaza-strip:PSE", "geonames:290030"}),
        ("Police shot three men in Kabul's old market district.", {"geonames:1138958"}),
        ("A mortar hit a house in eastern Aleppo's Shaar district.", {"geonames:170063", "name:shaar:SYR"}),
        ("A trader was stabbed in Sector 5 of Meerut, India.", {"geonames:1263214"}),
        ("Farmers blocked the A1 motorway near Lille.", {"geonames:2998324"}),
    ],
)
def test_words_beside_a_name_that_are_no_place_or_part_of_it(places: Places, text: str, keys: set[str]) -> None:
    assert {place.key for _, place in places(text)} == keys


def test_a_country_opens_an_item_of_a_digest(places: Places) -> None:
    text = "News in brief\n\nPhilippines: Rebels ambushed a patrol in San Jacinto town.\n\nPeru: San Jacinto is calm."
    assert [place.country for said, place in places(text) if "San Jacinto" in said] == ["PHL", "PER"]


def test_who_is_told_with_an_age_is_no_place(places: Places) -> None:
    text = "Police in Meerut held Sonu, 24, and Mohit, 27, both of India. A case was lodged against Sonu at Meerut."
    assert {said for said, _ in places(text)} <= {"Meerut", "India"}


def test_a_local_government_area_is_no_name_of_its_own(places: Places) -> None:
    found = places("Gunmen raided a school in Bukkuyum Local Government Area of Zamfara State, Nigeria.")
    assert not [place.name for _, place in found if "Local" in place.name]


def test_a_direction_alone_names_the_twin_of_the_place_behind_it(places: Places) -> None:
    found = places("Forty people were killed in North and South Kivu in Congo.")
    assert ("North", "iso:CD-NK") in {(said, place.key) for said, place in found}
