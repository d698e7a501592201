package dev.dwp.engine.job;

import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds just what these tests need. */
final class TinyBinder implements PayloadBinder {
    @Override
    public @Nullable Object bind(Value payload, Type type) {
        return payload instanceof Value.Text(var text) && type == Long.class
                ? bindAsIs(parseJson(text).orElse(payload), type)
                : bindAsIs(payload, type);
    }

    @Override
    public @Nullable Object bindAsIs(Value payload, Type type) {
        if (type == Value.class) {
            return payload;
        }
        return switch (payload) {
            case Value.Null ignored -> null;
            case Value.Text(var text) when type == String.class -> text;
            case Value.Int(var number) when type == Long.class -> number;
            default -> throw new Misfit("$.x", "It must be a " + type.getTypeName() + ".");
        };
    }

    @Override
    public Value unbind(@Nullable Object result) {
        return switch (result) {
            case null -> Value.NULL;
            case Value value -> value;
            case String text -> Value.of(text);
            case Number number -> Value.of(number.longValue());
            case Boolean bool -> Value.of(bool);
            case List<?> list -> new Value.Array(list.stream().map(this::unbind).toList());
            case Map<?, ?> map -> {
                StructBuilder struct = Value.struct();
                map.forEach((name, value) -> struct.put(name.toString(), unbind(value)));
                yield struct.build();
            }
            default -> throw new Misfit("$", "It has no form in JSON.");
        };
    }

    @Override
    public Optional<Value> parseJson(String text) {
        return text.matches("[0-9]+") ? Optional.of(Value.of(Long.parseLong(text))) : Optional.empty();
    }
}
