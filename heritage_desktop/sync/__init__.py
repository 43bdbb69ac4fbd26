# SPDX-License-Identifier: Apache-2.0
"""Bundles: written once, verified before they are believed, merged as a union of sets."""
