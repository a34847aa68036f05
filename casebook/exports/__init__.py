"""The library for machines: an API of files, tables, feeds, Markdown; plain functions of it all.

What is published is named field by field, so that a field that is added to a case stays private
until it is added here too.
"""
