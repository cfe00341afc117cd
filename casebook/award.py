"""What the vocabularies of commendation say of a term."""

from casebook.entry import Entry, Flag, Pattern


class Award(Entry):
    """A form of commendation; an empty tuple means that the law's limit is not known, except `ranks`."""

    group: str
    ranks: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    scope: str = ""
    fields: tuple[str, ...] = ()
    valid_to: str = ""
    needs_name: Flag = False
    needs_issuer: Flag = False
    enabled: Flag = True
    renamed_in_draft: str = ""
    review_2026: Flag = False

    @property
    def statutory(self) -> bool:
        return self.group != "ngoai_luat"


class AwardStatus(Entry):
    in_force: Flag = False


class Decider(Entry):
    article: str = ""
    valid_to: str = ""
    review_2026: Flag = False


class Refused(Entry):
    """A commendation name that the law does not know; `pattern` is searched in the written name."""

    pattern: Pattern
    why: str
    since: str = ""


class CommendationScope(Entry):
    for_model: Flag = False
