package dev.dwp.conform.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds values against terms. Names are bound where the whole value matches, and only then. */
public final class Matching {
    private static final int LONGEST_SHOWN = 400;

    private Matching() {}

    /** Matches the value and binds names; tells where it parts from the term otherwise, and binds nothing. */
    public static Optional<Mismatch> match(Term term, JsonNode value, Bindings bindings) {
        Bindings attempt = bindings.copy();
        Optional<Mismatch> mismatch = at("$", term, value, attempt);
        if (mismatch.isEmpty()) {
            bindings.adopt(attempt);
        }
        return mismatch;
    }

    private static Optional<Mismatch> at(String path, Term term, JsonNode value, Bindings bindings) {
        return switch (term) {
            case Term.Absent absent -> verdict(value.isMissingNode(), path, term, value);
            case Term.Not not ->
                verdict(at(path, not.term(), value, bindings.copy()).isPresent(), path, term, value);
            case Term.Either either -> either(path, either, value, bindings);
            case Term.OfKind kind ->
                verdict(!value.isMissingNode() && kind.kind().holds(value), path, term, value);
            case Term.Capture capture -> capture(path, capture, value, bindings);
            case Term.Variable variable -> variable(path, variable, value, bindings);
            case Term.Members members -> members(path, members, value, bindings);
            case Term.Items items -> items(path, items, value, bindings);
            case Term.AnyOrder items -> anyOrder(path, items, value, bindings);
            case Term.Regex regex ->
                verdict(
                        value.isTextual()
                                && regex.pattern().matcher(value.textValue()).matches(),
                        path,
                        term,
                        value);
            case Term.Has has -> has(path, has, value, bindings);
            case Term.Compared compared -> compared(path, compared, value, bindings);
            case Term.Literal literal -> verdict(equal(literal.value(), value), path, term, value);
            case Term.Text text -> verdict(equal(Template.make(text, bindings), value), path, term, value);
            case Term.Made made -> verdict(equal(Template.make(made, bindings), value), path, term, value);
        };
    }

    private static Optional<Mismatch> either(String path, Term.Either either, JsonNode value, Bindings bindings) {
        for (Term term : either.terms()) {
            Bindings attempt = bindings.copy();
            if (at(path, term, value, attempt).isEmpty()) {
                bindings.adopt(attempt);
                return Optional.empty();
            }
        }
        return verdict(false, path, either, value);
    }

    private static Optional<Mismatch> capture(String path, Term.Capture capture, JsonNode value, Bindings bindings) {
        Optional<Mismatch> mismatch = at(path, capture.term(), value, bindings);
        if (mismatch.isEmpty()) {
            bindings.set(capture.name(), value);
        }
        return mismatch;
    }

    private static Optional<Mismatch> variable(String path, Term.Variable variable, JsonNode value, Bindings bindings) {
        @Nullable JsonNode bound = bindings.get(variable.name());
        if (bound != null) {
            return equal(bound, value)
                    ? Optional.empty()
                    : Optional.of(new Mismatch(path, variable + " (" + shown(bound) + ")", shown(value)));
        }
        if (value.isMissingNode()) {
            return verdict(false, path, variable, value);
        }
        bindings.set(variable.name(), value);
        return Optional.empty();
    }

    private static Optional<Mismatch> members(String path, Term.Members members, JsonNode value, Bindings bindings) {
        if (!value.isObject()) {
            return verdict(false, path, members, value);
        }
        for (Map.Entry<String, Term> member : members.members().entrySet()) {
            Optional<Mismatch> mismatch = at(
                    path + "." + member.getKey(),
                    member.getValue(),
                    value.has(member.getKey()) ? value.get(member.getKey()) : MissingNode.getInstance(),
                    bindings);
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        if (members.closed()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (!members.members().containsKey(member.getKey())) {
                    return Optional.of(
                            new Mismatch(path + "." + member.getKey(), "no such member", shown(member.getValue())));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Mismatch> items(String path, Term.Items items, JsonNode value, Bindings bindings) {
        int size = items.items().size();
        if (!value.isArray() || (items.open() ? value.size() < size : value.size() != size)) {
            return verdict(false, path, items, value);
        }
        for (int i = 0; i < size; i++) {
            Optional<Mismatch> mismatch = at(path + "[" + i + "]", items.items().get(i), value.get(i), bindings);
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }

    private static Optional<Mismatch> anyOrder(String path, Term.AnyOrder items, JsonNode value, Bindings bindings) {
        if (!value.isArray() || value.size() != items.items().size()) {
            return verdict(false, path, items, value);
        }
        List<JsonNode> left = new ArrayList<>();
        value.forEach(left::add);
        for (Term term : items.items()) {
            Optional<JsonNode> match = first(path, term, left, bindings);
            if (match.isEmpty()) {
                return verdict(false, path, term, value);
            }
            left.remove(match.get());
        }
        return Optional.empty();
    }

    private static Optional<Mismatch> has(String path, Term.Has has, JsonNode value, Bindings bindings) {
        if (value.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            value.forEach(items::add);
            return verdict(first(path, has.part(), items, bindings).isPresent(), path, has, value);
        }
        return verdict(
                value.isTextual()
                        && value.textValue()
                                .contains(Template.make(has.part(), bindings).asText()),
                path,
                has,
                value);
    }

    private static Optional<JsonNode> first(String path, Term term, List<JsonNode> among, Bindings bindings) {
        for (JsonNode item : among) {
            Bindings attempt = bindings.copy();
            if (at(path, term, item, attempt).isEmpty()) {
                bindings.adopt(attempt);
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private static Optional<Mismatch> compared(String path, Term.Compared compared, JsonNode value, Bindings bindings) {
        JsonNode made = Template.make(compared.bound(), bindings);
        Optional<BigDecimal> bound = number(made);
        Optional<BigDecimal> number = number(value);
        if (bound.isPresent() != number.isPresent() || (bound.isEmpty() && !(made.isTextual() && value.isTextual()))) {
            return verdict(false, path, compared, value);
        }
        int order = bound.isPresent() && number.isPresent()
                ? number.get().compareTo(bound.get())
                : value.textValue().compareTo(made.textValue());
        boolean holds = switch (compared.operator()) {
            case "≥" -> order >= 0;
            case "≤" -> order <= 0;
            case ">" -> order > 0;
            case "<" -> order < 0;
            default -> throw new IllegalStateException(compared.operator());
        };
        return verdict(holds, path, compared, value);
    }

    /** A number as it is; of a cursor, its number. */
    private static Optional<BigDecimal> number(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        if (ValueKind.CURSOR.holds(value)) {
            return Optional.of(new BigDecimal(value.textValue().substring("evt-".length())));
        }
        return Optional.empty();
    }

    /** Equal as the protocol sees it: numbers by their value, not by how a codec wrote them. */
    public static boolean equal(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                if (!equal(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject() && other.isObject() && one.size() == other.size()) {
            return one.properties().stream()
                    .allMatch(member ->
                            other.has(member.getKey()) && equal(member.getValue(), other.get(member.getKey())));
        }
        return one.equals(other);
    }

    private static Optional<Mismatch> verdict(boolean holds, String path, Term expected, JsonNode value) {
        return holds ? Optional.empty() : Optional.of(new Mismatch(path, cut(expected.toString()), shown(value)));
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "nothing" : cut(value.toString());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_SHOWN
                ? text
                : text.substring(0, LONGEST_SHOWN) + "… (" + text.length() + " characters)";
    }
}
