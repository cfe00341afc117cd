"""What a record counts as: a copy of the model, praise that holds, a form that the law knows."""

from casebook.award import Award, AwardStatus, CommendationScope
from casebook.commendation import Commendation
from casebook.entries import AdoptionRelation, AdoptionStatus
from casebook.path import Adoption
from casebook.vocabulary import Vocabularies


def spread(adoption: Adoption, vocabularies: Vocabularies) -> bool:
    """Whether an adoption is a running copy that the source itself calls one."""
    return vocabularies.typed("adoption_status", AdoptionStatus)[adoption.status].running and told_as_spread(adoption, vocabularies)


def told_as_spread(adoption: Adoption, vocabularies: Vocabularies) -> bool:
    """Whether the source says that a place took the model from here, running or not."""
    return vocabularies.typed("adoption_relation", AdoptionRelation)[adoption.relation].spread


def praises(commendation: Commendation, vocabularies: Vocabularies) -> bool:
    """Whether a commendation still holds and was given for the model."""
    return named(commendation, vocabularies) and vocabularies.typed("commendation_scope", CommendationScope)[commendation.scope].for_model


def named(commendation: Commendation, vocabularies: Vocabularies) -> bool:
    """Whether a commendation still holds; if not, it keeps a dated trace and loses the name."""
    return vocabularies.typed("award_status", AwardStatus)[commendation.status].in_force


def statutory(commendation: Commendation, vocabularies: Vocabularies) -> bool:
    """Whether the law knows the form of a commendation; other praise is shown apart."""
    return vocabularies.typed("award", Award)[commendation.form].statutory
