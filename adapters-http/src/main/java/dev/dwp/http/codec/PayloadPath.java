package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in a payload something is: member names and indices, from the outside in. */
record PayloadPath(List<Object> steps) {
    static final PayloadPath ROOT = new PayloadPath(List.of());

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]{0,63}");

    /** Where a parser or generator is. */
    static PayloadPath of(JsonStreamContext innermost) {
        List<Object> steps = new ArrayList<>();
        for (JsonStreamContext at = innermost; at != null && !at.inRoot(); at = at.getParent()) {
            if (at.inArray()) {
                steps.addFirst(at.getCurrentIndex());
            } else if (at.getCurrentName() != null) {
                steps.addFirst(at.getCurrentName());
            }
        }
        return new PayloadPath(steps);
    }

    /** Where Jackson says that a fault is. */
    static PayloadPath of(List<JsonMappingException.Reference> references) {
        List<Object> steps = new ArrayList<>();
        for (JsonMappingException.Reference reference : references) {
            String name = reference.getFieldName();
            steps.add(name != null ? name : Integer.valueOf(reference.getIndex()));
        }
        return new PayloadPath(steps);
    }

    /**
     * The same with the indices of a parser that has not gone further: Jackson counts what it has put into a collection,
     * and a set takes nothing twice.
     */
    PayloadPath at(JsonStreamContext parser) {
        List<Object> seen = of(parser).steps();
        List<Object> corrected = new ArrayList<>(steps);
        for (int i = 0; i < Math.min(seen.size(), steps.size()); i++) {
            if (steps.get(i) instanceof Integer && seen.get(i) instanceof Integer index) {
                corrected.set(i, index);
            }
        }
        return new PayloadPath(corrected);
    }

    PayloadPath member(String name) {
        List<Object> longer = new ArrayList<>(steps);
        longer.add(name);
        return new PayloadPath(longer);
    }

    boolean endsInAnIndex() {
        return !steps.isEmpty() && steps.getLast() instanceof Integer;
    }

    /** What is there; {@code null} when nothing is. */
    @Nullable
    Value in(Value payload) {
        Value at = payload;
        for (Object step : steps) {
            at = switch (at) {
                case Value.Struct struct
                when step instanceof String name -> struct.members().get(name);
                case Value.Array array
                when step instanceof Integer i && i < array.items().size() ->
                    array.items().get(i);
                case null, default -> null;
            };
        }
        return at;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("$");
        for (Object step : steps) {
            if (step instanceof String name && PLAIN.matcher(name).matches()) {
                text.append('.').append(name);
            } else {
                text.append('[')
                        .append(step instanceof String name ? "'" + Excerpt.of(Texts.repaired(name)) + "'" : step)
                        .append(']');
            }
        }
        return text.toString();
    }
}
