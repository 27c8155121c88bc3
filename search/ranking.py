"""Every weight of the ranking, in one place, whatever the engine. Higher is better; only ratios matter."""

# What a word is worth by where it stands.
TITLE = 3.0
LABELS = 2.0
BODY = 1.0
