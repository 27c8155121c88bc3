"""What people look for and do not find: words that no concept has, subjects without an offer. Off by default
(`STADTLOTSE_COUNT_UNMATCHED`), never for sensitive subjects; docs/decisions/0007 says what is kept and for how long."""
