# SPDX-License-Identifier: Apache-2.0
"""The window: a skin over the services."""
