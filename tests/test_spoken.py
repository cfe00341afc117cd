"""Texts as they are read aloud: what a speaker of Vietnamese says for numbers, dates, documents, units and short forms."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.channels import numerals
from casebook.channels.letters import syllables
from casebook.channels.spoken import Speech
from casebook.terms import load_vocabularies
from tests.conftest import ROOT

SPEECH = Speech(load_vocabularies(ROOT)[0])
HEARD = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}

NUMBERS = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    41: "bốn mươi mốt",
    44: "bốn mươi tư",
    55: "năm mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    999: "chín trăm chín mươi chín",
    1000: "một nghìn",
    1005: "một nghìn không trăm linh năm",
    1015: "một nghìn không trăm mười lăm",
    1975: "một nghìn chín trăm bảy mươi lăm",
    2000: "hai nghìn",
    2013: "hai nghìn không trăm mười ba",
    2021: "hai nghìn không trăm hai mươi mốt",
    15_211: "mười lăm nghìn hai trăm mười một",
    500_000: "năm trăm nghìn",
    1_000_005: "một triệu không trăm linh năm",
    1_234_567: "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy",
    1_000_000_000: "một tỷ",
    2_816_000_000_000: "hai nghìn tám trăm mười sáu tỷ",
    5_000_000_001: "năm tỷ không trăm linh một",
    -5: "âm năm",
}
SAID = {
    # decimals, shares, ranges, rates
    "99,83%": "chín mươi chín phẩy tám mươi ba phần trăm",
    "5,06": "năm phẩy không sáu",
    "30,8": "ba mươi phẩy tám",
    "3,141": "ba phẩy một bốn một",
    "0,5 ha": "không phẩy năm héc-ta",
    "1.234,5 tấn": "một nghìn hai trăm ba mươi tư phẩy năm tấn",
    "12.518/12.693 cơ sở": "mười hai nghìn năm trăm mười tám trên mười hai nghìn sáu trăm chín mươi ba cơ sở",
    "122/143 xã": "một trăm hai mươi hai trên một trăm bốn mươi ba xã",
    "40–60%": "từ bốn mươi đến sáu mươi phần trăm",
    "từ 4-6 giờ": "từ bốn đến sáu giờ",
    "Từ 15–20 triệu đồng/ha": "Từ mười lăm đến hai mươi triệu đồng một héc-ta",
    "giảm 5 điểm %": "giảm năm điểm phần trăm",
    "1–1,5 triệu tấn/năm": "từ một đến một phẩy năm triệu tấn một năm",
    "11 kg gạo/tháng": "mười một ki-lô-gam gạo một tháng",
    "tấn CO2/ha": "tấn xê o hai một héc-ta",
    "50 m², 5km, 3 km2": "năm mươi mét vuông, năm ki-lô-mét, ba ki-lô-mét vuông",
    "500.000 đ; 15 tr.đ": "năm trăm nghìn đồng; mười lăm triệu đồng",
    "-5 độ; 25°C": "âm năm độ; hai mươi lăm độ xê",
    "½ số hộ": "một phần hai số hộ",
    "4.0": "bốn chấm không",
    "0203 3835 000": "không hai không ba, ba tám ba năm, không không không",
    "5%-7%, 20°C–25°C": "từ năm phần trăm đến bảy phần trăm, từ hai mươi độ xê đến hai mươi lăm độ xê",
    "1/3 số hộ, 2/8 bậc": "một phần ba số hộ, hai trên tám bậc",
    "5² và 1½": "năm mũ hai và một và một phần hai",
    "tỷ lệ 1:500; gói 3x4": "tỷ lệ một trên năm trăm; gói ba nhân bốn",
    "10 km/h, 220 kV, 37 độ C": "mười ki-lô-mét một giờ, hai trăm hai mươi ki-lô-vôn, ba mươi bảy độ xê",
    "tổng đài 1022; 1900 1234": "tổng đài một không hai hai; một chín không không, một hai ba bốn",
    "đứng thứ 4, thứ 1/63": "đứng thứ tư, thứ nhất trên sáu mươi ba",
    # days and hours
    "21/6/2013": "ngày hai mươi mốt tháng sáu năm hai nghìn không trăm mười ba",
    "ngày 05/03/2022": "ngày mùng năm tháng ba năm hai nghìn không trăm hai mươi hai",
    "ngày 22/4": "ngày hai mươi hai tháng tư",
    "từ 4/2024": "từ tháng tư năm hai nghìn không trăm hai mươi tư",
    "Tháng 12/2020": "tháng mười hai năm hai nghìn không trăm hai mươi",
    "cuối tháng 9": "cuối tháng chín",
    "2014–2023": "từ năm hai nghìn không trăm mười bốn đến năm hai nghìn không trăm hai mươi ba",
    "2016–11/2023": "từ năm hai nghìn không trăm mười sáu đến tháng mười một năm hai nghìn không trăm hai mươi ba",
    "mô hình (1966–1968)": "mô hình, từ năm một nghìn chín trăm sáu mươi sáu đến năm một nghìn chín trăm sáu mươi tám",
    "từ cuối 2024": "từ cuối năm hai nghìn không trăm hai mươi tư",
    "làm từ 2015.": "làm từ năm hai nghìn không trăm mười lăm.",
    "2013 đến nay": "từ năm hai nghìn không trăm mười ba đến nay",
    "Năm 2018 Thủ tướng": "Năm hai nghìn không trăm mười tám Thủ tướng",
    "20 ngày 3 tháng": "hai mươi ngày ba tháng",
    "7h30, 20:15": "bảy giờ ba mươi phút, hai mươi giờ mười lăm phút",
    "15-6-2023; tháng 4-2024": "ngày mười lăm tháng sáu năm hai nghìn không trăm hai mươi ba; tháng tư năm hai nghìn không trăm hai mươi tư",
    "dịp 30/4 và 1/5; lễ 30-4": "dịp ba mươi tháng tư và mùng một tháng năm; lễ ba mươi tháng tư",
    "ngày 10-12 hay 10–12": "ngày mùng mười tháng mười hai hay từ mười đến mười hai",
    "quý II/2025": "quý hai năm hai nghìn không trăm hai mươi lăm",
    "từ 15/3 đến 30/4/2024": "từ ngày mười lăm tháng ba đến ngày ba mươi tháng tư năm hai nghìn không trăm hai mươi tư",
    "từ ngày 01 đến ngày 09": "từ ngày mùng một đến ngày mùng chín",
    "8h-17h": "từ tám giờ đến mười bảy giờ",
    # documents
    "62/2013/QĐ-TTg": "Quyết định số sáu mươi hai, năm hai nghìn không trăm mười ba, của Thủ tướng Chính phủ",
    "Quyết định số 62/2013/QĐ-TTg": "Quyết định số sáu mươi hai, năm hai nghìn không trăm mười ba, của Thủ tướng Chính phủ",
    "Nghị quyết 136/2024/QH15": "Nghị quyết số một trăm ba mươi sáu, năm hai nghìn không trăm hai mươi tư, của Quốc hội khóa mười lăm",
    "62/2013/QĐ-TTg của Thủ tướng": "Quyết định số sáu mươi hai, năm hai nghìn không trăm mười ba, của Thủ tướng",
    "57-NQ/TW ngày 22/12 của Bộ Chính trị": "Nghị quyết số năm mươi bảy ngày hai mươi hai tháng mười hai của Bộ Chính trị",
    "Nghị quyết 98/2023": "Nghị quyết số chín mươi tám, năm hai nghìn không trăm hai mươi ba",
    "Chỉ thị 100-CT/TW": "Chỉ thị số một trăm của Trung ương",
    "Kế hoạch 322/KH-UBND": "Kế hoạch số ba trăm hai mươi hai của Ủy ban nhân dân",
    "Quyết định 2733/QĐ-BYT": "Quyết định số hai nghìn bảy trăm ba mươi ba của Bộ Y tế",
    "68-NQ/TU": "Nghị quyết số sáu mươi tám",
    "Nghị quyết 10 (1988)": "Nghị quyết mười, năm một nghìn chín trăm tám mươi tám",
    # Roman numerals
    "Quốc hội khóa XV": "Quốc hội khóa mười lăm",
    "thế kỷ XXI": "thế kỷ hai mươi mốt",
    "quý I, quý IV": "quý một, quý tư",
    "lần thứ I, lần thứ XIII": "lần thứ nhất, lần thứ mười ba",
    "khu vực II, Phụ lục I, từ III đến XI": "khu vực hai, Phụ lục một, từ ba đến mười một",
    # short forms, names, signs
    "UBND TP. Đà Nẵng": "Ủy ban nhân dân thành phố Đà Nẵng",
    "12 tỉnh ĐBSCL": "mười hai tỉnh Đồng bằng sông Cửu Long",
    "bảo hiểm y tế (BHYT)": "bảo hiểm y tế",
    "chỉ thu ETC": "chỉ thu phí điện tử không dừng",
    "COVID-19": "cô-vít mười chín",
    "CMC": "xê em-mờ xê",
    "VNeID": "vê en-nờ e i dê",
    "ICTNews": "i xê tê News",
    "4G, loại A": "bốn giê, loại A",
    "ĐẢNG BỘ, VI PHẠM": "đảng bộ, vi phạm",
    "dự án BOT": "dự án bê o tê",
    "chỉ số PCI": "chỉ số năng lực cạnh tranh cấp tỉnh",
    "Bà Rịa – Vũng Tàu": "Bà Rịa Vũng Tàu",
    "giá – lương – tiền": "giá, lương, tiền",
    "Hà Nội → toàn quốc": "Hà Nội, rồi toàn quốc",
    "xã/phường": "xã, phường",
    "Sức khỏe & Đời sống": "Sức khỏe và Đời sống",
    "“3 không – 3 có”": "“ba không, ba có”",
    "Hue-S, homestay": "Hue-S, homestay",
}


def heard(words: list[str]) -> int:
    """A listener's way back from words to the number, which knows nothing of how they were made."""
    if "tỷ" in words:
        at = len(words) - 1 - words[::-1].index("tỷ")
        return heard(words[:at]) * 10**9 + heard(words[at + 1 :])
    total = group = digit = 0
    for word in words:
        if word in HEARD:
            digit = HEARD[word]
        elif word in ("mười", "mươi", "trăm"):
            group, digit = group + (digit or (word == "mười")) * (100 if word == "trăm" else 10), 0
        elif word in ("nghìn", "triệu"):
            total, group, digit = total + (group + digit) * (1000 if word == "nghìn" else 10**6), 0, 0
        else:
            assert word == "linh"
    return total + group + digit


@pytest.mark.parametrize(("number", "words"), NUMBERS.items(), ids=str)
def test_a_number_is_read_as_it_is_taught(number: int, words: str) -> None:
    assert numerals.whole(number) == words


@settings(deadline=None)
@given(st.integers(0, 10**18))
def test_who_hears_a_number_can_write_it_down(number: int) -> None:
    assert heard(numerals.whole(number).split()) == number


@settings(deadline=None)
@given(st.integers(0, 10**9), st.from_regex(r"[0-9]{1,5}", fullmatch=True))
def test_who_hears_a_decimal_can_write_it_down(integer: int, decimals: str) -> None:
    before, after = (part.split() for part in SPEECH.said(f"{integer:,}".replace(",", ".") + f",{decimals}")[0].split(" phẩy "))
    one_by_one = "".join(str(HEARD[word]) for word in after if word in HEARD)
    assert heard(before) == integer
    assert decimals == (str(heard(after)) if {"mười", "mươi"} & set(after) else one_by_one)


@pytest.mark.parametrize(("text", "words"), SAID.items(), ids=str)
def test_a_text_is_read_as_people_say_it(text: str, words: str) -> None:
    assert SPEECH.said(text)[0] == words


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.text("0123456789.,/–-() %hmđQĐTUBNDXVI", max_size=40))
def test_nothing_is_left_that_a_voice_cannot_read(text: str) -> None:
    words, _ = SPEECH.said(text)
    assert not [letter for letter in words if letter.isdigit() or letter in "/%&+=<>()[]#*–—→"]
    assert not re.search("[A-ZĐ]{2,}", words)


def test_what_has_no_sure_reading_is_told() -> None:
    assert SPEECH.said("CMC và VNeID")[1] == ("CMC", "VNeID")
    assert SPEECH.said("Hue-S, CafeF; dự án BOT")[1] == ("BOT", "Hue-S", "CafeF")
    assert SPEECH.said("68-NQ/TU; https://a.example/b #1")[1] == ("https://a.example/b", "TU", "#")
    assert SPEECH.said("UBND, 40% và 5 km")[1] == ()


def test_syllables_are_counted_as_a_voice_needs_them() -> None:
    assert syllables("Ủy ban nhân dân xã, hai mươi mốt héc-ta") == 10
    assert syllables("camera, homestay") == 6
