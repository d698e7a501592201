package dev.dwp.client;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Over HTTP in JSON")
class JsonHttpTest extends MethodsContract {
    @Override
    DwpClient client(TestServer of, String token) {
        return DwpClient.builder(of.uri("http")).token(token).connect();
    }
}
