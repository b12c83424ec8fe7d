"""From a word to its root: `root("mengirimkan")` is `kirim`; `analyse` also gives the affixes.

Every way to cut affixes off a word is tried (rules in `morphology.yaml`, sound changes included), and
the cheapest that ends in a listed root wins; an unlisted root is accepted only behind affixes that
leave little doubt. Irregular words are data (`morphology_exceptions.tsv`), as are the roots. This
is the confix-stripping idea of Nazief and Adriani (1996) and Asian et al. (2005), with a weighted
choice among all readings in place of their first match. Words are cached: repeated look-ups are free.
"""

from kg.morphology.analysis import Word, analyse, is_compound, root

__all__ = ["Word", "analyse", "is_compound", "root"]
