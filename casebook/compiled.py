"""Templates as the Python that Jinja makes of them, kept from one run to the next: making it takes half a second."""

from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from casebook.kept import KEPT, hand


class Compiled(FileSystemBytecodeCache):
    """`makers` are the files that decide what Jinja makes of a template; the template itself and Python's version Jinja looks at."""

    def __init__(self, *makers: Path) -> None:
        super().__init__(str(KEPT / "templates"), f"{hand(makers, jinja2.__version__).hex()[:12]}-%s")

    def dump_bytecode(self, bucket: Bucket) -> None:
        Path(self.directory).mkdir(parents=True, exist_ok=True)
        super().dump_bytecode(bucket)
