"""The live hand-off over HTTP and WebSocket: the visitor who waits, the operator who takes over, events for both."""
