"""The rules that reach across files: one module each, all run, every problem kept.

A rule is a function ``check(draft, problems)``; it adds to ``problems`` and
changes nothing else.
"""

from guide.rules import (
    addresses, completeness, coverage, criteria, dates, editions, ids, laws, links, matrices, members, pages, publications, references, steering_models, stories,
    translations,
)

RULES = (
    ids.check, references.check, members.check, stories.check, dates.check, links.check, pages.check, completeness.check, addresses.check, translations.check,
    coverage.check, matrices.check, criteria.check, steering_models.check, publications.check, editions.check, laws.check,
)
