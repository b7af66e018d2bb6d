"""One run at a time in an object store: an object that only one of them can make.

The store itself decides: a PUT that says "only if there is none" (If-None-Match)
succeeds for one of two.  A run that was killed can not take its lock away, so a lock
is a lease: its holder renews it, and one that was not renewed for an hour is taken over
by a PUT that says "only if it is still this one" (If-Match).  Such a PUT needs boto3,
as pyarrow has none.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Event, Thread
from typing import Any, NamedTuple

from extract.holder import Locked
from extract.storage.stores import (
    ENDPOINTS,
    KEY,
    REGIONS,
    SECRET,
    TOKEN,
    BadFolder,
    keys,
    opened,
    variable,
)

LEASE = timedelta(hours=1)
NAME = ".lock"
# Another run was first, is writing at this moment (409), or has given it back (404).
_LOST = {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "412"}
_ANSWERS = {
    "NoSuchBucket": "there is no such bucket",
    "AccessDenied": f"{KEY} may not write there",
    "InvalidAccessKeyId": f"{KEY} is not known there",
    "SignatureDoesNotMatch": f"{SECRET} is not the one of {KEY}",
    "NotImplemented": "it can not keep two runs apart (no PUT with a condition)",
}


class _Found(NamedTuple):
    """A lock that is there: who wrote it, its ETag, and its age by the store."""

    owner: bytes
    tag: str
    age: timedelta


class Lease:
    """A lock that is held; ask it to `confirm` before readers see anything new."""

    def __init__(self, out: str, lease: timedelta = LEASE) -> None:
        self._out = out
        bucket, _, key = opened(f"{out.rstrip('/')}/{NAME}").path.partition("/")
        self._object = {"Bucket": bucket, "Key": key}
        self._client = _client(out)
        # The same bytes at each renewal, and so the same ETag: a PUT that was sent
        # twice, because its first answer was lost, still finds its own lock.
        owner = f"{socket.gethostname()} {os.getpid()} {os.urandom(8).hex()}"
        self._owner = owner.encode()
        self._take(lease)
        self._prove()

    def confirm(self) -> None:
        """Renew the lock; raises Locked where another run has taken it over."""
        found = self._found()
        if not found or found.owner != self._owner:
            raise Locked(f"Another run has taken over {self._out}; this one stops.")
        self._put(IfMatch=found.tag)

    def release(self) -> None:
        """Give the lock back, unless another run has taken it over."""
        found = self._found()
        if found and found.owner == self._owner:
            self._client.delete_object(**self._object)

    def _take(self, lease: timedelta) -> None:
        try:
            self._put(IfNoneMatch="*")
        except Locked:
            found = self._found()
            if found and found.owner == self._owner:
                return
            if not found or found.age <= lease:
                raise
            self._put(IfMatch=found.tag)

    def _prove(self) -> None:
        """Make sure that the store heeds conditions: some write whatever they say."""
        try:
            self._put(IfNoneMatch="*")
        except Locked:
            return
        raise BadFolder(f"{self._out} can not be used: {_ANSWERS['NotImplemented']}.")

    def _put(self, **condition: str) -> None:
        with _told(self._out):
            self._client.put_object(**self._object, Body=self._owner, **condition)

    def _found(self) -> _Found | None:
        try:
            with _told(self._out):
                got = self._client.get_object(**self._object)
                return _Found(got["Body"].read(), got["ETag"], _age(got))
        except Locked:
            return None


@contextmanager
def held(out: str, lease: timedelta = LEASE) -> Iterator[Lease]:
    """Hold the lock of a place in an object store, renewed until the end.

    Raises Locked while another run holds it, and BadFolder where boto3, the keys, the
    bucket or the conditions of the store are missing.
    """
    lock, done = Lease(out, lease), Event()
    thread = Thread(target=_renew, args=(lock, done, lease), daemon=True)
    thread.start()
    try:
        yield lock
    finally:
        done.set()
        thread.join()
        lock.release()


def _renew(lock: Lease, done: Event, lease: timedelta) -> None:
    while not done.wait(lease.total_seconds() / 6):
        try:
            lock.confirm()
        except Locked:
            return  # The run is told when it confirms.
        except BadFolder:
            continue  # The store may be back before the lease ends.


def _age(got: dict[str, Any]) -> timedelta:
    """By the clock of the store alone: that of this machine may be wrong."""
    written: datetime = got["LastModified"]
    return (
        parsedate_to_datetime(got["ResponseMetadata"]["HTTPHeaders"]["date"]) - written
    )


def _client(out: str) -> Any:
    try:
        import boto3
    except ImportError:
        raise BadFolder(
            f"Writing to {out} needs boto3, to keep two runs apart; install it with "
            "pip install 'pharmatables[cluster]'."
        ) from None
    key, secret = keys()
    return boto3.client(
        "s3",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=os.environ.get(TOKEN),
        endpoint_url=variable(ENDPOINTS),
        region_name=variable(REGIONS) or "us-east-1",
    )


@contextmanager
def _told(out: str) -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _LOST:
            raise Locked(
                f"Another run is writing to {out}; wait for it to end. That of a run "
                f"which was killed is free after an hour, or delete {out}/{NAME}."
            ) from error
        raise BadFolder(
            f"{out} can not be used: {_ANSWERS.get(code, code)}."
        ) from error
    except BotoCoreError as error:
        raise BadFolder(f"{out} can not be reached: {error}") from error
