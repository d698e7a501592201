package dev.dwp.conform.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code conformance/asyncapi.json}: the protocol as AsyncAPI 3.0 sees it, from the side of a server. Each method is
 * an operation that receives a request and replies; events are an operation that sends.
 */
final class AsyncApi {
    private static final String PATH = "conformance/asyncapi.json";

    private final Registry registry;
    private final SchemaMaker schemas;
    private final ObjectNode messages = SchemaMaker.JSON.objectNode();
    private final ObjectNode operations = SchemaMaker.JSON.objectNode();
    private final ObjectNode channels = SchemaMaker.JSON.objectNode();

    private AsyncApi(Registry registry) {
        this.registry = registry;
        this.schemas = new SchemaMaker(registry, name -> "#/components/schemas/" + name);
    }

    static GeneratedFile of(Registry registry) {
        return new GeneratedFile(PATH, new AsyncApi(registry).document().toPrettyString() + "\n");
    }

    private ObjectNode document() {
        channel("websocket", registry.defaultPath(), "Frames both ways, as text (JSON) or binary (msgpack)");
        channel("rpc", registry.defaultPath() + "/rpc", "One request in, one response or error out");
        channel("sse", registry.defaultPath() + "/sse", "Events and errors to the client, as server-sent events");
        message("Error", frame("error"), "#/correl_id");
        registry.methods().forEach(this::method);
        events();
        pings();
        ObjectNode document = SchemaMaker.JSON.objectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", registry.protocol())
                .put("version", registry.version())
                .put(
                        "description",
                        "From the side of a server. Generated from registry.json by ./build generate; change that file instead.");
        document.put("defaultContentType", "application/json");
        ObjectNode servers = document.putObject("servers");
        servers.putObject("websocket").put("host", "localhost:8080").put("protocol", "ws");
        servers.putObject("http").put("host", "localhost:8080").put("protocol", "http");
        document.set("channels", channels);
        document.set("operations", operations);
        ObjectNode components = document.putObject("components");
        components.set("messages", messages);
        ObjectNode types = components.putObject("schemas");
        schemas.types().forEach(types::set);
        schemas.methods().forEach(types::set);
        schemas.events().forEach(types::set);
        return document;
    }

    private void channel(String name, String address, String description) {
        ObjectNode channel = channels.putObject(name).put("address", address).put("description", description);
        channel.putArray("servers")
                .addObject()
                .put("$ref", "#/servers/" + (name.equals("websocket") ? "websocket" : "http"));
        channel.putObject("messages");
    }

    /** An operation for each transport that has the method. */
    private void method(Registry.MethodKind method) {
        String name = Names.pascal(method.name());
        message(name + "Request", request(method), "#/id");
        message(name + "Response", response(method), "#/correl_id");
        for (String transport : method.transports()) {
            carry(transport, List.of(name + "Request", name + "Response", "Error"));
            ObjectNode operation = operations
                    .putObject(transport.equals("websocket") ? method.name() : method.name() + "." + transport)
                    .put("action", "receive")
                    .put("summary", method.summary());
            operation.putObject("channel").put("$ref", "#/channels/" + transport);
            refer(operation.putArray("messages"), transport, name + "Request");
            ObjectNode reply = operation.putObject("reply");
            reply.putObject("channel").put("$ref", "#/channels/" + transport);
            refer(reply.putArray("messages"), transport, name + "Response");
            refer((ArrayNode) reply.get("messages"), transport, "Error");
        }
    }

    private ObjectNode request(Registry.MethodKind method) {
        ObjectNode frame = frame("request");
        ObjectNode properties = (ObjectNode) frame.get("properties");
        properties.putObject("method").put("const", method.name());
        data(
                properties,
                method.forms().stream().map(form -> Names.request(method, form)).toList());
        return frame;
    }

    private ObjectNode response(Registry.MethodKind method) {
        ObjectNode frame = frame("response");
        data(
                (ObjectNode) frame.get("properties"),
                method.forms().stream()
                        .map(form -> Names.response(method, form))
                        .toList());
        return frame;
    }

    private void data(ObjectNode properties, List<String> names) {
        ArrayNode any = properties.putObject("data").putArray("anyOf");
        names.forEach(name -> any.add(schemas.refer(name)));
    }

    private void events() {
        List<String> names = new ArrayList<>();
        for (Registry.EventKind event : registry.events()) {
            String name = Names.event(event);
            ObjectNode frame = frame("event");
            ((ObjectNode) frame.get("properties")).set("data", schemas.refer(name));
            message(name, frame, null);
            names.add(name);
        }
        for (String transport : List.of("websocket", "sse")) {
            List<String> carried = new ArrayList<>(names);
            carried.add("Error");
            carry(transport, carried);
            send("events." + transport, "Events of the channels that were subscribed to", transport, names);
        }
    }

    private void pings() {
        message("Ping", frame("ping"), "#/id");
        message("Pong", frame("pong"), "#/correl_id");
        message("CreditGrant", frame("credit_grant"), null);
        carry("websocket", List.of("Ping", "Pong", "CreditGrant"));
        send("ping", "Asks for a sign of life", "websocket", List.of("Ping"));
        ObjectNode grant = operations.putObject("credits").put("action", "receive");
        grant.put("summary", "More events may be sent").putObject("channel").put("$ref", "#/channels/websocket");
        refer(grant.putArray("messages"), "websocket", "CreditGrant");
    }

    private void send(String id, String summary, String transport, List<String> names) {
        ObjectNode operation = operations.putObject(id).put("action", "send").put("summary", summary);
        operation.putObject("channel").put("$ref", "#/channels/" + transport);
        ArrayNode all = operation.putArray("messages");
        names.forEach(name -> refer(all, transport, name));
    }

    private ObjectNode frame(String kind) {
        return registry.frames().stream()
                .filter(frame -> frame.name().equals(kind))
                .map(schemas::frame)
                .findFirst()
                .orElseThrow();
    }

    private void message(String name, ObjectNode payload, @Nullable String correlation) {
        ObjectNode message = messages.putObject(name).put("name", name);
        if (correlation != null) {
            message.putObject("correlationId").put("location", "$message.payload" + correlation);
        }
        message.set("payload", payload);
    }

    private void carry(String transport, List<String> names) {
        ObjectNode carried = (ObjectNode) channels.path(transport).path("messages");
        names.forEach(name -> carried.putObject(name).put("$ref", "#/components/messages/" + name));
    }

    private static void refer(ArrayNode all, String transport, String message) {
        all.addObject().put("$ref", "#/channels/%s/messages/%s".formatted(transport, message));
    }
}
