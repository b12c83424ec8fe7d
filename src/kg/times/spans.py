"""What `find_times` gives."""

from __future__ import annotations

from kg.frozen import record

DAY = 10  # characters of an ISO day


@record(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """An expression of time: `text` is the source text from `start` to `end`.

    `kind` and `value`:
      date      a day, month or year: "2023-07-27", "2024-12", "2014"
      interval  first and last, both included: "2024-09-02/2024-09-08", "2014/2019"
      datetime  "2026-05-25T16:00:00+07:00"; without an offset where no zone is named; a stretch of
                hours is two of these with a slash
      time      a clock time without a date: "T18:00:00+07:00"
      duration  "P2M", "PT36H"
      set       a repetition: "R/P1D"
    `value` is None where the text or a missing anchor does not tell.
    `part` is "start", "mid" or "end" for awal, pertengahan, akhir; "about" for sekitar; "now" for kini.
    `shift` counts days from the day that the story is at: 1 for "keesokan harinya"; see `follow`.
    `bound` is "since", "until", "before" or "after" when such a word stands before the span.
    """

    start: int
    end: int
    text: str
    value: str | None
    kind: str
    part: str = ""
    bound: str = ""
    shift: int | None = None

    @property
    def day(self) -> str | None:
        """The value without the time of day: a date or an interval of dates, or None."""
        if self.value is None or self.kind not in ("date", "interval", "datetime"):
            return None
        first, _, last = self.value.partition("/")
        first, last = first.partition("T")[0], last.partition("T")[0]
        return first if last in ("", first) else f"{first}/{last}"

    @property
    def is_day(self) -> bool:
        """Is it one day, and no month, year or interval?"""
        return self.day is not None and len(self.day) == DAY
