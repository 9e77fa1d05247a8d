"""Which language a text is in: by script, then by its most frequent words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

UNDETERMINED = "und"
SAMPLE = 6_000
"""Characters that are looked at."""

_WORDS = re.compile(r"[^\W\d_]+")
_STOP_WORDS = {
    "en": (
        "the of and to in that for is was with on as by at from it he his be are has have had were said this not but "
        "a do i you how what my me can so no all your she her him did does if our only other could "
        "an which they who will their its been would after more about or there when than into we"
    ),
    "es": (
        "el la los las de del que y en un una por con para se su al lo como más pero sus le ha este sí porque esta "
        "entre cuando muy sin sobre también hasta hay donde quien desde es son fue no"
    ),
    "fr": (
        "le la les de des du et en un une que qui dans pour par sur au aux avec ce cette est sont été a pas plus ne se "
        "son sa ses il elle ils nous vous mais ou où leur selon après"
    ),
    "de": (
        "der die das und in den von zu mit ist im des sich auf für nicht ein eine dem als auch es an werden aus er hat "
        "dass sie nach wird bei einer um am sind noch wie einem über so zum war"
    ),
    "it": (
        "il lo la i gli le di del della dei delle che e in un una per con da al alla non si è sono come anche più ma "
        "nel nella suo sua ha dal questo essere ad ed"
    ),
    "pt": (
        "o a os as de do da dos das que e em um uma para com por no na nos nas se não mais ao aos foi é são como mas "
        "seu sua pelo pela ser tem também já está"
    ),
    "nl": (
        "de het een en van in is dat op te zijn met voor niet aan er om door als bij ook naar dan maar uit nog wordt "
        "heeft deze werd over tot hij ze die"
    ),
    "sv": (
        "och att det i en som på är av för med till den har de inte om ett han men var jag från så kan man när år "
        "under också efter eller nu sig vid"
    ),
    "da": (
        "og i at det er en til af på for med de ikke den der som har han et fra om var men vi kan sig ved skal også "
        "efter blev"
    ),
    "no": (
        "og i å det er en til av på for med de ikke den som har han et fra om var men vi kan seg ved skal også etter "
        "ble fra"
    ),
    "pl": (
        "i w na z do się nie że jest o jak to po przez od dla za są oraz ale tym jego które został być może tak był "
        "już tylko także"
    ),
    "cs": "a v se na je že s z do o to k i pro za by jsou ale jako po který od jeho být byl podle nebo také však už",
    "ro": "și în de la a cu pe că din care o un pentru nu este mai sa se au fost prin ce sau după dar al ale lui fi",
    "hu": "a az és hogy nem is egy ez van volt meg de csak már el mint még ki lesz azt vagy után szerint",
    "fi": "ja on ei että se oli hän mutta ovat myös joka kun niin kuin mukaan sekä sen jo tai ole vain",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ise ancak en o ne var değil olduğunu",
    "id": (
        "yang dan di dengan untuk dari pada ini itu dalam tidak akan ke oleh adalah juga telah sebagai karena lebih "
        "bisa"
    ),
    "vi": "và của là có được cho trong một không người các với những đã này khi để đến từ cũng về như",
    "sw": "na ya wa kwa ni katika za la cha kuwa hiyo huo yake wake hii kutoka pia lakini baada",
}
_SETS = {code: frozenset(words.split()) for code, words in _STOP_WORDS.items()}
_SCRIPTS = {
    "ARABIC": "ar",
    "CYRILLIC": "ru",
    "HEBREW": "he",
    "GREEK": "el",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "THAI": "th",
    "TAMIL": "ta",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
}


def identify_language(text: str) -> str:
    """The ISO 639-1 code of the text's language, ``und`` if there is too little to tell.

    A text in the Latin script is only called something else than English if another language's frequent words clearly
    outnumber the English ones.
    """
    sample = text[:SAMPLE]
    letters: Counter[str] = Counter()
    for char, count in Counter(sample).items():
        if char.isalpha():
            letters[_script(char)] += count
    total = sum(letters.values())
    if not total:
        return UNDETERMINED
    script, count = letters.most_common(1)[0]
    if script != "LATIN" and 2 * count > total:
        return _by_script(script, letters, sample)
    words = Counter(_WORDS.findall(sample.lower()))
    counts = {code: sum(words[word] for word in known) for code, known in _SETS.items()}
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    if counts[best] < 2 or words.total() < 5:
        return UNDETERMINED
    distinct = sum(words[word] > 0 for word in _SETS[best])
    return best if best == "en" or (distinct >= 3 and counts[best] > 1.3 * counts["en"]) else "en"


def _script(char: str) -> str:
    if char.isascii():
        return "LATIN"
    return unicodedata.name(char, "").partition(" ")[0]


def _by_script(script: str, letters: Counter[str], sample: str) -> str:
    if letters["HIRAGANA"] + letters["KATAKANA"] > 0 and script in {"CJK", "HIRAGANA", "KATAKANA"}:
        return "ja"
    if script == "CYRILLIC" and re.search("[іїєґ]", sample.lower()):
        return "uk"
    if script == "ARABIC" and re.search("[پچژگ]", sample):
        return "ur" if re.search("[ٹڈڑے]", sample) else "fa"
    return _SCRIPTS.get(script, UNDETERMINED)
