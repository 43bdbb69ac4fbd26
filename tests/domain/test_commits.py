# SPDX-License-Identifier: Apache-2.0
"""The byte form of commits: canonical, strict, without floats."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.commits import (
    Commit,
    Header,
    Op,
    canonical,
    header_bytes,
    op_hash,
    parse_line,
)
from heritage_desktop.domain.ids import new_id


def make(value: object = "挽月桥") -> Commit:
    op = Op(new_id(), "item", "summary", "zh-Hans", "localised", value, (), new_id())  # type: ignore[arg-type]
    header = Header(
        new_id(), 1, None, 1, "2026-05-06T07:08:09+08:00", "ok", "", "k", new_id(), new_id(), 1,
        (op_hash(op),),
    )  # fmt: skip
    return Commit(hashlib.sha256(header_bytes(header)).hexdigest(), header, (op,), "00")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**52), 2**52) | st.just("桥"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("k"), inner, max_size=1),
    max_leaves=8,
)


@given(JSON)
def test_a_line_reads_back_as_the_same_commit(value: object) -> None:
    commit = make(value)
    assert parse_line(commit.line()) == commit


@pytest.mark.parametrize("value", [1.5, 2**53, "a\x00b", "\ud800", "e\u0301", {"k": [1.0]}])
def test_values_two_machines_could_read_differently_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line + b" ",
        lambda line: line.replace("挽".encode(), "晚".encode()),
        lambda line: line.replace(b'"n":1', b'"n":1.0'),
        lambda line: line.replace(b'"n":1', b'"n":true'),
        lambda line: b"[" * 5000 + b"]" * 5000,
        lambda line: b'{"h":{},"o":[],"s":""}',
        lambda line: b"null",
        lambda line: line[:-1],
        lambda line: json.dumps(json.loads(line)).encode(),
    ],
)
def test_anything_else_is_refused(spoil: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_line(spoil(make().line()))  # type: ignore[operator]


@given(st.binary(max_size=200))
def test_noise_is_refused_and_never_crashes(noise: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_line(noise)
