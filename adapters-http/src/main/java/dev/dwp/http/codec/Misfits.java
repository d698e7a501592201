package dev.dwp.http.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.dwp.application.port.out.PayloadBinder.Misfit;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says where and why a payload and a type do not fit, in the payload's words: nothing of Java's or Jackson's. The
 * sentences are about "it", which is what is at the path.
 */
final class Misfits {
    private final Expectations expectations;

    Misfits(Expectations expectations) {
        this.expectations = expectations;
    }

    /**
     * Why a payload cannot be bound.
     *
     * @param parser where it stopped
     */
    Misfit binding(JsonProcessingException fault, Value payload, JsonParser parser) {
        PayloadPath path = PayloadPath.of(references(fault)).at(parser.getParsingContext());
        Class<?> target = target(fault, path);
        String name = parser.getParsingContext().getCurrentName();
        if (target != null && name != null && parser.currentToken() == JsonToken.FIELD_NAME) {
            PayloadPath member = path.member(name);
            return misfit(member, "its name must be %s.".formatted(expectations.of(target)));
        }
        return misfit(path, sentence(fault, target, path.in(payload)));
    }

    /** Why an object cannot become a payload. */
    static Misfit unbinding(JsonProcessingException fault) {
        Misfit misfit = cause(fault, Misfit.class);
        return misfit == null ? formless(PayloadPath.of(references(fault))) : misfit;
    }

    static Misfit formless(PayloadPath path) {
        return misfit(
                path,
                "it has no JSON form; use records, maps, lists, texts, finite numbers, truth values and instants.");
    }

    static Misfit misfit(PayloadPath path, String sentence) {
        return new Misfit(path.toString(), sentence);
    }

    private String sentence(JsonProcessingException fault, @Nullable Class<?> target, @Nullable Value found) {
        Refusal refusal = cause(fault, Refusal.class);
        if (refusal != null) {
            return "it is refused: %s".formatted(refusal.body().message());
        }
        if (target == null) {
            return "the handler refuses it: %s.".formatted(named(found));
        }
        return found == null
                ? "it is missing; it must be %s.".formatted(expectations.of(target))
                : "it must be %s, not %s.".formatted(expectations.of(target), named(found));
    }

    private static String named(@Nullable Value found) {
        return switch (found) {
            case null -> "nothing";
            case Value.Null ignored -> "null";
            case Value.Unreadable ignored -> "a value that cannot be read";
            case Value.Bool(boolean bool) -> Boolean.toString(bool);
            case Value.Int(long number) -> Long.toString(number);
            case Value.Decimal(var number) -> Excerpt.of(number.toString());
            case Value.Text(String text) -> "the text '%s'".formatted(Excerpt.of(text));
            case Value.Array ignored -> "an array";
            case Value.Struct ignored -> "an object";
        };
    }

    /** The type that was to be made of the value at fault, if Jackson knew; of an array's item it knows the array's. */
    private static @Nullable Class<?> target(JsonProcessingException fault, PayloadPath path) {
        Class<?> target = target(fault);
        Class<?> item = target == null ? null : target.getComponentType();
        return item != null && item.isPrimitive() && path.endsInAnIndex() ? item : target;
    }

    private static @Nullable Class<?> target(JsonProcessingException fault) {
        if (fault instanceof MismatchedInputException mismatch) {
            return mismatch.getTargetType();
        }
        InputCoercionException coercion = cause(fault, InputCoercionException.class);
        return coercion == null ? null : coercion.getTargetType();
    }

    private static List<JsonMappingException.Reference> references(JsonProcessingException fault) {
        return fault instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
    }

    private static <T extends Throwable> @Nullable T cause(Throwable fault, Class<T> type) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
