package dev.dwp.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dwp.cli.terminal.Table;
import dev.dwp.cli.terminal.Terminal;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes results in the form that was asked for. Members keep the protocol's names and order. */
public final class Output {
    private final Terminal terminal;
    private final Format format;
    private final ObjectWriter lines;
    private final ObjectWriter documents;

    public Output(Terminal terminal, Format format, ObjectMapper mapper) {
        this.terminal = terminal;
        this.format = format;
        this.lines = mapper.writer();
        this.documents = mapper.writerWithDefaultPrettyPrinter();
    }

    public Terminal terminal() {
        return terminal;
    }

    public boolean text() {
        return format == Format.TEXT;
    }

    /** One value: {@code asText} writes it for people. */
    public <T extends JsonNode> void value(T value, Consumer<T> asText) {
        if (text()) {
            asText.accept(value);
        } else {
            json(value);
        }
    }

    /** One value as JSON, whatever form was asked for: indented for people and as a document, else on a line. */
    public void json(JsonNode value) {
        terminal.print(write(format == Format.JSONL ? lines : documents, value));
    }

    /** A list: a table, an array, or one object a line. */
    public void list(List<? extends JsonNode> items, List<String> headings, Function<JsonNode, List<Table.Cell>> row) {
        switch (format) {
            case TEXT -> {
                Table table = new Table(terminal, headings);
                items.forEach(item -> table.row(row.apply(item)));
                table.print();
            }
            case JSON -> {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                items.forEach(all::add);
                json(all);
            }
            case JSONL -> items.forEach(this::json);
        }
    }

    /** A value on one line, for a place within text. */
    public String compact(JsonNode value) {
        return write(lines, value);
    }

    private static String write(ObjectWriter writer, JsonNode value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can always be written.", e);
        }
    }
}
