"""Views: a reading as people look at it, in a terminal or a browser."""
