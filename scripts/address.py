"""Say in plain words why the dashboard cannot listen on an address, if it cannot."""

import errno
import socket
import sys


def problem(host: str, port: str) -> str | None:
    """Why `host` and `port` cannot be listened on and what to do, or None if they can."""
    if not port.isdigit() or not 1 <= int(port) <= 65535:
        return f"PORT is {port!r}, and must be a number from 1 to 65535."
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return (
                f"Port {port} on {host} is in use by another program (perhaps this dashboard, "
                f"already running).\nStop that program, or choose another port: "
                f"make run PORT={int(port) + 1}"
            )
        if error.errno == errno.EACCES:
            return f"Port {port} is kept for the system. Choose one above 1023: make run PORT=8501"
        return f"{host!r} is not an address of this machine. Leave HOST out, or use HOST=0.0.0.0"
    return None


if __name__ == "__main__":
    sys.exit(problem(*sys.argv[1:]))
