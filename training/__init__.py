"""What makes the weights. The only place with torch; not in the wheel."""
