"""Invented news as analyses of any size: names, sentences and outlets are made up, offsets are right."""

from __future__ import annotations

import random
from datetime import date, timedelta
from urllib.parse import quote

from kg.model import (
    Analysis,
    Argument,
    Attribution,
    Document,
    Entity,
    Mention,
    Modality,
    Polarity,
    Predicate,
    Qualifier,
    Statement,
)

BASE = "https://example.org/kg/"
FIRST = [
    "Bagas", "Citra", "Dimas", "Eka", "Farida", "Galih", "Hesti", "Indra", "Jamilah", "Kirana", "Laksmi",
    "Mahesa", "Nadira", "Okta", "Prasetyo", "Ratna", "Satria", "Tirta", "Utami", "Vania", "Wulan", "Yudha",
    "Zahra", "Arief", "Bunga", "Cahyo", "Dewi", "Endah", "Fajar", "Gita", "Hanif", "Intan",
]  # fmt: skip
LAST = [
    "Wiradana", "Kusumah", "Santika", "Hartono", "Permadi", "Rahadian", "Suryaputra", "Maheswari",
    "Lesmana", "Baskoro", "Anindita", "Pranoto", "Siregarsa", "Tambunara", "Manikam", "Wirasena",
    "Adiguna", "Purwanto", "Setyaka", "Nagari", "Hutabara", "Lumentara",
]  # fmt: skip
PLACES = [
    "Sukaraja", "Wanareja", "Tanjunglaut", "Margasari", "Cibaranang", "Lembahjati", "Muarabening",
    "Karangasih", "Selagading", "Batulayar", "Pulauraya", "Gununghalu", "Rantauindah", "Tirtanagari",
    "Banyuwening",
]  # fmt: skip
COUNTRIES = ["Negara Samudra", "Republik Utara", "Kerajaan Selatan", "Federasi Timur", "Negeri Barat"]
BODIES = [
    "Dewan {} Nasional", "Kementerian {}", "Badan {} Daerah", "PT {} Sejahtera", "Yayasan {}",
    "Komisi {}", "Partai {}", "Universitas {}", "Koperasi {} Mandiri",
]  # fmt: skip
FIELDS = [
    "Perikanan", "Kehutanan", "Pangan", "Energi", "Pelayaran", "Pendidikan", "Kesehatan", "Persatuan",
    "Harapan", "Kebudayaan", "Pertanian", "Keadilan", "Samudra", "Telaga", "Mentari", "Bahari",
]  # fmt: skip
EVENTS = ["Festival {}", "Pameran {}", "Sidang {}", "Konferensi {}", "Pertemuan {}"]
WORKS = ["Laporan {}", "Buku {}", "Film {}"]
LAWS = ["Undang-Undang {}", "Peraturan {}"]
POSTS = ["Menteri {}", "Ketua {}", "Direktur {}"]
PRODUCTS = ["Kapal {}", "Aplikasi {}", "Vaksin {}"]
OUTLETS = ["kabarpesisir.example", "warta-lembah.example", "suarakota.example", "harianraya.example"]

# relation, words, type of the subject, type of the object, weight
RELATIONS = (
    ("metWith", "bertemu dengan", "Person", "Person", 8),
    ("criticised", "mengkritik", "Person", "Organization", 5),
    ("supports", "mendukung", "Organization", "Law", 3),
    ("memberOf", "menjadi anggota", "Person", "Organization", 6),
    ("holdsPosition", "menjabat sebagai", "Person", "Position", 4),
    ("visited", "mengunjungi", "Person", "Place", 7),
    ("attended", "menghadiri", "Person", "Event", 5),
    ("hosted", "menggelar", "Organization", "Event", 4),
    ("published", "menerbitkan", "Organization", "Work", 3),
    ("launched", "meluncurkan", "Organization", "Product", 3),
    ("cooperatesWith", "bekerja sama dengan", "Organization", "Organization", 5),
    ("headquarteredIn", "berkantor pusat di", "Organization", "Place", 3),
    ("locatedIn", "terletak di", "Place", "Country", 3),
    ("accused", "menuduh", "Organization", "Person", 2),
    ("investigated", "menyelidiki", "Organization", "Organization", 2),
    (None, "menyambangi", "Person", "Event", 2),
)
SYMMETRIC = {"metWith", "cooperatesWith"}
SHARES = (
    ("Person", 40), ("Organization", 24), ("Place", 12), ("Event", 7), ("Country", 2), ("Work", 4),
    ("Law", 3), ("Position", 4), ("Product", 4),
)  # fmt: skip


def iri(label: str) -> str:
    return BASE + quote(label.replace(" ", "_"), safe="")


def names(count: int, rng: random.Random) -> list[tuple[str, str]]:
    """`count` different (label, type), in the shares of SHARES."""
    found: dict[str, str] = {}
    kinds = [kind for kind, share in SHARES for _ in range(share)]
    number = 0
    while len(found) < count:
        kind = kinds[(number * 37) % len(kinds)]
        number += 1
        roman = "" if number < 300 else f" {number // 100}"
        patterns = {
            "Person": [f"{rng.choice(FIRST)} {rng.choice(LAST)}"],
            "Place": [f"{rng.choice(['Kota', 'Desa', 'Pelabuhan', 'Gunung'])} {rng.choice(PLACES)}"],
            "Country": COUNTRIES,
            "Organization": BODIES,
            "Event": EVENTS,
            "Work": WORKS,
            "Law": LAWS,
            "Position": POSTS,
            "Product": PRODUCTS,
        }[kind]
        label = rng.choice(patterns).format(rng.choice(FIELDS)) + roman
        for suffix in ("", *(f" {n}" for n in range(2, 9))):
            if label + suffix not in found:
                found[label + suffix] = kind
                break
    return list(found.items())


def analyses(nodes: int, statements: int, *, seed: int = 1, start: date = date(2024, 1, 2)) -> list[Analysis]:
    """About `nodes` entities in `statements` statements, a few sentences an article, seeded."""
    rng = random.Random(seed)
    entities = names(nodes, rng)
    groups = max(1, nodes // 40)
    of_type: dict[tuple[str, int], list[str]] = {}
    for number, (label, kind) in enumerate(entities):
        of_type.setdefault((kind, number % groups), []).append(label)
        of_type.setdefault((kind, -1), []).append(label)
    kinds = dict(entities)
    rest: dict[str, list[str]] = {}
    for label, kind in reversed(entities):
        rest.setdefault(kind, []).append(label)
    unused = len(entities)
    built: list[Analysis] = []
    left = statements
    while left > 0:
        wanted = min(left, rng.randint(4, 9))
        group = rng.randrange(groups)
        facts = []
        while len(facts) < wanted:
            relation, verb, first, second, _ = rng.choices(RELATIONS, [r[4] for r in RELATIONS])[0]
            subject = _pick(of_type, first, group, rng)
            target = _pick(of_type, second, group, rng)
            if rng.random() < 1.2 * nodes / statements or unused > (left - len(facts)):
                # Everyone appears once, or the graph would have fewer nodes than asked for.
                if rest.get(first) and (not rest.get(second) or rng.random() < 0.5):
                    subject, unused = rest[first].pop(), unused - 1
                elif rest.get(second):
                    target, unused = rest[second].pop(), unused - 1
            if subject and target and subject != target:
                facts.append((relation, verb, subject, target))
        built.append(_article(len(built), facts, kinds, rng, start))
        left -= wanted
    return built


def _pick(of_type: dict[tuple[str, int], list[str]], kind: str, group: int, rng: random.Random) -> str:
    choices = of_type.get((kind, group if rng.random() < 0.88 else -1)) or of_type.get((kind, -1)) or [""]
    return choices[min(int(rng.paretovariate(0.9)) - 1, len(choices) - 1)]


def _article(
    number: int,
    facts: list[tuple[str | None, str, str, str]],
    kinds: dict[str, str],
    rng: random.Random,
    start: date,
) -> Analysis:
    day = start + timedelta(days=int(rng.triangular(0, 240, 170)))
    source = OUTLETS[min(int(rng.expovariate(0.9)), 3)]
    document = f"berita-{number:05}"
    text = ""
    mentions: list[Mention] = []
    statements: list[Statement] = []
    for relation, verb, subject, target in facts:
        speaker = rng.choice(["Hesti Wiradana", "juru bicara dewan", ""]) if rng.random() < 0.25 else ""
        negative = rng.random() < 0.06
        planned = not negative and rng.random() < 0.08
        place = rng.choice(PLACES) if rng.random() < 0.2 else ""
        begin = len(text)
        opening = f"Menurut {speaker}, " if speaker else ""
        middle = (" tidak " if negative else " akan " if planned else " ") + verb + " "
        sentence = f"{opening}{subject}{middle}{target}{' di ' + place if place else ''}."
        s0 = begin + len(opening)
        o0 = s0 + len(subject) + len(middle)
        p0 = o0 + len(target) + 4
        text += sentence + " "
        arguments = [_argument(label, at, kinds[label]) for label, at in ((subject, s0), (target, o0))]
        qualifiers: tuple[Qualifier, ...] = ()
        if place:
            qualifiers = (Qualifier(role="place", argument=_argument(place, p0, "Place")),)
        for argument in (*arguments, *(q.argument for q in qualifiers)):
            mentions.append(
                Mention(
                    document=document, start=argument.start, end=argument.end, text=argument.text,
                    type=argument.type, entity=argument.entity or "", label=argument.label,
                )
            )  # fmt: skip
        statements.append(
            Statement(
                document=document,
                sentence=sentence,
                start=begin,
                end=begin + len(sentence),
                subject=arguments[0],
                predicate=Predicate(
                    text=verb,
                    lemma=verb.split()[0],
                    relation=relation,
                    iri=f"{BASE}ontology#{relation}" if relation else f"{BASE}relation/{verb.split()[0]}",
                ),
                object=arguments[1],
                qualifiers=qualifiers,
                polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
                modality=Modality.PLANNED if planned else Modality.ACTUAL,
                attribution=_attribution(speaker),
                time=day.isoformat() if rng.random() < 0.7 else None,
                rule="active_object",
                confidence=round(rng.uniform(0.6, 0.98), 2),
            )
        )
    known = {mention.label: mention for mention in mentions}
    return Analysis(
        document=Document(
            id=document, text=text, title=f"{facts[0][2]} dan {facts[0][3]} menjadi sorotan", date=day,
            url=f"https://{source}/{day:%Y/%m/%d}/{number}", source=source,
        ),
        sentences=(),
        mentions=tuple(mentions),
        entities=tuple(
            Entity(
                iri=m.entity, label=m.label, type=m.type,
                names=(m.label, m.label.split()[0]) if m.type == "Person" else (m.label,),
                wikidata="Q42" if m.label.endswith("a") and m.type == "Country" else "",
            )
            for m in known.values()
        ),
        statements=tuple(statements),
        rejections=(),
    )  # fmt: skip


def _argument(label: str, start: int, kind: str) -> Argument:
    return Argument(
        text=label, start=start, end=start + len(label), label=label, entity=iri(label), type=kind
    )


def _attribution(speaker: str) -> Attribution | None:
    if not speaker:
        return None
    known = iri(speaker) if speaker[0].isupper() else None
    return Attribution(text=speaker, label=speaker, entity=known, cue="menurut")
