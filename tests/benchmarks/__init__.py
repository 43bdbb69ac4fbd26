# SPDX-License-Identifier: Apache-2.0
"""Speed as a ratio against a peer doing the same work in the same run; ``make bench`` prints it."""
