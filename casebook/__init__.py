"""Turns YAML cases into a published casebook: load, check, render, publish."""
