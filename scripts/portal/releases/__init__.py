"""A finished site becomes a release: number, notes, proof of its links, its place, what servers need."""
