"""What the small YAML reader reads, PyYAML reads the same. `TTA_FUZZ=N` for more than the usual number of texts."""

from __future__ import annotations

import os
import random
from typing import Any

import pytest
import yaml

from tta_guard.commands.yaml_subset import NotPlain, read_yaml

SEEDS = (
    "apiVersion: v1\ncurrent-context: one\ncontexts:\n- {name: one, context: {cluster: a, user: b}}\n- name: two\n"
    '  context:\n    cluster: "b"\nclusters:\n- cluster:\n    server: https://x.example:6443\n  name: a\n',
    'a: 1\nb:\n- x\n- y: 2\n  z: "q\\n"\n-\n  - p\nc: {d: [1, "2", \'it\'\'s\'], e: }\nf:\n  g: h # c\n  i: "x#y"\n',
    '{"a": {"b": [1, 2, {"c": "d\\u00e9"}]},\n "e": null}',
    "users:\n- name: x\n  user:\n    exec:\n      args:\n      - --region\n      env: null\n    token: 'a: b'\n"
    "- - a\n  - b\n",
)
LETTERS = " \n:-{}[],\"'#&*ab!|>%?\\\t~<@`.x0"


def reference(text: str) -> Any:
    """PyYAML's reading by nodes, where a key that stands twice is an error."""

    def plain(node: Any) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [plain(item) for item in node.value]
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = plain(key)
            assert name not in found
            found[name] = plain(value)
        return found

    node = yaml.compose(text, Loader=yaml.BaseLoader)
    return "" if node is None else plain(node)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_seeds_are_read(seed: str) -> None:
    assert read_yaml(seed) == reference(seed)


def test_mutated_texts() -> None:
    chance = random.Random(11)
    read = 0
    for _ in range(int(os.environ.get("TTA_FUZZ", "3000"))):
        letters = list(chance.choice(SEEDS))
        if chance.random() < 0.4:
            lines = "".join(letters).split("\n")
            start = chance.randrange(len(lines))
            letters = list("\n".join(lines[start : start + chance.randrange(1, 8)]))
        for _ in range(chance.randrange(5)):
            place, what = chance.randrange(len(letters) + 1), chance.random()
            if what < 0.4:
                letters.insert(place, chance.choice(LETTERS))
            elif place < len(letters):
                letters[place : place + 1] = [chance.choice(LETTERS)] if what > 0.7 else []
        text = "".join(letters)
        try:
            mine = read_yaml(text)
        except NotPlain:
            continue
        read += 1
        assert mine == reference(text), text
    assert read > 100
