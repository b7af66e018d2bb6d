"""Object storage (对象存储): documents read from a bucket, and tables published in one.

    s3://bucket/prefix/申报/甲.pdf      an input is an object below a prefix
    s3://bucket/tables/.snapshots/7/    a snapshot, uploaded whole, never changed
    s3://bucket/tables/current          the pointer: "7", swung by one PUT
    s3://bucket/tables/.lock            held while a run is under way

Who may is said by the usual variables and by nothing else: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, and AWS_ENDPOINT_URL for a store
that is not Amazon's.  Each process opens the store itself, so a worker on another
machine needs the same variables there, and no input carries a key.

`stores` opens them and words their errors, `objects` lists and reads (and `folders`
what lies on this machine, in the same way), `snapshots` publishes, and `lock` keeps two
runs apart.
"""
