"""Writes tests/input_facts.json from a folder of source files: python scripts/input_facts.py DIR"""

import json
import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.facts import facts

files = sorted(Path(sys.argv[1]).glob("*.yaml"))
found = {file.stem: facts(yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)) for file in files}
target = Path(__file__).parent.parent / "tests" / "input_facts.json"
target.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
