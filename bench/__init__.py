"""Benches: how fast, how large and how good, each beside a named peer. `make bench`, or see README.md here."""
