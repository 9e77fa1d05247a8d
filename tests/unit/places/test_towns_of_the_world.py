"""Where towns of the world lie, when nothing but another sentence names the country; most have namesakes elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.extract.facts import Place

Places = Callable[[str], list[tuple[str, Place]]]

TOWNS = [
    ("LBN", "Lebanon", ["Tripoli", "Sidon", "Tyre", "Baalbek", "Nabatieh"]),
    ("LBY", "Libya", ["Tripoli", "Benghazi", "Sirte", "Misrata", "Derna"]),
    ("GEO", "Georgia", ["Tbilisi"]),
    ("USA", "Georgia", ["Atlanta"]),
    (
        "PAK",
        "Pakistan",
        [
            "Hyderabad",
            "Muzaffarabad",
            "Quetta",
            "Turbat",
            "Gwadar",
            "Panjgur",
            "Peshawar",
            "Miranshah",
            "Bannu",
            "Karachi",
        ],
    ),
    ("IND", "India", ["Hyderabad", "Srinagar", "Dantewada"]),
    ("GBR", "Britain", ["Birmingham"]),
    ("USA", "Alabama", ["Birmingham"]),
    ("CRI", "Costa Rica", ["San José"]),
    ("USA", "California", ["San Jose"]),
    ("PHL", "the Philippines", ["San Jose", "Jolo", "Marawi", "Zamboanga", "Cotabato"]),
    (
        "ESP",
        "Spain",
        [
            "Cordoba",
            "Valencia",
            "Granada",
            "Bilbao",
            "Cartagena",
            "Barcelona",
            "Guadalajara",
            "Cuenca",
            "Salamanca",
            "Toledo",
            "Melilla",
            "Ceuta",
        ],
    ),
    ("ARG", "Argentina", ["Córdoba"]),
    (
        "COL",
        "Colombia",
        [
            "Cordoba",
            "Medellín",
            "Cali",
            "Arauca",
            "Tumaco",
            "Popayán",
            "Barrancabermeja",
            "Florencia",
            "Armenia",
            "Cartagena",
        ],
    ),
    ("VEN", "Venezuela", ["Valencia", "Mérida", "Maracaibo", "Barcelona"]),
    ("CHL", "Chile", ["Santiago", "Concepción", "Temuco"]),
    ("DOM", "the Dominican Republic", ["Santiago"]),
    ("CUB", "Cuba", ["Santiago de Cuba"]),
    ("BOL", "Bolivia", ["La Paz", "Cochabamba", "Santa Cruz"]),
    ("HND", "Honduras", ["La Paz", "Trujillo", "Tegucigalpa", "San Pedro Sula"]),
    (
        "SLV",
        "El Salvador",
        ["La Paz", "San Salvador", "San Miguel", "Santa Ana", "Usulutan", "Chalatenango", "San Vicente", "Soyapango"],
    ),
    ("MEX", "Mexico", ["La Paz", "Mérida", "León", "Guadalajara", "Ciudad Juarez", "Culiacan", "Salamanca"]),
    ("AUS", "Australia", ["Victoria", "Newcastle", "Perth"]),
    ("CAN", "Canada", ["Victoria", "Hamilton"]),
    ("SYC", "Seychelles", ["Victoria"]),
    ("NIC", "Nicaragua", ["Granada", "León", "Matagalpa"]),
    ("SYR", "Syria", ["Quneitra", "Homs", "Hama", "Idlib", "Afrin", "Daraa", "Douma", "Kobani"]),
    ("PSE", "Gaza", ["Rafah", "Khan Younis"]),
    ("PSE", "the West Bank", ["Jenin", "Nablus", "Hebron", "Ramallah"]),
    ("PAK", "Punjab", ["Lahore"]),
    ("IND", "Punjab", ["Amritsar"]),
    ("SDN", "Darfur", ["El Fasher"]),
    ("SDN", "Sudan", ["Nyala", "El Geneina", "Khartoum", "Omdurman", "Port Sudan"]),
    ("UKR", "Donbas", ["Donetsk"]),
    ("UKR", "Ukraine", ["Luhansk", "Kherson", "Mariupol", "Bakhmut", "Bucha", "Kramatorsk", "Odessa"]),
    ("UKR", "Crimea", ["Sevastopol", "Simferopol"]),
    ("ETH", "Tigray", ["Mekelle"]),
    ("MMR", "Myanmar", ["Sittwe", "Myitkyina", "Lashio", "Mandalay"]),
    ("MMR", "Rakhine", ["Maungdaw"]),
    ("CHN", "Xinjiang", ["Urumqi"]),
    ("CHN", "China", ["Kashgar"]),
    ("AZE", "Nagorno-Karabakh", ["Stepanakert"]),
    ("ESH", "Western Sahara", ["Laayoune"]),
    ("MDA", "Transnistria", ["Tiraspol"]),
    ("GEO", "Abkhazia", ["Sukhumi"]),
    ("GEO", "South Ossetia", ["Tskhinvali"]),
    ("XKX", "Kosovo", ["Pristina", "Mitrovica"]),
    ("COD", "Congo", ["Goma", "Bukavu", "Bunia", "Beni"]),
    ("COG", "Congo", ["Brazzaville"]),
    ("NGA", "Nigeria", ["Maiduguri", "Chibok", "Jos", "Kano"]),
    ("MLI", "Mali", ["Gao", "Kidal", "Timbuktu", "Mopti"]),
    ("BFA", "Burkina Faso", ["Djibo", "Ouagadougou"]),
    ("NER", "Niger", ["Agadez", "Diffa"]),
    ("CMR", "Cameroon", ["Bamenda"]),
    ("CAF", "the Central African Republic", ["Bangui"]),
    ("SSD", "South Sudan", ["Juba", "Malakal", "Bor"]),
    ("SOM", "Somalia", ["Mogadishu", "Kismayo", "Baidoa"]),
    ("SOM", "Somaliland", ["Hargeisa"]),
    ("KEN", "Kenya", ["Garissa", "Mandera", "Lamu"]),
    ("ERI", "Eritrea", ["Asmara"]),
    ("MOZ", "Mozambique", ["Pemba", "Palma"]),
    ("AGO", "Angola", ["Cabinda"]),
    ("ZMB", "Zambia", ["Lusaka"]),
    ("ZWE", "Zimbabwe", ["Bulawayo"]),
    ("ZAF", "South Africa", ["Durban", "Soweto"]),
    ("TUN", "Tunisia", ["Sfax", "Kasserine"]),
    ("DZA", "Algeria", ["Oran", "Tindouf"]),
    ("EGY", "Egypt", ["Alexandria", "Ismailia", "El Arish", "Sheikh Zuweid"]),
    ("USA", "Virginia", ["Alexandria"]),
    ("IRQ", "Iraq", ["Mosul", "Kirkuk", "Tal Afar", "Najaf", "Karbala", "Erbil"]),
    ("YEM", "Yemen", ["Aden", "Taiz", "Hodeidah", "Saada", "Marib", "Mukalla"]),
    ("SAU", "Saudi Arabia", ["Najran", "Jizan", "Qatif", "Medina"]),
    ("BHR", "Bahrain", ["Manama"]),
    ("IRN", "Iran", ["Zahedan", "Saravan", "Kerman", "Natanz", "Bandar Abbas"]),
    ("AFG", "Afghanistan", ["Kandahar", "Jalalabad", "Kunduz", "Herat", "Lashkar Gah"]),
    ("KGZ", "Kyrgyzstan", ["Jalal-Abad", "Osh"]),
    ("TJK", "Tajikistan", ["Khorog"]),
    ("KAZ", "Kazakhstan", ["Almaty"]),
    ("UZB", "Uzbekistan", ["Andijan"]),
    ("RUS", "Chechnya", ["Grozny"]),
    ("RUS", "Dagestan", ["Makhachkala"]),
    ("RUS", "Russia", ["Beslan", "Belgorod", "Kursk", "Rostov", "St. Petersburg"]),
    ("USA", "Texas", ["Odessa"]),
    ("GBR", "Northern Ireland", ["Derry", "Omagh"]),
    ("BIH", "Bosnia", ["Srebrenica", "Tuzla"]),
    ("HRV", "Croatia", ["Vukovar"]),
    ("CYP", "Cyprus", ["Famagusta"]),
    ("TUR", "Turkey", ["Diyarbakir", "Cizre", "Batman", "Van"]),
    ("IND", "Manipur", ["Imphal"]),
    ("IND", "Bihar", ["Patna"]),
    ("BGD", "Bangladesh", ["Dhaka", "Cox's Bazar", "Chittagong"]),
    ("LKA", "Sri Lanka", ["Kilinochchi", "Jaffna", "Batticaloa"]),
    ("NPL", "Nepal", ["Pokhara"]),
    ("THA", "Thailand", ["Yala", "Narathiwat", "Pattani"]),
    ("IDN", "Indonesia", ["Poso", "Ambon", "Jayapura"]),
    ("IDN", "Papua", ["Wamena"]),
    ("TLS", "East Timor", ["Dili", "Baucau"]),
    ("FJI", "Fiji", ["Nadi"]),
    ("SLB", "the Solomon Islands", ["Honiara"]),
    ("CHN", "Tibet", ["Lhasa"]),
    ("TWN", "Taiwan", ["Kinmen"]),
    ("PRK", "North Korea", ["Kaesong", "Yongbyon"]),
    ("KOR", "South Korea", ["Gwangju"]),
    ("PER", "Peru", ["Ayacucho", "Trujillo", "Tingo Maria"]),
    ("GTM", "Guatemala", ["Quetzaltenango"]),
    ("HTI", "Haiti", ["Port-au-Prince", "Cap-Haitien"]),
    ("GUY", "Guyana", ["Georgetown"]),
    ("JAM", "Jamaica", ["Kingston"]),
    ("VCT", "Saint Vincent", ["Kingstown"]),
    ("PRY", "Paraguay", ["Concepcion"]),
    ("BRA", "Brazil", ["Rio de Janeiro", "São Paulo", "Belém"]),
    ("ECU", "Ecuador", ["Esmeraldas", "Guayaquil", "Cuenca"]),
    ("CAN", "Ontario", ["London"]),
    ("GBR", "England", ["London", "Newcastle"]),
    ("USA", "Massachusetts", ["Cambridge"]),
    ("USA", "New Hampshire", ["Manchester"]),
    ("FRA", "France", ["Paris"]),
    ("USA", "Florida", ["St. Petersburg", "Naples"]),
    ("USA", "Ohio", ["Columbus", "Toledo"]),
    ("USA", "Oregon", ["Portland"]),
    ("GBR", "Scotland", ["Perth"]),
    ("BMU", "Bermuda", ["Hamilton"]),
    ("NZL", "New Zealand", ["Hamilton", "Wellington", "Christchurch"]),
    ("GRC", "Greece", ["Athens"]),
    ("ITA", "Italy", ["Naples"]),
    ("AUT", "Austria", ["Vienna"]),
]
PAIRS = [(town, country, code) for code, country, towns in TOWNS for town in towns]


@pytest.mark.parametrize(("town", "country", "code"), PAIRS, ids=[f"{town}, {country}" for town, country, _ in PAIRS])
def test_the_country_that_the_text_is_about_decides_between_namesakes(
    places: Places, town: str, country: str, code: str
) -> None:
    found = places(f"Officials in {country} said that fighting had broken out in {town} and that ten people died.")
    assert {place.country for text, place in found if town in text} == {code}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kashmir", None),
        ("the Golan Heights", None),
        ("Kurdistan", None),
        ("Iraqi Kurdistan", "IRQ"),
        ("the Gaza Strip", "PSE"),
        ("the West Bank", "PSE"),
        ("the Palestinian territories", "PSE"),
        ("Darfur", "SDN"),
        ("Donbas", "UKR"),
        ("Crimea", "UKR"),
        ("Tigray", "ETH"),
        ("Rakhine", "MMR"),
        ("Xinjiang", "CHN"),
        ("Tibet", "CHN"),
        ("Nagorno-Karabakh", "AZE"),
        ("Western Sahara", "ESH"),
        ("Transnistria", "MDA"),
        ("Abkhazia", "GEO"),
        ("Chechnya", "RUS"),
        ("Kosovo", "XKX"),
        ("Burma", "MMR"),
        ("Zaire", "COD"),
        ("Saigon", "VNM"),
        ("Leningrad", "RUS"),
        ("the Sinai Peninsula", "EGY"),
        ("the Persian Gulf", None),
        ("the Red Sea", None),
        ("Mindanao", "PHL"),
        ("Cabo Delgado", "MOZ"),
        ("Helmand", "AFG"),
        ("Waziristan", "PAK"),
    ],
)
def test_regions_and_former_names(places: Places, name: str, code: str | None) -> None:
    assert [place.country for _, place in places(f"Ten people were killed in {name} on Monday.")] == [code]


def test_a_world_city_stays_where_it_is_in_a_text_about_another_country(places: Places) -> None:
    for city, code in (("Paris", "FRA"), ("Moscow", "RUS"), ("Athens", "GRC"), ("Cairo", "EGY")):
        found = places(f"Officials in Ohio said that the envoy had met his colleagues in {city} on Monday.")
        assert {place.country for text, place in found if city in text} == {code}


def test_a_state_is_meant_in_a_text_about_its_country(places: Places) -> None:
    found = places(
        "American voters in Texas and Florida went to the polls. In Georgia, voting went on. A bomb was found."
    )
    assert {place.country for text, place in found if text == "Georgia"} == {"USA"}
    found = places("Russian tanks entered Tskhinvali. Fighting went on in Georgia.")
    assert {place.country for text, place in found if text == "Georgia"} == {"GEO"}
