"""Places: found in text, resolved to GeoNames ids with coordinates.

gazetteer.py   the places by name; keys.py: the form under which names are looked up
candidates.py  what a name may mean; evidence.py: what the text says of where it is
names.py       the names of a text; weigh.py: how likely each candidate is, given all others
resolve.py     spans -> places; find.py, runs.py, signs.py: text -> spans; home.py: where an outlet is based
"""
