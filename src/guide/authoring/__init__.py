"""New records and pages from a dialogue or an issue: asked, checked at once, written whole or not at all.

Nothing here reads a keyboard or prints: the dialogue gets ``ask`` and ``say``
from its caller. Nothing is written before the whole guide has been read with
the new files in it.
"""
