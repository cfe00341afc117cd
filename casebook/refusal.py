"""What was asked for and is not done."""


class Refusal(Exception):
    """The reason, in the words of who asked; `seen` tells it to who sees a form and no command line."""

    def __init__(self, message: str, seen: str = "") -> None:
        super().__init__(message)
        self.seen = seen or message
