package dev.dwp.conform.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one term, as {@code conformance/dialogues/README.md} writes it. */
final class TermParser {
    private final Source source;

    TermParser(Source source) {
        this.source = source;
    }

    Term term() {
        Term first = single();
        source.skipBlanks();
        if (source.peek() != '|') {
            return first;
        }
        List<Term> terms = new ArrayList<>(List.of(first));
        while (source.accept("|")) {
            terms.add(single());
            source.skipBlanks();
        }
        return new Term.Either(List.copyOf(terms));
    }

    private Term single() {
        source.skipBlanks();
        char next = source.peek();
        return switch (next) {
            case '{' -> members(false);
            case '=' -> closed();
            case '[' -> items();
            case '"' -> text();
            case '$' -> variable();
            case '/' -> regex();
            case '≥', '≤', '<', '>' -> compared();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> new Term.Literal(number());
            default -> named();
        };
    }

    private Term closed() {
        source.require("=");
        return members(true);
    }

    private Term members(boolean closed) {
        source.require("{");
        Map<String, Term> members = new LinkedHashMap<>();
        source.skipBlanks();
        while (!source.accept("}")) {
            if (!members.isEmpty()) {
                source.require(",");
                source.skipBlanks();
            }
            int place = source.position();
            String name = string();
            source.skipBlanks();
            source.require(":");
            if (members.put(name, term()) != null) {
                throw source.error(place, "the member '" + name + "' stands here twice");
            }
            source.skipBlanks();
        }
        return new Term.Members(members, closed);
    }

    private Term items() {
        source.require("[");
        List<Term> items = new ArrayList<>();
        boolean open = false;
        source.skipBlanks();
        while (!source.accept("]")) {
            if (open) {
                throw source.error("nothing may follow '…' but ']'");
            }
            if (!items.isEmpty()) {
                source.require(",");
                source.skipBlanks();
            }
            if (source.accept("…")) {
                open = true;
            } else {
                items.add(term());
            }
            source.skipBlanks();
        }
        return new Term.Items(List.copyOf(items), open);
    }

    private Term text() {
        int start = source.position();
        String raw = string();
        if (!raw.contains("${")) {
            return new Term.Literal(TextNode.valueOf(raw));
        }
        List<Term.Text.Part> parts = new ArrayList<>();
        int from = 0;
        for (int open = raw.indexOf("${"); open >= 0; open = raw.indexOf("${", from)) {
            int close = raw.indexOf('}', open);
            if (close < 0) {
                throw source.error(start, "'${' is never closed in this text");
            }
            parts.add(new Term.Text.Part(raw.substring(from, open), false));
            parts.add(new Term.Text.Part(raw.substring(open + 2, close), true));
            from = close + 1;
        }
        parts.add(new Term.Text.Part(raw.substring(from), false));
        return new Term.Text(List.copyOf(parts));
    }

    /** A JSON string. */
    String string() {
        int start = source.position();
        source.require("\"");
        StringBuilder text = new StringBuilder();
        for (char c = source.take(); c != '"'; c = source.take()) {
            if (c == '\n') {
                throw source.error(start, "this text is not closed before the line ends");
            }
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() {
        char c = source.take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                StringBuilder digits = new StringBuilder();
                for (int i = 0; i < 4; i++) {
                    digits.append(source.take());
                }
                try {
                    yield (char) Integer.parseInt(digits.toString(), 16);
                } catch (NumberFormatException e) {
                    throw source.error("'\\u" + digits + "' is no character; four hexadecimal digits are");
                }
            }
            default -> throw source.error("'\\" + c + "' is no escape of JSON");
        };
    }

    private JsonNode number() {
        int start = source.position();
        while (!source.atEnd() && "+-.eE0123456789".indexOf(source.peek()) >= 0) {
            source.take();
        }
        String digits = source.between(start, source.position());
        try {
            if (digits.matches("-?[0-9]+")) {
                BigInteger value = new BigInteger(digits);
                return value.bitLength() < Long.SIZE
                        ? LongNode.valueOf(value.longValue())
                        : BigIntegerNode.valueOf(value);
            }
            return DecimalNode.valueOf(new BigDecimal(digits));
        } catch (NumberFormatException e) {
            throw source.error(start, "'" + digits + "' is no number");
        }
    }

    private Term variable() {
        source.require("$");
        String name = source.word();
        if (name.isEmpty()) {
            throw source.error("a name is expected after '$'");
        }
        return source.accept("=") ? new Term.Capture(name, single()) : new Term.Variable(name);
    }

    private Term regex() {
        int start = source.position();
        source.require("/");
        StringBuilder regex = new StringBuilder();
        for (char c = source.take(); c != '/'; c = source.take()) {
            if (c == '\\' && source.peek() == '/') {
                c = source.take();
            } else if (c == '\\') {
                regex.append(c);
                c = source.take();
            }
            regex.append(c);
        }
        try {
            return new Term.Regex(Pattern.compile(regex.toString(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw source.error(start, "this is no regular expression: " + e.getDescription());
        }
    }

    private Term compared() {
        String operator = String.valueOf(source.take());
        return new Term.Compared(operator, single());
    }

    private Term named() {
        int start = source.position();
        String word = source.word();
        Optional<Maker> maker = Maker.of(word);
        Optional<ValueKind> kind = ValueKind.of(word);
        if (maker.isPresent()) {
            return made(maker.get());
        }
        if (kind.isPresent()) {
            return new Term.OfKind(kind.get());
        }
        return switch (word) {
            case "true" -> new Term.Literal(BooleanNode.TRUE);
            case "false" -> new Term.Literal(BooleanNode.FALSE);
            case "null" -> new Term.Literal(NullNode.getInstance());
            case "absent" -> new Term.Absent();
            case "has" -> new Term.Has(single());
            case "not" -> new Term.Not(single());
            case "any_order" -> anyOrder();
            default ->
                throw source.error(
                        start, "a value is expected here, not '" + (word.isEmpty() ? source.peek() : word) + "'");
        };
    }

    private Term anyOrder() {
        source.skipBlanks();
        int start = source.position();
        if (items() instanceof Term.Items items && !items.open()) {
            return new Term.AnyOrder(items.items());
        }
        throw source.error(start, "any_order takes all items, without '…'");
    }

    private Term made(Maker maker) {
        int start = source.position();
        source.require("(");
        List<Term> arguments = new ArrayList<>();
        source.skipBlanks();
        while (!source.accept(")")) {
            if (!arguments.isEmpty()) {
                source.require(",");
            }
            arguments.add(term());
            source.skipBlanks();
        }
        if (arguments.size() != maker.arguments()) {
            throw source.error(
                    start, "%s takes %d values, not %d".formatted(maker.symbol(), maker.arguments(), arguments.size()));
        }
        return new Term.Made(maker, List.copyOf(arguments));
    }
}
