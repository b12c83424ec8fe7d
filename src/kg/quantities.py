"""Amounts in text: money, percentages, counts and measures, as canonical numbers with their unit.

`find_quantities("hampir 95 persen")` gives value "95", unit "%", bound "almost". Numbers follow the
Indonesian convention (dot for thousands, comma for decimals); the words are in `quantities.yaml` and
`numbers.yaml`. Numbers that label something (Pasal 285, nomor 7) and bare numbers are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale

from kg.frozen import record
from kg.language import DEFAULT, language
from kg.morphology import analyse
from kg.numerals import Number, alternatives, canonical, number_at, start_pattern

_FILE = "quantities.yaml"
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)
_YEAR = re.compile(r"(?:1[89]|20)\d\d", re.ASCII)
_NUMBER = re.compile(r"\d[\d.,]*")
_NOUN = re.compile(r"\s+([^\W\d_A-Z][^\W\d_]+(?:-[^\W\d_]+)?)(?![\w-])")
_LOOK_BACK = 30


@record(frozen=True, slots=True, kw_only=True)
class QuantitySpan:
    """An amount: `text` is the source text from `start` to `end`.

    `value` is a plain decimal ("1500000000000"), `upper` the other end of a range or of a vague number
    (puluhan: 10 to 99), else None. `kind` is "money" (`unit`: ISO 4217), "percent" ("%"), "count" (what
    is counted: "orang", "pegawai") or "measure" ("meter", "tahun"). `per` is the unit that the amount is
    for (per hari). `bound` is "exact", "about", "almost", "more_than", "less_than", "at_least" or
    "at_most".
    """

    start: int
    end: int
    text: str
    value: str | None
    unit: str
    kind: str
    bound: str = "exact"
    upper: str | None = None
    per: str = ""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    before: dict[str, str]
    units: dict[str, tuple[str, str]]
    measure_before: dict[str, str]
    bounds: dict[str, str]
    outside: dict[str, str]
    after: dict[str, str]
    labels: frozenset[str]
    not_units: frozenset[str]
    re: dict[str, re.Pattern[str]]


@record(frozen=True, slots=True)
class _Amount:
    """One or two numbers and where they end.

    `vague` for 20-an and puluhan, `year` for figures that look like a year."""

    end: int
    low: Decimal
    high: Decimal | None = None
    vague: bool = False
    year: bool = False


def find_quantities(text: str) -> tuple[QuantitySpan, ...]:
    """Every amount in the text, in order, without overlap, with offsets into it. Never raises."""
    trigger, spans, position = _lexicon(DEFAULT).re["trigger"], [], 0
    while match := trigger.search(text, position):
        span = _span_at(text, match.start(), position)
        if span is None:
            position = _skip(text, match.start())
        else:
            spans.append(span)
            position = span.end
    return tuple(spans)


def _skip(text: str, start: int) -> int:
    """Past a run of digits that is no amount, so that its inside is not read again."""
    match = _NUMBER.match(text, start)
    return match.end() if match else start + 1


def _span_at(text: str, start: int, floor: int) -> QuantitySpan | None:
    lex = _lexicon(DEFAULT)
    currency = lex.re["currency_before"].match(text, start)
    begin = currency.end() if currency else start
    amount = _amount(text, begin, money=currency is not None)
    if amount is None:
        return None
    before = lex.re["word_before"].search(text, max(floor, start - _LOOK_BACK), start)
    word = before[1].lower() if before else ""
    if currency:
        end, unit, kind = amount.end, lex.before[currency[1].lower()], "money"
        tail = lex.re["cents"].match(text, end)
        end = tail.end() if tail else end
    elif word in lex.measure_before:
        end, unit, kind = amount.end, lex.measure_before[word], "measure"
    else:
        read = _unit(text, amount, lex)
        if read is None or (word in lex.labels and read[2] != "percent"):
            return None
        end, unit, kind = read
    return _finish(text, start, end, amount, unit, kind, floor)


def _finish(
    text: str, start: int, end: int, amount: _Amount, unit: str, kind: str, floor: int
) -> QuantitySpan:
    lex = _lexicon(DEFAULT)
    per = lex.re["per_word" if kind == "count" else "per"].match(text, end)
    end = per.end() if per else end
    bound = "about" if amount.vague else "exact"
    inside = lex.re["bound_after"].match(text, amount.end)
    after = lex.re["bound_after"].match(text, end) or (inside if inside and inside.end() <= end else None)
    if after:
        bound, end = lex.after[_flat(after[1])], max(end, after.end())
    before = lex.re["bound_before"].search(text, max(floor, start - _LOOK_BACK), start)
    if before:
        bound, start = lex.bounds[_flat(before[1])], before.start(1)
    else:
        outside = lex.re["bound_outside"].search(text, max(floor, start - _LOOK_BACK), start)
        bound = lex.outside[_flat(outside[1])] if outside and not after else bound
    return QuantitySpan(
        start=start,
        end=end,
        text=text[start:end],
        value=canonical(amount.low),
        unit=unit,
        kind=kind,
        bound=bound,
        upper=None if amount.high is None else canonical(amount.high),
        per=per[1].lower() if per else "",
    )


def _amount(text: str, start: int, *, money: bool) -> _Amount | None:
    """A number or a range of two: 15-20, 40 sampai 45, Rp 1 juta hingga Rp 2 juta."""
    lex = _lexicon(DEFAULT)
    first = number_at(text, start)
    if first is None:
        return None
    value, scaled = _money(text, start, first) if money else first.value, _scaled(text, start, first)
    approximate = lex.re["approximate"].match(text, first.end)
    if approximate:
        return _Amount(approximate.end(), value, vague=True)
    link = lex.re["between" if _between(text, start) else "range"].match(text, first.end)
    second = number_at(text, link.end()) if link and first.upper is None else None
    if link is None or second is None or second.upper is not None:
        year = _YEAR.fullmatch(text, start, first.end) is not None
        return _Amount(first.end, value, first.upper, first.upper is not None, year)
    upper = _money(text, link.end(), second) if money else second.value
    factor = _scaled(text, link.end(), second)
    low = value * factor if factor > 1 and scaled == 1 and value < upper / factor else value
    if not low < upper:
        return _Amount(first.end, value)
    return _Amount(second.end, low, upper)


def _between(text: str, start: int) -> bool:
    return bool(_lexicon(DEFAULT).re["between_before"].search(text, max(0, start - 20), start))


def _money(text: str, start: int, number: Number) -> Decimal:
    """US$1,500 has a thousands comma; US$1,5 juta and Rp12,947 miliar have a decimal one."""
    written = text[start : number.end]
    return Decimal(written.replace(",", "")) if _THOUSANDS.fullmatch(written) else number.value


def _scaled(text: str, start: int, number: Number) -> Decimal:
    """The scale word's factor in a number of digits with one: 1,5 triliun."""
    digits = re.compile(r"[\d.,]*\d").match(text, start)
    bare = number_at(digits[0], 0) if digits else None
    if bare is None or not bare.value:
        return Decimal(1)
    return number.value / bare.value


def _unit(text: str, amount: _Amount, lex: _Lexicon) -> tuple[int, str, str] | None:
    """(end, unit, kind) of what follows the number: persen, rupiah, meter, orang, or any noun."""
    match = lex.re["unit"].match(text, amount.end)
    more = lex.re["bound_after"].match(text, amount.end) if match is None else None
    if more and not text[more.end() :].lstrip()[:1].isupper():
        inner = _unit(text, _Amount(more.end(), amount.low, vague=True), lex)
        if inner:
            return inner
    if match:
        unit, kind = lex.units.get(_flat(match[1], keep_case=True)) or lex.units[_flat(match[1])]
        return match.end(), unit, kind
    noun = _NOUN.match(text, amount.end)
    if noun and not amount.year and _countable(noun[1], lex):
        word = analyse(noun[1])
        return noun.end(), word.form.removesuffix(word.clitic), "count"
    return (amount.end, "", "count") if amount.vague else None


def _countable(word: str, lex: _Lexicon) -> bool:
    if word.lower() in lex.not_units:
        return False
    analysed = analyse(word)
    return analysed.voice in ("base", "ke-an") or analysed.root == analysed.form


def _flat(words: str, *, keep_case: bool = False) -> str:
    joined = " ".join(words.split())
    return joined if keep_case else joined.lower()


@cache
def _lexicon(code: str) -> _Lexicon:
    words = language(code)
    data = words.require(
        _FILE,
        "measures",
        "classifiers",
        "per",
        "ranges",
        "between",
        "labels",
        "not_units",
        "approximate_suffix",
    )
    before = words.string_map(_FILE, "currency_before")
    units = _units(code)
    bounds = {name: words.string_map(_FILE, f"bounds_{name}") for name in ("before", "outside", "after")}
    denominators = sorted({*units, *data["classifiers"]})
    (between, joiner), *_ = data["between"].items()
    dash = r"\s*(?:--|[-\u2013\u2014])\s*"
    again = rf"(?:(?:{alternatives(before)})\s*)?"
    symbols = [name for name in before if not name[-1].isalnum()]
    sources = {
        "trigger": rf"(?<![\w.,/-])(?:{start_pattern()}|(?:{alternatives(before)})\s*\d)",
        "currency_before": rf"({alternatives(before)})\s*(?=\d)",
        "cents": r",(?:-|\u2013|00\b)-?",
        "unit": rf"(?:\s|-)*({alternatives(units)})(?![\w²³])(?!-)",
        "per": rf"\s*(?:{alternatives(data['per'])})\s*({alternatives(denominators)})(?![\w-])",
        "per_word": rf"\s+(?:{alternatives(data['per'])})\s+({alternatives(denominators)})(?![\w-])",
        "range": rf"(?:{dash}|\s+(?:{alternatives(data['ranges'])})\s+){again}(?=\w)",
        "between": rf"\s+{joiner}\s+{again}(?=\w)",
        "between_before": rf"\b{between}\s+(?:{alternatives(symbols)})?\s*$",
        "approximate": rf"{data['approximate_suffix']}\b",
        "bound_before": rf"(?<![\w-])({alternatives(bounds['before'])})\s+$",
        "bound_outside": rf"(?<![\w-])({alternatives(bounds['outside'])})\s+$",
        "bound_after": rf"\s+({alternatives(bounds['after'])})(?![\w-])"
        rf"(?!\s+(?:{alternatives(data['not_after'])})\b)",
        "word_before": r"([^\W_][\w.]*)[\s-]+$",
    }
    return _Lexicon(
        before={name.lower(): code for name, code in before.items()},
        units=units,
        measure_before=words.string_map(_FILE, "measure_before"),
        bounds=bounds["before"],
        outside=bounds["outside"],
        after=bounds["after"],
        labels=frozenset(data["labels"]),
        not_units=frozenset(data["not_units"]),
        re={name: re.compile(source, re.IGNORECASE) for name, source in sources.items()},
    )


def _units(code: str) -> dict[str, tuple[str, str]]:
    """Written unit -> (unit, kind); names in lower case, symbols also as they are written."""
    words = language(code)
    units: dict[str, tuple[str, str]] = {}
    for currency, name in Locale.parse(code).currencies.items():
        if name.replace(" ", "").isalpha():
            units[name.lower()] = (currency, "money")
    units |= {word: (word, "count") for word in words.string_list(_FILE, "classifiers")}
    for unit, names in words.require(_FILE, "measures")["measures"].items():
        units |= dict.fromkeys(names, (unit, "measure"))
        units |= {name.lower(): (unit, "measure") for name in names if name.lower() not in units}
    units |= {name: (unit, "percent") for name, unit in words.string_map(_FILE, "percent").items()}
    units |= {name: (unit, "money") for name, unit in words.string_map(_FILE, "currency_after").items()}
    return units
