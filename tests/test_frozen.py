"""Records are what dataclasses are, and copies of them too."""

from __future__ import annotations

import dataclasses

import pytest

from kg.frozen import record, replace


@record(frozen=True, slots=True, kw_only=True)
class Ship:
    name: str
    masts: int = 3
    crew: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Port:
    name: str
    depth: int


def test_a_copy_has_the_given_values_and_keeps_the_others() -> None:
    ship = Ship(name="Camar", crew=("Rina", "Budi"))
    copy = replace(ship, masts=2)
    assert copy == dataclasses.replace(ship, masts=2) == Ship(name="Camar", masts=2, crew=("Rina", "Budi"))
    assert hash(copy) == hash(Ship(name="Camar", masts=2, crew=("Rina", "Budi")))
    assert ship.masts == 3


def test_other_dataclasses_are_copied_too() -> None:
    assert replace(Port("Sanur", 4), depth=5) == Port("Sanur", 5)


def test_a_field_that_is_not_there_cannot_be_replaced() -> None:
    with pytest.raises(AttributeError):
        replace(Ship(name="Camar"), sails=4)  # type: ignore[call-arg]
