package dev.dwp.client;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Over WebSocket in JSON")
class JsonWebSocketTest extends MethodsContract {
    @Override
    DwpClient client(TestServer of, String token) {
        return DwpClient.connect(of.uri("ws"), token);
    }
}
