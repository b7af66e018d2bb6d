"""The pieces of a news page: headline, dateline, credits, body."""
