"""Where documents are processed: on this machine."""
