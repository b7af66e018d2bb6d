"""An object store on this machine, for tests: take its fixtures into a module.

endpoint, keys, s3 = buckets.endpoint, buckets.keys, buckets.s3
"""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of the store; the test is skipped where it is not installed."""
    moto = pytest.importorskip(
        "moto.server",
        reason="moto is not installed; pip install 'moto[s3]' flask flask-cors",
    )
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def keys(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables that lead to it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("AWS_SESSION_TOKEN", "AWS_REGION", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def s3(keys: None, endpoint: str) -> Iterator[Any]:
    """A client of the store, which has an empty bucket named `bucket`."""
    import boto3

    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    client.create_bucket(Bucket="bucket")
    yield client
    bucket = boto3.resource(
        "s3", endpoint_url=endpoint, region_name="us-east-1"
    ).Bucket("bucket")
    bucket.objects.delete()
    bucket.delete()


def put(s3: Any, **objects: bytes) -> None:
    """Write objects by their keys."""
    for key, body in objects.items():
        s3.put_object(Bucket="bucket", Key=key, Body=body)


def keys_of(s3: Any) -> list[str]:
    """List the keys of the bucket."""
    listed = s3.list_objects_v2(Bucket="bucket").get("Contents", [])
    return [one["Key"] for one in listed]
