package dev.dwp.conform.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the value that a term stands for, where the term is something to send. */
public final class Template {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Template() {}

    /**
     * Makes the value.
     *
     * @throws UnboundName when a name has no value yet
     * @throws IllegalArgumentException when the term can only be matched, not sent
     */
    public static JsonNode make(Term term, Bindings bindings) {
        return switch (term) {
            case Term.Literal literal -> literal.value();
            case Term.Text text -> TextNode.valueOf(text(text, bindings));
            case Term.Members members -> object(members.members(), bindings);
            case Term.Items items -> array(items.items(), bindings);
            case Term.Variable variable -> value(variable.name(), bindings);
            case Term.Capture capture -> {
                JsonNode value = make(capture.term(), bindings);
                bindings.set(capture.name(), value);
                yield value;
            }
            case Term.Made made ->
                made.maker()
                        .make(made.arguments().stream()
                                .map(argument -> make(argument, bindings))
                                .toList());
            default -> throw new IllegalArgumentException("'" + term + "' can be matched, but not sent.");
        };
    }

    /** The text with its names replaced. */
    static String text(Term.Text text, Bindings bindings) {
        StringBuilder made = new StringBuilder();
        for (Term.Text.Part part : text.parts()) {
            made.append(part.name() ? value(part.text(), bindings).asText() : part.text());
        }
        return made.toString();
    }

    static JsonNode value(String name, Bindings bindings) {
        @Nullable JsonNode value = bindings.get(name);
        if (value == null) {
            throw new UnboundName(name);
        }
        return value;
    }

    private static JsonNode object(Map<String, Term> members, Bindings bindings) {
        ObjectNode object = NODES.objectNode();
        members.forEach((name, term) -> {
            if (!(term instanceof Term.Absent)) {
                object.set(name, make(term, bindings));
            }
        });
        return object;
    }

    private static JsonNode array(List<Term> items, Bindings bindings) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(make(item, bindings)));
        return array;
    }

    /** A name is used before anything gave it a value. */
    public static final class UnboundName extends RuntimeException {
        UnboundName(String name) {
            super("$" + name + " has no value yet; an earlier line must match or let it.");
        }
    }
}
