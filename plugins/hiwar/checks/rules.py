"""All rules, in the order in which ``docs/checks.md`` explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiwar.checks import feeds, files, heads, hidden, leaks, links, live, markup, recordings, sharing, sources
from hiwar.checks.rule import Rule

if TYPE_CHECKING:
    from hiwar.checks.rule import Subject
    from hiwar.errors import Fault

RULES: Final = (
    Rule("missing-files", files.missing_files),
    Rule("dead-links", links.dead_links),
    Rule("dead-feed-links", links.dead_feed_links),
    Rule("loopback-addresses", links.loopback_addresses),
    Rule("third-parties", links.third_parties),
    Rule("torn-markup", markup.torn_markup),
    Rule("doubled-ids", markup.doubled_ids),
    Rule("silent-pictures", markup.silent_pictures),
    Rule("unnamed-pages", markup.unnamed_pages),
    Rule("inline-code", markup.inline_code),
    Rule("missing-policies", markup.missing_policies),
    Rule("wrong-titles", sharing.wrong_titles),
    Rule("missing-descriptions", heads.missing_descriptions),
    Rule("wrong-canonicals", heads.wrong_canonicals),
    Rule("one-way-languages", heads.one_way_languages),
    Rule("wrong-open-graph", sharing.wrong_open_graph),
    Rule("wrong-dates", sharing.wrong_dates),
    Rule("broken-json-ld", sharing.broken_json_ld),
    Rule("wrong-json-ld", sharing.wrong_json_ld),
    Rule("wrong-sitemap", heads.wrong_sitemap),
    Rule("wrong-robots", heads.wrong_robots),
    Rule("broken-files", feeds.broken_files),
    Rule("wrong-feeds", feeds.wrong_feeds),
    Rule("missing-entries", feeds.missing_entries),
    Rule("changed-ids", live.changed_ids),
    Rule("wrong-security", files.wrong_security),
    Rule("old-security", files.old_security, "warning"),
    Rule("heavy-files", files.heavy_files, "warning"),
    Rule("stray-files", files.stray_files),
    Rule("hidden-pieces", hidden.hidden_pieces),
    Rule("secrets", leaks.secrets),
    Rule("shown-emails", leaks.shown_emails),
    Rule("local-paths", leaks.local_paths),
    Rule("vanished-pages", live.vanished_pages),
    Rule("vanished-lists", live.vanished_lists, "warning"),
    Rule("shrunken-site", live.shrunken_site),
    Rule("silent-corrections", live.silent_corrections),
    Rule("missing-twins", sources.missing_twins, "warning"),
    Rule("stale-twins", sources.stale_twins, "warning"),
    Rule("thin-releases", sources.thin_releases, "warning"),
    Rule("bare-recordings", recordings.bare_recordings, "warning"),
    Rule("bare-release-recordings", recordings.bare_release_recordings),
)


def check_site(subject: Subject) -> tuple[Fault, ...]:
    """Return what all rules find: errors first, each sorted by file and line."""
    found = {fault for rule in RULES for fault in rule.faults(subject)}
    return tuple(sorted(found, key=lambda fault: (fault.severity != "error", fault)))
