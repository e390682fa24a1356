"""One incident as its screens draw it: matrix, figures, graph, articles. Pure functions of the record."""
