"""Times in text and in article fields, as ISO 8601.

`find_times` finds every expression of time and resolves it against the article's date;
`follow` gives those a value that count from the day that the story is at;
`parse_article_date` reads the date field of an article in the forms that sites write;
`infer_anchor` guesses the article's date from its text where the field is missing.
"""

from kg.times.article import infer_anchor, parse_article_date
from kg.times.finding import find_times
from kg.times.spans import DAY, TimeSpan
from kg.times.story import follow

__all__ = ["DAY", "TimeSpan", "find_times", "follow", "infer_anchor", "parse_article_date"]
