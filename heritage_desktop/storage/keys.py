# SPDX-License-Identifier: Apache-2.0
"""The device's Ed25519 key: made at first start, kept in the user's profile, never in a bundle."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from heritage_desktop import settings


class DeviceKey:
    """Signs what this laptop writes."""

    def __init__(self, seed: bytes) -> None:
        self._key = SigningKey(seed)
        self.public: str = self._key.verify_key.encode().hex()

    def sign(self, data: bytes) -> str:
        """Return the signature over ``data``, hexadecimal."""
        return self._key.sign(data).signature.hex()


def device_key(folder: Path | None = None) -> DeviceKey:
    """Return this device's key, making it (readable by its owner only) when there is none."""
    path = (folder or settings.data_dir() / "keys") / "device.key"
    try:
        return DeviceKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except FileNotFoundError:
        seed = os.urandom(32)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(seed.hex())
        handle.flush()
        os.fsync(handle.fileno())
    return DeviceKey(seed)


@cache
def _verifier(public: str) -> VerifyKey:
    return VerifyKey(bytes.fromhex(public))


def verify(public: str, data: bytes, signature: str) -> bool:
    """Tell whether ``signature`` over ``data`` was made with the key; never raises."""
    try:
        _verifier(public).verify(data, bytes.fromhex(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True
