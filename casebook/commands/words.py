"""What argparse says of its own, in the language of everything else here."""

import argparse

SAID = {
    "usage: ": "cách dùng: ",
    "positional arguments": "phải nêu, hoặc nêu thêm",
    "options": "tuỳ chọn",
    "show this help message and exit": "hiện lời hướng dẫn này",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s; xem %(prog)s -h\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s có thể là %(matches)s; viết đủ",
    "expected one argument": "thiếu giá trị đi sau",
    "expected at least one argument": "thiếu giá trị đi sau, ít nhất một",
    "expected at most one argument": "nhiều nhất một giá trị",
    "ignored explicit argument %r": "không nhận giá trị, ở đây là %r",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không đúng kiểu",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r; chọn một trong %(choices)s",
    "not allowed with argument %s": "không đi cùng %s",
    "the following arguments are required: %s": "còn thiếu %s",
    "unrecognized arguments: %s": "không hiểu %s",
}
"""Its words, as it asks gettext for them → ours. What a later version says otherwise stays English."""


def speak() -> None:
    """From now on argparse says it so."""
    # A catalogue of gettext would be a binary file, and a place to find it in, for sixteen lines.
    vars(argparse)["_"] = lambda text: SAID.get(text, text)
