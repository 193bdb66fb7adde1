"""Settings of the build. What the site says of the company stands in content/company.toml."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# Pelican resolves PELICAN_CLASS before PLUGIN_PATHS, so our package must be found already.
sys.path.insert(0, str(ROOT / "plugins"))

from hiwar.site.builder import Builder  # noqa: E402 -- the path comes first
from hiwar.site.templates import ENVIRONMENT  # noqa: E402

PELICAN_CLASS = Builder
PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME = "theme"
JINJA_ENVIRONMENT = ENVIRONMENT

# Read as a pipeline: each plugin leaves values for those below it.
PLUGINS = [
    "hiwar.media.plugin",
    "hiwar.content.plugin",
    "hiwar.site.plugin",
    "hiwar.threads.plugin",
    "hiwar.sharing.plugin",
    "hiwar.search.plugin",
    "hiwar.feeds.plugin",
    "hiwar.cards.plugin",
    "hiwar.kit.plugin",
    "hiwar.meta.plugin",
]

# The zone of the dates that readers see is the company's; this one keeps Pelican quiet.
TIMEZONE = "UTC"
# Not "C" alone: it would make every pipe of the process ASCII.
LOCALE = ["C.UTF-8", "en_US.UTF-8", "C"]
# Pelican's own feeds, categories and link checks are not used.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
