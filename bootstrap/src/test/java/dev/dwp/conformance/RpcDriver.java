package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** HTTP RPC by the JDK's own client. */
public final class RpcDriver implements Driver {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI rpc;
    private final Wire wire;

    public RpcDriver(URI server, Wire wire) {
        this.rpc = server.resolve("/dwp/rpc");
        this.wire = wire;
    }

    @Override
    public JsonNode exchange(ObjectNode frame, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(rpc)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", wire.contentType)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(wire.write(frame)))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = wire.read(response.body());
        int code = answer.path("error").path("code").asInt(200);
        if (response.statusCode() != code) {
            throw new AssertionError("PROTOCOL §8: HTTP says %d, the frame %d".formatted(response.statusCode(), code));
        }
        return answer;
    }

    @Override
    public boolean hasSession() {
        return false;
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "RPC in " + wire.wireName;
    }
}
