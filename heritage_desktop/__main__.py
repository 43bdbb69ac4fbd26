# SPDX-License-Identifier: Apache-2.0
"""The window by default or for an inventory folder; anything else is a command."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Return the exit code."""
    arguments = sys.argv[1:]
    folder = Path(arguments[0]) if arguments else None
    if folder is None or (len(arguments) == 1 and (folder / "inventory.sqlite").is_file()):
        from heritage_desktop import app

        return app.run(folder)
    from heritage_desktop import cli

    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
