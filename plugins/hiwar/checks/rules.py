"""All rules, in the order in which ``docs/checks.md`` explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiwar.checks import files, heads, leaks, links, markup, sources
from hiwar.checks.rule import Rule

if TYPE_CHECKING:
    from hiwar.checks.rule import Subject
    from hiwar.errors import Fault

RULES: Final = (
    Rule("missing-files", files.missing_files),
    Rule("dead-links", links.dead_links),
    Rule("loopback-addresses", links.loopback_addresses),
    Rule("third-parties", links.third_parties),
    Rule("torn-markup", markup.torn_markup),
    Rule("doubled-ids", markup.doubled_ids),
    Rule("silent-pictures", markup.silent_pictures),
    Rule("unnamed-pages", markup.unnamed_pages),
    Rule("inline-code", markup.inline_code),
    Rule("missing-policies", markup.missing_policies),
    Rule("wrong-canonicals", heads.wrong_canonicals),
    Rule("one-way-languages", heads.one_way_languages),
    Rule("missing-descriptions", heads.missing_descriptions),
    Rule("wrong-open-graph", heads.wrong_open_graph),
    Rule("wrong-json-ld", heads.wrong_json_ld),
    Rule("forgotten-pages", heads.forgotten_pages),
    Rule("broken-feeds", files.broken_feeds),
    Rule("expired-contact", files.expired_contact),
    Rule("heavy-files", files.heavy_files),
    Rule("hidden-pieces", leaks.hidden_pieces),
    Rule("secrets", leaks.secrets),
    Rule("local-paths", leaks.local_paths),
    Rule("vanished-pages", sources.vanished_pages),
    Rule("shrunken-site", sources.shrunken_site),
    Rule("missing-twins", sources.missing_twins, "warning"),
    Rule("stale-twins", sources.stale_twins, "warning"),
    Rule("thin-releases", sources.thin_releases, "warning"),
)


def check_site(subject: Subject) -> tuple[Fault, ...]:
    """Return what all rules find: errors first, each sorted by file and line."""
    found = {fault for rule in RULES for fault in rule.faults(subject)}
    return tuple(sorted(found, key=lambda fault: (fault.severity != "error", fault)))
