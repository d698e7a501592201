package dev.dwp.engine.cron;

import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.domain.frame.Value;
import java.lang.reflect.Type;
import java.util.Optional;

/** Binds payloads as they are, and texts to {@code String}. */
final class PlainBinder implements PayloadBinder {
    @Override
    public Object bind(Value payload, Type type) {
        if (type == Value.class) {
            return payload;
        }
        if (payload instanceof Value.Text text && type == String.class) {
            return text.value();
        }
        throw new Misfit("$", "It is no text.");
    }

    @Override
    public Value unbind(Object result) {
        return (Value) result;
    }

    @Override
    public Optional<Value> parseJson(String text) {
        return Optional.empty();
    }
}
