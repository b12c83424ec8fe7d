"""kg: Indonesian news articles in, a knowledge graph one can trust out."""

__version__ = "0.1.0"
