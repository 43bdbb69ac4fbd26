# SPDX-License-Identifier: Apache-2.0
"""Signatures over a whole bundle, and the check of those over each commit."""

from __future__ import annotations

import re

from heritage_desktop.domain import commits
from heritage_desktop.domain.commits import Commit
from heritage_desktop.storage.keys import DeviceKey, verify

BUNDLE_CONTEXT = b"vhb1\0"
_LINE = re.compile(r"ed25519 ([0-9a-f]{64}) ([0-9a-f]{128})\n\Z")


def sign_bundle(key: DeviceKey, tag_manifest: bytes) -> bytes:
    """Return ``signature.txt``."""
    return f"ed25519 {key.public} {key.sign(BUNDLE_CONTEXT + tag_manifest)}\n".encode("ascii")


def signer(signature: bytes, tag_manifest: bytes) -> str:
    """Return the public key that signed; raises ValueError when none did."""
    found = _LINE.match(signature.decode("ascii", "replace"))
    if not found:
        raise ValueError("its signature cannot be read")
    if not verify(found[1], BUNDLE_CONTEXT + tag_manifest, found[2]):
        raise ValueError("its signature is false: it was changed after it was made")
    return found[1]


def commit_is_signed(commit: Commit) -> bool:
    """Tell whether the device named in a commit's header signed it."""
    signed = commits.SIGNATURE_CONTEXT + commits.header_bytes(commit.header)
    return len(commit.signature) == 128 and verify(commit.header.key, signed, commit.signature)
