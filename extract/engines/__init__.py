"""Where documents are processed: on this machine, later on a cluster."""
