"""Sentence -> clauses: who does what to whom, with polarity and modality, before any relation is named.

One clause is made for each predicate. Roles are deep: `subject` is the doer and `object` the undergoer
whatever the voice, so that "KPK menangkap X" and "X ditangkap KPK" give the same clause. Subjects that
the sentence leaves out are found where grammar says they are: the antecedent of a relative clause, the
subject of the coordinated or governing verb, the object of an object-control verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.frames import frames, is_transitive, noun_frame
from kg.grammar import Grammar, grammar
from kg.mentions import nouns
from kg.model import EntityType, Modality, Polarity, Token
from kg.morphology import Word, analyse
from kg.syntax import Tree
from kg.ud import NOMINAL, SUBJECTS, base


@dataclass(frozen=True, slots=True, kw_only=True)
class Oblique:
    """A nominal beside the verb, with its preposition (a token index) if it has one."""

    head: int
    case: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A predicate and its arguments, all as token indices.

    `chain` holds the tokens that make up the predicate, raising verbs first, the main one last.
    `shape` says how the main verb is built, `how` where the subject was found.
    """

    verb: int
    chain: tuple[int, ...]
    word: Word
    shape: str
    subject: int | None = None
    object: int | None = None
    second: int | None = None
    complement: int | None = None
    obliques: tuple[Oblique, ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    mark: int | None = None
    governor: int | None = None
    how: str = "own"


_MOODS = frozenset({"planned", "possible", "obligation"})
_CLAUSAL = frozenset({"root", "ccomp", "parataxis", "advcl", "conj", "csubj", "xcomp"})
_BLAMED = frozenset(
    {
        "thanked",
        "praised",
        "criticised",
        "accused",
        "arrested",
        "dismissed",
        "sentencedTo",
        "chargedWith",
        "banned",
    }
)
_LIGHT = frozenset({"PART", "ADV", "AUX", "SCONJ"})
_INVERTING = frozenset({"ter", "base", "ber", "ke"})
_DOERS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.EVENT})

ACTIVE, PASSIVE, TER, BER, BASE, NOMINAL_SHAPE, KE = (
    "active",
    "passive",
    "ter",
    "ber",
    "base",
    "nominal",
    "ke",
)


def clauses(
    tree: Tree, *, blocked: frozenset[int] = frozenset(), lifted: Mapping[int, int] | None = None
) -> tuple[Clause, ...]:
    """The clauses of a sentence, in the order of their verbs.

    Tokens in `blocked` (names) head none. A relative clause on a key of `lifted` belongs to its value:
    in "Li Hongzhong dari Cina yang …" to the person, not to the country.
    """
    return _Builder(tree, blocked, lifted or {}).build()


@cache
def _analyse(form: str) -> Word:
    return analyse(form)


class _Builder:
    """Works through the predicates from the top of the tree down, so that governors come first."""

    def __init__(self, tree: Tree, blocked: frozenset[int], lifted: Mapping[int, int]) -> None:
        self.tree = tree
        self.lifted = lifted
        self.tokens = tree.tokens
        self.grammar: Grammar = grammar()
        self.blocked = blocked
        self.done: dict[int, Clause] = {}
        self.absorbed: set[int] = set()

    def build(self) -> tuple[Clause, ...]:
        for index in self._top_down():
            if index in self.absorbed or not self._is_predicate(index):
                continue
            self.done[index] = self._clause(index)
        found = [self.done[i] for i in sorted(self.done) if i not in self.absorbed]
        return tuple(self._with_shared_object(clause, found) for clause in found)

    def _with_shared_object(self, clause: Clause, others: list[Clause]) -> Clause:
        """ "mengantar dan menemani tamu": the first of two verbs joined has the object of the second."""
        if (
            clause.shape != ACTIVE
            or clause.object is not None
            or clause.complement is not None
            or clause.obliques
        ):
            return clause
        for other in others:
            top = self.tokens[other.chain[0]]
            if base(top.deprel) == "conj" and top.head == clause.verb and 0 < other.verb - clause.verb <= 3:
                return replace(clause, object=other.object)
        return clause

    def _top_down(self) -> list[int]:
        order: list[int] = []
        queue = [t.index for t in self.tokens if t.head == t.index]
        while queue:
            index = queue.pop(0)
            order.append(index)
            queue.extend(self.tree.children(index))
        return order

    # --- which tokens head a clause -------------------------------------------------------------

    def _is_predicate(self, index: int) -> bool:
        token = self.tokens[index]
        if index in self.blocked or token.upos in {"PUNCT", "ADP", "SCONJ", "CCONJ", "DET", "PART"}:
            return False
        relation = base(token.deprel)
        if token.text.lower() in self.grammar.not_predicates and not self.tree.children(index, "nsubj"):
            return False
        if (
            token.clitic == "nya"
            and relation in {"obj", "obl", "nmod", "nsubj", "xcomp"}
            and token.upos != "NOUN"
        ):
            return False  # "berlangsungnya peringatan": a noun
        if token.upos == "VERB":
            if relation in {"case", "cc", "mark", "det", "flat", "fixed", "advmod", "aux", "cop", "compound"}:
                arguments = bool(self.tree.children(index, "obj", "nsubj", "ccomp"))
                return (arguments and relation not in {"case", "cc", "fixed"}) or (
                    relation in {"flat", "compound"} and (_analyse(token.text).voice in {"active", "passive"})
                )
            return True
        if self.tree.children(index, "nsubj", "csubj"):
            return (relation in _CLAUSAL or token.deprel == "acl:relcl") and token.upos in {
                "ADJ",
                "NOUN",
                "PROPN",
                "NUM",
                "ADV",
                "AUX",
                "SYM",
                "PRON",
            }
        return token.upos == "ADJ" and (
            token.deprel == "acl:relcl" or (relation == "conj" and self._is_predicate(token.head))
        )

    # --- one clause ------------------------------------------------------------------------------

    def _clause(self, index: int) -> Clause:
        chain = [index]
        while (below := self._raised(chain[-1])) is not None:
            chain.append(below)
            self.absorbed.add(below)
            if len(chain) > 4:
                break
        verb = chain[-1]
        token = self.tokens[verb]
        word = _analyse(token.text)
        shape = self._shape(token, word)
        polarity, modality = self._scope(chain)
        clause = Clause(
            verb=verb, chain=tuple(chain), word=word, shape=shape, polarity=polarity, modality=modality
        )
        clause = self._arguments(clause)
        clause = self._shared(clause)
        return self._context(clause)

    def _raised(self, index: int) -> int | None:
        """The verb that this raising verb hands its subject to, if it is one."""
        if self.grammar.raising(self.tokens[index].text) is None:
            return None
        if self.tree.children(index, "obj"):
            return None
        for child in self.tree.children(index, "xcomp", "ccomp", "advcl"):
            token = self.tokens[child]
            if (
                child < index
                or self.tree.children(child, "nsubj")
                or token.upos not in {"VERB", "ADJ", "NOUN"}
            ):
                continue
            mark = self.tree.child(child, "mark")
            if mark is not None and self.grammar.mark(self.tokens[mark].text) not in {"purpose", "content"}:
                continue
            if any(self.tokens[i].text == "," for i in range(index + 1, child)):
                continue
            return child
        return None

    def _shape(self, token: Token, word: Word) -> str:
        if noun_frame(token.text.lower()) is not None and not word.prefix:
            return NOMINAL_SHAPE
        if not word.prefix and self._object_voice(token, word):
            return BASE
        if token.upos not in {"VERB", "AUX"} and word.prefix not in {"di", "meN", "ber", "ter"}:
            return NOMINAL_SHAPE
        match word.voice:
            case "passive":
                return PASSIVE
            case "ter":
                return TER
            case "ber":
                return BER
            case "active":
                return ACTIVE
            case "ke-an":
                return KE
        return BASE

    def _object_voice(self, token: Token, word: Word) -> bool:
        """ "kami imbau warga", "kita pasang portal": a bare verb right after its pronoun."""
        before = token.index - 1
        while before > 0 and self.tokens[before].upos in {"AUX", "PART", "ADV"}:
            before -= 1
        return (
            before >= 0
            and self.tokens[before].upos == "PRON"
            and self.tokens[before].head == token.index
            and is_transitive(word.root)
            and token.upos in {"NOUN", "VERB", "ADJ"}
        )

    def _scope(self, chain: list[int]) -> tuple[Polarity, Modality]:
        """Polarity and modality from negators, modal words and raising verbs."""
        negative = False
        modality = Modality.ACTUAL
        for place, index in enumerate(chain):
            for child in self.tree.children(
                index, "advmod", "aux", "cop", "mark", "case", "det", "discourse", "obl"
            ):
                if child > index:
                    continue
                text = self.tokens[child].text.lower()
                if self.grammar.negates(text):
                    negative = not negative
                modality = self._stronger(modality, self.grammar.modal(text))
            previous = index - 1
            if previous >= 0 and self.tokens[previous].head != index:
                text = self.tokens[previous].text.lower()
                if self.tokens[previous].upos in {"PART", "ADV", "AUX"}:
                    if self.grammar.negates(text):
                        negative = not negative
                    modality = self._stronger(modality, self.grammar.modal(text))
            if place < len(chain) - 1 or self.tokens[index].text.lower() not in self.grammar.plain_alone:
                effect = self.grammar.raising(self.tokens[index].text)
                if place == len(chain) - 1:
                    effect = effect if effect in _MOODS else None
                if effect == "negative":
                    negative = not negative
                elif effect not in {None, "plain"}:
                    modality = self._stronger(modality, effect)
        return (Polarity.NEGATIVE if negative else Polarity.POSITIVE), modality

    @staticmethod
    def _stronger(old: Modality, new: str | None) -> Modality:
        return old if new is None or old is not Modality.ACTUAL else Modality(new)

    # --- arguments in the clause itself ----------------------------------------------------------

    def _arguments(self, clause: Clause) -> Clause:
        tree = self.tree
        subjects: list[int] = []
        objects: list[int] = []
        obliques: list[Oblique] = []
        complement: int | None = None
        for index in clause.chain:
            for child in tree.children(index):
                token = self.tokens[child]
                relation = base(token.deprel)
                if child in clause.chain:
                    continue
                if relation in SUBJECTS and not self._relativiser(child):
                    subjects.append(child)
                elif relation in {"obj", "iobj"} and not self._relativiser(child):
                    objects.append(child)
                elif relation == "obl" or (
                    relation in {"nmod", "dislocated"}
                    and token.upos in NOMINAL
                    and (clause.shape != NOMINAL_SHAPE or tree.case(child) is not None)
                ):
                    obliques.append(Oblique(head=child, case=tree.case(child)))
                elif relation in {"ccomp"} and complement is None and child > index:
                    complement = child
                elif self._nominalised(child, index):
                    objects.append(child)
                elif complement is None and (
                    relation == "xcomp" or (relation == "advcl" and self._purpose(child, index))
                ):
                    complement = child
        subject = self._true_subject(subjects, clause.verb)
        obj = objects[0] if objects else None
        second = objects[1] if len(objects) > 1 else None
        verb = clause.verb
        if clause.shape == PASSIVE or (clause.shape == TER and self._by(obliques)):
            agent, obliques = self._agent(verb, objects, obliques)
            if agent is not None and agent == obj:
                obj = second
                second = None
            return replace(
                clause,
                subject=agent,
                object=subject,
                second=obj,
                complement=complement,
                obliques=tuple(obliques),
            )
        if subject is None and clause.shape in _INVERTING and self.tokens[verb].deprel != "acl:relcl":
            subject, obj, obliques = self._inverted(verb, obj, obliques, clause.shape)
        if obj is None and (
            clause.shape == ACTIVE or (clause.shape == BASE and is_transitive(clause.word.root))
        ):
            obj, obliques = self._bare_object(verb, obliques)
        return replace(
            clause,
            subject=subject,
            object=obj,
            second=second,
            complement=complement,
            obliques=tuple(obliques),
        )

    def _purpose(self, index: int, verb: int) -> bool:
        """ "berkomitmen untuk …": what is promised or asked, not why."""
        form = self.tokens[verb].text
        if self.grammar.subject_control(form) is None and self.grammar.object_control(form) is None:
            return False
        mark = self.tree.child(index, "mark")
        return mark is not None and index > verb and self.grammar.mark(self.tokens[mark].text) == "purpose"

    def _true_subject(self, subjects: list[int], verb: int) -> int | None:
        """Past an ordinal ("Kedua, …") or a fronted adjunct that the parse took for the subject."""
        for subject in subjects:
            start = self.tree.phrase(subject).start
            first = self.tokens[start]
            adjunct = first.upos in {"ADP", "SCONJ"} or self.grammar.mark(first.text) == "time"
            if not adjunct and self.tokens[subject].text.lower() not in self.grammar.sequence:
                return subject
            for child in self.tree.children(subject, "conj", "appos", "nmod", "flat", "parataxis"):
                between = self.tokens[max(child - 1, 0)].text
                if (
                    subject < child < verb
                    and self.tokens[child].upos in NOMINAL
                    and (between == "," or self.tokens[max(self.tree.phrase(child).start - 1, 0)].text == ",")
                ):
                    return child
            if not adjunct:
                return subject
        return None

    def _nominalised(self, index: int, verb: int) -> bool:
        """ "menandai berlangsungnya peringatan": a predicate made a noun by its enclitic, right after the verb."""
        token = self.tokens[index]
        return (
            index == verb + 1 and token.clitic == "nya" and base(token.deprel) in {"xcomp", "advcl", "ccomp"}
        )

    def _relativiser(self, index: int) -> bool:
        return self.tokens[index].text.lower() in self.grammar.relativisers

    def _by(self, obliques: list[Oblique]) -> bool:
        return any(
            o.case is not None and self.grammar.role(self.tokens[o.case].text) == "agent" for o in obliques
        )

    def _agent(
        self, verb: int, objects: list[int], obliques: list[Oblique]
    ) -> tuple[int | None, list[Oblique]]:
        """The doer of a passive: with the agent preposition, or the bare nominal right after the verb."""
        for oblique in obliques:
            if oblique.case is not None and self.grammar.role(self.tokens[oblique.case].text) == "agent":
                return oblique.head, [o for o in obliques if o is not oblique]
        candidates = [o for o in (*objects, *(o.head for o in obliques if o.case is None)) if o > verb]
        for head in candidates:
            phrase = self.tree.phrase(head)
            token = self.tokens[head]
            if (
                phrase.start == verb + 1
                and token.upos in {"NOUN", "PROPN", "PRON"}
                and not self.grammar.is_time(token.text)
                and nouns().get(token.text.lower(), EntityType.PERSON) in _DOERS
            ):
                return head, [o for o in obliques if o.head != head]
        return None, obliques

    def _inverted(
        self, verb: int, obj: int | None, obliques: list[Oblique], shape: str
    ) -> tuple[int | None, int | None, list[Oblique]]:
        """The subject after an intransitive verb: "tertuang 16 dokumen", "muncul dugaan baru"."""
        if obj is not None and obj > verb and shape in {TER, KE}:
            return obj, None, obliques
        for oblique in obliques:
            token = self.tokens[oblique.head]
            if (
                oblique.case is None
                and oblique.head > verb
                and token.upos in {"NOUN", "PROPN"}
                and (
                    self.tree.phrase(oblique.head).start == verb + 1 and not self.grammar.is_time(token.text)
                )
                and shape != BER
            ):
                return oblique.head, obj, [o for o in obliques if o is not oblique]
        return None, obj, obliques

    def _bare_object(self, verb: int, obliques: list[Oblique]) -> tuple[int | None, list[Oblique]]:
        """An active verb's object that the parse calls an oblique: the bare nominal right after it."""
        for oblique in obliques:
            token = self.tokens[oblique.head]
            if (
                oblique.case is None
                and self.tree.phrase(oblique.head).start == verb + 1
                and token.upos in NOMINAL
            ):
                if self.grammar.is_time(token.text) or token.deprel in {"obl:tmod"}:
                    continue
                return oblique.head, [o for o in obliques if o is not oblique]
        return None, obliques

    # --- arguments found elsewhere ---------------------------------------------------------------

    def _shared(self, clause: Clause) -> Clause:
        """Fill a missing subject (surface subject: undergoer of a passive) from the sentence."""
        passive = clause.shape == PASSIVE
        missing = clause.object is None if passive else clause.subject is None
        top = self.tokens[clause.chain[0]]
        if not missing:
            if (
                top.deprel == "acl:relcl"
                and clause.subject != top.head
                and clause.object is None
                and clause.shape in {ACTIVE, BASE}
            ):
                return replace(clause, object=top.head, how="relative_object", governor=top.head)
            return clause
        found, how = self._elsewhere(clause, top)
        if found is None or found in (clause.subject, clause.object):
            return clause
        if passive:
            return replace(clause, object=found, how=how)
        return replace(clause, subject=found, how=how)

    def _elsewhere(self, clause: Clause, top: Token) -> tuple[int | None, str]:
        relation = base(top.deprel)
        if relation == "acl" and self.tokens[top.head].text.lower() in self.grammar.existential:
            return None, "own"  # "ada yang dipecat": somebody, who is not said
        if relation == "acl" and self._marked(top.index) and not self._has_relativiser(top.index):
            above = next(
                (self._absorbing(i) for i in self.tree.ancestors(top.head) if self._absorbing(i)), None
            )
            return (self._surface_subject(above), "controlled") if above is not None else (None, "own")
        if (
            relation == "acl"
            and clause.shape == ACTIVE
            and not self._has_relativiser(top.index)
            and (
                nouns().get(self.tokens[top.head].text.lower()) not in _DOERS
                and self.tokens[top.head].upos == "NOUN"
            )
        ):
            above = next(
                (self._absorbing(i) for i in self.tree.ancestors(top.head) if self._absorbing(i)), None
            )
            return (self._surface_subject(above), "controlled") if above is not None else (None, "own")
        if top.deprel == "acl:relcl" or (relation == "acl" and self._has_relativiser(top.index)):
            lifts = clause.shape == ACTIVE or self.tokens[self.lifted.get(top.head, top.head)].upos == "PROPN"
            return self.lifted.get(top.head, top.head) if lifts else top.head, "relative"
        head = top.head
        if relation == "acl" and self.grammar.mark(self.tokens[head].text) == "time":
            relation, head = "advcl", self.tokens[head].head  # "saat" taken for a noun
        governor = self.done.get(head) or self._absorbing(head)
        if relation in {"flat", "compound", "nmod", "appos"} and top.head < top.index:
            return top.head, "own"  # the parse took a verb for a part of its subject's name
        if governor is None and relation in {"xcomp", "advcl", "conj", "ccomp", "parataxis"}:
            passed = self._over_non_predicates(head)
            if passed is not None:
                return self._surface_subject(passed), "controlled"
        if governor is None:
            if relation == "acl" and self.tree.child(top.index, "mark") is None:
                return top.head, "relative"
            if (
                self.tokens[head].text.lower() in self.grammar.not_predicates
                or self.tokens[head].upos in _LIGHT
            ):
                return self.tree.child(head, "nsubj"), "shared"
            return None, "own"
        if relation == "conj":
            return self._surface_subject(governor), "shared"
        if relation in {"xcomp", "advcl", "ccomp", "parataxis", "acl"}:
            effect = self.grammar.object_control(self.tokens[governor.verb].text)
            if effect is not None and top.index > governor.verb and relation != "parataxis":
                controlled = self._controlled(governor)
                if controlled is not None:
                    return controlled, "controlled"
            if (
                relation == "ccomp"
                and clause.shape in {ACTIVE, BER}
                and self.grammar.says(self.tokens[governor.verb].text)
            ):
                return self._surface_subject(governor), "controlled"  # "mengaku telah menerima uang"
            if relation in {"ccomp", "parataxis"}:
                return None, "own"
            blamed = self._blamed(clause, governor)
            return (blamed if blamed is not None else self._surface_subject(governor)), "controlled"
        return None, "own"

    def _blamed(self, clause: Clause, governor: Clause) -> int | None:
        """ "memuji Ani karena berhasil …": the reason lies with the one praised, thanked or punished."""
        top = clause.chain[0]
        marks = self.tree.children(top, "mark", "case")
        if governor.shape == PASSIVE or all(self.grammar.mark(self.tokens[m].text) != "cause" for m in marks):
            return None
        if not any(f.relation in _BLAMED for f in frames(governor.word)):
            return None
        return self._controlled(governor)

    def _over_non_predicates(self, index: int) -> Clause | None:
        """The clause above words like "termasuk" that head none themselves."""
        for i in (index, *self.tree.ancestors(index)):
            found = self.done.get(i) or self._absorbing(i)
            if found is not None:
                return found
            if self.tokens[i].text.lower() not in self.grammar.not_predicates:
                return None
        return None

    def _controlled(self, governor: Clause) -> int | None:
        """Who is asked, let or made to do something: the one addressed, or the object."""
        for oblique in governor.obliques:
            if oblique.case is not None and self.tokens[oblique.case].text.lower() in self.grammar.addressing:
                return oblique.head
        return governor.object

    def _absorbing(self, index: int) -> Clause | None:
        return next((c for c in self.done.values() if index in c.chain), None)

    def _marked(self, index: int) -> bool:
        """Is the clause introduced by a conjunction of purpose, cause or time?"""
        marks = self.tree.children(index, "mark", "case")
        return any(self.grammar.mark(self.tokens[m].text) is not None for m in marks if m < index)

    def _has_relativiser(self, index: int) -> bool:
        return any(self._relativiser(c) for c in self.tree.children(index))

    @staticmethod
    def _surface_subject(clause: Clause) -> int | None:
        if clause.shape == PASSIVE:
            return clause.object
        return (
            clause.subject if clause.subject is not None else clause.object if clause.shape == TER else None
        )

    # --- what the surroundings say of it ---------------------------------------------------------

    def _context(self, clause: Clause) -> Clause:
        """Mood from the introducing word and from a controlling verb."""
        top = self.tokens[clause.chain[0]]
        mark = self.tree.child(top.index, "mark")
        if mark is None:
            case = self.tree.child(top.index, "case")
            mark = case if case is not None and case < top.index else None
        kind = self.grammar.mark(self.tokens[mark].text) if mark is not None else None
        relation = base(top.deprel)
        governor = self.done.get(top.head) or self._absorbing(top.head)
        if governor is None and relation == "acl" and clause.how == "controlled":
            governor = next(
                (self._absorbing(i) for i in self.tree.ancestors(top.head) if self._absorbing(i)), None
            )
        clause = replace(
            clause, mark=mark, governor=clause.governor if clause.governor is not None else top.head
        )
        modality, polarity = clause.modality, clause.polarity
        if modality is Modality.ACTUAL:
            if kind == "purpose" and relation in {"advcl", "xcomp", "acl", "ccomp", "conj"}:
                modality = Modality.PLANNED
            elif kind == "condition":
                modality = Modality.POSSIBLE
        if (
            governor is not None
            and relation in {"xcomp", "advcl", "ccomp", "acl", "parataxis"}
            and top.index > governor.verb
        ):
            form = self.tokens[governor.verb].text
            effect = self.grammar.object_control(form) or self.grammar.subject_control(form)
            if (
                effect in {"obligation", "possible", "planned"}
                and clause.modality is Modality.ACTUAL
                and kind
                in {
                    "purpose",
                    "content",
                    None,
                }
            ):
                modality = Modality(effect)
            elif effect == "negative" and kind in {"purpose", None}:
                polarity = Polarity.NEGATIVE
            elif effect == "actual":
                modality = Modality.ACTUAL
            # what a raising verb could not absorb (own subject) still denies or doubts its complement
            raising = self.grammar.raising(form)
            if raising == "negative" and relation in {"ccomp", "xcomp"}:
                polarity = Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE
            if (
                modality is Modality.ACTUAL
                and governor.modality is not Modality.ACTUAL
                and (
                    relation == "xcomp"
                    or kind in {"result", "cause"}
                    or (relation == "advcl" and kind is None)
                )
            ):
                modality = governor.modality
            if modality is Modality.ACTUAL and kind == "cause" and raising in _MOODS:
                modality = Modality(raising)
        if (
            relation == "conj"
            and governor is not None
            and modality is Modality.ACTUAL
            and self._bare_conjunct(clause)
        ):
            modality = governor.modality
            if governor.polarity is Polarity.NEGATIVE and self._close(governor, clause):
                polarity = Polarity.NEGATIVE
        return replace(clause, modality=modality, polarity=polarity)

    def _bare_conjunct(self, clause: Clause) -> bool:
        """A coordinated verb that shares its subject shares what stands before the first verb too."""
        return clause.how == "shared"

    def _close(self, governor: Clause, clause: Clause) -> bool:
        return not any(self.tokens[i].text in {",", ";"} for i in range(governor.verb, clause.verb))
