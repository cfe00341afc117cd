"""What LibreOffice makes of documents: the words that somebody who opens them would read."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path


def read(folder: Path, documents: Mapping[str, bytes]) -> dict[str, str]:
    """Name → text; one start of LibreOffice for all of them, with a profile of its own."""
    program = shutil.which("soffice")
    assert program, "Thiếu LibreOffice: chạy `sh scripts/need_programs.sh` hoặc `sudo apt-get install libreoffice-writer-nogui`"
    for number, content in enumerate(documents.values()):
        (folder / f"{number}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ("--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder))
    files = [str(folder / f"{number}.docx") for number in range(len(documents))]
    subprocess.run([program, profile, *convert, *files], check=True, capture_output=True, timeout=300)
    return {name: (folder / f"{number}.txt").read_text("utf-8-sig") for number, name in enumerate(documents)}
