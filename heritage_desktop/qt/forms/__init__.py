# SPDX-License-Identifier: Apache-2.0
"""Compiled from ui/*.ui by packaging/forms.py; do not edit."""
