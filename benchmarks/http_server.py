"""Serves `http_application` as `pptapi.serve` serves the product: PORT WORKERS."""

import sys

from pptapi import serve
from pptapi.environment import ServerSettings

if __name__ == "__main__":
    serve.run(
        "127.0.0.1",
        ServerSettings("127.0.0.1", int(sys.argv[1]), int(sys.argv[2])),
        application="benchmarks.http_application:application",
    )
