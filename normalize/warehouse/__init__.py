"""The merge of documents whose rows do not fit in memory (落盘归并).

`normalize.merge` joins the rows of some documents in memory.  The same steps run here
over the rows of any number: what a step brings together shares a link (a name, a
number, a document), so that rows without a common link may be looked at apart.  Rows
wait in Parquet files, DuckDB sorts them by what belongs together, and each step sees
a few thousand at a time.

    parts -> copies -> drugs, policies, events -> facts told once -> mentions,
    entities -> disagreements -> one Parquet file a table
"""
