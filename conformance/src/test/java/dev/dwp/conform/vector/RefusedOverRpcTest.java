package dev.dwp.conform.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dwp.bootstrap.testing.DwpTestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName(
        "PROTOCOL §8: a running server answers over RPC each frame that must be refused with the vector's error frame")
class RefusedOverRpcTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static DwpTestServer server;

    @BeforeAll
    static void start() {
        server = DwpTestServer.start(builder -> {});
    }

    @AfterAll
    static void stop() {
        server.close();
        HTTP.close();
    }

    static List<Arguments> refused() throws IOException {
        return Vectors.read(Path.of("").toAbsolutePath().getParent()).stream()
                .flatMap(file -> file.vectors().stream())
                .filter(vector -> vector.verdict() == Vector.Verdict.ERROR)
                .map(vector -> Arguments.of(vector.name(), vector))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isAnswered(String name, Vector vector) throws IOException, InterruptedException {
        send(vector, "application/json", vector.jsonOctets());
        send(vector, "application/msgpack", vector.msgpackOctets());
    }

    private static void send(Vector vector, String contentType, byte @Nullable [] octets)
            throws IOException, InterruptedException {
        if (octets == null) {
            return;
        }
        URI rpc = server.address().resolve("/dwp/rpc");
        HttpRequest request = HttpRequest.newBuilder(rpc)
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + DwpTestServer.TOKEN)
                .POST(BodyPublishers.ofByteArray(octets))
                .build();
        HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
        JsonNode frame = JSON.readTree(response.body());
        assertEquals(vector.code(), response.statusCode(), frame::toString);
        assertEquals(vector.code(), frame.at("/error/code").asInt(), frame::toString);
        assertEquals(vector.correlId(), frame.path("correl_id").textValue(), frame::toString);
    }
}
