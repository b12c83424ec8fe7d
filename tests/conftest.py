"""Fixtures that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# python -m pytest tests/test_hostile.py --hypothesis-profile hostile: 10,000 articles, and 10,000 more.
settings.register_profile("hostile", max_examples=4000)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation data beside the checkout; the test is skipped where there is none."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no evaluation data beside the checkout")
    return folder
