package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The JDK's own client as a peer, which tries to upgrade to HTTP/2 with each first request. */
class JdkClientTest {
    @Test
    @DisplayName(
            "Many concurrent requests with bodies, expectations and unknown lengths are answered, each with its own")
    void answersAConcurrentClient() throws Exception {
        try (TestServer server = TestServer.with(TestServer::mirror);
                HttpClient client = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] body = ("body-" + i).repeat(i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                HttpRequest.BodyPublisher publisher = i % 2 == 0
                        ? BodyPublishers.ofByteArray(body)
                        : BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));
                HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri("/" + i)))
                        .expectContinue(i % 5 == 0)
                        .POST(publisher)
                        .build();
                answers.add(client.sendAsync(request, BodyHandlers.ofString()));
            }
            for (int i = 0; i < 200; i++) {
                assertEquals(
                        "POST /" + i + " " + ("body-" + i).repeat(i),
                        answers.get(i).get().body());
            }
        }
    }
}
