"""The shapes of the API's documents: what is written and its JSON Schema come from one model.

Within `v1`, fields are only ever added: a reader must accept fields that it does not know.
"""
