"""Measuring the search on judged queries: how good the first ten are, and how honest an empty answer is.

`docs/relevance.md` tells what is measured. Everything but `running` and `fitting` works without Django, so that a run
file can be scored by `relevance/evaluate.py` anywhere.
"""
