# SPDX-License-Identifier: Apache-2.0
"""Make sure the system libraries Qt needs are here: install them as root, name them otherwise.

Run with ``--window`` for those a real display needs as well. Linux only; elsewhere the wheels
bring everything.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

#: shared library -> Debian/Ubuntu package
OFFSCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libpulse.so.0": "libpulse0",
    "libXrandr.so.2": "libxrandr2",
}
DISPLAY = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def missing(wanted: dict[str, str]) -> list[str]:
    """Return the packages whose library cannot be loaded."""
    packages = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def main() -> int:
    """Return 0 when everything is here, 1 after saying what to install."""
    if not sys.platform.startswith("linux"):
        return 0
    wanted = {**OFFSCREEN, **DISPLAY} if "--window" in sys.argv else OFFSCREEN
    packages = missing(wanted)
    if not packages:
        return 0
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing system libraries:", " ".join(packages), flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run([*command, "-qq"], check=True, env=quiet, stdout=subprocess.DEVNULL)
        packages = missing(wanted)
        if not packages:
            return 0
    print("These system libraries are missing; install them and run this again:")
    print("  sudo " + " ".join(command[:2] + command[4:]))
    return 1


if __name__ == "__main__":
    sys.exit(main())
