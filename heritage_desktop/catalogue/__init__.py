# SPDX-License-Identifier: Apache-2.0
"""The printed book; the only room that knows reportlab."""
