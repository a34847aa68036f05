"""What goes back to a contributor, and what the editors' office sees of a batch: both internal."""
