"""Which mentions of a document are one entity: names, parts of names, acronyms, pronouns.

Precise before complete: a wrong merge is worse than a missed one. Names are clustered in reading order;
pronouns then go to the person in focus, in the manner of centering (Grosz, Joshi and Weinstein 1995):
the subject of the sentence before, the speaker of the last quotation, the last person named.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.gazetteer import Entry, fold, gazetteer
from kg.grammar import grammar
from kg.mentions import Name, body_kinds, find_names, noun_type, nouns, pronoun_kinds, retitled, word_list
from kg.model import EntityType, Token
from kg.syntax import Tree
from kg.ud import base

PLACES = frozenset({EntityType.PLACE, EntityType.COUNTRY})
_GENERIC = re.compile(r"\W+")
_NUMBERS = re.compile(r"\d+")
_SIMILAR = 0.84


@dataclass(slots=True)
class Cluster:
    """All names of one entity while a document is read. `number` orders clusters by first mention."""

    number: int
    type: EntityType
    label: str
    entry: Entry | None = None
    names: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    organisation: str = ""
    group: bool = False
    official: bool = False


@dataclass(frozen=True, slots=True)
class Referents:
    """What refers to what in one document.

    `names[s]` are the names of sentence s; `of_name[(s, start)]`, `of_pronoun[(s, token)]` and, for the
    possessor or speaker in an enclitic, `of_clitic[(s, token)]` give the index of a cluster in `clusters`.
    """

    clusters: tuple[Cluster, ...]
    names: tuple[tuple[Name, ...], ...]
    of_name: dict[tuple[int, int], int]
    of_pronoun: dict[tuple[int, int], int]
    of_clitic: dict[tuple[int, int], int]

    def name_at(self, sentence: int, token: int) -> Name | None:
        """The name, with its titles and brackets, that covers a token."""
        for name in self.names[sentence]:
            if name.left <= token < name.right:
                return name
        return None

    def cluster_at(self, sentence: int, token: int) -> Cluster | None:
        """The entity named, or referred to by pronoun, at a token."""
        name = self.name_at(sentence, token)
        if name is not None:
            return self.clusters[self.of_name[sentence, name.start]]
        number = self.of_pronoun.get((sentence, token))
        return self.clusters[number] if number is not None else None


def resolve(trees: Sequence[Tree], quotes: Sequence[tuple[int, int]] = ()) -> Referents:
    """Names and third-person pronouns of a document; `quotes` are the character spans of quotations."""
    names = _consistent(trees, [find_names(tree) for tree in trees])
    clusters, of_name = _cluster(trees, names)
    of_pronoun, of_clitic = _pronouns(trees, names, clusters, of_name, quotes)
    return Referents(tuple(clusters), tuple(tuple(n) for n in names), of_name, of_pronoun, of_clitic)


# --- document-level consistency ------------------------------------------------------------------


def _consistent(trees: Sequence[Tree], names: list[tuple[Name, ...]]) -> list[tuple[Name, ...]]:
    """One type for one spelling, and names found once are found wherever they stand in capitals."""
    votes: dict[str, Counter[EntityType]] = {}
    for tree, found in zip(trees, names, strict=True):
        for name in found:
            key = fold(tree.text(name.start, name.end))
            weight = 3 if name.entry is not None or name.offices or name.sure else 1
            votes.setdefault(key, Counter())[name.type] += weight
    types = {key: counter.most_common(1)[0][0] for key, counter in votes.items()}
    persons: set[str] = set()
    for key, kind in types.items():
        if kind is EntityType.PERSON:
            persons.update(part for part in key.split() if len(part) > 2)
    result = []
    for tree, found in zip(trees, names, strict=True):
        fixed = []
        for name in found:
            key = fold(tree.text(name.start, name.end))
            kind = types[key]
            if name.entry is None and key in persons:
                kind = EntityType.PERSON
            if name.entry is None and kind is not name.type:
                name = retitled(tree, replace(name, type=kind))
            fixed.append(name)
        result.append(tuple(_missed(tree, fixed, types, persons)))
    return result


def _missed(tree: Tree, found: list[Name], types: dict[str, EntityType], persons: set[str]) -> Iterable[Name]:
    taken = {i for n in found for i in range(n.left, n.right)}
    extra = []
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if i in taken or not token.text[:1].isupper() or token.upos not in {"PROPN", "X", "NOUN"}:
            continue
        key = fold(token.text)
        single = types.get(key)
        person = key in persons and token.upos == "PROPN" and i + 1 not in taken and i - 1 not in taken
        if single is EntityType.PERSON or (single is None and person):
            end = i + 1
            while (
                end < len(tokens)
                and end not in taken
                and tokens[end].upos == "PROPN"
                and tokens[end].text[:1].isupper()
            ):
                end += 1
            taken.update(range(i, end))
            extra.append(retitled(tree, Name(start=i, end=end, type=EntityType.PERSON, left=i, right=end)))
        elif single is not None and (i > 0 or token.upos == "PROPN"):
            extra.append(Name(start=i, end=i + 1, type=single, left=i, right=i + 1))
    return sorted([*found, *extra], key=lambda n: n.start)


# --- names ---------------------------------------------------------------------------------------


def _cluster(
    trees: Sequence[Tree], names: Sequence[Sequence[Name]]
) -> tuple[list[Cluster], dict[tuple[int, int], int]]:
    clusters: list[Cluster] = []
    of_name: dict[tuple[int, int], int] = {}
    for s, (tree, found) in enumerate(zip(trees, names, strict=True)):
        for name in found:
            text = _plain(tree.text(name.start, name.end))
            cluster = _match(clusters, name, text)
            if cluster is None:
                cluster = Cluster(
                    len(clusters), name.type, name.entry.name if name.entry else text, name.entry
                )
                clusters.append(cluster)
            _join(cluster, name, text)
            for start, end in name.aliases:
                alias = tree.text(start, end)
                if alias not in cluster.names:
                    cluster.names.append(alias)
            of_name[s, name.start] = cluster.number
        for name in found:
            cluster = clusters[of_name[s, name.start]]
            for office in name.offices:
                bodies = [n for n in found if office.start <= n.left and n.right <= office.end]
                body = clusters[of_name[s, bodies[-1].start]].label if bodies else office.organisation
                cluster.organisation = cluster.organisation or body
                cluster.official = cluster.official or office.kind in {"office", "rank"}
    return clusters, of_name


def _plain(text: str) -> str:
    return " ".join(text.strip("\"'“”‘’.,").split())


def _key(text: str) -> str:
    return " ".join(_GENERIC.sub(" ", fold(text)).split())


def _match(clusters: list[Cluster], name: Name, text: str) -> Cluster | None:
    key = _key(text)
    entry = name.entry
    for cluster in reversed(clusters):
        if not _compatible(cluster.type, name.type):
            continue
        if entry is not None and cluster.entry is not None:
            if entry.name == cluster.entry.name:
                return cluster
            continue
        if any(_key(n) == key for n in cluster.names):
            return cluster
    if entry is not None and name.type is not EntityType.PERSON:
        return None
    for cluster in reversed(clusters):
        if not _compatible(cluster.type, name.type):
            continue
        if name.type is EntityType.LAW:
            if any(_same_law(key, _key(n)) for n in cluster.names):
                return cluster
            continue
        if name.type is EntityType.PERSON and _same_person(cluster, key):
            return cluster
        if name.type is not EntityType.PERSON and _same_body(cluster, key, text):
            return cluster
    return None


def _compatible(a: EntityType, b: EntityType) -> bool:
    return a is b or {a, b} <= PLACES or {a, b} <= {EntityType.PLACE, EntityType.ORGANIZATION}


def _same_person(cluster: Cluster, key: str) -> bool:
    parts = key.split()
    for other in map(_key, cluster.names):
        known = other.split()
        short, long = sorted((parts, known), key=len)
        if len(short) < len(long) and _run_of(short, long):
            return True
        if len(short) > 1 and len(short) < len(long) and set(short) <= set(long) and short[0] == long[0]:
            return True
        if (
            len(parts) == len(known)
            and parts[0][:1] == known[0][:1]
            and min(len(key), len(other)) >= 7
            and (difflib.SequenceMatcher(None, key, other).ratio() >= _SIMILAR)
        ):
            return True
    return False


def _same_law(one: str, other: str) -> bool:
    """The same kind of text with the same numbers."""
    return one.split()[0] == other.split()[0] and _NUMBERS.findall(one) == _NUMBERS.findall(other) != []


def _run_of(short: list[str], long: list[str]) -> bool:
    n = len(short)
    return any(long[i : i + n] == short for i in range(len(long) - n + 1)) and any(len(p) > 2 for p in short)


def _same_body(cluster: Cluster, key: str, text: str) -> bool:
    parts = key.split()
    for known in cluster.names:
        other = _key(known).split()
        short, long = sorted((parts, other), key=len)
        if len(short) == len(long):
            continue
        acronym = len(short) == 1 and (text if parts is short else known).isupper()
        if acronym and (
            (long[1:] == ["ri"] and long[0] == short[0]) or (long[:1] == ["pt"] and long[1:] == short)
        ):
            return True
        if len(short) >= 2 and long[: len(short)] == short:
            return True
        if len(short) >= 3 and short[:2] == long[:2] and short[-1] == long[-1] and set(short) <= set(long):
            return True
    return False


def _join(cluster: Cluster, name: Name, text: str) -> None:
    if text not in cluster.names:
        cluster.names.append(text)
    if name.entry is not None and cluster.entry is None:
        cluster.entry, cluster.label, cluster.type = name.entry, name.entry.name, name.type
    elif (
        cluster.entry is None
        and (len(text.split()), len(text)) > (len(cluster.label.split()), len(cluster.label))
        and not (text.isupper() and not cluster.label.isupper())
    ):
        cluster.label = text


# --- pronouns ------------------------------------------------------------------------------------


def _pronouns(
    trees: Sequence[Tree],
    names: Sequence[Sequence[Name]],
    clusters: list[Cluster],
    of_name: dict[tuple[int, int], int],
    quotes: Sequence[tuple[int, int]],
) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    kinds = pronoun_kinds()
    pronouns: dict[tuple[int, int], int] = {}
    clitics: dict[tuple[int, int], int] = {}
    focus: list[int] = []
    group: int | None = None
    introduced: list[int] = []
    speaker: int | None = None
    named: list[int] = []
    descriptors: dict[str, int] = {}
    seen_nouns: set[str] = set()
    offices: dict[str, int] = {}
    kinds_of_body = body_kinds()
    crime = any(t.text.lower() in word_list("suspects") for tree in trees for t in tree.tokens)
    for s, tree in enumerate(trees):
        for name in names[s]:
            if name.type is EntityType.PERSON and of_name[s, name.start] not in introduced:
                introduced.append(of_name[s, name.start])
        here: list[tuple[int, int, int]] = []  # rank, position, cluster
        for name in names[s]:
            if name.type is EntityType.PERSON:
                rank = _rank(tree, name.left, name.right) + _voice(tree, name.left, quotes)
                here.append((rank, name.start, of_name[s, name.start]))
        for token in tree.tokens:
            kind = kinds.get(token.text.lower())
            entitled = _entitled(tree, token, names[s], offices) if kind is None else None
            if entitled is not None:
                pronouns[s, token.index] = entitled
            elif kind == "plural" and group is not None:
                pronouns[s, token.index] = group
            elif kind is None and (role := _role_word(tree, token)) is not None:
                candidate = _by_role(role, introduced, clusters, crime)
                if candidate is not None:
                    pronouns[s, token.index] = candidate
            elif kind is None and token.text.lower() in kinds_of_body and _refers_back(tree, token, names[s]):
                candidate = _latest_of_kind(kinds_of_body[token.text.lower()], named, clusters)
                if candidate is not None:
                    pronouns[s, token.index] = candidate
            elif kind is None and _described(tree, token, names[s]):
                known = descriptors.get(token.text.lower())
                if known is None and token.text.lower() in seen_nouns:
                    continue  # it may go back to somebody without a name
                candidate = known if known is not None else _antecedent(here, focus, token.index)
                if candidate is not None:
                    pronouns[s, token.index] = candidate
            elif kind == "third" or token.clitic == "nya":
                candidate = _antecedent(here, focus, token.index)
                if kind is None and speaker is not None and grammar().cue(token.text[: -len(token.clitic)]):
                    candidate = speaker
                if candidate is None:
                    continue
                if kind == "third":
                    pronouns[s, token.index] = candidate
                    rank = _rank(tree, token.index, token.index + 1) + _voice(tree, token.index, quotes)
                    here.append((rank, token.index, candidate))
                else:
                    clitics[s, token.index] = candidate
                    if grammar().cue(token.text[: -len(token.clitic)]):
                        here.append((-1, token.index, candidate))
        for name in names[s]:
            number = of_name[s, name.start]
            named = [number, *(n for n in named if n != number)]
            for office in name.offices:
                if office.kind == "office":
                    offices[_office_key(tree.text(office.start, office.end), office.expansion)] = number
            if name.type is EntityType.PERSON:
                for i in range(max(name.left - 8, 0), name.start):
                    word = tree.tokens[i].text.lower()
                    if nouns().get(word) is EntityType.PERSON and tree.phrase(i).end >= name.start:
                        descriptors[word] = number
        seen_nouns.update(t.text.lower() for t in tree.tokens if t.upos == "NOUN")
        speaker = _speaker(tree, names[s], of_name, pronouns, s, clusters) or speaker
        group = _group(tree, names[s], clusters, pronouns, s) or group
        order = [number for _, _, number in sorted(here)]
        focus = list(dict.fromkeys([*order, *focus]))[:4] if order else focus
    return pronouns, clitics


def _role_word(tree: Tree, token: Token) -> str | None:
    """ "pelaku", "korban" standing alone, in the singular."""
    word = token.text.lower()
    role = "suspect" if word in word_list("suspects") else "victim" if word in word_list("victims") else None
    if role is None or (
        base(token.deprel) in {"nmod", "flat", "compound"}
        and token.head == token.index - 1
        and (tree.tokens[token.head].upos in {"NUM", "DET"})
    ):
        return None
    dependents = [tree.tokens[c] for c in tree.children(token.index)]
    plain = all(
        base(d.deprel) in {"case", "det", "punct", "conj", "cc", "advmod"}
        and d.text.lower() not in word_list("plural")
        for d in dependents
    )
    return role if plain else None


def _by_role(role: str, introduced: list[int], clusters: list[Cluster], crime: bool) -> int | None:
    """The suspect is the first person who holds no office; the victim the only other one."""
    private = [n for n in introduced if not clusters[n].official]
    if role == "suspect":
        return private[0] if private else None
    others = private[1:] if crime else private
    return others[0] if len(others) == 1 else None


def _office_key(text: str, expansion: str) -> str:
    """The first word of an office in its long form: Dubes and Duta Besar are one."""
    return _key(expansion or text).split()[0] if _key(expansion or text) else ""


def _entitled(tree: Tree, token: Token, names: Sequence[Name], offices: dict[str, int]) -> int | None:
    """ "Pak Gubernur", "gubernur itu": the one person of the text who holds that office."""
    if any(n.left <= token.index < n.right for n in names) or not offices:
        return None
    words = [t.text for t in tree.tokens]
    match = gazetteer().title(words, token.index)
    if match is None or match.title.kind != "office":
        return None
    before = gazetteer().title(words, token.index - 1) if token.index else None
    addressed = before is not None and before.title.kind == "honorific" and before.end == token.index
    pointed = match.end < len(words) and words[match.end].lower() in word_list("demonstratives")
    if not addressed and not pointed:
        return None
    return offices.get(_office_key(match.title.form, match.title.expansion))


def _refers_back(tree: Tree, token: Token, names: Sequence[Name]) -> bool:
    """A kind of body without a name or modifier of its own: "perusahaan", "partai itu"."""
    if any(n.left <= token.index < n.right for n in names) or not token.text.islower():
        return False
    return all(
        base(tree.tokens[c].deprel) in {"case", "det", "punct", "cc", "conj"}
        and tree.tokens[c].text.lower() not in word_list("plural") | word_list("light") - {"pihak"}
        for c in tree.children(token.index)
    )


def _latest_of_kind(words: frozenset[str], named: list[int], clusters: list[Cluster]) -> int | None:
    """The body named last whose name has a word of the kind."""
    for number in named:
        parts = {part for n in clusters[number].names for part in _key(n).split()}
        if clusters[number].type is EntityType.ORGANIZATION and parts & words:
            return number
    return None


def _described(tree: Tree, token: Token, names: Sequence[Name]) -> bool:
    """ "pria kelahiran Solo ini", "politikus tersebut": a description that goes back to a person."""
    word = token.text.lower()
    person = word in word_list("person_roles") or nouns().get(word) is EntityType.PERSON
    if not person or word in word_list("relational") or any(n.left <= token.index < n.right for n in names):
        return False
    if tree.children(token.index, "nummod", "acl") or any(
        tree.tokens[c].text.lower() in word_list("plural") for c in tree.children(token.index)
    ):
        return False
    phrase = tree.phrase(token.index)
    end = phrase.end
    while end < len(tree.tokens) and (
        tree.tokens[end].text == "," or any(n.left <= end < n.right and n.type in PLACES for n in names)
    ):
        end += 1
    near = range(token.index + 1, min(end + 2, len(tree.tokens)))
    closing = next((i for i in near if tree.tokens[i].text.lower() in word_list("demonstratives")), None)
    if closing is None or any(
        tree.tokens[i].upos in {"VERB", "CCONJ"} for i in range(token.index + 1, closing)
    ):
        return False
    return not any(n.type is EntityType.PERSON and token.index < n.left <= closing for n in names)


def _group(
    tree: Tree,
    names: Sequence[Name],
    clusters: list[Cluster],
    pronouns: dict[tuple[int, int], int],
    s: int,
) -> int | None:
    """A coordination of people as subject or object makes a new entity for "mereka" to go back to."""
    for token in tree.tokens:
        if base(token.deprel) not in {"nsubj", "obj"}:
            continue
        if (
            tree.children(token.index, "nummod")
            and noun_type(token) is EntityType.PERSON
            and not any(n.left <= token.index < n.right for n in names)
        ):
            phrase = tree.phrase(token.index)
            number = _new_group(clusters, tree.text(phrase.start, phrase.core_end))
            pronouns[s, token.index] = number
            return number
        if not tree.children(token.index, "conj"):
            continue
        heads = tree.conjuncts(token.index)
        kinds = [
            next((n.type for n in names if n.left <= h < n.right), noun_type(tree.tokens[h])) for h in heads
        ]
        if len(heads) < 2 or any(k is not EntityType.PERSON for k in kinds):
            continue
        named = [next((n for n in names if n.left <= h < n.right), None) for h in heads]
        if len({n.start if n is not None else -h for n, h in zip(named, heads, strict=True)}) < 2:
            continue
        first, last = tree.phrase(heads[0]), tree.phrase(heads[-1])
        ends = [n.right for n in names if n.left <= heads[-1] < n.right]
        starts = [n.left for n in names if n.left <= heads[0] < n.right]
        label = tree.text(min([first.start, *starts]), max([last.end, *ends]))
        return _new_group(clusters, label)
    return None


def _new_group(clusters: list[Cluster], label: str) -> int:
    """The group of that name, made if there is none."""
    known = next((c for c in clusters if c.label == label), None)
    if known is None:
        known = Cluster(len(clusters), EntityType.PERSON, label, group=True)
        clusters.append(known)
    return known.number


def _rank(tree: Tree, start: int, end: int) -> int:
    """0 for a subject, 1 for an object, 2 for anything else."""
    for i in range(start, end):
        token = tree.tokens[i]
        if not start <= token.head < end or token.head == i:
            relation = base(token.deprel)
            if relation == "nsubj":
                return 0
            if relation in {"obj", "iobj"} or token.deprel == "obl:agent":
                return 1
    return 2


def _speaker(
    tree: Tree,
    names: Sequence[Name],
    of_name: dict[tuple[int, int], int],
    pronouns: dict[tuple[int, int], int],
    s: int,
    clusters: Sequence[Cluster],
) -> int | None:
    """Who spoke last: named or meant right after a cue, or a person who is subject of a verb of saying."""

    def meant(index: int, first: int) -> int | None:
        name = next((n for n in names if n.left <= index < n.right and n.left >= first), None)
        return of_name[s, name.start] if name is not None else pronouns.get((s, index))

    found = None
    for token in tree.tokens:
        if grammar().cue(token.text):
            number = meant(token.index + 1, token.index + 1)
            found = number if number is not None else found
        elif grammar().says(token.text):
            for child in tree.children(token.index, "nsubj"):
                number = meant(child, 0)
                if number is not None and clusters[number].type is EntityType.PERSON:
                    found = number
    return found


def _voice(tree: Tree, index: int, quotes: Sequence[tuple[int, int]]) -> int:
    """A speaker outside the quotation comes before, whoever is spoken of inside it after all others."""
    if any(a <= tree.tokens[index].start < b for a, b in quotes):
        return 3
    return -2 if index and grammar().cue(tree.tokens[index - 1].text) else 0


def _antecedent(here: list[tuple[int, int, int]], focus: list[int], position: int) -> int | None:
    before = [(rank, -at, number) for rank, at, number in here if at < position]
    if before:
        return min(before)[2]
    return focus[0] if focus else None
