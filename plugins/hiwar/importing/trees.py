"""YAML and TOML to one plain tree of texts, lists and tables, with lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import yaml

#: A text as typed, a list, or a table.
Tree = str | tuple["Tree", ...] | Mapping[str, "Tree"]
#: Key, value, and 0-based line inside the block.
Pair = tuple[str, Tree, int]

#: No header of a blog is larger; aliases in YAML can make one that is.
_MOST_NODES: Final = 5_000
_DEEPEST: Final = 8


class _TooLargeError(ValueError):
    """More nodes than a header has."""


@dataclass(slots=True)
class _Budget:
    nodes: int = _MOST_NODES

    def spend(self, depth: int) -> None:
        self.nodes -= 1
        if self.nodes < 0 or depth > _DEEPEST:
            raise _TooLargeError


def parse_yaml(source: str) -> list[Pair] | None:
    """Return the pairs of a YAML mapping, scalars as typed, or None when it is none."""
    try:
        # BaseLoader keeps every scalar as text: no "1984" as a number, no "no" as false.
        node = yaml.compose(source, Loader=yaml.BaseLoader)
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            return None
        budget = _Budget()
        return [
            (key.value, _from_node(value, budget, 0), key.start_mark.line)
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode)
        ]
    except (yaml.YAMLError, RecursionError, _TooLargeError):
        return None


def _from_node(node: yaml.Node, budget: _Budget, depth: int) -> Tree:
    budget.spend(depth)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_from_node(item, budget, depth + 1) for item in node.value)
    if isinstance(node, yaml.MappingNode):
        return {
            key.value: _from_node(value, budget, depth + 1)
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode)
        }
    # An empty value of YAML is null, which it writes in these ways too.
    return "" if node.value in {"~", "null"} else str(node.value)


def parse_toml(source: str) -> list[Pair] | None:
    """Return the pairs of a TOML document, or None when it is none."""
    try:
        values = tomllib.loads(source)
        budget = _Budget()
        return [(key, _from_toml(value, budget, 0), _toml_line(source, key)) for key, value in values.items()]
    except (tomllib.TOMLDecodeError, RecursionError, _TooLargeError):
        return None


def _from_toml(value: object, budget: _Budget, depth: int) -> Tree:
    budget.spend(depth)
    if isinstance(value, list):
        return tuple(_from_toml(item, budget, depth + 1) for item in value)
    if isinstance(value, dict):
        return {key: _from_toml(item, budget, depth + 1) for key, item in value.items()}
    # datetime's str() is ISO 8601 with a space, bool's is Python's word.
    return str(value).lower() if isinstance(value, bool) else str(value)


def _toml_line(source: str, key: str) -> int:
    quoted = re.escape(key)
    match = re.search(rf"""^\s*(?:\[+\s*)?["']?{quoted}["']?\s*(?:[=.\]]|$)""", source, re.MULTILINE)
    return source.count("\n", 0, match.end()) if match else 0
