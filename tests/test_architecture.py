"""The house: which room may import which, who may print, and no word of a language in code.

Imports are read from the source by `ast`, those inside functions included. A module belongs to the room
of its name's first part after `kg.`; every module of the package has to be in exactly one room here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "kg"

# From the top of the house to its ground: a room imports only rooms below it, and its own.
ROOMS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli",),
    ("training",),
    ("building", "withdrawal", "verification"),
    ("outputs", "corroboration"),
    ("pipeline", "pool", "journal"),
    ("corpus",),
    ("conllu",),
    ("parsing",),
    ("analysis",),
    ("extractors",),
    ("sufficiency", "qualifiers"),
    ("selection",),
    ("assembly", "chronology", "occasions", "roles", "accounting", "circumstances"),
    ("confidence",),
    ("extents", "facts"),
    ("reading", "extraction"),
    ("attribution",),
    ("clauses", "repair"),
    ("receivers",),
    ("counting",),
    ("coreference",),
    ("frames",),
    ("linking",),
    ("mentions", "syntax", "grammar"),
    ("gazetteer",),
    ("times", "quantities", "numerals"),
    ("html",),
    ("view",),
    ("export", "remote"),
    ("formats", "tables", "difference", "reference"),
    ("query",),
    ("store", "difference"),
    ("staging",),
    ("spool", "generations"),
    ("shapes",),
    ("reference",),
    ("rdf", "identity", "turtle", "terms", "records"),
    ("locks", "texts", "seals", "copies"),
    ("morphology",),
    ("ontology",),
    ("clitics",),
    ("language", "languages", "models", "queries"),
    ("model",),
    ("ud", "namespaces"),
    ("frozen", "garbage"),
    ("errors",),
)
FLOOR = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}

# Libraries and the only rooms that may use them.
LIBRARIES = {
    "spacy": {"parsing", "training"},
    "thinc": {"parsing", "training"},
    "floret": {"training"},
    "torch": {"training"},
    "click": {"cli"},
    "rich": {"cli"},
    "pyvis": {"html"},
    "trafilatura": {"corpus"},
    "requests": {"remote"},
}
MEANING = {
    "extractors",
    "qualifiers",
    "selection",
    "assembly",
    "reading",
    "frames",
    "attribution",
    "clauses",
    "coreference",
    "mentions",
}
UNKNOWN_TO_MEANING = {"rdflib", "pyoxigraph", "oxrdflib", "networkx", "pyvis", "click", "rich", "sqlite3"}

MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(module: str) -> str:
    """`kg.parsing.pieces` -> `parsing`; `kg` itself -> ``."""
    return module.split(".")[1] if "." in module else ""


def name_of(path: Path) -> str:
    parts = ("kg", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """The line and full name of every module that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            if node.module == "kg":
                yield from ((node.lineno, f"kg.{alias.name}") for alias in node.names)
            elif node.module:
                yield node.lineno, node.module


def test_every_module_has_a_room() -> None:
    rooms = {room_of(name_of(path)) for path in MODULES} - {""}
    assert rooms <= set(FLOOR), f"give these a floor in ROOMS: {sorted(rooms - set(FLOOR))}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_rooms_below_its_own(path: Path) -> None:
    room = room_of(name_of(path))
    wrong = []
    for line, name in imports(path):
        if name.split(".")[0] != "kg":
            continue
        other = room_of(name)
        if name == "kg.__version__":
            allowed = room in ("cli", "")
        elif other == room:
            allowed = room != "extractors" or path.name == "__init__.py"
        else:
            allowed = bool(other) and bool(room) and FLOOR[other] >= FLOOR[room]
        if not allowed:
            wrong.append(f"{path.relative_to(SOURCE)}:{line} imports {name}")
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    room = room_of(name_of(path))
    wrong = [
        f"{path.relative_to(SOURCE)}:{line} imports {name}"
        for line, name in imports(path)
        if room not in LIBRARIES.get(name.split(".")[0], {room})
        or (room in MEANING and name.split(".")[0] in UNKNOWN_TO_MEANING)
    ]
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_prints(path: Path) -> None:
    room = room_of(name_of(path))
    if room in ("cli", "training", "__main__"):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "input"}, f"{path.relative_to(SOURCE)}:{node.lineno}"


# Words that would only be written in code to make a rule of one language out of it. They are frequent,
# closed-class or news words that are no English, no names of fields and no UD terms.
INDONESIAN = frozenset(
    re.findall(
        "[a-z]+",
        """
        adalah merupakan menjadi yang dengan untuk dari pada dalam oleh kepada terhadap tidak bukan belum
        akan telah sudah sedang dapat bisa harus wajib perlu kata ujar tutur menurut dilansir dikutip karena
        akibat sehingga agar guna serta atau tetapi namun bahwa saat ketika setelah sebelum sejak hingga
        senin selasa rabu kamis jumat sabtu minggu januari februari maret mei juni juli agustus oktober
        desember presiden menteri gubernur bupati ketua wakil miliar triliun juta ribu persen tersebut itu
        ini dia mereka ia nya pihaknya jakarta korut tahun bulan pekan kemarin besok rupiah warga seorang
        sebuah tanpa membantah
        """,
    )
)
WORD = re.compile(r"[A-Za-z]+")


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a module that are not documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


# Where a few words may stand: examples in help texts, and the loaders of given data sets.
EXEMPT = {"cli", "training"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_word_of_the_language_stands_in_code(path: Path) -> None:
    if room_of(name_of(path)) in EXEMPT:
        return
    found = {
        word: f"{path.relative_to(SOURCE)}:{line} {word!r}"
        for line, text in strings(path)
        for word in WORD.findall(text)
        if word.lower() in INDONESIAN
    }
    assert not found, f"words of a language belong into src/kg/languages: {found}"


def test_the_command_line_imports_nothing_heavy_before_it_knows_the_command() -> None:
    """`kg --help` must not wait for the language model, the store or the tables."""
    import subprocess
    import sys

    heavy = ["spacy", "thinc", "rdflib", "pyoxigraph", "networkx", "trafilatura", "rich", "numpy", "babel"]
    code = f"import sys, kg.cli; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
