# SPDX-License-Identifier: Apache-2.0
"""Pure values and rules; standard library only."""
