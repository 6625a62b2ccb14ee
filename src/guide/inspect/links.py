"""Every link inside the site reaches a file and an id that exist; nothing is loaded from elsewhere."""

from __future__ import annotations

import posixpath
import re
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
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            loading = LOADING.get(element.tag)
            for attribute in ("href", "src", "data", "srcset", "poster"):
                address = element.get(attribute)
                if address is None:
                    continue
                loads = loading == attribute and not (element.tag == "link" and set((element.get("rel") or "").split()) & NOT_LOADED_LINKS)
                yield from _address(site, name, address.strip(), loads, base)


def _address(site: Site, name: str, address: str, loads: bool, base: str) -> Iterator[Finding]:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
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
    path = path.partition("?")[0]
    if path.startswith("/"):
        if not path.startswith(base):
            yield Finding(name, f"links {address}, which is outside {base}")
            return
        target = path[len(base) :]
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
    if re.match(r"\.\.(/|$)", target):
        yield Finding(name, f"links {address}, which is outside the site")
        return
    target = "" if target == "." else target
    if path and not re.search(r"\.[a-z0-9]+$", target):
        target = posixpath.join(target, "index.html") if target else "index.html"
    if target not in site.pages and not (site.root / target).is_file():
        yield Finding(name, f"links {address}, but there is no {target}")
    elif ident and target in site.pages and unquote(ident) not in site.ids(target):
        yield Finding(name, f"links {address}, but {target} has no id {ident}")
