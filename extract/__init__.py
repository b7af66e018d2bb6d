"""The conductor: reads files into documents, runs the parsers, publishes the tables."""
