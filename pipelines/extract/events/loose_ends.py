"""Phrases that a parse hangs from the wrong word where others are put between: speakers, times, agents.

"Rebels took the town, a spokesman said, killing four": the speaker killed nobody. "The killing last week of a judge".
"""

from __future__ import annotations

from pipelines.extract.dependencies import NOMINAL, Tree
from pipelines.extract.events.frames import HARM_BY_VERBS, FrameIndex
from pipelines.extract.times.vocabulary import MONTHS, WEEKDAYS
from pipelines.lexicon import words

_TELLING = words("events", "verbs-of-telling")
_OF_SPEAKERS = words("events", "participles-of-speakers")
_BEFORE_TIMES = words("events", "adverbs-before-times")
_AIMING = words("events", "verbs-of-aims")
_BECOMING = words("events", "verbs-of-becoming")
_DITRANSITIVE = words("events", "verbs-with-two-objects")
_JUDGING = words("events", "verbs-of-judging")
_REPORTING = words("events", "verbs-of-counting-victims")
_PARTS_OF_DAYS = words("events", "parts-of-days")
_STRETCHES = words("events", "stretches-of-time") | {"year", "time"}
_DEEDS = frozenset({"AID", "COOPERATE", "RETREAT", "COERCE", "SANCTION", "MOBILIZE", "CONSULT", "SUPPORT", "ASSAULT"})


def tie_loose_ends(tree: Tree, index: FrameIndex, i: int) -> None:
    """Hang a token, or what belongs to it, where it belongs."""
    _return_to_told(tree, index, i)
    _return_conjunct(tree, i)
    _join_participles(tree, i)
    _return_speech(tree, index, i)
    _free_warning(tree, i)
    _return_harm(tree, index, i)
    _return_to_said(tree, i)
    _return_case(tree, i)
    _raise_doer(tree, index, i)
    _return_to_noun(tree, i)
    _return_complement(tree, index, i)
    _free_from_stretch(tree, i)
    _count_up(tree, i)
    _make_predicate(tree, i)
    _go_on(tree, i)
    _make_passive(tree, i)
    _give_day_to_agent(tree, index, i)
    _part_condition(tree, i)
    if tree.dep[i] == "obl:agent" and tree.preposition(i) == "from":
        tree.dep[i] = "obl"  # "were recovered from rebels", who recovered nothing
    if tree.is_verbal(i):
        _give_speaker(tree, i)
        _return_speaker(tree, i)
        _return_opening(tree, i)
        _tell_of_those_hit(tree, i)
        _pass_on_report(tree, i)
        _describe_subject(tree, i)
        _make_modifier(tree, i)
        _give_name(tree, i)
        _part_subjects(tree, i)
        _make_active(tree, index, i)
        _make_relative(tree, i)
        _describe_apposition(tree, index, i)
        _describe_object(tree, index, i)
        _take_day(tree, index, i)


def _part_condition(tree: Tree, were: int) -> None:
    """As in "were Chad to invade, | Niger would send troops": who might invade sends nobody."""
    verb = tree.head[were]
    subjects = tree.kids(verb, "nsubj")
    if tree.lower[were] != "were" or tree.dep[were] not in ("aux", "cop") or len(subjects) < 2 or were > subjects[0]:
        return
    might = (c for c in (*tree.children[subjects[0]], *tree.children[verb]) if tree.is_infinitive(c))
    condition = next((c for c in might if subjects[0] < c < subjects[-1]), None)
    if condition is not None:
        tree.attach(condition, verb, "advcl")
        tree.attach(subjects[0], condition, "nsubj")
        tree.attach(were, condition, "aux")


def _give_day_to_agent(tree: Tree, index: FrameIndex, agent: int) -> None:
    """As in "was triggered by the raid | on 7 May": the day right behind an event that brings on another is its own."""
    if tree.dep[agent] != "obl:agent" or tree.lemma[agent] not in index.nouns:
        return
    for c in tree.kids(tree.head[agent], "obl", "obl:unmarked"):
        day = any(tree.lower[t] in _CALENDAR for t in (c, *tree.children[c]))
        if day and tree.opening(c) == agent + 1 and tree.preposition(c) in ("on", "of", "in"):
            tree.attach(c, agent, "nmod")


def _return_to_told(tree: Tree, index: FrameIndex, clause: int) -> None:
    """As in "took the town, a spokesman said, | killing four": who took the town killed them.

    The other way round, "fled the town, the mayor said, | accusing the rebels": who says it accuses.
    """
    if tree.dep[clause] not in ("advcl", "ccomp") or tree.tag[clause] != "VBG":
        return
    first = min(c for c in (clause, *tree.children[clause]) if tree.pos[c] != "PUNCT")
    if first < 2 or tree.has(clause, "mark", "case", "nsubj") or tree.lower[first - 1] != ",":
        return
    said = next((n for n in (first - 2, *tree.ancestors(first - 2, 4)) if tree.lemma[n] in _TELLING), None)
    if said is None or not said < clause:
        return
    told = next((c for c in tree.kids(said, "ccomp") if c < said), said)
    told = tree.head[said] if tree.dep[said] == "parataxis" else told
    if told < said and tree.is_verbal(told) and tree.head[clause] in (told, said):
        marching = tree.lemma[clause] in _AIMING and _tells_of(tree, index, told, "PROTEST")
        tree.attach(clause, said if tree.lemma[clause] in _OF_SPEAKERS and not marching else told, "advcl")


def _return_conjunct(tree: Tree, verb: int) -> None:
    """As in "killed 12 rebels, the ministry said, | and arrested nine": an inserted "said" goes on with nothing."""
    said = tree.head[verb]
    if tree.dep[verb] != "conj" or tree.tag[verb] != "VBD" or tree.has(verb, "nsubj", "nsubj:pass", "aux"):
        return
    told = tree.head[said]
    inserted = tree.dep[said] == "parataxis" and tree.lemma[said] in _TELLING and told < said < verb
    if inserted and tree.lemma[verb] not in _OF_SPEAKERS | _TELLING and tree.is_verbal(told):
        tree.attach(verb, told, "conj")


def _join_participles(tree: Tree, participle: int) -> None:
    """As in "saying it was no answer and | calling it an insult": it goes on with the saying, not with the "was"."""
    clause = tree.head[participle]
    saying = tree.head[clause]
    if tree.dep[participle] != "conj" or tree.tag[participle] != "VBG" or tree.tag[clause] == "VBG":
        return
    if tree.dep[clause] == "ccomp" and tree.tag[saying] == "VBG" and not tree.has(participle, "nsubj", "aux"):
        tree.attach(participle, saying, "conj")


def _return_speech(tree: Tree, index: FrameIndex, participle: int) -> None:
    """As in "said rebels shot a guard, | blaming the mayor": who says so blames him, not those who shot."""
    told = tree.head[participle]
    said = tree.head[told]
    if not any(_tells_of(tree, index, participle, verbal) for verbal in ("ACCUSE", "REJECT", "REQUEST", "THREATEN")):
        return
    if tree.dep[participle] != "advcl" or tree.tag[participle] != "VBG" or tree.lemma[participle] not in _OF_SPEAKERS:
        return
    if tree.dep[told] != "ccomp" or tree.lemma[said] not in _TELLING or not said < told < participle:
        return
    first = min(c for c in (participle, *tree.children[participle]) if tree.pos[c] != "PUNCT")
    if tree.lower[first - 1] == "," and not tree.has(participle, "nsubj", "mark"):
        tree.attach(participle, said, "advcl")


def _free_warning(tree: Tree, noun: int) -> None:
    """As in “called it a trick, | warning that Chad would act”: a bare noun behind a comma goes on with saying."""
    if tree.lower[noun] != "warning" or tree.pos[noun] != "NOUN" or tree.lower[noun + 1 : noun + 2] != ["that"]:
        return
    before = noun - 1
    while before > 0 and tree.lower[before] in _QUOTES | {"”", "’"}:
        before -= 1
    verb = next((n for n in tree.ancestors(noun, 4) if tree.tag[n] in ("VBD", "VBZ", "VBP")), None)
    if verb is None or not verb < before < noun or tree.lower[before] != ",":
        return
    tree.attach(noun, verb, "advcl")
    tree.pos[noun], tree.tag[noun], tree.lemma[noun] = "VERB", "VBG", "warn"
    for c in tree.kids(noun, "acl"):
        tree.dep[c] = "ccomp"


def _return_harm(tree: Tree, index: FrameIndex, clause: int) -> None:
    """As in "bombed a school where people slept, | killing 22": who slept killed nobody, who bombed did."""
    beside = tree.head[clause]
    if tree.dep[clause] != "advcl" or tree.tag[clause] != "VBG" or tree.dep[beside] != "acl:relcl":
        return
    if not any(frame.sense_id in HARM_BY_VERBS for frame in index.verbs.get(tree.lemma[clause], ())):
        return
    if beside > clause or tree.has(clause, "mark", "nsubj") or _tells_of(tree, index, beside, "ASSAULT"):
        return
    above = next((n for n in tree.ancestors(beside) if tree.is_verbal(n)), None)
    if above is not None and tree.lower[clause - 1] == "," and _tells_of(tree, index, above, "ASSAULT"):
        tree.attach(clause, above, "advcl")


def _tells_of(tree: Tree, index: FrameIndex, verb: int, event_type: str) -> bool:
    return any(frame.event_type == event_type for frame in index.verbs.get(tree.lemma[verb], ()))


def _give_speaker(tree: Tree, said: int) -> None:
    """As in "shelled Kutum, | OCHA, the UN's humanitarian arm, | said": nobody said it but who stands before it.

    Of several appositions the last speaks, or the one before it where a comma closes the last; of "a clerk, Paz" he.
    """
    told = [c for c in tree.kids(said, "ccomp", "parataxis") if c < said]
    if tree.lemma[said] not in _TELLING or not told or tree.has(said, "nsubj", "nsubj:pass", "aux"):
        return
    before = said - 1
    while before > told[0] and tree.pos[before] == "PUNCT":
        before -= 1
    above = (before, *tree.ancestors(before, 4))
    last = next((n for n in above if tree.dep[n] in ("appos", "conj") and n > told[0]), None)
    if last is None:
        return
    if tree.dep[last] == "conj":
        _give_speakers(tree, said, last)
        return
    if tree.pos[last] == "PROPN" and tree.pos[tree.head[last]] == "NOUN" and tree.dep[tree.head[last]] == "appos":
        last = tree.head[last]
    beside = [c for c in tree.kids(tree.head[last], "appos") if c <= last]
    closed = before < said - 1 and len(beside) > 1 and tree.pos[beside[-2]] == "PROPN"
    speaker = beside[-2] if closed else last
    tree.attach(speaker, said, "nsubj")
    if speaker != last:
        tree.attach(last, speaker, "appos")


def _return_speaker(tree: Tree, said: int) -> None:
    """As in "burning 22 huts, | local officials and the army | said", where they were taken for who burns."""
    if tree.lemma[said] not in _TELLING or tree.dep[said] != "parataxis" or tree.has(said, "nsubj", "nsubj:pass"):
        return
    before = said - 1
    for node in (before, *tree.ancestors(before, 4)):
        verb = tree.head[node]
        opening = tree.opening(node)
        if tree.dep[node] == "nsubj" and verb < node and verb != said and tree.lower[opening - 1] == ",":
            tree.attach(node, said, "nsubj")
            return


def _return_opening(tree: Tree, said: int) -> None:
    """As in "| In clashes with police, | 16 men were killed, state TV said": it was not said in clashes."""
    told = next((c for c in tree.kids(said, "ccomp", "parataxis") if c < said), None)
    if tree.lemma[said] not in _TELLING or told is None or not tree.is_verbal(told):
        return
    subject = min(tree.kids(told, "nsubj", "nsubj:pass"), default=told)
    for c in tree.kids(said, "obl", "obl:unmarked"):
        last = max(tree.subtree(c))
        opens = tree.preposition(c) in _OPENING and c < subject
        if opens and "," in tree.lower[last : last + 2]:
            tree.attach(c, told, tree.dep[c])


_OPENING = frozenset({"in", "during", "at", "near", "amid", "after", "following", "outside", "across"})


def _tell_of_those_hit(tree: Tree, verb: int) -> None:
    """As in "with nine of them | killed by gangs", "and another 600 | injured", "the guards | killed": were hit."""
    if tree.lemma[verb] not in _DONE_TO_SOMEBODY or tree.tag[verb] not in ("VBN", "VBD"):
        return
    if tree.has(verb, "aux", "aux:pass", "obj", "ccomp", "xcomp"):
        return
    if tree.dep[verb] == "acl" and not tree.has(verb, "nsubj"):
        tree.tag[verb] = "VBN"
    head = tree.head[verb]
    after_passive = tree.dep[verb] == "conj" and tree.is_passive(head)
    in_passing = tree.dep[verb] == "advcl" and any(tree.lower[c] == "with" for c in tree.kids(verb, "mark"))
    for c in tree.kids(verb, "nsubj") if after_passive or in_passing else ():
        tree.dep[c], tree.tag[verb] = "nsubj:pass", "VBN"
        for agent in tree.kids(verb, "obl"):
            if tree.preposition(agent) == "by":
                tree.dep[agent] = "obl:agent"


def _pass_on_report(tree: Tree, told: int) -> None:
    """As in "300 people were | reported killed": nobody of them reported or killed anybody."""
    harm = next((c for c in tree.kids(told, "xcomp") if tree.lemma[c] in _DONE_TO_SOMEBODY), None)
    if tree.lemma[told] not in _REPORTING or harm is None or not tree.is_passive(told):
        return
    if tree.tag[harm] not in ("VBN", "VBD") or tree.has(harm, "mark", "aux", "obj"):
        return
    for c in tree.kids(told, "nsubj:pass", "aux:pass", "obl"):
        if tree.dep[c] != "obl" or c > harm:
            tree.attach(c, harm, tree.dep[c])
    for c in tree.kids(told, "conj"):
        if tree.lemma[c] in _DONE_TO_SOMEBODY:
            tree.attach(c, harm, "conj")
    tree.dep[harm], tree.tag[harm] = "ccomp", "VBN"


def _describe_subject(tree: Tree, verb: int) -> None:
    """As in "the guards | attacked on Monday | were members of a union": who were members attacked nobody."""
    subjects = tree.kids(verb, "nsubj")
    if tree.tag[verb] not in ("VBD", "VBN") or tree.has(verb, "aux", "aux:pass", "mark", "cc", "conj") or not subjects:
        return
    above = [tree.head[verb]] if tree.dep[verb] == "advcl" else []
    for called in (*tree.kids(verb, "obj"), *above):
        copula = any(verb < c < called for c in tree.kids(called, "cop"))
        if not copula or tree.has(called, "nsubj") or not subjects[0] < verb:
            continue
        if called not in above:
            tree.attach(verb, called, "acl")
        tree.attach(subjects[0], called, "nsubj")
        tree.attach(verb, subjects[0], "acl")
        tree.tag[verb] = "VBN"
        return


def _give_speakers(tree: Tree, said: int, last: int) -> None:
    """As in "a convoy near Kaya, | two sources and a clerk | told reporters": they are no more of what was hit."""
    hit = tree.head[last]
    comma = next((i for i in range(last, hit, -1) if tree.lower[i] == ","), None)
    if comma is None or tree.lower[comma + 1] in ("and", "or", "but"):
        return
    speakers = [c for c in tree.kids(hit, "conj") if c > comma]
    for c in speakers[1:]:
        tree.attach(c, speakers[0], "conj")
    tree.attach(speakers[0], said, "nsubj")


def _give_name(tree: Tree, verb: int) -> None:
    """As in “called the move | "a provocation"”: what it is called, in quotation marks, is no other name of it."""
    if tree.lemma[verb] not in _JUDGING or tree.has(verb, "xcomp"):
        return
    for called in tree.kids(verb, "obj"):
        for c in tree.kids(called, "appos"):
            if tree.lower[tree.opening(c)] in _QUOTES:
                tree.attach(c, verb, "xcomp")


_QUOTES = frozenset({'"', "“", "'", "‘", "``"})


def _part_subjects(tree: Tree, said: int) -> None:
    """As in "militants killed 19 soldiers, officials said", where the militants were taken for speakers as well."""
    subjects = tree.kids(said, "nsubj")
    if len(subjects) != 2 or tree.lemma[said] not in _TELLING or subjects[1] > said:
        return
    for c in tree.kids(subjects[0], "acl"):
        if c > subjects[0] and tree.has(c, "obj") and tree.tag[c] in ("VBN", "VBD"):
            tree.attach(c, said, "ccomp")
            tree.attach(subjects[0], c, "nsubj")
            tree.tag[c] = "VBD"
            return


def _make_active(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "militants | killed | 19 soldiers and torched trucks": what has an object of its own tells what one did."""
    if (
        tree.dep[verb] != "acl"
        or tree.tag[verb] != "VBN"
        or tree.head[verb] > verb
        or tree.lemma[verb] not in index.verbs
    ):
        return
    if tree.has(verb, "aux", "aux:pass", "obl:agent", "nsubj", "mark") or tree.agents(verb):
        return
    objects = [o for o in tree.kids(verb, "obj") if o > verb and tree.lemma[o] not in _STRETCHES]
    if objects and tree.lemma[verb] not in _DITRANSITIVE | _BECOMING:
        tree.tag[verb] = "VBD"


def _make_modifier(tree: Tree, participle: int) -> None:
    """As in "said that | captured | officers were executed": who were executed had been captured."""
    that, noun, auxiliary = participle - 1, participle + 1, participle + 2
    if tree.tag[participle] not in ("VBD", "VBN") or that < 0 or tree.lower[that] != "that":
        return
    if tree.head[that] != participle or tree.kids(participle, "obj") != [noun] or tree.tag[noun] != "NNS":
        return
    if auxiliary >= len(tree.head):
        return
    verb = tree.head[auxiliary]
    if tree.dep[auxiliary] not in ("aux", "aux:pass") or verb == participle or tree.has(verb, "nsubj", "nsubj:pass"):
        return
    if verb in tree.ancestors(participle) or tree.head[verb] == verb:
        return
    tree.attach(participle, verb, "amod")
    tree.attach(noun, verb, "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj")
    tree.attach(that, verb, "mark")
    tree.attach(participle, noun, "amod")
    tree.tag[participle] = "VBN"
    tree.dep[verb] = "acl" if tree.dep[verb] == "acl:relcl" else tree.dep[verb]


def _make_relative(tree: Tree, said: int) -> None:
    """As in "the gang it says | kidnapped the nuns | fled": what is said of the gang is no clause of what it did."""
    verb, noun = said + 1, tree.head[said]
    if tree.dep[said] != "acl:relcl" or tree.lemma[said] not in _TELLING or verb >= len(tree.tag):
        return
    bare = tree.tag[verb] in ("VBD", "VBZ", "VBP") and not any(c < verb for c in tree.children[verb])
    if bare and tree.head[verb] != noun and tree.dep[verb] in ("advcl", "ccomp") and tree.has(said, "nsubj"):
        tree.attach(verb, noun, "acl:relcl")


def _describe_apposition(tree: Tree, index: FrameIndex, c: int) -> None:
    """As in "Damiba, | the former ruler overthrown in 2022": no relative clause without a pronoun follows a comma."""
    subject = c - 1
    if tree.dep[c] not in ("acl:relcl", "parataxis") or tree.head[subject] != c or tree.tag[c] == "VBD":
        return
    if not _is_bare_participle(tree, index, c) or tree.pos[subject] != "NOUN" or not tree.has(subject, "det"):
        return
    comma = tree.opening(subject) - 1
    noun = tree.head[c] if tree.dep[c] == "acl:relcl" else comma - 1
    if 0 <= noun < comma and tree.lower[comma] == "," and tree.pos[noun] in NOMINAL:
        tree.attach(subject, noun, "appos")
        tree.attach(c, subject, "acl")
        tree.tag[c] = "VBN"


def _describe_object(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "backs the ruler | overthrown in 2022", "freed the commander | found guilty": they tell which one."""
    if not any(frame.event_type in _DEEDS for frame in index.verbs.get(tree.lemma[verb], ())):
        return
    for c in tree.kids(verb, "ccomp", "advcl", "xcomp"):
        noun = c - 1
        if noun <= verb or tree.pos[noun] not in NOMINAL or not _is_bare_participle(tree, index, c):
            continue
        if tree.lower[noun] in _NOMINATIVE:
            continue  # "claimed they left unhurt"
        guilty = any(tree.pos[x] == "ADJ" for x in tree.kids(c, "xcomp"))
        if tree.head[noun] == c and (tree.tag[c] == "VBN" or guilty) and not tree.has(verb, "obj"):
            tree.attach(noun, verb, "obj")
        if tree.head[noun] == verb and tree.dep[noun] == "obj":
            tree.attach(c, noun, "acl")
            tree.tag[c], tree.pos[c] = "VBN", "VERB"
            for when in tree.kids(verb, "obl"):
                if when > c and tree.preposition(when) == "in" and min(tree.children[when]) == c + 1:
                    tree.attach(when, c, "obl")


_NOMINATIVE = frozenset({"they", "he", "she", "we", "i"})


def _is_bare_participle(tree: Tree, index: FrameIndex, c: int) -> bool:
    """Whether a verb has nothing by which it could be a clause of its own but a subject before it."""
    if tree.lemma[c] not in index.verbs or not tree.lower[c].endswith(("d", "n", "t")):
        return False
    return not tree.has(c, "aux", "aux:pass", "mark", "obj", "cop", "ccomp", "advmod", "case")


def _make_predicate(tree: Tree, i: int) -> None:
    """As in "found the clerk | not guilty": who is found so is who is so."""
    if tree.pos[i] == "ADJ" and tree.dep[i] == "ccomp" and tree.has(tree.head[i], "obj"):
        tree.dep[i] = "ccomp" if tree.has(i, "nsubj", "mark", "cop") else "xcomp"


def _go_on(tree: Tree, i: int) -> None:
    """As in "went on | to discuss trade": it was done and not only meant."""
    went = tree.head[i]
    if tree.dep[i] == "advcl" and tree.lemma[went] == "go" and tree.lower[went + 1 : went + 3] == ["on", "to"]:
        tree.dep[i] = "xcomp"


def _make_passive(tree: Tree, i: int) -> None:
    """As in "was abducted on Sunday and | released | two days later": nobody releases without an object."""
    held = tree.head[i]
    if tree.dep[i] != "conj" or tree.tag[i] != "VBD" or tree.lemma[i] not in _DONE_TO_SOMEBODY:
        return
    if not tree.has(i, "nsubj", "obj", "aux", "ccomp", "xcomp") and tree.has(held, "aux:pass"):
        tree.tag[i] = "VBN"


_DONE_TO_SOMEBODY = words("events", "verbs-always-with-object")


def _take_day(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "the court | on Tuesday morning | jailed a man": no court is one of a day, though a raid may be."""
    for subject in tree.kids(verb, "nsubj", "nsubj:pass"):
        for day in tree.kids(subject, "nmod", "nmod:unmarked"):
            named = [day, *(tree.kids(day, "compound") if tree.lemma[day] in _PARTS_OF_DAYS else ())]
            weekday = any(tree.lower[t] in WEEKDAYS for t in named)
            stands_between = subject < day < verb and weekday and not tree.has(day, "nmod")
            if stands_between and tree.preposition(day) in ("on", "") and tree.lemma[subject] not in index.nouns:
                tree.attach(day, verb, "obl")


def _return_to_said(tree: Tree, i: int) -> None:
    """As in "attacked Kaya, the union said | on Tuesday": what directly follows tells when it was said."""
    if tree.dep[i] != "obl" or not tree.has(i, "case"):
        return
    told, said = tree.head[i], tree.opening(i) - 1
    if not told < said or tree.lemma[said] not in _TELLING or tree.tag[said] not in ("VBD", "VBZ"):
        return
    if tree.head[told] == said or tree.head[said] == told:
        tree.attach(i, said, "obl")


def _raise_doer(tree: Tree, index: FrameIndex, i: int) -> None:
    """As in "the kidnapping of three nuns | by gunmen": the nuns are nobody's."""
    victim = tree.head[i]
    deed = tree.head[victim]
    if tree.dep[i] != "nmod" or tree.preposition(i) != "by" or not deed < victim < i:
        return
    if tree.lemma[victim] in index.nouns:
        return
    if tree.dep[victim] == "nmod" and tree.preposition(victim) == "of" and tree.pos[deed] == "NOUN":
        frames = index.nouns.get(tree.lemma[deed], ())
        if any("by" in frame.actor and frame.event_type in ("ASSAULT", "COERCE") for frame in frames):
            tree.attach(i, deed, "nmod")


def _return_case(tree: Tree, case: int) -> None:
    """As in "the release on Sunday | of | 14 detainees", where the preposition was given to the number."""
    number = tree.head[case]
    noun = tree.head[number]
    of_number = tree.dep[case] == "case" and tree.dep[number] == "nummod" and case < number < noun
    if of_number and tree.lower[case] in ("of", "by", "to", "from", "against") and not tree.has(noun, "case"):
        tree.attach(case, noun, "case")


def _return_to_noun(tree: Tree, i: int) -> None:
    """As in "the seizure | by Iran | of two tankers": what stands between a noun and its "of" is the noun's."""
    noun = tree.head[i]
    if tree.dep[i] != "nmod" or not noun < i or tree.pos[noun] != "NOUN" or tree.preposition(i) != "of":
        return
    for c in tree.kids(tree.head[noun], "obl", "obl:agent"):
        if noun < c < i and tree.preposition(c) in ("by", "on", "in", "at") and tree.dep[noun] in ("obj", "obl"):
            tree.attach(c, noun, "nmod")


def _return_complement(tree: Tree, index: FrameIndex, i: int) -> None:
    """As in "the killing | last week | of a judge": a time between a deed and whom it is done to has no such part."""
    time = tree.head[i]
    verb = tree.head[time]
    if tree.dep[i] != "nmod" or tree.preposition(i) != "of" or not time < i or tree.lower[i] in _CALENDAR:
        return
    bare = tree.lemma[time] in _STRETCHES and not any(tree.lower[c] in ("a", "the") for c in tree.kids(time, "det"))
    year = tree.lower[time].isdigit() and len(tree.lower[time]) == 4
    if not (bare or year or tree.lower[time] in _CALENDAR):
        return
    first = tree.opening(time)
    first -= tree.lower[first - 1] in _BEFORE_TIMES
    noun = first - 1
    if noun < 0 or tree.pos[noun] != "NOUN" or noun not in (verb, *tree.children[verb]):
        return
    if tree.lemma[noun] in index.nouns:
        tree.attach(i, noun, "nmod")
        tree.attach(time, noun, "nmod" if tree.has(time, "case") else "nmod:unmarked")


def _count_up(tree: Tree, many: int) -> None:
    """As in "as many as | 23 rebels | surrendered", where "many" was taken for who did."""
    counted = tree.lower[max(many - 1, 0) : many + 2] == ["as", "many", "as"]
    if not counted or tree.head[many] == many:
        return
    for noun in tree.kids(many, "obl", "nmod", "advcl"):
        if noun > many and tree.has(noun, "nummod"):
            tree.attach(noun, tree.head[many], tree.dep[many])
            tree.attach(many, noun, "advmod")
            for c in tree.kids(noun, "case"):
                tree.dep[c] = "fixed"
            return


def _free_from_stretch(tree: Tree, i: int) -> None:
    """As in "raged for a third day | between the army and rebels", "… | near Gao": no day is between anybody."""
    time = tree.head[i]
    verb = tree.head[time]
    if tree.dep[i] != "nmod" or not time < i or tree.lemma[time] not in _STRETCHES or not tree.is_verbal(verb):
        return
    case, named = tree.preposition(i), tree.pos[i] == "PROPN" and tree.lower[i] not in _CALENDAR
    beside = case in _OF_PARTIES or (named and case in ("in", "near", "at", "outside", "around"))
    if beside and tree.dep[time] in ("obl", "obl:unmarked"):
        tree.attach(i, verb, "obl")


_OF_PARTIES = frozenset({"between", "against", "with", "by"})


_CALENDAR = frozenset({*MONTHS, *WEEKDAYS})
