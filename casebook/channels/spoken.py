"""Any text as it is read aloud: numbers, dates, units, signs and short forms in words."""

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property

from casebook.channels import documents, letters, times
from casebook.channels.numerals import decimals, one_by_one, ordinal, roman, whole
from casebook.entries import Abbreviation, Place
from casebook.vocabulary import Vocabularies

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
PER = "ha|năm|quý|tháng|tuần|ngày|giờ|phút|giây|người|hộ|km2?|kg|lít|tấn|tạ|m[23]?|lần|lượt|vụ|xã|thôn|công|sào|chuyến|xe|đơn vị|nhân khẩu"
COUNTED = "khóa|khoá|thế kỷ|quý|đại hội|lần thứ|thứ|kỳ|chương|phần|mục|hạng|loại|cấp|vùng|khu vực|giai đoạn|nhóm|phụ lục|đợt|bước"
MEASURE = r"\s?(?:%|‰|°C?|ha|km2?|kg|m[23]?|cm|mm|h|tr|đ)"
SHARES = r"[1-3]/[2-4]|1/5|1/10"
SIGNS = ",.;:?!“”‘’\"'-…"
"""What is not read but tells a reader how to read; every other sign has to become a word or go."""


class Speech:
    """The words of the casebook's vocabularies, by which texts are read."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._vocabularies = vocabularies

    def said(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text in words, and what of it has no sure reading: spelled out, or left out."""
        text, gone = _without_addresses(_composed(text))
        text = _ranged(self._paired(self._unbracketed(text)))
        text, bodies = documents.said(text, self._abbreviations)
        text = self._shortened(_slashed(times.said(text)))
        text, spelled = letters.spelled(_counted(text))
        text, signs = _tidy(_numbered(text))
        return text, tuple(dict.fromkeys((*gone, *bodies, *spelled, *signs)))

    @cached_property
    def words(self) -> str:
        """All that decides how a text is read, beside the code."""
        return "\n".join(
            (
                *(f"{form} {said}" for form, said in self._readings.items()),
                *(f"{short} {one}" for short, one in self._abbreviations.items()),
                self._names.pattern,
            )
        )

    @cached_property
    def _abbreviations(self) -> dict[str, Abbreviation]:
        return dict(self._vocabularies.typed("abbreviations", Abbreviation))

    @cached_property
    def _readings(self) -> dict[str, str]:
        """Short form → words. What has two meanings is in none: nobody can tell which one a text means."""
        sure = {form: entry.label for short, entry in self._abbreviations.items() if not entry.other for form in (short, *entry.spelling)}
        return sure | {form: entry.label for form, entry in self._vocabularies["reading"].items()}

    @cached_property
    def _forms(self) -> re.Pattern[str]:
        return letters.pattern(self._readings)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """Names of provinces that a dash joins: “Bà Rịa – Vũng Tàu”, “Hà Nội – Hải Phòng”."""
        known = {part for place in self._vocabularies.typed("place", Place).values() for part in re.split(r"\s+[–-]\s+", place.short)}
        names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
        return re.compile(rf"\b({names})\s+[–-]\s+(?=(?:{names})\b)")

    def _paired(self, text: str) -> str:
        return self._names.sub(r"\1 ", text)

    def _unbracketed(self, text: str) -> str:
        """Brackets become a pause; one that only holds a short form of the words before it is not read."""

        def inside(match: re.Match[str]) -> str:
            held = match[1]
            short = held in self._readings or (held.isalnum() and len(letters.SHORT.findall(held)) > 0)
            return "" if short else f", {f'năm {held}' if re.fullmatch(times.YEAR, held) else held},"

        return re.sub(r"\s*[(\[]([^()\[\]]*)[)\]]", inside, text)

    def _shortened(self, text: str) -> str:
        def read(match: re.Match[str]) -> str:
            words = self._readings[match[0].strip()].split()
            before = text[: match.start()].lower().split()
            # “thu ETC” is “thu phí điện tử”, not “thu thu phí”; “chỉ số PCI” says “chỉ số” once.
            said = next((count for count in range(len(words) - 1, 0, -1) if before[-count:] == [word.lower() for word in words[:count]]), 0)
            return f" {' '.join(words[said:])} "

        return self._forms.sub(read, text)


def _composed(text: str) -> str:
    """Letters composed and signs plain, so that a raised figure never joins the number before it: 5² is not 52, 1½ is not 11 of anything."""
    text = re.sub(r"(?<=\d)([⁰¹²³⁴-⁹]+)", r" mũ \1", text)
    return unicodedata.normalize("NFKC", re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " và ", text))


def _ranged(text: str) -> str:
    """“5%-7%” is a range, not seven below zero; “1:500” and “3 x 4” are read with their signs."""
    text = re.sub(
        rf"(?:\b((?i:từ)) )?(?<![\d.,])({NUMBER})({MEASURE})\s*[–—-]\s*(?={NUMBER}\3(?![^\W_]))",
        lambda match: f"{match[1] or 'từ'} {match[2]}{match[3]} đến ",
        text,
    )
    text = re.sub(r"\b1:(?=\d{2,}\b(?!:))", "1 trên ", text)
    return re.sub(r"(?<=\d)\s*[x×]\s*(?=\d)", " nhân ", text)


def _without_addresses(text: str) -> tuple[str, list[str]]:
    """Addresses are left out: nobody notes one down from a loudspeaker."""
    address = re.compile(r"https?://\S+|[^\s,;]+@[^\s,;]+\.\w+")
    return address.sub("", text), address.findall(text)


def _slashed(text: str) -> str:
    """“đồng/ha” is for each; “2/3” is two thirds; between words a slash is a pause; between other numbers it is “trên”."""
    text = re.sub(r"(?<=\d):(?=\d)", ", ", re.sub(r"(?<=\bkm)/h\b", "/giờ", text))
    text = re.sub(rf"(?:(?<=[^\W\d])|(?<=%)|(?<=[^\W\d]\d))/(?=(?:{PER})\b)", " một ", text)
    text = re.sub(rf"(?<![\d.,/])({SHARES})\s*[–-]\s*(?={SHARES}(?![\d/]))", r"từ \1 đến ", text)
    text = re.sub(rf"(?<![\d.,/])({SHARES})(?![\d/%]|[.,]\d)", lambda match: _share(*match[1].split("/")), text)
    text = re.sub(r"(?<=\d)\s*/\s*(?=\d)", " trên ", text)
    return re.sub(r"\s*/\s*", ", ", text.replace("\u2044", " phần "))


def _share(part: str, whole: str) -> str:
    return f"{part} phần {whole}" if int(part) < int(whole) and (part, whole) != ("2", "4") else f"{part}/{whole}"


def _rank(match: re.Match[str]) -> str:
    """A Roman numeral that stands by itself; in a line of capitals “VI” is a syllable."""
    beside = re.search(rf"[{letters.CAPITALS}]{{2,}}\s+$", match.string[: match.start()]) or re.match(
        rf"\s+[{letters.CAPITALS}]{{2,}}", match.string[match.end() :]
    )
    return str((not beside and roman(match[0])) or match[0])


def _counted(text: str) -> str:
    """Roman numerals, ranks, and letters that stand against digits: “khóa XV”, “thứ 4”, “4G”."""

    def read(match: re.Match[str]) -> str:
        name, value = match[1], roman(match[2])
        ranked = name.lower().endswith("thứ") or (name.lower() == "quý" and value == 4)
        return f"{name} {ordinal(value) if ranked else whole(value)}" if value else match[0]

    text = re.sub(rf"\b((?i:{COUNTED})) ([IVX]+)\b", read, text)
    text = re.sub(r"(?<![^\W_])(?<![^\W_]-)[IVX]{2,}(?![^\W_]|-\w)", _rank, text)
    text = re.sub(r"\b((?i:thứ)) (\d{1,3})(?![\d/.,]*\d)", lambda match: f"{match[1]} {ordinal(int(match[2]))}", text)
    text = re.sub(r"\b((?i:quý)) 4(?![\d.,/–-]*\d)", r"\1 tư", text)
    text = re.sub(r"(?<=[^\W\d_])-?(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)
    return re.sub(r"(?<![^\W_])([A-ZĐ])(?= \d)|(?<=\d )([A-ZĐ])(?![^\W_])", lambda match: letters.NAMES[match[0]], text)


def _numbered(text: str) -> str:
    """Numbers, ranges of them, and what stands in the place of one: a telephone, a temperature below zero."""
    rules: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
        # Numbers of telephones are read figure by figure.
        (r"\b((?i:tổng đài|đường dây nóng|số máy|đầu số)) (\d{3,8})(?![\d.,]*\d)", lambda match: f"{match[1]} {one_by_one(match[2])}"),
        (
            r"(?<![\d.,])(?:0\d+(?:[ .]\d{3,4})*|1[89]00[ .]?\d{4,6}|1[89]00(?:[ .]\d{2,3}){2})(?!\d|,\d)",
            lambda match: ", ".join(one_by_one(part) for part in re.split("[ .]", match[0])),
        ),
        (rf"(?:\b((?i:từ)) )?(?<![\d.,])({NUMBER})\s*[–—-]\s*({NUMBER})", lambda match: f"{match[1] or 'từ'} {_value(match[2])} đến {_value(match[3])}"),
        (rf"(?<![^\W_])[-−](?={NUMBER})", " âm "),
        (NUMBER, lambda match: _value(match[0])),
        (r"(?<=[^\W_])\.(?=[^\W_])", " chấm "),
    )
    for pattern, words in rules:
        text = re.sub(pattern, words, text)
    return text


def _value(number: str) -> str:
    integer, _, fraction = number.replace(".", "").partition(",")
    return (whole(int(integer)) if len(integer) < 16 else one_by_one(integer)) + (f" phẩy {decimals(fraction)}" if fraction else "")


def _tidy(text: str) -> tuple[str, list[str]]:
    """Dashes as pauses, one space and one pause at a time; signs that nobody reads are left out and told."""
    text = re.sub(r"\s+[–—-]+\s+", ", ", text)
    text = re.sub(r"[–—]", " ", text)
    left = [letter for letter in text if not (letter.isalpha() or letter.isspace() or unicodedata.combining(letter) or letter in SIGNS)]
    text = "".join(" " if letter in left else letter for letter in text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+(?=[,.;:?!”’…])|(?<=[“‘])\s+", "", text)
    text = re.sub(r"[,;:]+(?=[,.;:?!])", "", text)
    return re.sub(r"(?<=[;:.]),+", "", text).strip(" ,"), left
