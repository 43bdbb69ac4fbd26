# SPDX-License-Identifier: Apache-2.0
"""Windows are drawn in memory: no test needs a display."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
