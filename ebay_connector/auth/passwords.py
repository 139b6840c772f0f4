"""Passwords: argon2, in threads of their own so that nobody waits for somebody else's sign-in."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError

SHORTEST = 8
LONGEST = 256
GENERATED_BYTES = 15

T = TypeVar("T")
_argon2 = PasswordHash.recommended()
# Each hash takes 64 MB; two at a time bound what a flood of sign-ins can use.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="passwords")


async def hash_password(password: str) -> str:
    return await _in_thread(lambda: _argon2.hash(password))


async def verify_password(password: str, stored: str | None) -> bool:
    """Whether the password fits. An unknown user's takes as long as a known one's: the time tells nothing."""
    fits = await _in_thread(lambda: _verify(password, stored or _nobodys_hash()))
    return fits and stored is not None


def generate_password() -> str:
    """A password for the first user, shown once."""
    return secrets.token_urlsafe(GENERATED_BYTES)


def _verify(password: str, stored: str) -> bool:
    try:
        return _argon2.verify(password, stored)
    except UnknownHashError:
        return False


@lru_cache
def _nobodys_hash() -> str:
    return _argon2.hash(generate_password())


async def _in_thread(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work)
