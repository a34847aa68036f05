"""The website: pages rendered by our own templates, handed to the engine as finished files."""
