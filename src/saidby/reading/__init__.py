"""Article to reading: `read.read_articles` shows the whole way."""
