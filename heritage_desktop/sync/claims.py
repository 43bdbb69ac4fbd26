# SPDX-License-Identifier: Apache-2.0
"""Who speaks and what they miss: the parts a bundle and a receipt have in common, read strictly."""

from __future__ import annotations

import re
from typing import Any

from heritage_desktop.domain.ids import is_id
from heritage_desktop.storage.gaps import MOST, Want
from heritage_desktop.storage.witness import KEPT
from heritage_desktop.sync.layout import Sender

_HASH = re.compile(r"[0-9a-f]{64}\Z")
_LONGEST = 500


def sender_json(sender: Sender) -> dict[str, object]:
    """Return a sender as it travels."""
    return {
        "replica": sender.replica, "key": sender.key, "team": sender.team, "title": sender.title,
        "office": int(sender.office), "earlier": list(sender.earlier or ()),
        "commits": sender.commits,
    }  # fmt: skip


def sender_of(body: Any) -> Sender:
    """Read a sender; raises ValueError, KeyError or TypeError when anything is off."""
    replica, key, team, title = texts = [body[part] for part in ("replica", "key", "team", "title")]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a sender without a name")
    if "earlier" not in body:
        return Sender(replica, key, team, title)
    before, office, commits = body["earlier"], body["office"], body["commits"]
    if not (isinstance(before, list) and len(before) <= KEPT and all(map(_is_replica, before))):
        raise ValueError("a sender that followed on something else")
    if office not in (0, 1) or type(commits) is not int or commits < 0 or not is_id(texts[0]):
        raise ValueError("a sender with a strange number")
    if max(map(len, texts)) > _LONGEST:
        raise ValueError("a sender with a name too long")
    return Sender(replica, key, team, title, bool(office), tuple(before), commits)


def want_json(want: Want) -> dict[str, object]:
    """Return what is asked for as it travels."""
    return {"commits": list(want.commits), "ranges": [list(one) for one in want.ranges],
            "media": list(want.media)}  # fmt: skip


def want_of(body: Any) -> Want:
    """Read what is asked for; raises ValueError, KeyError or TypeError when anything is off."""
    if body is None:
        return Want()
    commits, ranges, media = body["commits"], body["ranges"], body["media"]
    if not all(isinstance(part, list) and len(part) <= MOST for part in (commits, ranges, media)):
        raise ValueError("a wish that is too long")
    if not all(isinstance(one, str) and _HASH.match(one) for one in [*commits, *media]):
        raise ValueError("a wish for something that is no hash")
    return Want(tuple(commits), tuple(_range(*one) for one in ranges), tuple(media))


def _range(replica: Any, first: Any, last: Any) -> tuple[str, int, int]:
    numbers = type(first) is int and type(last) is int and 0 <= first <= last < 2**53
    if not (_is_replica(replica) and numbers):
        raise ValueError("a wish for impossible numbers")
    return replica, first, last


def _is_replica(text: Any) -> bool:
    return isinstance(text, str) and is_id(text)
