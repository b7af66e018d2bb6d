"""The shared words: texts with a memory, documents, tables, repairs, values."""
