# SPDX-License-Identifier: Apache-2.0
"""Proof by torture that merging never loses and never lies; ``python -m tests.torture`` runs it."""
