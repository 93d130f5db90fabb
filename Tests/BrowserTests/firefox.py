"""Firefox without a window, driven over its own protocol (Marionette), which needs no other program."""

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PREFERENCES = {
    "marionette.port": 0,
    # Nothing is asked for but what a page asks for.
    "browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False, "extensions.update.enabled": False, "browser.startup.page": 0,
}


class Firefox:
    """What tests use of Selenium's driver, under its names."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.count = 0
        self._receive()
        self._send("WebDriver:NewSession", {"capabilities": {}})

    def get(self, url):
        self._send("WebDriver:Navigate", {"url": url})

    def execute_script(self, script, *arguments):
        return self._send("WebDriver:ExecuteScript", {"script": script, "args": list(arguments)})

    def execute_async_script(self, script, *arguments):
        """Resolves with what the script gives its last argument."""
        return self._send("WebDriver:ExecuteAsyncScript", {"script": script, "args": list(arguments)})

    def type(self, selector, keys):
        """Types into an element, with Selenium's codes for keys."""
        element = self._send("WebDriver:FindElement", {"using": "css selector", "value": selector})
        self._send("WebDriver:ElementSendKeys", {"id": element[ELEMENT], "text": keys})

    def set_window_size(self, width, height):
        self._send("WebDriver:SetWindowRect", {"width": width, "height": height})

    def save_screenshot(self, path):
        picture = self._send("WebDriver:TakeScreenshot", {"full": False})
        Path(path).write_bytes(base64.b64decode(picture))

    def _send(self, command, parameters):
        self.count += 1
        text = json.dumps([0, self.count, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(text), text))
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result.get("value") if set(result) == {"value"} else result

    def _receive(self):
        length = b""
        while not length.endswith(b":"):
            length += self._read(1)
        return json.loads(self._read(int(length[:-1])))

    def _read(self, count):
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise RuntimeError("Firefox is gone")
            data += piece
        return data


@contextlib.contextmanager
def firefox(**preferences):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
                 for name, value in {**PREFERENCES, **preferences}.items()]
        Path(profile, "user.js").write_text("".join(lines))
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        process = subprocess.Popen(
            [program, "--headless", "--marionette", "--no-remote", "--profile", profile],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield Firefox(_port(profile, process))
        finally:
            process.terminate()
            process.wait()


def _port(profile, process):
    """Firefox takes a free port, and writes it down."""
    written = Path(profile, "MarionetteActivePort")
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("Firefox has ended")
        if written.exists() and written.read_text().strip():
            return int(written.read_text())
        time.sleep(0.1)
    raise RuntimeError("Firefox does not listen")
