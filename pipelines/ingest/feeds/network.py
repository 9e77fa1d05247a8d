"""Connections that go where they may, and end when their time is up."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Collection, Iterable
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that is given out for the public internet (RFC 4291)


class PrivateAddressError(Exception):
    """A host whose address is private, loopback or otherwise not of the public internet."""


class Guard(httpcore.NetworkBackend):
    """Opens connections to public addresses alone, and to the hosts in `private_hosts`.

    The address that was checked is the one that is connected to, so that a name cannot change its meaning in between.
    `until` is the moment (of `time.monotonic`) when whatever is under way is given up, however slowly it drips.
    """

    def __init__(self) -> None:
        self.private_hosts: Collection[str] = []
        self.until = 0.0
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the address of a host. Raises `PrivateAddressError` or an error of httpcore."""
        address = self._address(host, port)
        stream = self._backend.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
        return _Timed(stream, self)

    def left(self, timeout: float | None) -> float:
        """The seconds that an operation may take. Raises `httpcore.ReadTimeout` if none are left."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("too slow as a whole")
        return left if timeout is None else min(timeout, left)

    def _address(self, host: str, port: int) -> str:
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as problem:
            raise httpcore.ConnectError(f"no address for {host}: {problem}") from problem
        if host not in self.private_hosts:
            for address in found:
                if not public(address):
                    raise PrivateAddressError(f"{host} is at {address}, which is no public address")
        return found[0]


def public(address: str) -> bool:
    """Whether an address belongs to the public internet, whichever way it is written."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip not in _UNICAST:
            return False
    return ip.is_global and not ip.is_multicast


class _Timed(httpcore.NetworkStream):
    """A stream whose every operation ends with the guard's time."""

    def __init__(self, stream: httpcore.NetworkStream, guard: Guard) -> None:
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._guard.left(timeout)), self._guard)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        return self._stream.get_extra_info(info)


def transport(guard: Guard) -> httpx.HTTPTransport:
    """Httpx's own transport over guarded connections."""
    made = httpx.HTTPTransport(trust_env=False)
    made._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=guard, max_keepalive_connections=4
    )
    return made
