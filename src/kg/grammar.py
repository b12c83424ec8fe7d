"""The function words and verb classes of a language, loaded from `grammar.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from kg.errors import LanguageError
from kg.language import DEFAULT, language

_FILE = "grammar.yaml"
_GROUPS = (
    "attaching",
    "governed",
    "marks",
    "modals",
    "negators",
    "object_control",
    "raising",
    "roles",
    "settings",
    "subject_control",
    "times",
)
_OF_SPEECH = ("on_behalf", "saying", "speaking")  # what `speech.yaml` says
_LISTS = (  # the other attributes of a grammar, each a list
    "adjective_like",
    "adverbial",
    "aims",
    "appearing",
    "arriving",
    "asking",
    "bare_verbs",
    "becoming",
    "befalling",
    "bestowing",
    "caused_by",
    "comparative",
    "comparing",
    "complementisers",
    "complements",
    "connective",
    "copulas",
    "correlatives",
    "doing",
    "done",
    "ensuring",
    "excluding",
    "existential",
    "giving",
    "happenings",
    "joining",
    "joining_adverbs",
    "knowing",
    "light_verbs",
    "likening",
    "limiting",
    "linking",
    "not_predicates",
    "partly",
    "parts_of_day",
    "plain_alone",
    "qualities",
    "quantifiers",
    "ranging",
    "relativisers",
    "respectively",
    "sequence",
    "showing",
    "struck",
    "supposed",
    "vague",
    "weak_verbs",
    "whenever",
    "whoever",
    "witnessing",
)
_CUES = ("direct", "according", "passive")  # words of speech.yaml that the speaker stands after


class Grammar:
    """Answers what a word form does; every method takes a surface form in any case."""

    __slots__ = (
        "_attaching",
        "_controls",
        "_cues",
        "_governed",
        "_marks",
        "_modals",
        "_negators",
        "_raising",
        "_roles",
        "_settings",
        "_subject_controls",
        "_times",
        *_OF_SPEECH,
        *_LISTS,
    )

    def __init__(
        self,
        data: dict[str, Any],
        times: frozenset[str],
        says: frozenset[str],
        cues: frozenset[str],
        on_behalf: frozenset[str],
    ) -> None:
        self.relativisers = frozenset(data["relativisers"])
        self.copulas = frozenset(data["copulas"])
        self.becoming = frozenset(data["becoming"])
        self.knowing = frozenset(data["knowing"])
        self.existential = frozenset(data["existential"])
        self.adverbial = frozenset(data["adverbial"])
        self.complements = frozenset(data["complements"])
        self.light_verbs = frozenset(data["light_verbs"])
        self.connective = frozenset(data["connective"])
        self.bestowing = frozenset(data["bestowing"])
        self.giving = frozenset(data["giving"])
        self.limiting = frozenset(data["limiting"])
        self.plain_alone = frozenset(data["plain_alone"])
        self.sequence = frozenset(data["sequence"])
        self.parts_of_day = frozenset(data["parts_of_day"])
        self.partly = frozenset(data["partly"])
        self.quantifiers = frozenset(data["quantifiers"])
        self.not_predicates = frozenset(data["not_predicates"])
        self.supposed = frozenset(data["supposed"])
        self.aims = frozenset(data["aims"])
        self.excluding = frozenset(data["excluding"])
        self.asking = frozenset(data["asking"])
        self.qualities = frozenset(data["qualities"])
        self.appearing = frozenset(data["appearing"])
        self.adjective_like = frozenset(data["adjective_like"])
        self.arriving = frozenset(data["arriving"])
        self.bare_verbs = frozenset(data["bare_verbs"])
        self.weak_verbs = frozenset(data["weak_verbs"])
        self.caused_by = frozenset(data["caused_by"])
        self.comparative = frozenset(data["comparative"])
        self.comparing = frozenset(data["comparing"])
        self.linking = frozenset(data["linking"])
        self.likening = frozenset(data["likening"])
        self.joining = frozenset(data["joining"])
        self.joining_adverbs = frozenset(data["joining_adverbs"])
        self.whenever = frozenset(data["whenever"])
        self.struck = frozenset(data["struck"])
        self.befalling = frozenset(data["befalling"])
        self.doing = frozenset(data["doing"])
        self.done = frozenset(data["done"])
        self.ensuring = frozenset(data["ensuring"])
        self.whoever = frozenset(data["whoever"])
        self.witnessing = frozenset(data["witnessing"])
        self.respectively = frozenset(data["respectively"])
        self.showing = frozenset(data["showing"])
        self.happenings = frozenset(data["happenings"])
        self.correlatives: dict[str, str] = dict(data["correlatives"])
        self.ranging: dict[str, str] = dict(data["ranging"])
        self.vague = frozenset(data["vague"])
        self._attaching = frozenset(data["attaching"])
        self._negators = frozenset(data["negators"])
        self._modals = _inverted(data["modals"])
        self._raising = _inverted(data["raising"])
        self._controls = _inverted(data["object_control"])
        self._subject_controls = _inverted(data["subject_control"])
        self._marks = _inverted(data["marks"])
        self._roles = _inverted(data["roles"])
        self._settings = _inverted(data["settings"])
        self._governed = {word: frozenset(forms) for word, forms in data["governed"].items()}
        self._times = times
        self.saying = says
        self._cues = cues
        self.speaking = says | cues
        self.on_behalf = on_behalf
        self.complementisers = frozenset(data["complementisers"])

    def negates(self, form: str) -> bool:
        return form.lower() in self._negators

    def joins(self, forms: Sequence[str], index: int) -> bool:
        """Do two words begin here that say nothing of what happens: "akan tetapi", "untuk sementara"?"""
        return " ".join(forms[index : index + 2]) in self.joining

    def modal(self, form: str) -> str | None:
        """planned | possible | obligation | later, or None."""
        return self._modals.get(form.lower())

    def raising(self, form: str) -> str | None:
        """plain | planned | possible | obligation | negative, or None for other verbs."""
        return self._raising.get(form.lower())

    def object_control(self, form: str) -> str | None:
        """What the verb says of its complement: obligation | possible | actual | negative."""
        return self._controls.get(form.lower())

    def subject_control(self, form: str) -> str | None:
        return self._subject_controls.get(form.lower())

    def mark(self, form: str) -> str | None:
        """purpose | cause | result | condition | time | concession | content, or None."""
        return self._marks.get(form.lower())

    def role(self, preposition: str) -> str | None:
        """The usual role of an oblique with this preposition."""
        return self._roles.get(preposition.lower())

    def setting(self, noun: str) -> str | None:
        """The role of this noun behind a preposition of place, where it is no place."""
        return self._settings.get(noun.lower())

    def governs(self, form: str, preposition: str) -> bool:
        """Does this verb or adjective take what stands behind the preposition for its object?"""
        return form.lower() in self._governed.get(preposition.lower(), ())

    def attaches(self, preposition: str) -> bool:
        """May a phrase with this preposition after an object belong to the verb?"""
        return preposition.lower() in self._attaching

    def says(self, form: str) -> bool:
        """A verb whose subject says the clause after it."""
        return form.lower() in self.saying

    def cue(self, form: str) -> bool:
        """A word beside a quotation that the speaker stands next to."""
        return form.lower() in self._cues

    def is_time(self, word: str) -> bool:
        """A word that names a time by itself: a weekday, a month, a part of the day."""
        return word.lower() in self._times


def _inverted(groups: dict[str, list[str]]) -> dict[str, str]:
    """form -> group; a form in two groups keeps the first."""
    found: dict[str, str] = {}
    for group, forms in groups.items():
        for form in forms:
            found.setdefault(str(form), group)
    return found


@cache
def grammar(code: str = DEFAULT) -> Grammar:
    """The grammar of a language. Raises `LanguageError` if the data are missing or malformed."""
    words = language(code)
    data = words.require(_FILE, *_GROUPS, *_LISTS)
    try:
        return Grammar(
            data,
            frozenset(data["times"]),
            frozenset(words.string_list("speech.yaml", "indirect")),
            frozenset(w for part in _CUES for w in words.string_list("speech.yaml", part)),
            frozenset(words.string_list("speech.yaml", "on_behalf")),
        )
    except (TypeError, AttributeError) as error:
        raise LanguageError(f"languages/{code}/{_FILE}: a list or a mapping of lists is expected") from error
