"""A PDF file as an office would send it."""

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf


def pdf(text: str = "", author: str = "", note: str = "") -> bytes:
    """One page; `text` stands in its content as it is, `note` in its margin."""
    paper = Pdf.new()
    page = paper.add_blank_page()
    page.Contents = paper.make_stream(f"% {text}\n".encode())
    if note:
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=note)])
    if author:
        with paper.open_metadata() as known:
            known["dc:creator"] = [author]
        paper.docinfo["/Author"] = author
    out = BytesIO()
    paper.save(out, compress_streams=False, static_id=True)
    return out.getvalue()
