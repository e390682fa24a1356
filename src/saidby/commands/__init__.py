"""Commands: one module for those that belong together, and what all of them share."""
