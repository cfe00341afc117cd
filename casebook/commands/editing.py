"""edit: the editor in the browser of this machine."""

import argparse
import threading
import webbrowser

from casebook.commands.door import Door
from casebook.desk.serve import serve


def run(options: argparse.Namespace, door: Door) -> int:
    """Serve the editor until Ctrl+C."""

    def opened(address: str) -> None:
        door.say(f"Trình soạn: {address}\nĐể cửa sổ này mở; bấm Ctrl+C để dừng.")
        if not options.no_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    problems = serve(door.root, door.address, opened)
    door.report(problems, "; chưa mở được trình soạn")
    return int(bool(problems))
