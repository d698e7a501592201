package dev.dwp.conform.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes {@code conformance/schemas}: JSON Schemas (draft 2020-12) of all types, of the data of all methods and events, and
 * of the frames that a client and a server may send.
 */
final class SchemaFiles {
    private static final String FOLDER = "conformance/schemas/";

    private final Registry registry;
    private final SchemaMaker schemas;
    private final Map<String, ObjectNode> types;
    private final Map<String, ObjectNode> methods;
    private final Map<String, ObjectNode> events;

    private SchemaFiles(Registry registry) {
        this.registry = registry;
        this.schemas = new SchemaMaker(registry, name -> fileOf(registry, name) + "#/$defs/" + name);
        this.types = schemas.types();
        this.methods = schemas.methods();
        this.events = schemas.events();
    }

    static List<GeneratedFile> of(Registry registry) {
        return new SchemaFiles(registry).files();
    }

    private static String fileOf(Registry registry, String name) {
        if (registry.types().stream().anyMatch(type -> type.name().equals(name))) {
            return "types.json";
        }
        return name.endsWith("Event") ? "events.json" : "methods.json";
    }

    private List<GeneratedFile> files() {
        return List.of(
                file("types.json", definitions("The types of the protocol", types)),
                file("methods.json", definitions("The data of requests and responses", methods)),
                file("events.json", definitions("The data of events", events)),
                file("client-frame.json", frames("A frame that a client may send", "server", this::requestData)),
                file("server-frame.json", frames("A frame that a server may send", "client", this::eventData)));
    }

    private static ObjectNode definitions(String title, Map<String, ObjectNode> schemas) {
        ObjectNode file = head(title);
        ObjectNode definitions = file.putObject("$defs");
        schemas.forEach(definitions::set);
        return file;
    }

    private ObjectNode frames(String title, String notFrom, Consumer<ArrayNode> conditions) {
        ObjectNode file = head(title);
        ArrayNode any = file.putArray("anyOf");
        for (Registry.FrameKind frame : registry.frames()) {
            if (!frame.direction().equals(notFrom)) {
                any.add(schemas.frame(frame));
            }
        }
        conditions.accept(file.putArray("allOf"));
        return file;
    }

    /** What the data of a request is depends on its method. */
    private void requestData(ArrayNode conditions) {
        for (Registry.MethodKind method : registry.methods()) {
            ObjectNode condition = conditions.addObject();
            ObjectNode when = condition.putObject("if");
            when.putObject("properties").putObject("method").put("const", method.name());
            when.putArray("required").add("method").add("data");
            ArrayNode any = condition
                    .putObject("then")
                    .putObject("properties")
                    .putObject("data")
                    .putArray("anyOf");
            method.forms().forEach(form -> any.add(schemas.refer(Names.request(method, form))));
            any.add(SchemaMaker.JSON.objectNode().put("type", "null"));
        }
    }

    /** What the data of an event is depends on its type; of a type that is not known, it is any. */
    private void eventData(ArrayNode conditions) {
        for (Registry.EventKind event : registry.events()) {
            ObjectNode condition = conditions.addObject();
            ObjectNode when = condition.putObject("if");
            ObjectNode properties = when.putObject("properties");
            properties.putObject("type").put("const", "event");
            ObjectNode data = properties.putObject("data");
            data.putObject("properties").putObject("type").put("const", event.type());
            data.putArray("required").add("type");
            when.putArray("required").add("type").add("data");
            condition.putObject("then").putObject("properties").set("data", schemas.refer(Names.event(event)));
        }
    }

    private static ObjectNode head(String title) {
        return SchemaMaker.JSON
                .objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$comment", "Generated from registry.json by ./build generate; change that file instead.")
                .put("title", title);
    }

    private static GeneratedFile file(String name, ObjectNode schema) {
        return new GeneratedFile(FOLDER + name, schema.toPrettyString() + "\n");
    }
}
