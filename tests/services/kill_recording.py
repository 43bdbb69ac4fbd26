# SPDX-License-Identifier: Apache-2.0
"""Records a made-up sound and says how much of it is safe, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from heritage_desktop.services.takes import Take
from heritage_desktop.storage.inventory import Inventory
from tests.services.kill_import import say
from tests.services.sounds import CHUNK, FORMAT, counting

if __name__ == "__main__":
    folder, takes = Path(sys.argv[1]), int(sys.argv[2])
    with Inventory.open(folder) as inventory:
        for number in range(takes):
            take = Take(inventory, FORMAT)
            say("begun")
            for at in range(0, 200 * CHUNK, CHUNK):
                take.add(counting(number, at))
                if at % (20 * CHUNK) == 0:
                    say(f"mark {take.mark().at_ms}")
                say(f"safe {take.safe_ms}")
            media = take.finish()
            assert media is not None
            say(f"done {media.sha256}")
