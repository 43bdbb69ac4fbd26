# SPDX-License-Identifier: Apache-2.0
"""Reads foreign photos and recordings: values and findings, never an exception for a bad file."""
