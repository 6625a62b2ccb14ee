"""The logic of the guide: reads prose and data, renders blocks, publishes and inspects.

Nothing in this package imports MkDocs; the adapters in ``hooks/`` do.
"""

LOCALES = ("nb", "da", "sv")
DEFAULT_LOCALE = "nb"
COUNTRY_OF_LOCALE = {"nb": "no", "da": "dk", "sv": "se"}
