# SPDX-License-Identifier: Apache-2.0
"""The verbs of the application: plain functions that both the window and the command line call."""
