# SPDX-License-Identifier: Apache-2.0
"""Scenes."""

from __future__ import annotations

from scenes.kit import Sheet

SCENES: dict = {}
