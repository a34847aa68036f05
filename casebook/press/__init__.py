"""The press edition: what a print house wants besides the pages that Typst sets."""
