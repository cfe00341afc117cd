"""How the site is called and where it lives, as mkdocs.yml says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """The name and the sentence below it, and the address with its last stroke."""

    site_name: str
    site_description: str
    site_url: str
