"""Invented offers in any number, to measure an installation with; `manage.py make_offers`."""
