"""Every link inside the site reaches a file and an id that exist; nothing is loaded from elsewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from guide.inspect import Finding, Site

# Elements that make a browser fetch their address.
LOADING = {"script": "src", "img": "src", "source": "src", "iframe": "src", "video": "src", "audio": "src", "embed": "src", "object": "data", "link": "href"}
NOT_LOADED_LINKS = {"canonical", "alternate", "license", "next", "prev", "edit", "author"}
ALLOWED_SCHEMES = {"http", "https", "mailto"}


def check(site: Site) -> Iterator[Finding]:
    base = urlsplit(site.site_url).path or "/"
    for name, tree in site.pages.items():
        for element in tree.xpath("//*[@href or @src or @data or @srcset or @poster]"):
            loading = LOADING.get(element.tag)
            for attribute in ("href", "src", "data", "srcset", "poster"):
                address = element.get(attribute)
                if address is None:
                    continue
                loads = loading == attribute and not (element.tag == "link" and set((element.get("rel") or "").split()) & NOT_LOADED_LINKS)
                yield from _address(site, name, address.strip(), loads, base)


def _address(site: Site, name: str, address: str, loads: bool, base: str) -> Iterator[Finding]:
    if ":" in address or address.startswith("//"):
        parts = urlsplit(address)
        own = site.site_url and address.startswith(site.site_url)
        if loads and not own:
            yield Finding(name, f"loads {address} from another host")
        if (parts.scheme or "https") not in ALLOWED_SCHEMES:
            yield Finding(name, f'links "{address[:60]}", which is neither a page nor http(s) nor mailto')
        if not own:
            return
        address = "/" + address[len(site.site_url) :]
        base = "/"
    path, _, ident = address.partition("#")
    target = _target(site, name, path.partition("?")[0], base)
    if target is None:
        yield Finding(name, f"links {address}, which is outside the site")
    elif target not in site.pages and not site.has_file(target):
        yield Finding(name, f"links {address}, but there is no {target}")
    elif ident and target in site.pages and unquote(ident) not in site.ids(target):
        yield Finding(name, f"links {address}, but {target} has no id {ident}")


def _target(site: Site, name: str, path: str, base: str) -> str | None:
    """The file of the site a path leads to, or None when it leads out of it."""
    if not path:
        return name
    if path.startswith("/"):
        if not path.startswith(base):
            return None
        target = path[len(base) :]
    else:
        target = posixpath.normpath(posixpath.dirname(name) + "/" + unquote(path)).lstrip("/") if name.count("/") else posixpath.normpath(unquote(path))
        if target.startswith(".."):
            return None
    if target == ".":
        target = ""
    if not target or target.endswith("/") or "." not in target.rsplit("/", 1)[-1]:
        target = posixpath.join(target, "index.html")
    return target
