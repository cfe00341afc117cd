"""What readers fetch, without comments, white space and long names: by a minifier in Go, in a process of its own.

A process that has loaded Go's runtime must not be forked, and builds fork.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping

KINDS = {".js": "application/javascript", ".css": "text/css"}


def shrunk(texts: Mapping[str, str]) -> Mapping[str, str]:
    """File name → text, smaller, for each; the name's ending says what it is. A fault in a script or style raises CalledProcessError."""
    asked = json.dumps(dict(texts))
    command = [sys.executable, "-I", __file__]
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)  # noqa: S603 (nothing of it is input)
    made: dict[str, str] = json.loads(done.stdout)
    return made


def _main() -> None:
    import minify  # noqa: PLC0415

    texts = json.loads(sys.stdin.buffer.read())
    made = {name: minify.string(KINDS[name[name.rindex(".") :]], text) for name, text in texts.items()}
    try:
        sys.stdout.write(json.dumps(made))
        sys.stdout.flush()
    except BrokenPipeError:
        # Who asked was stopped meanwhile, and wants no answer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    _main()
