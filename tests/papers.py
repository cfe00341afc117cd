"""A PDF file as an office would send it."""

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf


def pdf(text: str = "", author: str = "", note: str = "", subtype: str = "/Text", runs: str = "") -> bytes:
    """One page; `text` stands in its content as it is, `note` in its margin as an annotation of that kind, `runs` is a script that opens with it."""
    paper = Pdf.new()
    page = paper.add_blank_page()
    page.Contents = paper.make_stream(f"% {text}\n".encode())
    if note:
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=[0, 0, 9, 9], Contents=note)])
    if runs:
        paper.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=runs)
    if author:
        with paper.open_metadata() as known:
            known["dc:creator"] = [author]
        paper.docinfo["/Author"] = author
    out = BytesIO()
    paper.save(out, compress_streams=False, static_id=True)
    return out.getvalue()
