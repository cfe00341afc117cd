"""Numbers as they are read aloud in Vietnamese."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu")


def whole(number: int) -> str:
    """21 → “hai mươi mốt”; 1005 → “một nghìn không trăm linh năm”; 1500000000000 → “một nghìn năm trăm tỷ”."""
    if number < 0:
        return f"âm {whole(-number)}"
    billions, rest = divmod(number, 10**9)
    above = f"{whole(billions)} tỷ" if billions else ""
    words = [above] if above else []
    for power in (2, 1, 0):
        # A group of zeros is left out: its name would be read for nothing, and nothing else can be meant.
        if group := rest // 1000**power % 1000:
            words += [_hundreds(group, full=bool(words)), GROUPS[power]]
    return " ".join(filter(None, words)) or DIGITS[0]


def _hundreds(group: int, full: bool) -> str:
    """One to three digits; `full` after a larger group, where “không trăm” keeps the place."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    return " ".join([*words, _ones(ones, tens)] if ones else words)


def _ones(ones: int, tens: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(ones, DIGITS[ones]) if tens > 1 else DIGITS[ones]


def decimals(digits: str) -> str:
    """What follows “phẩy”: two digits as a number (99,83: “tám mươi ba”), else one by one (5,06: “không sáu”)."""
    return whole(int(digits)) if len(digits) == 2 and digits[0] != "0" else one_by_one(digits)


def one_by_one(digits: str) -> str:
    return " ".join(DIGITS[int(digit)] for digit in digits)


def ordinal(number: int) -> str:
    """After “thứ”: nhất, hai, ba, tư."""
    return {1: "nhất", 4: "tư"}.get(number) or whole(number)


def roman(text: str) -> int:
    """XV → 15; 0 for what is no Roman numeral below forty."""
    value = sum({"I": 1, "V": 5, "X": 10}.get(letter, 0) for letter in text) - 2 * (text.count("IV") + text.count("IX"))
    return value if _as_roman(value) == text else 0


def _as_roman(value: int) -> str:
    return "X" * (value // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[value % 10]
