"""The Vietnamese search, build side: what a case says, as keys, postings and shards. Its client is overrides/assets/tim.js."""
