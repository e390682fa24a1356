"""The encoder: text to pieces, pieces to potentials, potentials to labelled words. It knows nothing of
news.
"""
