"""One target of `make fuzz`, guided: hypothesis makes the inputs, atheris keeps those that reach code nothing reached before."""

import sys

import atheris

with atheris.instrument_imports(include=["casebook"]):
    from tests import fuzz


def main(name: str, seconds: str) -> None:
    """Runs the target for so many seconds; the process ends with a traceback and a file beside it when something is found."""
    # Made before the clock runs: the files that the inputs change, the cases that stand beside.
    fuzz.sent(), fuzz.whole()
    one = getattr(fuzz, name).hypothesis.fuzz_one_input
    limits = (f"-max_total_time={seconds}", f"-timeout={fuzz.SECONDS * 5}", "-rss_limit_mb=1024", "-len_control=0", "-max_len=4096")
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={fuzz.FOLDER}/", "-print_final_stats=1"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
