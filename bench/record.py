"""Keeps the figures of the benchmarks in bench/results.json."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results.json"


def record(figures: Mapping[str, Any]) -> None:
    """Add these figures to the file; what the other benchmark wrote stays."""
    before = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(before | dict(figures), indent=1, ensure_ascii=False) + "\n", "utf-8")
