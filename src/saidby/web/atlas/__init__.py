"""The world as outlines of countries: world-atlas 2.0.2 (ISC), made from Natural Earth (public domain)."""
