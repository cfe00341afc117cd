"""Writes N synthetic case files that share the project's vocabularies: python scripts/make_corpus.py N DIR [--seed S]

The same seed gives the same files. DIR becomes a whole casebook: DIR/cases, and DIR/vocab copied from the project.
"""

import argparse
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from casebook.fold import fold
from casebook.load import load
from casebook.vocabulary import Vocabularies

ROOT = Path(__file__).parent.parent
APART = 0.7
"""Of all words of two titles, those in both are less; the checks ask for less than 0.8 (`beside.titles_differ`)."""
TASKS = (
    *("Một cửa liên thông", "Tổ hợp tác", "Phân loại rác tại nguồn", "Khám chữa bệnh từ xa", "Trạm y tế lưu động", "Bếp ăn bán trú", "Đường dây nóng"),
    *("Trả kết quả tại nhà", "Thư viện lưu động", "Tưới tiết kiệm", "Chợ phiên vùng cao", "Đối thoại định kỳ", "Nhà văn hóa mở", "Vay vốn quay vòng"),
    *("Đội tự quản", "Ngân hàng giống", "Vườn rau học đường", "Điểm sinh hoạt văn hóa", "Hòm thư góp ý", "Tủ sách pháp luật", "Đường hoa nông thôn"),
)
"""Other models than those of cases/, in the same words: a query for one of those has one answer."""
OBJECTS = (
    "hộ nghèo",
    "thủ tục hộ tịch",
    "hồ sơ đất đai",
    "nông sản chủ lực",
    "học sinh bán trú",
    "người cao tuổi",
    "doanh nghiệp nhỏ",
    "làng nghề",
    "rác thải nhựa",
    "đường thôn",
)
TERMS = tuple(
    (
        "cán bộ, công chức, viên chức, người dân, doanh nghiệp, hồ sơ, thời gian, kết quả, địa bàn, tổ chức, thực hiện, hỗ trợ, hướng dẫn, kiểm tra, công khai, trực tuyến, phối hợp, đơn vị, "
        "thôn bản, khu phố, kinh phí, xã hội hóa, nguồn lực, đào tạo, tập huấn, sản phẩm, thị trường, liên kết, hợp tác xã, chất lượng, chi phí, thu nhập, môi trường, an toàn, thủ tục hành chính, "
        "cải cách hành chính, chuyển đổi số, dịch vụ công, một cửa, trung tâm, hành chính công, tổ công nghệ số, nông thôn mới, nông sản, nông dân, cây ăn quả, lúa, chăn nuôi, tưới tiêu, "
        "giảm nghèo, hộ nghèo, việc làm, vay vốn, khám bệnh, bảo hiểm y tế, trạm y tế, học sinh, trường học, giáo viên, hộ tịch, chứng thực, tư pháp, hòa giải, công an, an ninh, "
        "phản ánh, ứng dụng, điện thoại, tài khoản, thanh toán, tiền mặt, giao thông, cửa khẩu, thông quan, du lịch, cộng đồng, lũ lụt, phòng chống, thiên tai, "
        "Hội đồng nhân dân, Ủy ban nhân dân, Mặt trận Tổ quốc, Đoàn thanh niên, Hội Phụ nữ, Hội Nông dân, nghị quyết, quyết định, chỉ thị, kế hoạch, đề án, thí điểm, nhân rộng, sơ kết, tổng kết, "
        "đánh giá, giám sát, phân cấp, ủy quyền, biên chế, tiền lương, ngân sách, đất đai, quy hoạch, xây dựng, nhà ở, rác thải, nước sạch, làng nghề, giá cả, "
        "tiêu thụ, xuất khẩu, thương mại điện tử, sàn giao dịch, truy xuất nguồn gốc, chấm sao, hội chợ, tòa án, dữ liệu, chữ ký số, "
        "và, của, cho, với, tại, được, trong, các, những, đã, để, từ, đến, theo, còn, nhiều, mỗi, sau, trước, khi, mới, cao, nhanh, đúng hạn, hằng năm, hằng tháng, lần đầu, tự nguyện, thường xuyên"
    ).split(", ")
)
"""Words of real cases, whole: texts of single syllables thrown together have no words in common with anything."""
UNITS = ("ngày", "hồ sơ/năm", "'%'", "hộ", "triệu đồng/ha", "phút", "tấn")


class Corpus:
    """Cases written at random from the vocabularies; every one of them passes the checks."""

    def __init__(self, vocabularies: Vocabularies, seed: int) -> None:
        self.random = random.Random(seed)
        self.titles: defaultdict[tuple[str, str], list[set[str]]] = defaultdict(list)
        self.terms = {name: list(entries) for name, entries in vocabularies.items()}
        self.places = [slug for slug in self.terms["place"] if slug != "toan-quoc"]
        self.names = {slug: place.label for slug, place in vocabularies["place"].items()}

    def sentence(self, words: int) -> str:
        """About so many syllables."""
        text = " ".join(self.random.choices(TERMS, k=words * 2 // 3))
        return text[0].upper() + text[1:] + "."

    def date(self, year: int) -> str:
        return f"{year}-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"

    def sources(self, count: int) -> str:
        return "[" + ", ".join(sorted({f"s{self.random.randint(1, 6)}" for _ in range(count)})) + "]"

    def case(self, number: int) -> tuple[str, str]:
        """(slug, YAML) of one case; `number` makes its title unique."""
        place = self.random.choice(self.places)
        kind, aim = self.random.choice(TASKS), self.random.choice(OBJECTS)
        task = f"{kind} cho {aim}"
        title = self._title(task, f"ở {self.names[place]}, đợt {number + 2000}", self.titles[kind, place], self.titles[aim, place])
        slug = "-".join(fold(f"{task} {place.replace('-', ' ')} {number}").split())
        return slug, "\n".join(self._lines(number, title, place)) + "\n"

    def _title(self, task: str, end: str, *like: list[set[str]]) -> str:
        """Two models that are alike and in one place must differ in more words, or they would be one model written twice; `like` are the words of those so far."""
        while True:
            title = f"{task} {' '.join(self.random.sample(TERMS, 2))} {end}"
            words = set(fold(title).replace(",", "").split())
            if all(len(words & other) < APART * len(words | other) for others in like for other in others):
                for others in like:
                    others.append(words)
                return title

    def _lines(self, number: int, title: str, place: str) -> Iterator[str]:
        pick, year = self.random.choice, self.random.randint(1996, 2022)
        yield f"title: {title}"
        yield f"summary: {self.sentence(28)}"
        yield "summary_sources: [s1]"
        yield f"kind: {pick(self.terms['kind'])}"
        yield f"sectors: [{', '.join(self.random.sample(self.terms['sector'], self.random.randint(1, 3)))}]"
        yield f"keywords: [{', '.join(self.random.sample(TERMS, 4))}]"
        yield f"bottleneck: {pick(self.terms['bottleneck'])}"
        yield f"level: {pick(['tinh', 'xa', 'trung_uong'])}"
        yield f"places: [{place}]"
        yield f"locality: xã mẫu số {number + 2000}"
        yield f"agency: UBND {self.names[place]}"
        yield f"beneficiaries: [{', '.join(self.random.sample(self.terms['beneficiary'], 2))}]"
        yield f"problem: {self.sentence(45)}"
        yield "problem_sources: [s2]"
        yield f"solution: {self.sentence(60)}"
        yield "solution_sources: [s3]"
        yield "lessons:"
        yield f"  - text: {self.sentence(14)}\n    by: bien_tap"
        yield "conditions:\n  needed:"
        for _ in range(2):
            yield f"    - text: {self.sentence(10)}\n      by: bien_tap"
        yield f"  unsuitable:\n    - text: {self.sentence(12)}\n      by: bien_tap"
        yield f"period:\n  start: {self.date(year)}\n  ongoing: có\n  sources: [s4]"
        # No office counts its documents beyond five digits.
        signed = f"{number + 2000}/QĐ-UBND" if number < 98_000 else f"{number - 90_000}/KH-UBND"
        yield f"documents:\n  - id: qd\n    number: {signed}\n    date: {self.date(year - 1)}\n    issuer: UBND {self.names[place]}\n    title: {self.sentence(12)}\n    sources: [s5]"
        yield "authorisations:\n  - document: qd\n    sources: [s5]"
        yield "timeline:"
        for offset in range(4):
            yield f"  - date: {self.date(year + offset)}\n    event: {self.sentence(15)}\n    sources: {self.sources(2)}"
        yield f"reviews:\n  - kind: {pick(['so_ket', 'tong_ket', 'hoi_nghi'])}\n    date: {self.date(year + 2)}\n    finding: {self.sentence(18)}\n    sources: [s6]"
        yield "results:"
        for _ in range(3):
            before = self.random.randint(2, 900)
            yield f"  - name: {self.sentence(7)}\n    unit: {pick(UNITS)}\n    before: {before}\n    after: {self.random.randint(1, 900)}"
            yield f"    before_date: {year}\n    after_date: {year + 3}\n    sources: {self.sources(1)}"
        yield "adoptions:"
        for _ in range(self.random.randint(1, 3)):
            yield f"  - place: {pick(self.places)}\n    since: {year + self.random.randint(1, 3)}\n    status: dang_lam\n    result: {self.sentence(8)}\n    sources: {self.sources(1)}"
        yield "sources:"
        for source in range(1, 7):
            yield f"  - id: s{source}\n    kind: {pick(['bao_chi', 'co_quan', 'van_ban'])}\n    publisher: Báo số {self.random.randint(1, 60)}\n    title: {self.sentence(9)}"
            yield f"    url: https://bao{self.random.randint(1, 60)}.example/bai-{number}-{source}\n    date: {self.date(year + 1)}\n    quote: {self.sentence(15)}"
        yield f"caveats:\n  - kind: chua_chac\n    text: {self.sentence(16)}\n    sources: [s1]"
        yield f"verification:\n  level: tong_hop\n  date: 2026-11-22\nstatus: da_duyet\nchanges:\n  - date: 2026-11-22\n    kind: moi\n    note: {self.sentence(6)}"


def write(count: int, folder: Path, seed: int) -> None:
    """Make `folder` a casebook of `count` synthetic cases beside whatever cases it already has."""
    shutil.copytree(ROOT / "vocab", folder / "vocab", dirs_exist_ok=True)
    (folder / "cases").mkdir(parents=True, exist_ok=True)
    book, _ = load(folder)
    corpus = Corpus(book.vocabularies, seed)
    for number in range(1, count + 1):
        slug, text = corpus.case(number)
        (folder / "cases" / f"{slug}.yaml").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.count, options.folder, options.seed)
