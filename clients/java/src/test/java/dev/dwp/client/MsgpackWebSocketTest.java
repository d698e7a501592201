package dev.dwp.client;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Over WebSocket in msgpack")
class MsgpackWebSocketTest extends MethodsContract {
    @Override
    DwpClient client(TestServer of, String token) {
        return DwpClient.builder(of.uri("ws")).token(token).msgpack().connect();
    }
}
