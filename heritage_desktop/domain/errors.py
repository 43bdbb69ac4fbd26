# SPDX-License-Identifier: Apache-2.0
"""What may go wrong and be said aloud: each error's text is one sentence fit to show."""

from __future__ import annotations


class HeritageError(Exception):
    """Expected trouble; ``str()`` names the thing, what is wrong and what to do."""


class StaleRecord(HeritageError):
    """Somebody changed the record meanwhile."""


class InventoryTooNew(HeritageError):
    """Written by a newer major version of this program."""


class InventoryLocked(HeritageError):
    """Open in another window or program."""


class InventoryDamaged(HeritageError):
    """The file does not hold what its own history says."""


class BadBundle(HeritageError):
    """A bundle that is not what it claims; nothing of it was used."""


class MissingMedia(HeritageError):
    """An original named by a record is not in the media folder."""


class CannotWrite(HeritageError):
    """The disk, folder or stick refused."""


class UndoRefused(HeritageError):
    """Somebody wrote in between; the text says who and when."""


class Cancelled(Exception):
    """The person stopped the work; silent."""
