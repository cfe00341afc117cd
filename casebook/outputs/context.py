"""What every template may use beside its own values."""

from functools import lru_cache, partial
from urllib.parse import quote

from casebook import standing
from casebook.channels import agenda
from casebook.entries import Criterion, Rung, VerificationLevel
from casebook.figures import asides, baseline, change, lead, measured, remarks, when
from casebook.fold import fold
from casebook.outputs.adopted import adopted, all_statuses
from casebook.outputs.brief import cut, sentences
from casebook.outputs.charts import charts
from casebook.outputs.family import above, below
from casebook.outputs.linked import article, dataset
from casebook.outputs.qr import qr
from casebook.outputs.snippet import snippet
from casebook.outputs.terms import VERSION, data_parts
from casebook.outputs.tree import tree
from casebook.outputs.years import years
from casebook.places import adopter, is_present, merged_into, then_and_now
from casebook.render import Renderer
from casebook.site import Site
from casebook.vocabulary import Vocabularies


def slug_of(code: str) -> str:
    """A vocabulary code as a part of an address."""
    return code.replace("_", "-").lower()


@lru_cache(maxsize=2)
def renderer(site: Site) -> Renderer:
    """The renderer of a site, with the helpers that its templates use."""
    vocabularies = site.book.vocabularies
    return Renderer(
        site=site,
        label=partial(_label, vocabularies),
        vocabularies=vocabularies,
        rungs=vocabularies.typed("rung", Rung),
        criteria=vocabularies.typed("evidence_criterion", Criterion),
        levels=vocabularies.typed("verification_level", VerificationLevel),
        places=site.places,
        is_present=is_present,
        merged_into=lambda slug: merged_into(slug, site.places),
        place_name=lambda slug, when=None: then_and_now(slug, site.places, when),
        statutory=lambda item: standing.statutory(item, vocabularies),
        named=lambda item: standing.named(item, vocabularies),
        lead=lambda result: lead(result, vocabularies),
        measured=measured,
        change=change,
        when=when,
        baseline=lambda result: baseline(result, vocabularies),
        asides=lambda result: asides(result, vocabularies),
        remarks=lambda result: remarks(result, vocabularies),
        unmarked=lambda text: fold(text) == text.lower(),
        slug_of=slug_of,
        charts=charts,
        tree=partial(tree, site),
        years=partial(years, site),
        adopted=partial(adopted, site),
        all_statuses=partial(all_statuses, site),
        above=partial(above, site),
        below=partial(below, site),
        adopter=lambda item: adopter(item, site.places),
        cut=cut,
        dues=partial(agenda.dues, site),
        sentences=sentences,
        qr=qr,
        mail_subject=quote,
        data_version=VERSION,
        data_parts=partial(data_parts, site),
        snippet=partial(snippet, site),
        linked_article=partial(article, site),
        linked_dataset=partial(dataset, site),
    )


def _label(vocabularies: Vocabularies, vocabulary: str, code: str) -> str:
    return vocabularies[vocabulary][code].label
