# SPDX-License-Identifier: Apache-2.0
"""The device's Ed25519 key: made at first start, kept in the user's profile, never in a bundle."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from heritage_desktop import settings
from heritage_desktop.domain.ids import new_id

log = logging.getLogger(__name__)


class DeviceKey:
    """Signs what this laptop writes."""

    def __init__(self, seed: bytes) -> None:
        self._key = SigningKey(seed)
        self.public: str = self._key.verify_key.encode().hex()

    def sign(self, data: bytes) -> str:
        """Return the signature over ``data``, hexadecimal."""
        return self._key.sign(data).signature.hex()


def device_key(folder: Path | None = None) -> DeviceKey:
    """Return this device's key, making it (readable by its owner only) when there is none.

    A key spoiled by a power cut is put aside and replaced: signatures made before stay valid.
    """
    path = (folder or settings.data_dir() / "keys") / "device.key"
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    except ValueError:
        log.exception("The device key is damaged; a new one is made")
        path.replace(path.with_name(f"device-{new_id()}.damaged"))
    path.parent.mkdir(parents=True, exist_ok=True)
    # Another window may be making it too: whole under its final name, and the first one counts.
    draft = path.with_name(f".{new_id()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(os.urandom(32).hex())
            handle.flush()
            os.fsync(handle.fileno())
        _place(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return _read(path)


def _read(path: Path) -> DeviceKey:
    return DeviceKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))


def _place(draft: Path, path: Path) -> None:
    """Give the file its name unless there is one; on Windows a rename never overwrites."""
    with suppress(FileExistsError):
        if os.name == "nt":
            draft.rename(path)
        else:
            os.link(draft, path)


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
