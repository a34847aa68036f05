"""Videos: read by their boxes, judged, and copied clean for publication, without a decoder."""
