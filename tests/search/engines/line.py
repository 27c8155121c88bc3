"""A line to a real server that can be cut or go dead: what a broken network does, not a stand-in for the server."""

import socket
import threading
from urllib.parse import urlsplit


class Line:
    """Forwards connections to `url`; `self.url` is where to connect."""

    def __init__(self, url):
        self.target = (urlsplit(url).hostname, urlsplit(url).port)
        self.dead = False
        self.connections = 0
        self._open = []
        self._listener = None
        self.port = 0
        self.mend()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def mend(self):
        """Connections go through (again), on the same port."""
        self.dead = False
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self.port = self._listener.getsockname()[1]
            threading.Thread(target=self._accept, args=[self._listener], daemon=True).start()

    def cut(self):
        """Open connections break, new ones are refused."""
        listener, self._listener = self._listener, None
        if listener:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.break_connections()

    def go_dead(self):
        """Connections are taken, but nothing ever comes back."""
        self.dead = True

    def break_connections(self):
        for end in self._open:
            with_no_error(end.shutdown, socket.SHUT_RDWR)
            end.close()
        self._open = []

    def _accept(self, listener):
        while True:
            try:
                near, _address = listener.accept()
            except OSError:
                return
            self.connections += 1
            far = socket.create_connection(self.target)
            self._open += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._forward, args=[source, target], daemon=True).start()

    def _forward(self, source, target):
        while True:
            try:
                data = source.recv(65536)
                if not self.dead:
                    target.sendall(data)
            except OSError:
                data = b""
            if not data:
                with_no_error(target.shutdown, socket.SHUT_WR)
                return


def with_no_error(call, *arguments):
    """A socket that is closed already is as good as one that closes now."""
    try:
        call(*arguments)
    except OSError:
        return
