"""What of a case anyone may have."""

from collections.abc import Container

from casebook import standing
from casebook.commendation import Commendation, Recipient
from casebook.model import Case
from casebook.vocabulary import Vocabularies


def public(case: Case, vocabularies: Vocabularies, shown: Container[str]) -> Case:
    """No name that a revoked commendation lost, no address of a case that is not `shown`, nothing of our own desk."""
    commendations = tuple(item if standing.named(item, vocabularies) else _nameless(item) for item in case.commendations)
    parents = tuple(parent for parent in case.adapted_from if parent.case is None or parent.case in shown)
    desk = {"approved": None, "clearance": None, "publish_from": None}
    return case.model_copy(update={"commendations": commendations, "adapted_from": parents} | desk)


def _nameless(item: Commendation) -> Commendation:
    nobody = Recipient.model_construct(kind=item.recipient.kind, name="")
    return item.model_copy(update={"reason": "", "name": "", "recipient": nobody})
