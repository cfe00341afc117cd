"""What must hold of a built tree before anybody sees it. To add a rule, write a generator and name it in RULES."""

from collections.abc import Iterator

from casebook.problem import Problem
from casebook.tick import Tick, telling, unheard
from casebook.verify import content, links, machines, names
from casebook.verify.built import Built

RULES = (
    *(names.plain_files, names.safe_names, names.no_metadata),
    *(links.links_lead_somewhere, links.ids_are_unique, links.titles_differ, links.pages_are_described, links.every_page_is_reached),
    *(content.nothing_from_elsewhere, content.nothing_inline, content.nothing_unpublished, content.nothing_left_of_the_withdrawn, content.nothing_heavy),
    *(machines.feeds_hold, machines.json_feeds_hold, machines.sums_hold, machines.data_fits_its_schema, machines.sitemap_is_complete),
)


def verify(built: Built, tick: Tick = unheard) -> Iterator[Problem]:
    """Every fault of the tree, rule by rule; the path is that of the page in the tree."""
    for rule in telling(RULES, tick):
        yield from rule(built)
