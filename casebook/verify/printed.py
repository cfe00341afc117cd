"""The words of a PDF, so that what must not be published is looked for in it as well."""


def said(body: bytes) -> str:
    """All its text without white space, since lines break anywhere; "" where it cannot be read (only downloads that somebody brought)."""
    # Only a verification reads PDFs.
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415

    try:
        document = PdfDocument(body)
    except PdfiumError:
        return ""
    with document:
        # U+FFFE is how the library tells a hyphen at the end of a line.
        text = "".join(page.get_textpage().get_text_bounded() for page in document).replace("\ufffe", "-")
    return squeezed(text)


def squeezed(text: str) -> str:
    return "".join(text.split())
