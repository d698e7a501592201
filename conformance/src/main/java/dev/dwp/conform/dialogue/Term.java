package dev.dwp.conform.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * JSON with names and rules in it. As a template it makes a value ({@link Template}); as a pattern it holds a value against
 * itself ({@link Matching}). {@code conformance/dialogues/README.md} tells how each is written.
 */
public sealed interface Term {

    /** A JSON scalar as it stands. */
    record Literal(JsonNode value) implements Term {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** A text with <code>${name}</code> in it: parts that stand as they are, and names between them. */
    record Text(List<Part> parts) implements Term {
        /** A piece of a text: either as it stands, or the name whose value it takes. */
        record Part(String text, boolean name) {}

        @Override
        public String toString() {
            return TextNode.valueOf(parts.stream()
                            .map(part -> part.name() ? "${" + part.text() + "}" : part.text())
                            .collect(Collectors.joining()))
                    .toString();
        }
    }

    /** An object. A closed pattern allows no other members. */
    record Members(Map<String, Term> members, boolean closed) implements Term {
        @Override
        public String toString() {
            return members.entrySet().stream()
                    .map(member -> TextNode.valueOf(member.getKey()) + ":" + member.getValue())
                    .collect(Collectors.joining(",", closed ? "={" : "{", "}"));
        }
    }

    /** An array. An open pattern allows further items at its end. */
    record Items(List<Term> items, boolean open) implements Term {
        @Override
        public String toString() {
            return items.stream().map(Term::toString).collect(Collectors.joining(",", "[", open ? ",…]" : "]"));
        }
    }

    /** The items in whichever order. */
    record AnyOrder(List<Term> items) implements Term {
        @Override
        public String toString() {
            return "any_order" + new Items(items, false);
        }
    }

    /** A name: its value, or, where it has none, whatever stands there, which it means from then on. */
    record Variable(String name) implements Term {
        @Override
        public String toString() {
            return "$" + name;
        }
    }

    /** A name that means from now on what matches the term. */
    record Capture(String name, Term term) implements Term {
        @Override
        public String toString() {
            return "$" + name + "=" + term;
        }
    }

    /** Any value of a kind. */
    record OfKind(ValueKind kind) implements Term {
        @Override
        public String toString() {
            return kind.symbol();
        }
    }

    /** A text that matches as a whole. */
    record Regex(Pattern pattern) implements Term {
        @Override
        public String toString() {
            return "/" + pattern + "/";
        }
    }

    /** A number, or a cursor by its number, on one side of another. */
    record Compared(String operator, Term bound) implements Term {
        @Override
        public String toString() {
            return operator + " " + bound;
        }
    }

    /** A text that contains a text, or an array that contains such an item. */
    record Has(Term part) implements Term {
        @Override
        public String toString() {
            return "has " + part;
        }
    }

    /** Anything, or nothing, but this. */
    record Not(Term term) implements Term {
        @Override
        public String toString() {
            return "not " + term;
        }
    }

    /** One of several. */
    record Either(List<Term> terms) implements Term {
        @Override
        public String toString() {
            return terms.stream().map(Term::toString).collect(Collectors.joining(" | "));
        }
    }

    /** A member that is not there. */
    record Absent() implements Term {
        @Override
        public String toString() {
            return "absent";
        }
    }

    /** A value that is made: long texts, deep arrays, times. */
    record Made(Maker maker, List<Term> arguments) implements Term {
        @Override
        public String toString() {
            return arguments.stream().map(Term::toString).collect(Collectors.joining(", ", maker.symbol() + "(", ")"));
        }
    }
}
