"""The blocks an editor writes in Markdown, as a Markdown extension.

A block leaves a placeholder in the HTML, ``<div data-guide-block="law" …>``;
``guide.render`` fills it when the addresses of all pages are known. Blocks with
content of their own keep it, so links inside are rewritten and checked like any
other. Options and titles were checked before (``guide.prose``), and they are
set as attributes and text of an element tree, so they cannot become markup.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from guide.prose import BLOCKS, options_of

BOXES = frozenset(name for name, (_, has_content) in BLOCKS.items() if has_content)


class _Placeholder(Block):
    """A block that is all generated: nothing of its own but the options."""

    def on_create(self, parent: etree.Element) -> etree.Element:
        return etree.SubElement(parent, "div", _attributes(self))


class _Box(Block):
    """A box with a title and content: an example, a disagreement, advice."""

    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        box = etree.SubElement(parent, "div", {"class": f"g-box g-box--{self.NAME}", "data-guide-box": self.NAME})
        head = etree.SubElement(box, "div", _attributes(self))
        head.set("data-title", self.argument)
        return box


def _attributes(block: Block) -> dict[str, str]:
    options = {f"data-{key}": str(value) for key, value in block.options.items() if value and key in options_of(block.NAME)}
    return {"data-guide-block": block.NAME, **options}


def _text(value: object) -> str:
    """An option as text; pymdownx reads it as YAML 1.1, where Norway (``no``) is false."""
    return "no" if value is False else str(value)


def _block_class(name: str) -> type[Block]:
    has_content = BLOCKS[name][1]
    return type(
        f"Block_{name.replace('-', '_')}",
        (_Box if has_content else _Placeholder,),
        {"NAME": name, "OPTIONS": {option: ["", _text] for option in options_of(name)}},
    )


class GuideBlocks(BlocksExtension):
    def extendMarkdownBlocks(self, md: Markdown, block_mgr) -> None:  # noqa: N802 (the name is pymdownx's)
        for name in BLOCKS:
            block_mgr.register(_block_class(name), self.getConfigs())


def makeExtension(*args, **kwargs) -> GuideBlocks:  # noqa: N802 (the name is Markdown's)
    return GuideBlocks(*args, **kwargs)
