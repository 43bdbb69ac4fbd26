# SPDX-License-Identifier: Apache-2.0
"""Heritage Desktop: record the heritage of villages, merge it, print it."""

__version__ = "0.1.0"
