"""Training of the reader's model; needs the extra ``train``."""
