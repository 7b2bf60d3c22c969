"""What kinds of slides there are: one file per slide type, all listed in `registry`."""
