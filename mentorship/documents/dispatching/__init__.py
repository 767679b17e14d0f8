"""Registered documents sent from a municipality or a region to organizations below."""
