"""Speed, memory and quality: one command each, with floors pinned beside the digest of the data."""
