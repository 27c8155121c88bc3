"""What texts mean, by a sentence encoder: an optional part beside the words. `signals.meaning_signals` is for ranking,
`filling` for the indexer; without an encoder both do nothing."""
