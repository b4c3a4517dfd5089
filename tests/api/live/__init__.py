"""The live hand-off over HTTP and WebSocket."""
