package dev.dwp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.domain.session.Tenant;
import java.net.URI;

/** The ways in which a request can bring its trace along (PROTOCOL §2). */
enum Tracing {
    WEB_SOCKET_FRAME {
        @Override
        JsonNode call(URI server, ObjectNode frame, String trace) throws Exception {
            try (WebSocketPeer peer = WebSocketPeer.connect(server, TOKEN)) {
                peer.send(Wire.JSON, frame.put("id", "traced").put("traceparent", trace));
                return peer.await(answer -> answer.path("correl_id").asText().equals("traced"));
            }
        }
    },
    RPC_FRAME {
        @Override
        JsonNode call(URI server, ObjectNode frame, String trace) throws Exception {
            return rpc(server, frame.put("traceparent", trace), "");
        }
    },
    RPC_HEADER {
        @Override
        JsonNode call(URI server, ObjectNode frame, String trace) throws Exception {
            return rpc(server, frame, "traceparent: " + trace + "\r\n");
        }
    };

    static final String TOKEN = "demo-token";
    static final Tenant TENANT = new Tenant("kitchen-sink", "demo-org");

    /** Sends a request in a trace, and returns the answer. */
    abstract JsonNode call(URI server, ObjectNode frame, String trace) throws Exception;

    static ObjectNode request(String method, ObjectNode data) {
        return Data.of("type", "request", "method", method, "data", data);
    }

    /** Sends a frame by RPC, under more header lines. */
    static JsonNode rpc(URI server, ObjectNode frame, String headers) throws Exception {
        return RawHttp.ask(server, rpcRequest(server, frame, headers)).frame();
    }

    static String rpcRequest(URI server, ObjectNode frame, String headers) {
        String body = frame.toString();
        return "POST /dwp/rpc HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(server.getAuthority(), TOKEN, headers, body.length(), body);
    }
}
