"""Turns YAML cases into a published casebook: load, check, render, publish."""

import os

# Whatever loads a module of ours goes through here first.
# Nobody else's code has a say in how cases are checked; to look for such code is a fiftieth of a second of every command.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
# There is a process for each core: the threads that numpy begins with would only turn in circles beside them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
