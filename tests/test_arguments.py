"""The command line speaks the language of who types it, its faults too."""

import re
from pathlib import Path

import pytest

from casebook.commands.arguments import HOMES, parser


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sit", "LỆNH: không có 'sit'; chọn một trong 'site', 'serve'"),
        ("site --jobs", "--jobs: thiếu giá trị đi sau"),
        ("site --jobs 0", "--jobs: “0” không phải số tiến trình; viết 1, 2, 3…"),
        ("site --x", "không hiểu --x"),
        ("site --no-drawn=co", "--no-drawn: không nhận giá trị, ở đây là 'co'"),
        ("serve --port x", "--port: giá trị 'x' không đúng kiểu"),
        ("import", "còn thiếu TỆP"),
        ("withdraw mot-mo-hinh", "còn thiếu --reason, --by"),
        ("book --year 2025 --sector y_te", "--sector: không đi cùng --year"),
        ("export --to ra --as pdf", "--as: không có 'pdf'; chọn một trong 'xlsx', 'docx', 'yaml', 'json'"),
    ],
)
def test_what_cannot_be_understood_is_told_with_what_to_write_instead(typed: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser(Path("site")).parse_args(typed.split())
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("cách dùng: ")
    assert f": {said}" in told
    assert "; xem " in told.splitlines()[-1]


@pytest.mark.parametrize("command", ["", *HOMES])
def test_the_help_of_every_command_has_no_english(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser(Path("site")).parse_args([*command.split(), "-h"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "hiện lời hướng dẫn này" in told
    assert not re.search(r"\b(usage|options|arguments?|show|exit|error|default)\b", told)
