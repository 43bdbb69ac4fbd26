# SPDX-License-Identifier: Apache-2.0
"""The painted scenes of the sample inventory, one function each."""
