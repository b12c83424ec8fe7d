"""Document -> sentences of parsed words: the only room that runs the language model.

    parser = Parser()
    for document, sentences in parser.parse_many(documents): ...

Words, clitics, parts of speech, features, heads and relations (UD v2), names (PER, ORG, LOC). Offsets
count in the document's text. Newlines end sentences; datelines are left out. `parse` never fails on
any text; time grows linearly with its length.
"""

from __future__ import annotations

from kg.parsing.parser import Parser

__all__ = ["Parser"]
