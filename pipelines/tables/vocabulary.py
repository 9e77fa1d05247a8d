"""The closed vocabularies of the tables: PLOVER's event codes and every other enumerated column.

The event types, modes, quad classes, scores and contexts are those of PLOVER (Political Language Ontology for
Verifiable Event Records, Open Event Data Alliance). Scores run from -10 (most hostile) to 10 (most cooperative).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

QUAD_CLASSES: Final = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER event type. `modes` maps each mode to its score, or to None where the type's own score holds."""

    meaning: str
    quad_class: str
    score: float
    modes: dict[str, float | None] = field(default_factory=dict)
    needs_recipient: bool = False


_VERBAL_COOPERATION, _MATERIAL_COOPERATION, _VERBAL_CONFLICT, _MATERIAL_CONFLICT = QUAD_CLASSES

PLOVER: Final = MappingProxyType(
    {
        "AGREE": EventType("promises or commits to cooperate; future cooperation", _VERBAL_COOPERATION, 2.5),
        "CONSULT": EventType(
            "meetings, talks, visits, calls",
            _VERBAL_COOPERATION,
            2.5,
            {"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5},
        ),
        "SUPPORT": EventType("verbal or diplomatic support, recognition, signing", _VERBAL_COOPERATION, 5.0),
        "CONCEDE": EventType("verbal concession: amnesty, apology, declared ceasefire", _VERBAL_COOPERATION, 4.5),
        "COOPERATE": EventType(
            "mutual material cooperation: trade, joint exercises, extradition",
            _MATERIAL_COOPERATION,
            9.5,
            needs_recipient=True,
        ),
        "AID": EventType("material help to a recipient", _MATERIAL_COOPERATION, 10.0, needs_recipient=True),
        "RETREAT": EventType(
            "material de-escalation",
            _MATERIAL_COOPERATION,
            6.5,
            {"withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
        ),
        "REQUEST": EventType(
            "requests, appeals, demands, orders, urging",
            _VERBAL_CONFLICT,
            0.0,
            {"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0},
        ),
        "ACCUSE": EventType(
            "disapproval, complaint, diplomatic protest, accusation, lawsuit, investigation",
            _VERBAL_CONFLICT,
            -3.0,
            {"disapprove": -2.0, "investigate": -3.5, "allege": -3.5},
        ),
        "REJECT": EventType(
            "rejections, refusals, cancelled meetings, denials of a demand",
            _VERBAL_CONFLICT,
            -2.0,
            {"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0},
        ),
        "THREATEN": EventType(
            "threats and warnings of serious consequences",
            _VERBAL_CONFLICT,
            -3.5,
            {"restrict": -3.0, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4.0, "violence": -3.5},
        ),
        "PROTEST": EventType(
            "civilian collective action",
            _MATERIAL_CONFLICT,
            -5.0,
            {
                "demo": -5.0,
                "riot": -7.0,
                "strike": -5.0,
                "hunger": -4.5,
                "boycott": -4.5,
                "obstruct": -4.5,
                "vandalize": None,
            },
        ),
        "SANCTION": EventType(
            "reduced relations: sanctions, recalled or expelled envoys, cut aid, convictions",
            _MATERIAL_CONFLICT,
            -6.0,
            {"convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0},
            needs_recipient=True,
        ),
        "MOBILIZE": EventType(
            "military or police moves short of force",
            _MATERIAL_CONFLICT,
            -5.5,
            {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0},
        ),
        "COERCE": EventType(
            "coercion short of violence",
            _MATERIAL_CONFLICT,
            -7.0,
            {
                "seize": -7.0,
                "restrict": -7.0,
                "censor": -6.5,
                "curfew": -6.5,
                "martial-law": -7.5,
                "arrest": -7.0,
                "deport": -7.0,
                "withhold": -7.0,
                "misinformation": -6.5,
                "cyber": -7.0,
            },
        ),
        "ASSAULT": EventType(
            "deliberate acts that can do substantial physical harm",
            _MATERIAL_CONFLICT,
            -9.0,
            {
                "abduct": -8.5,
                "beat": -7.5,
                "torture": -8.5,
                "sexual": -8.5,
                "targeted": -9.5,
                "destroy": -8.5,
                "primitive": -8.0,
                "firearms": -9.0,
                "explosives": -9.0,
                "suicide-attack": -9.5,
                "aerial": -9.5,
                "drone": -9.5,
                "heavy-weapons": -9.5,
                "crowd-control": -7.5,
                "unconventional": -10.0,
            },
        ),
    }
)

EVENT_TYPES: Final[tuple[str, ...]] = tuple(PLOVER)
EVENT_MODES: Final[dict[str, tuple[str, ...]]] = {name: tuple(kind.modes) for name, kind in PLOVER.items()}


def plover_score(event_type: str, event_mode: str | None = None) -> float:
    """Return the score of a mode where PLOVER gives it one, else of its type. Raises KeyError outside PLOVER."""
    kind = PLOVER[event_type]
    score = None if event_mode is None else kind.modes[event_mode]
    return kind.score if score is None else score


def quad_class(event_type: str) -> str:
    """Return the quad class of an event type. Raises KeyError outside PLOVER."""
    return PLOVER[event_type].quad_class


def needs_recipient(event_type: str) -> bool:
    """Tell whether PLOVER codes an event of this type only with a recipient. Raises KeyError outside PLOVER."""
    return PLOVER[event_type].needs_recipient


CONTEXTS: Final = (
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
)

MODALITIES: Final = ("actual", "future", "hypothetical", "negated")
CERTAINTIES: Final = ("certain", "probable", "possible")

ACTOR_TYPES: Final = (
    "country",
    "government",
    "military",
    "police",
    "intelligence",
    "judiciary",
    "legislature",
    "party",
    "armed_group",
    "igo",
    "ngo",
    "media",
    "company",
    "ethnic_group",
    "religious_group",
    "civilians",
    "person",
    "other",
)
MENTION_TYPES: Final = ("name", "nominal", "pronoun")
ACTOR_ROLES: Final = ("actor", "recipient")
ARGUMENT_ROLES: Final = ("instrument", "physical_target")

SOURCE_KINDS: Final = ("outlet", "person", "organization", "government", "anonymous", "document")
ATTRIBUTION_TYPES: Final = ("direct", "indirect", "mixed")
CLAIM_ATTRIBUTES: Final = ("occurred", "actor", "recipient", "place", "date", "fatalities", "injuries")
LINK_OUTCOMES: Final = ("joined", "contradicted", "near_miss")
STANCES: Final = ("assert", "deny", "accuse", "urge", "promise", "threaten", "question", "other")

BOUNDS: Final = ("exact", "at_least", "more_than", "at_most", "less_than", "about", "range")
DIMENSIONS: Final = (
    "count",
    "length",
    "area",
    "mass",
    "duration",
    "money",
    "ratio",
    "temperature",
    "speed",
    "volume",
    "energy",
    "other",
)
TALLIES: Final = ("delta", "total", "part")
MEASURES: Final = (
    "fatalities",
    "injuries",
    "casualties",
    "detained",
    "abducted",
    "displaced",
    "missing",
    "troops",
    "participants",
    "weapons",
    "incidents",
    "distance",
    "length",
    "area",
    "duration",
    "age",
    "money",
    "percentage",
    "votes",
    "population",
    "rank",
    "other",
)

TIMEX_TYPES: Final = ("DATE", "TIME", "DURATION", "SET")
DATE_PRECISIONS: Final = ("day", "week", "month", "year", "none")
ANCHORS: Final = ("document", "text", "none")

PLACE_KINDS: Final = ("city", "admin1", "admin2", "country", "region", "water", "border", "facility", "other")
GEO_PRECISIONS: Final = ("point", "city", "admin1", "country", "none")

PUBLISHED_AT_SOURCES: Final = ("metadata", "html", "text", "path", "none")
MENDED: Final = ("mojibake",)
REJECT_STAGES: Final = ("read", "extract", "validate")
