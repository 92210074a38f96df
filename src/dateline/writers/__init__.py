"""What is found, in the forms that people and programs read; what reports say is only data.

forms.py has the tables of a brief's and an audit's forms. It loads what writes all of them, so it is imported where one
is written and not by whoever needs one writer.
"""
