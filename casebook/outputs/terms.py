"""On what terms the open data is given: its version, its licence, how to say whose a record is."""

from casebook.site import NAME, Site

VERSION = "1.1"
"""Its first number names the folder: within it nothing is taken away and no meaning changes; the second counts additions."""
FOLDER = f"du-lieu/v{VERSION[0]}/"
LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


def credit(site: Site, slug: str) -> str:
    """What to write beside a record that is used elsewhere."""
    return f"{NAME}, {site.address}mo-hinh/{slug}/, CC BY 4.0"
