package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** WebSocket sessions, one for each token, in one format. */
final class WebSocketDriver implements Driver {
    private final URI server;
    private final Wire wire;
    private final Map<String, WebSocketPeer> peers = new HashMap<>();
    private int ids;

    WebSocketDriver(URI server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    @Override
    public JsonNode exchange(ObjectNode frame, String token) throws Exception {
        WebSocketPeer peer = peers.get(token);
        if (peer == null) {
            peer = authenticate(token);
            peers.put(token, peer);
        }
        ObjectNode sent = frame.deepCopy();
        if (!sent.has("id")) {
            sent.put("id", "d" + ++ids);
        }
        peer.send(wire, sent);
        String id = sent.get("id").asText();
        return peer.await(answer -> answer.path("correl_id").asText().equals(id));
    }

    private WebSocketPeer authenticate(String token) throws InterruptedException {
        WebSocketPeer peer = WebSocketPeer.connect(server);
        ObjectNode auth = Wire.MAPPER
                .createObjectNode()
                .put("id", "auth")
                .put("type", "request")
                .put("method", "auth");
        auth.putObject("data").put("token", token).put("format", wire.wireName);
        peer.send(wire, auth);
        JsonNode answer = peer.await(frame -> frame.path("correl_id").asText().equals("auth"));
        if (!answer.path("data").path("format").asText().equals(wire.wireName)) {
            throw new AssertionError("Authentication failed: " + answer);
        }
        return peer;
    }

    @Override
    public boolean hasSession() {
        return true;
    }

    @Override
    public void close() {
        peers.values().forEach(WebSocketPeer::close);
    }

    @Override
    public String toString() {
        return "WebSocket in " + wire.wireName;
    }
}
