"""Whole readings of sentences about conflict: type, mode, reality, who and whom, and nothing besides."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader

PUBLISHED = dt.datetime(2024, 6, 14, 12, tzinfo=dt.UTC)


def told(text: str) -> list[str]:
    """Each event of a text as "TYPE/mode modality: actors > recipients", with "(background)" behind old ones."""
    facts = extract(load_reader().read(text, None), PUBLISHED)
    rows: dict[int, str] = {}
    for m in facts.events:
        people = {
            role: ", ".join(facts.actors[p.actor].name.lower() for p in m.participants if p.role == role)
            for role in ("actor", "recipient")
        }
        kind = m.event_type + (f"/{m.event_mode}" if m.event_mode else "")
        old = " (background)" if m.is_background else ""
        rows.setdefault(m.event, f"{kind} {m.modality}: {people['actor']} > {people['recipient']}{old}")
    return list(rows.values())


READINGS = [
    # threats
    ("The nurses' union threatened an indefinite strike.", ["THREATEN/restrict actual: nurses' union > "]),
    ("The sheikh warned that rioters would face arrest.", ["THREATEN/arrest actual: sheikh > rioters"]),
    (
        "Unless the company pays its arrears, the union will call a strike, its leader warned.",
        ["THREATEN/restrict actual: union > company"],
    ),
    # what stands before a thing that is hit is not what is hit
    ("Missiles struck an oil refinery in Homs.", ["ASSAULT/heavy-weapons actual:  > "]),
    ("Shells hit a gold mine near Kayes.", ["ASSAULT/heavy-weapons actual:  > "]),
    ("The firm struck oil in the delta.", []),
    # what is fired and what it hits
    (
        "A bus was struck by a mortar shell fired from the hills, killing four.",
        ["ASSAULT/heavy-weapons actual:  > "],
    ),
    # arms that are destroyed by others are no disarmament
    ("Chadian jets destroyed two missiles on their launchers.", ["ASSAULT/aerial actual: chad > "]),
    # what is told as done is no threat
    (
        "The rebels said they had shelled the port in retaliation.",
        ["ASSAULT/heavy-weapons actual: rebels > "],
    ),
    ("The rebels said they would shell the port in retaliation.", ["THREATEN/violence actual: rebels > "]),
    # who denies doing it withholds nothing
    ("Chad denied supplying the rebels with rockets.", ["AID negated: chad > rebels"]),
    # those who are sent are not those who are threatened
    (
        "The bloc said it was ready to send its standby force to fight.",
        ["THREATEN/violence actual: bloc > "],
    ),
    # who gives a name to an act does not do it
    (
        "Ghana condemned what it called an attack on the port.",
        ["ACCUSE/disapprove actual: ghana > ", "ASSAULT actual:  > "],
    ),
    # states take land, circles are blamed, what is done to nobody is not done
    ("Russia seized Crimea on Monday.", ["ASSAULT actual: russia > ukraine"]),
    ('Chad blamed "hostile circles" in Sudan.', ["ACCUSE/allege actual: chad > "]),
    ("The army fired no shots.", ["ASSAULT/firearms negated: army > "]),
    ("The mayor lost no time in condemning the raid.", ["ACCUSE/disapprove actual: mayor > "]),
    # crowds that march on a building do not invade, not one is none, captives are no goods, what is hit acts not
    ("Thousands of workers marched on the palace.", ["PROTEST/demo actual: workers > "]),
    ("Not one rebel surrendered.", ["RETREAT/disarm negated: rebel > "]),
    ("Ten patients died during the nurses' strike.", ["PROTEST/strike actual: nurses > "]),
    ("Drone strike on a Sudanese market kills 12.", ["ASSAULT/drone actual:  > sudan"]),
    ("The envoy called for both sides to return to the table.", ["REQUEST/meet actual: envoy > sides"]),
    ("Rebels fired at soldiers.", ["ASSAULT/firearms actual: rebels > soldiers"]),
    # aid that is withheld is not given; who dies when a shell hits dies of it
    ("Peru withheld $95 million in military aid to Chile.", ["COERCE/withhold actual: peru > chile"]),
    (
        "Two children died when a shell fired by the Ukrainian army hit a house in Donetsk on Tuesday.",
        ["ASSAULT/heavy-weapons actual: ukrainian army > children"],
    ),
    # who died in it was its victim; whose border is closed
    (
        "The nuns spoke of a raid in which eleven herders died.",
        ["ASSAULT actual:  > herders"],
    ),
    ("Chad closed its border with Sudan.", ["COERCE/restrict actual: chad > sudan"]),
    # who takes refuge is given it
    ("The minister took refuge in the Chilean embassy.", ["AID actual: embassy of chile > minister"]),
    # verbs of two words
    ("Police lathi-charged the hawkers.", ["ASSAULT/crowd-control actual: police > hawkers"]),
    ("Unknown men gang-raped two nurses.", ["ASSAULT/sexual actual: unknown men > nurses"]),
    # victims found, damage
    ("A herder was found dead with gunshot wounds.", ["ASSAULT/firearms actual:  > herder"]),
    ("The hiker was found dead in the snow.", []),
    # what one gets away from
    ("The mayor escaped unhurt from the ambush.", ["ASSAULT actual:  > mayor"]),
    ("The smuggler escaped arrest.", ["COERCE/arrest negated:  > smuggler"]),
    ("The guards foiled a suicide attack.", ["ASSAULT/suicide-attack negated:  > "]),
    # one act and what it is for
    (
        "Officers fired tear gas to disperse the strikers.",
        ["ASSAULT/crowd-control actual: officers > strikers"],
    ),
    # what came before is another happening, and is no reason to be hit
    ("Gunmen shot two guards and fled.", ["ASSAULT/firearms actual: gunmen > guards"]),
    (
        "The villagers burned down a mill after the killing of a herder.",
        ["ASSAULT/destroy actual: villagers > ", "ASSAULT actual:  > herder"],
    ),
    (
        "The bishop condemned the beating of two nuns.",
        ["ACCUSE/disapprove actual: bishop > ", "ASSAULT/beat actual:  > nuns"],
    ),
    # terms that lie ahead, years long past
    ("The junta banned the newspaper for five years.", ["COERCE/censor actual: junta > newspaper"]),
    ("In 1997, militiamen massacred forty herders.", ["ASSAULT actual: militiamen > herders (background)"]),
    # lists, patrols, confinement
    (
        "Ottawa added nine smugglers to its sanctions list.",
        ["SANCTION actual: government of canada > smugglers"],
    ),
    ("Chile has sent 30 warplanes around Bolivia.", ["MOBILIZE/weapons actual: chile > bolivia"]),
    ("The guerrillas declared an armed strike in Jamundi.", ["COERCE/restrict actual: guerrillas > "]),
    # nobody's, but so long
    ("The summer was hot after weeks of protests.", ["PROTEST/demo actual:  > "]),
    # weapons that do not go off, harm that is not done
    ("Three bombs failed to explode outside the villa.", ["ASSAULT/explosives negated:  > "]),
    (
        "Nobody was hurt when a grenade was thrown at the station.",
        ["ASSAULT/explosives actual:  > "],
    ),
    ("A blast at a fireworks plant killed two workers.", []),
    # those taken away are not those who were killed
    (
        "Three herders were killed and two nurses abducted.",
        ["ASSAULT actual:  > herders", "ASSAULT/abduct actual:  > nurses"],
    ),
    # penalties, revenge, own states
    ("Two men were sentenced to death by hanging.", ["SANCTION/convict actual:  > men"]),
    (
        "The speaker vowed revenge for the killing of the general.",
        ["THREATEN/violence actual: speaker > ", "ASSAULT actual:  > general"],
    ),
    ("Hanoi will retaliate, the president of Vietnam said.", ["THREATEN/violence actual: president of vietnam > "]),
    ("The gunmen burned a mill before fleeing into the bush.", ["ASSAULT/destroy actual: gunmen > "]),
    ("The minister warned that teachers who stayed away would be sacked.", ["THREATEN actual: minister > teachers"]),
    ("A sniper shot a captain at the outpost.", ["ASSAULT/firearms actual: sniper > captain"]),
    (
        "Gunmen killed two guards. They set fire to a shop.",
        ["ASSAULT actual: gunmen > guards"],
    ),
    ("The road remains blocked by militias.", ["COERCE/restrict actual: militias > "]),
    ("The militia denied blocking aid.", ["COERCE/restrict negated: militia > "]),
    ("Police dispersed them with tear gas.", ["ASSAULT/crowd-control actual: police > "]),
    (
        "Masked men attacked officers on the bridge. Stun grenades were used against a crowd.",
        ["ASSAULT actual: masked men > officers", "ASSAULT/crowd-control actual:  > crowd"],
    ),
    # towns, claims, fire, penalties, headlines
    ("Rebels seized Uvira.", ["ASSAULT actual: rebels > "]),
    ("The Houthis claimed an attack on a patrol.", ["ASSAULT actual: houthis > patrol"]),
    ("The patrol came under fire from militants.", ["ASSAULT/firearms actual: militants > patrol"]),
    (
        "A court awarded a life sentence to a tailor for killing a rival.",
        ["SANCTION/convict actual: court > tailor", "ASSAULT actual: tailor > rival"],
    ),
    ("Malawi opposition leader charged with treason", ["ACCUSE/allege actual:  > malawi's opposition leader"]),
    (
        "The bishops slammed police brutality.",
        ["ACCUSE/disapprove actual: bishops > police", "ASSAULT/beat actual: police > "],
    ),
    ("The jailers went on strike, leaving inmates without food.", ["PROTEST/strike actual: jailers > "]),
    ("The village was struck by rockets on Sunday.", ["ASSAULT/heavy-weapons actual:  > "]),
    ("Warplanes pounded the camp on Monday.", ["ASSAULT/aerial actual:  > "]),
    ("There was no attack on the embassy, the ministry insisted.", ["ASSAULT negated:  > embassy"]),
    ("Prosecutors freed ten editors after three years in prison.", ["RETREAT/release actual: prosecutors > editors"]),
    ("The mayor saw roadblocks that strikers had set up.", ["PROTEST/obstruct actual: strikers >  (background)"]),
    (
        "Bahrain stripped a cleric of his citizenship, prompting condemnation from Tehran.",
        ["COERCE actual: bahrain > cleric of his citizenship", "ACCUSE/disapprove actual: government of iran > "],
    ),
    ("A plot to kill the envoy was uncovered.", ["ASSAULT hypothetical:  > envoy"]),
    ("Ransomware crippled the computers of a bank.", ["COERCE/cyber actual:  > bank"]),
    (
        "A teacher was flogged by rebels for helping the police.",
        ["ASSAULT/beat actual: rebels > teacher", "AID actual: teacher > police"],
    ),
    ("Police opened fire on encroachers.", ["ASSAULT/firearms actual: police > encroachers"]),
    (
        "The envoy said the army had bombed a village from the air and vowed revenge.",
        ["ASSAULT/aerial actual: army > ", "THREATEN/violence actual: envoy > "],
    ),
    ("The cabinet would not resume talks with the guerrillas.", ["REJECT/meet actual: cabinet > guerrillas"]),
    ("A strike at the mine in 2019 lasted 42 days.", ["PROTEST/strike actual:  >  (background)"]),
    # what is prepared, prevented, answered, survived
    ("The army is preparing an offensive to recapture the town.", ["ASSAULT future: army > "]),
    (
        "The ministers discussed the campaign to liberate the town.",
        ["CONSULT actual: ministers > ", "ASSAULT actual:  > "],
    ),
    ("A bid to blow up a gas pipeline was thwarted by troops.", ["ASSAULT/explosives hypothetical:  > "]),
    (
        "Police did nothing to stop the lynching of a tailor.",
        ["REJECT/assist actual: police > tailor", "ASSAULT actual:  > tailor"],
    ),
    (
        "The guards left after weeks of clashes with a militia.",
        ["RETREAT/withdraw actual: guards > ", "ASSAULT actual: militia, guards > "],
    ),
    ("The mayor survived an attempt on his life.", ["ASSAULT/targeted actual:  > mayor"]),
    (
        "The ministry denied reports that Chadian troops had crossed into Niger.",
        ["MOBILIZE/troops negated: chadian troops > niger"],
    ),
    (
        "The rebels seized two nurses but later freed them.",
        ["ASSAULT/abduct actual: rebels > nurses", "RETREAT/release actual: rebels > nurses"],
    ),
    # ties, shutdowns, standby, parsing
    ("Chile broke diplomatic relations with Taiwan.", ["SANCTION/discontinue actual: chile > taiwan"]),
    ("The donors froze aid to Malawi.", ["SANCTION/discontinue actual: donors > malawi"]),
    ("Traders kept a shutdown going and observed a bandh.", ["PROTEST/strike actual: traders > "]),
    ("A sit-in by relatives of the missing entered its tenth day.", ["PROTEST/demo actual: relatives > "]),
    ("The army is reported to be massing tanks.", ["MOBILIZE/weapons actual: army > "]),
    # work that stops in a text about pay is no strike of an air force
    (
        "The lecturers want higher pay. No strikes are planned for May.",
        ["PROTEST/strike negated:  > "],
    ),
    ("The warplanes came back. A strike on the depot wounded two workers.", ["ASSAULT actual:  > workers"]),
    # who marches is who is counted, however many
    ("Tens of thousands of bakers in Kenya marched on Friday.", ["PROTEST/demo actual: bakers > "]),
    # harm that was done to nobody is no event beside the attack
    ("Rebels fired rockets at the port, causing no casualties.", ["ASSAULT/heavy-weapons actual: rebels > "]),
    ("A drone struck the mast without causing damage.", ["ASSAULT/drone actual:  > "]),
    ("The army denied that it had killed any nuns.", ["ASSAULT negated: army > nuns"]),
    # who is fired at and fires back does not fire at himself
    (
        "The patrol hit a roadside bomb. Gunmen shot at it. Troops returned fire and killed two of the gunmen.",
        [
            "ASSAULT/explosives actual:  > patrol",
            "ASSAULT/firearms actual: gunmen > patrol",
            "ASSAULT/firearms actual: troops > gunmen",
        ],
    ),
    (
        "The coup came after months of protests, in which 40 monks were shot by soldiers.",
        ["PROTEST/demo actual:  > ", "ASSAULT/firearms actual: soldiers > monks"],
    ),
    (
        "Militants of Jaish al-Adl are active in the valley and have staged similar raids.",
        ["ASSAULT actual: jaish al-adl >  (background)"],
    ),
    ("The poet returned to Ghana after years of exile with a banker.", []),
    ("[RIVAS] JUDGE MORA PAZ WAS SHOT.", ["ASSAULT/firearms actual:  > mora paz"]),
    ("[RIVAS] ATTACK THE PORT.", ["ASSAULT actual:  > "]),
    # what a speaker goes on to ask is not asked by whom he tells of
    ("The mayor said the bridge was safe and urged drivers to be calm.", ["REQUEST actual: mayor > drivers"]),
    # words of politics
    (
        "The Conservatives attacked the government over its budget.",
        ["ACCUSE/disapprove actual: conservative party > government of the united kingdom"],
    ),
    ("The row threatens to derail the plan.", []),
    ("Soldiers arrested nine men in raids in Kaya.", ["COERCE/arrest actual: soldiers > men"]),
    ("Rebels fired rockets at Israel.", ["ASSAULT/heavy-weapons actual: rebels > israel"]),
    ("The party has called a nationwide shutdown for Monday.", ["PROTEST/strike future: party > "]),
    ("The nominee spoke at a rally in Iowa.", []),
    ("The premier faced a revolt by 40 of his own MPs.", []),
    ("The bank was hit with a $90 million fine.", []),
    ("The judge blocked the ministry from deporting two nuns.", ["COERCE/deport negated: ministry > nuns"]),
    (
        "The chancellor came under heavy fire from business leaders.",
        ["ACCUSE/disapprove actual: business leaders > chancellor"],
    ),
    (
        "The raid threatens to derail talks planned for Friday between Chad and Niger.",
        ["AGREE future: chad, niger > "],
    ),
    ("The raid planned by the rebels shocked the bishops.", ["ASSAULT actual: rebels > "]),
    ("The nurses must have full confidence that the doctors will help.", []),
    ("Troops stationed in Gao heard the shots.", []),
    ("A hospital in Gao received four nurses.", []),
    ("A total of 22 rebels surrendered.", ["RETREAT/disarm actual: rebels > "]),
    ("The army blocked the entry points of Gao.", ["COERCE/restrict actual: malian army > "]),
    ("The missiles were threatening ships in the gulf.", []),
    ("The premier vowed to go after the killers.", ["THREATEN actual: premier > "]),
    ("Chinese warships circled Taiwan last week.", ["MOBILIZE/weapons actual: china > taiwan"]),
    ("The premier ordered the navy to stand ready.", ["MOBILIZE/troops actual: premier > "]),
    ("Officials asked what would happen next.", []),
    ("The president went on national television to deny the rumours.", []),
    ("The island hosts 9,000 French troops.", []),
    (
        "The military rulers of Mali expelled the French troops.",
        ["SANCTION/expel actual: malian military junta > french troops"],
    ),
    ("A convoy of trucks with food left Chad on Monday.", []),
    # an exile's return, training abroad, an interview and a march that took place
    ("Ana Paz, who came back and returned to Chad after years of exile, sings.", []),
    ("Rebel groups from Chad have been trained in camps in Niger.", ["MOBILIZE/militia actual: rebel groups > "]),
    ("[Paz] I am firmly opposed to such acts of revenge.", ["REJECT/change actual:  > "]),
    ("The march planned by the union resulted in three injuries.", ["PROTEST/demo actual: union > "]),
    # the accused are people
    ("Two accused were arrested in Pune.", ["COERCE/arrest actual:  > accused"]),
]


@pytest.mark.parametrize(("text", "readings"), READINGS)
def test_each_event_is_told_once_with_its_parties(text: str, readings: list[str]) -> None:
    assert told(text) == readings
